// A libSQL server over HTTP (Hrana): for several processes, and for Workers. Nothing Node-only here.
import type { InStatement } from '@libsql/client';
import { createClient } from '@libsql/client/web';
import { rowsOf, type Statement, type Store, StoreError, storeError, writeBatch } from './store.ts';

/** Opens a server by its URL (`http`, `https`, `libsql`). */
export function openServer(url: string, authToken?: string): Store {
  const client = createClient({ url, ...(authToken ? { authToken } : {}) });
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof StoreError ? error : storeError(error, true);
    }
  };
  return {
    read: (statement: Statement) => guarded(async () => rowsOf(await client.execute(statement))),
    readAll: (statements) => guarded(async () => (await client.batch(statements as InStatement[], 'read')).map(rowsOf)),
    write: (statements: Statement[]) => guarded(() => writeBatch(client, statements)),
    close: () => client.close(),
  };
}
