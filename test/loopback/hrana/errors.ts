// The three ways a Hrana request fails, and how the engine's errors are told to a client.
// Names and texts follow libsql-server (libsql-server/src/hrana/{mod,stmt}.rs).
import Database from 'libsql';

/** `extended` says SQLITE_CONSTRAINT_PRIMARYKEY; `basic` SQLITE_CONSTRAINT, as libsql-server does. */
export type ErrorCodes = 'extended' | 'basic';

/** An error as it travels in an answer. */
export interface WireError {
  message: string;
  code: string;
}

/** A request that failed by itself: it is told inside the answer, and the stream lives on. */
export class RequestError extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** A stream that is gone: the whole HTTP request answers 500 with this error as JSON. */
export class StreamError extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** A client that does not keep to the protocol: HTTP 400 with a plain text, and the stream is closed. */
export class ProtocolError extends Error {}

/** What waiting in vain for the write lock says: the same words as the engine. */
export const lockedError = (): RequestError => new RequestError('database is locked', 'SQLITE_BUSY');

/** True when trying again may help. A stale snapshot (517) never recovers inside its transaction. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && ((error.rawCode ?? 0) & 0xff) === 5 && error.rawCode !== 517;

const basicNames: Record<number, string> = {
  1: 'SQLITE_UNKNOWN',
  2: 'SQLITE_INTERNAL',
  3: 'SQLITE_PERM',
  4: 'SQLITE_ABORT',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  9: 'SQLITE_INTERRUPT',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  12: 'SQLITE_NOTFOUND',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  15: 'SQLITE_PROTOCOL',
  17: 'SQLITE_SCHEMA',
  18: 'SQLITE_TOOBIG',
  19: 'SQLITE_CONSTRAINT',
  20: 'SQLITE_MISMATCH',
  21: 'SQLITE_MISUSE',
  22: 'SQLITE_NOLFS',
  23: 'SQLITE_AUTH',
  25: 'SQLITE_RANGE',
  26: 'SQLITE_NOTADB',
};

const extendedName = (code: string, rawCode: number): string => {
  if (rawCode === 3091) return 'SQLITE_CONSTRAINT_DATATYPE'; // the engine's binding has no name for it
  return code.startsWith('UNKNOWN_') ? (basicNames[rawCode & 0xff] ?? 'SQLITE_UNKNOWN') : code;
};

const basicError = (message: string, rawCode: number): WireError => {
  if (rawCode === 1 && message.includes('syntax error')) {
    return { message: `SQL string could not be parsed: ${message}`, code: 'SQL_PARSE_ERROR' };
  }
  if (rawCode === 1 && /^no such (table|column|function)/.test(message)) {
    return { message: `SQL input error: ${message} (at offset 0)`, code: 'SQL_INPUT_ERROR' };
  }
  return { message: `SQLite error: ${message}`, code: basicNames[rawCode & 0xff] ?? 'SQLITE_UNKNOWN' };
};

/** Puts a failed request into words for the client; whatever is not a request's own failure is thrown on. */
export const tellError = (error: unknown, codes: ErrorCodes): WireError => {
  if (error instanceof RequestError) return { message: error.message, code: error.code };
  if (!(error instanceof Database.SqliteError)) throw error;
  const rawCode = error.rawCode ?? 0;
  if (codes === 'basic') return basicError(error.message, rawCode);
  return { message: error.message, code: extendedName(error.code, rawCode) };
};
