// The rules of the house that a machine can check: which room may know which, where a clock may be read, how the store is written.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const rooms = ['flows', 'bots', 'db', 'src'] as const;
type Room = (typeof rooms)[number];

type Source = { path: string; room: Room; text: string; code: string };
const sources: Source[] = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.generated.ts'))
    .map((name) => {
      const path = join(room, name);
      const text = readFileSync(join(root, path), 'utf8');
      const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
      return { path, room, text, code };
    }),
);

/** Every module a source names, relative ones as paths from the root. */
const importsOf = ({ path, code }: Source): string[] =>
  [...code.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? relative(root, resolve(root, dirname(path), name)) : name,
  );

const allowed: Record<Room, readonly Room[]> = { flows: ['flows'], bots: ['bots', 'flows'], db: ['db', 'flows'], src: rooms };
const breaches = (what: (source: Source) => string[]) =>
  sources.flatMap((source) => what(source).map((breach) => `${source.path}: ${breach}`));

test('there is something to check', () => {
  for (const room of rooms) expect(sources.filter((source) => source.room === room).length).toBeGreaterThan(1);
});

test('no arrow runs back up: flows knows nobody, bots and db know flows, src knows all', () => {
  expect(
    breaches((source) =>
      importsOf(source).filter((name) => {
        const room = rooms.find((one) => name.startsWith(`${one}/`));
        return room !== undefined && !allowed[source.room].includes(room);
      }),
    ),
  ).toEqual([]);
});

test('nothing imports from outside of the rooms', () => {
  expect(breaches((source) => importsOf(source).filter((name) => /^(\.\.|test\/|bench\/|scripts\/|dist\/)/.test(name)))).toEqual([]);
});

test('flows is pure: no platform, no clock, no chance, no environment', () => {
  const impure =
    /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bcrypto\b|\bprocess\b|\bsetTimeout\b|\bfetch\(|\bconsole\b|\bperformance\b/g;
  const inFlows = (source: Source) => (source.room === 'flows' ? [...source.code.matchAll(impure)].map(([found]) => found) : []);
  expect(breaches(inFlows)).toEqual([]);
  expect(breaches((source) => (source.room === 'flows' ? importsOf(source).filter((name) => name.startsWith('node:')) : []))).toEqual([]);
});

test('the environment is read by the roof only', () => {
  expect(
    breaches((source) => (source.room !== 'src' ? [...source.code.matchAll(/\bprocess\.env\b/g)].map(([found]) => found) : [])),
  ).toEqual([]);
});

test('no file is over 300 lines, and each opens with what it is for', () => {
  expect(breaches(({ text }) => (text.split('\n').length > 301 ? [`${text.split('\n').length} lines`] : []))).toEqual([]);
  expect(breaches(({ text }) => (/^(#!.*\n)?(\/\*\* @jsx.*\*\/\n)?(\/\/ \S|\/\*\* ?\S)/.test(text) ? [] : ['no opening comment']))).toEqual(
    [],
  );
});

test('only the Node clock knows node-cron, which brings child_process along', () => {
  const knowing = sources.filter((source) => importsOf(source).includes('node-cron')).map(({ path }) => path);
  expect(knowing).toEqual(['src/clock-node.ts']);
});

test('what runs on Workers too names nothing that only Node has', () => {
  const portable = (source: Source) => source.room === 'flows' || (source.room === 'db' && source.path !== 'db/file.ts');
  expect(
    breaches((source) =>
      portable(source) ? importsOf(source).filter((name) => name.startsWith('node:') || name.endsWith('/sqlite3')) : [],
    ),
  ).toEqual([]);
});

describe('the store is written by a batch, or not at all', () => {
  test('only the two stores know the client', () => {
    const knowing = sources.filter(({ code }) => /import (?!type)[^;]*'@libsql\/client/.test(code)).map(({ path }) => path);
    expect(knowing.toSorted()).toEqual(['db/file.ts', 'db/server.ts']);
  });
  test('a transaction is opened for the lock only, and executed are reads, pragmas, a VACUUM and the lock’s own table', () => {
    // Baileys' key store calls its batches transactions too; the journal rides in one of them.
    expect(breaches(({ code }) => [...code.matchAll(/\.transaction\(/g)].map(([found]) => found)).toSorted()).toEqual([
      'bots/whatsapp/journal.ts: .transaction(',
      'db/file.ts: .transaction(',
    ]);
    const executed = breaches(({ code }) => [...code.matchAll(/\w+\.execute\(.{0,30}/g)].map(([found]) => found.replace(/[);].*$/, '')));
    expect(executed.toSorted()).toEqual([
      'db/file.ts: client.execute(pragma',
      "db/file.ts: held.execute('CREATE TABLE IF NOT EXISTS ow",
      'db/file.ts: reader.execute(statement',
      "db/file.ts: writer.execute('PRAGMA wal_checkpoint(TRUNCAT",
      'db/file.ts: writer.execute(statement',
      'db/server.ts: client.execute(statement',
    ]);
    expect(breaches(({ code }) => [...code.matchAll(/\.(executeMultiple|migrate)\(/g)].map(([found]) => found))).toEqual([]);
  });
  test('no read hides a write', () => {
    const writes = /\.read\(\s*(\{\s*sql:\s*)?['"`]\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|PRAGMA)/gi;
    expect(breaches(({ code }) => [...code.matchAll(writes)].map(([found]) => found))).toEqual([]);
  });
});
