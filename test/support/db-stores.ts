// The store in its three guises, so that one test runs over each: a file, and a server with either kind of error codes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { openFile } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import { openServer } from '../../db/server.ts';
import type { Row, Store } from '../../db/store.ts';
import { type Hrana, startHrana } from '../loopback/hrana/index.ts';

export type Opened = {
  store: Store;
  /** Over Hrana: the server, for its faults. */
  hrana: Hrana | undefined;
  path: string;
  /** A further store on the same database; over a file there is only the one. */
  another(): Store;
  /** Rows as they stand in the file, by a connection of its own. */
  look(sql: string): Row[];
  close(): Promise<void>;
};

async function open(codes: 'extended' | 'basic' | null, migrated: boolean): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'alur-db-'));
  const path = join(folder, 'alur.db');
  const hrana = codes ? await startHrana({ file: path, codes }) : undefined;
  const stores: Store[] = [];
  const another = () => {
    if (!hrana) throw new Error('A file has one owner.');
    const store = openServer(hrana.url);
    stores.push(store);
    return store;
  };
  const store = hrana ? another() : await openFile(path);
  if (!hrana) stores.push(store);
  if (migrated) await migrate(store);
  return {
    store,
    hrana,
    path,
    another,
    look: (sql) => lookAt(path, sql),
    close: async () => {
      for (const one of stores) one.close();
      await hrana?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Reads a database file by a connection of its own. */
export function lookAt(path: string, sql: string): Row[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(sql).all() as Row[]; // rows are objects unless `raw` is asked for
  } finally {
    database.close();
  }
}

/** `migrated`: with the tables there already. */
export const stores: { where: string; open: (migrated?: boolean) => Promise<Opened> }[] = [
  { where: 'on a file', open: (migrated = true) => open(null, migrated) },
  { where: 'over Hrana, extended codes', open: (migrated = true) => open('extended', migrated) },
  { where: 'over Hrana, basic codes', open: (migrated = true) => open('basic', migrated) },
];
