// The database file: one owner, freed however that one ends; and a foreign writer's lock, after which nothing acknowledged is missing.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFile, StoreOwnedError } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import type { Store } from '../../db/store.ts';
import { lookAt } from '../support/db-stores.ts';

let folder = '';
let path = '';
let open: { close(): void }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alur-file-'));
  path = join(folder, 'alur.db');
});
afterEach(() => {
  for (const one of open) one.close();
  open = [];
  rmSync(folder, { recursive: true, force: true });
});
const own = async (): Promise<Store> => {
  const store = await openFile(path);
  open.push(store);
  return store;
};

/** Another process that owns the file, or says why it cannot. */
const owner = `
import { createClient } from '@libsql/client/sqlite3';
const client = createClient({ url: 'file:' + process.argv[1] + '.lock', timeout: 0 });
try {
  const held = await client.transaction('write');
  await held.execute('CREATE TABLE IF NOT EXISTS owner (pid INTEGER)');
  console.log('owned');
  setInterval(() => {}, 1000);
} catch (error) { console.log(error.code); process.exit(1); }
`;
function startOwner(): { process: ChildProcess; said: Promise<string>; ended: Promise<void> } {
  const child = spawn(process.execPath, ['--input-type=module', '-e', owner, path], {
    cwd: process.cwd(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    process: child,
    said: new Promise((resolve) => child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()))),
    ended: new Promise((resolve) => child.once('exit', () => resolve())),
  };
}

test('a second owner in this process is refused with what to do, and takes over after the first has closed', async () => {
  const first = await own();
  await expect(openFile(path)).rejects.toThrow(StoreOwnedError);
  await expect(openFile(path)).rejects.toThrow(
    `Another Alur already has ${path} open. Stop that one first, or point DATABASE_URL at another file.`,
  );
  await first.write([{ sql: 'CREATE TABLE t (n INTEGER)', args: [] }]);
  first.close();
  await expect(first.write([{ sql: 'INSERT INTO t VALUES (1)', args: [] }])).rejects.toMatchObject({ type: 'refused' });
  const second = await own();
  expect(await second.read({ sql: 'SELECT count(*) AS n FROM t', args: [] })).toMatchObject([{ n: 0 }]);
});

test('another process is refused while this one owns the file; its own ownership ends with it, even by SIGKILL', async () => {
  const first = await own();
  const refused = startOwner();
  expect(await refused.said).toBe('SQLITE_BUSY');
  await refused.ended;
  first.close();
  const child = startOwner();
  expect(await child.said).toBe('owned');
  await expect(openFile(path)).rejects.toThrow(StoreOwnedError);
  child.process.kill('SIGKILL');
  await child.ended;
  const store = await own();
  expect(await migrate(store)).toContain('0001_core');
});

test('the file is written through WAL, synchronously', async () => {
  const store = await own();
  const [mode] = await store.read({ sql: 'PRAGMA journal_mode', args: [] });
  expect(mode?.journal_mode).toBe('wal');
  const [sync] = await store.read({ sql: 'PRAGMA synchronous', args: [] });
  expect(sync?.synchronous).toBe(2);
});

const insert = (n: number) => [
  { sql: 'INSERT INTO t (n) VALUES (?)', args: [n] },
  { sql: 'INSERT INTO u (n) VALUES (?)', args: [n] },
];
const stored = (table: string) => lookAt(path, `SELECT n FROM ${table} ORDER BY n`).map(({ n }) => Number(n));

async function withTables(): Promise<Store> {
  const store = await own();
  await store.write(['t', 'u'].map((table) => ({ sql: `CREATE TABLE ${table} (n INTEGER PRIMARY KEY) STRICT`, args: [] })));
  return store;
}

test('while another connection holds the lock, writes are refused; afterwards they go on, and all that was acknowledged is in the file', async () => {
  const store = await withTables();
  const foreign = new Database(path);
  open.push(foreign);
  const acknowledged: number[] = [];
  let n = 0;
  for (let round = 0; round < 20; round++) {
    foreign.exec('BEGIN IMMEDIATE');
    const results = await Promise.allSettled([1, 2, 3].map(() => store.write(insert(++n))));
    expect(results.map((one) => one.status === 'rejected' && (one.reason as { type: string }).type)).toEqual([
      'refused',
      'refused',
      'refused',
    ]);
    expect(await store.read({ sql: 'SELECT count(*) AS n FROM t', args: [] })).toMatchObject([{ n: acknowledged.length }]);
    foreign.exec(round % 2 ? 'COMMIT' : 'ROLLBACK');
    for (let i = 0; i < 10; i++) {
      await store.write(insert(++n));
      acknowledged.push(n);
    }
  }
  store.close();
  expect(stored('t')).toEqual(acknowledged);
  expect(stored('u')).toEqual(acknowledged);
});

test('to write the file anew is refused while another connection holds the lock, or reads; afterwards it is done, and writes go on', async () => {
  const store = await withTables();
  const foreign = new Database(path);
  open.push(foreign);
  foreign.exec('BEGIN IMMEDIATE');
  await expect(store.scrub?.()).rejects.toMatchObject({ type: 'refused' });
  foreign.exec('ROLLBACK');
  await store.write(insert(1));
  foreign.exec('BEGIN');
  foreign.prepare('SELECT count(*) FROM t').get();
  expect(await store.scrub?.()).toBe(false);
  foreign.exec('COMMIT');
  expect(await store.scrub?.()).toBe(true);
  await store.write(insert(2));
  store.close();
  expect(stored('t')).toEqual([1, 2]);
});

test('a lock that comes and goes under many writes loses none that was acknowledged and keeps none that was refused', async () => {
  const store = await withTables();
  const foreign = new Database(path);
  open.push(foreign);
  const acknowledged: number[] = [];
  let stop = false;
  const locking = (async () => {
    for (let i = 0; !stop; i++) {
      try {
        foreign.exec('BEGIN IMMEDIATE');
        if (i % 3 === 0) foreign.exec('CREATE TABLE IF NOT EXISTS v (n INTEGER)');
        for (let turns = 0; turns < i % 5; turns++) await new Promise((resolve) => setImmediate(resolve));
        foreign.exec('COMMIT');
      } catch {
        if (foreign.inTransaction) foreign.exec('ROLLBACK'); // the store was writing just then
      }
      for (let turns = 0; turns < 4; turns++) await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  let refused = 0;
  for (let n = 1; n <= 600; n++) {
    await new Promise((resolve) => setImmediate(resolve));
    await store.write(insert(n)).then(
      () => acknowledged.push(n),
      (error: { type?: string }) => {
        expect(error.type).toBe('refused');
        refused++;
      },
    );
  }
  stop = true;
  await locking;
  store.close();
  expect(stored('t')).toEqual(acknowledged);
  expect(stored('u')).toEqual(acknowledged);
  expect(
    [acknowledged.length, refused].every((some) => some > 20),
    `${acknowledged.length} and ${refused}`,
  ).toBe(true);
});

test('rows that break a rule are told apart from a store that cannot write, and the same connection goes on', async () => {
  const store = await withTables();
  await store.write(insert(1));
  await expect(store.write([...insert(2), ...insert(1)])).rejects.toMatchObject({ type: 'constraint' });
  await expect(store.write([{ sql: 'INSERT INTO t (n) VALUES (?)', args: ['words'] }])).rejects.toMatchObject({ type: 'constraint' });
  await expect(store.write([...insert(3), { sql: 'INSERT INTO nowhere VALUES (1)', args: [] }])).rejects.toMatchObject({ type: 'refused' });
  await store.write(insert(4));
  expect(stored('t')).toEqual([1, 4]);
  expect(stored('u')).toEqual([1, 4]);
});

test('writes asked for at once are done in order', async () => {
  const store = await withTables();
  await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      store.write([
        { sql: 'INSERT INTO t SELECT coalesce(max(n), 0) + 1 FROM t', args: [] },
        { sql: 'INSERT INTO u VALUES (?)', args: [i] },
      ]),
    ),
  );
  expect(stored('t')).toHaveLength(50);
});
