// Looks at the database of a running program from outside, and keeps it from writing.
import { join } from 'node:path';
import Database from 'libsql';

export type Row = Record<string, unknown>;

const pathIn = (folder: string, file = 'alur.db'): string => join(folder, 'data', file);

/** Reads once, by a connection of its own that cannot write. `file`: another of the data folder's than the main database. */
export function readStore(folder: string, sql: string, file?: string): Row[] {
  const database = new Database(pathIn(folder, file), { readonly: true });
  try {
    return database.prepare(sql).all() as Row[]; // rows are objects unless `raw` is asked for
  } finally {
    database.close();
  }
}

/** Everything that was taken in, by the id that the update's message gave it. */
/** Whether everything has left, and is marked as sent. */
export const isAllSent = (folder: string): boolean => readStore(folder, "SELECT 1 FROM outbox WHERE state = 'queued' LIMIT 1").length === 0;

export const readInbox = (folder: string): string[] => readStore(folder, 'SELECT id FROM inbox').map(({ id }) => String(id));

/** Changes the database by hand, as no program of ours would. Nothing else may have it open. */
export function spoilStore(folder: string, sql: string): void {
  const database = new Database(pathIn(folder));
  database.exec(sql);
  database.close();
}

/** Holds a write transaction on the file, as another program would; returns what ends it. */
export function holdStore(folder: string): () => void {
  const database = new Database(pathIn(folder));
  database.exec('PRAGMA busy_timeout = 2000');
  database.exec('BEGIN IMMEDIATE');
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}
