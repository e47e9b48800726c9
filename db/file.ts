// A database file: one owner, one writer connection, one reader connection. Node only.
import type { InStatement } from '@libsql/client';
import { createClient } from '@libsql/client/sqlite3';
import { rowsOf, type Store, StoreError, storeError, writeBatch } from './store.ts';

// What is deleted is overwritten with zeros: who was erased is in no free page.
const perConnection = [
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
  'PRAGMA temp_store = MEMORY',
  'PRAGMA secure_delete = ON',
];

/**
 * Rows that moved when pages were split or joined leave copies between the cells of the page where they were, which `secure_delete` does not
 * reach: all pages are written anew. The copy of the file that this takes is no matter for the memory.
 */
const rewrite = ['PRAGMA temp_store = FILE', 'VACUUM', 'PRAGMA temp_store = MEMORY'];

/** Another process has the file. Its message says what to do. */
export class StoreOwnedError extends Error {
  constructor(path: string, cause: unknown) {
    super(`Another Alur already has ${path} open. Stop that one first, or point DATABASE_URL at another file.`, { cause });
    this.name = 'StoreOwnedError';
  }
}

/**
 * Opens (and makes) the file. Throws StoreOwnedError when another process owns it.
 * Ownership is an open write transaction on `<file>.lock`: it ends with the process, however that ends.
 */
export async function openFile(path: string): Promise<Store> {
  const unlock = await own(path);
  const opened = await connectBoth(path).catch((error: unknown) => {
    unlock(); // whoever tries again must not find this process in the way
    throw error;
  });
  let { writer } = opened;
  const { reader } = opened;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  /** One after the other, on the connection that writes. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(async () => {
      if (closed) throw new StoreError('refused', 'The store is closed.', undefined);
      try {
        return await work();
      } catch (error) {
        const told = storeError(error, false);
        // After SQLITE_BUSY a connection goes on acknowledging what it never commits (libsql-client-ts#352): never use it again.
        if (told.type === 'refused' && !closed) {
          writer.close();
          writer = await connect(path).catch(() => writer);
        }
        throw told;
      }
    });
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    read: async (statement) => rowsOf(await reader.execute(statement)),
    readAll: async (statements) => (await reader.batch(statements as InStatement[], 'deferred')).map(rowsOf),
    write: (statements) => inTurn(() => writeBatch(writer, statements)),
    scrub: () =>
      inTurn(async () => {
        for (const statement of rewrite) await writer.execute(statement);
        const [row] = rowsOf(await writer.execute('PRAGMA wal_checkpoint(TRUNCATE)')); // the log holds pages as they were before
        return row?.busy === 0;
      }),
    close: () => {
      closed = true;
      writer.close();
      reader.close();
      unlock();
    },
  };
}

async function connectBoth(path: string) {
  const writer = await connect(path);
  try {
    return { writer, reader: await connect(path) };
  } catch (error) {
    writer.close();
    throw error;
  }
}

async function connect(path: string) {
  const client = createClient({ url: `file:${path}`, concurrency: 1, timeout: 0 });
  try {
    for (const pragma of perConnection) await client.execute(pragma);
  } catch (error) {
    client.close();
    throw storeError(error, false);
  }
  return client;
}

async function own(path: string): Promise<() => void> {
  const lock = createClient({ url: `file:${path}.lock`, concurrency: 1, timeout: 0 });
  try {
    const held = await lock.transaction('write');
    await held.execute('CREATE TABLE IF NOT EXISTS owner (pid INTEGER)');
    return () => {
      held.close();
      lock.close();
    };
  } catch (error) {
    lock.close();
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    if (code.startsWith('SQLITE_BUSY')) throw new StoreOwnedError(path, error);
    throw error;
  }
}
