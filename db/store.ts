// What the house needs of a database: reads, and one kind of write, the batch. The same for a file and for a server.
import type { Client, InStatement, ResultSet } from '@libsql/client';

export type Value = string | number | null;
export type Statement = { sql: string; args: Value[] };
export type Row = Record<string, unknown> & ArrayLike<unknown>;

/** What one statement of a batch gave: rows of a RETURNING; without one, how many rows it changed. */
export type Written = { rows: Row[]; changed: number };

export type Store = {
  read(statement: Statement): Promise<Row[]>;
  /** Several reads at one moment, and of a server in one trip. */
  readAll(statements: readonly Statement[]): Promise<Row[][]>;
  /** Runs the statements as one transaction. Throws StoreError; then nothing of it is there, unless `isLost`. */
  write(statements: Statement[]): Promise<Written[]>;
  /** Of a file: what was deleted leaves the disk now; false when a reader is in the way. Throws StoreError. A server does as its keeper has set it. */
  scrub?(): Promise<boolean>;
  close(): void;
};

/** Why a write failed: `constraint` = the rows are wrong · `refused` = the store cannot write now · `lost` = the answer got lost, it may be there. */
export type StoreErrorType = 'constraint' | 'refused' | 'lost';

export class StoreError extends Error {
  readonly type: StoreErrorType;
  constructor(type: StoreErrorType, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.type = type;
  }
}

/** Another program holds the database now, or the lock of one that was killed is being cleared away. */
export const isBusy = (error: unknown): boolean =>
  error instanceof StoreError &&
  typeof error.cause === 'object' &&
  error.cause !== null &&
  'code' in error.cause &&
  /^SQLITE_BUSY/.test(String(error.cause.code));

/** The error in the house's terms, by SQLite's code where there is one. A server's silence may hide a commit. */
export function storeError(error: unknown, remote: boolean): StoreError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const text = error instanceof Error ? error.message : String(error);
  if (code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_MISMATCH' || code === 'SQLITE_TOOBIG')
    return new StoreError('constraint', `The store refused rows: ${text}`, error);
  if (remote && !code.startsWith('SQLITE_')) return new StoreError('lost', `The database server did not answer: ${text}`, error);
  return new StoreError('refused', `The store cannot write now (${code || 'no code'}): ${text}`, error);
}

/** What both kinds of client share. The only place that writes: autocommit beside another writer loses rows (ENGINE.md). */
export async function writeBatch(client: Client, statements: Statement[]): Promise<Written[]> {
  const results = await client.batch(statements as InStatement[], 'write'); // Statement is an InStatement with its args as a list
  return results.map((result) => ({ rows: rowsOf(result), changed: result.rowsAffected }));
}

/** Reads that are asked for in one breath go together, as one. */
export function inOneTrip(store: Pick<Store, 'readAll'>): Pick<Store, 'read'> {
  let asked: { statement: Statement; resolve: (rows: Row[]) => void; reject: (error: unknown) => void }[] = [];
  const go = () => {
    const together = asked;
    asked = [];
    store.readAll(together.map(({ statement }) => statement)).then(
      (all) => {
        for (const [i, rows] of all.entries()) together[i]?.resolve(rows);
      },
      (error: unknown) => {
        for (const { reject } of together) reject(error);
      },
    );
  };
  return {
    read: (statement) =>
      new Promise((resolve, reject) => {
        if (asked.push({ statement, resolve, reject }) === 1) queueMicrotask(go);
      }),
  };
}

export const rowsOf = (result: ResultSet): Row[] => result.rows as unknown as Row[]; // libSQL's Row has these and a length
