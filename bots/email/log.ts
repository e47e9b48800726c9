// What this door may say into the log: facts and ids; never a password, an address or anybody's words.

/** Pino's shape: facts first, then the sentence. */
export type Log = Record<'info' | 'warn' | 'error', (facts: object, sentence: string) => void>;
