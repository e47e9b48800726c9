// How the WhatsApp account stands, in words that /setup, the terminal and the log share. Values only: no Baileys here.

/**
 * `unpaired`: `qr` is the text to scan, `code` the eight letters to type on the phone, once one was asked for ·
 * `open`: connected · `offline`: between two tries, `retryAt` in ms since the epoch · `stopped`: it will not try again by itself.
 */
export type WhatsAppState =
  | { type: 'starting' }
  | { type: 'unpaired'; qr?: string; code?: string; loggedOut: boolean }
  | { type: 'open'; name: string; phone: string; since: number }
  | { type: 'offline'; code: number; retryAt: number }
  | { type: 'stopped'; reason: 'replaced' | 'banned' | 'refused'; code: number };

/** What the rest of the house may ask of the account, besides sending. */
export type WhatsAppAccount = {
  state(): WhatsAppState;
  /** Hears every new state, until the returned function is called. */
  watch(listener: (state: WhatsAppState) => void): () => void;
  /** Asks for a pairing code for this number (digits with the country's code). Rejects with a sentence. */
  pairByCode(phone: string): Promise<string>;
  /** Tries again now: after `stopped`, or sooner than `retryAt`. */
  reconnect(): void;
};
