// Brings a database to the newest schema: numbered migrations, each in one batch with its own mark.
import { migrations } from './migrations/all.generated.ts';
import type { Store } from './store.ts';

/** The database was made by a newer Alur. Its message says what to do. */
export class NewerStoreError extends Error {
  constructor(names: readonly string[]) {
    super(`This database was made by a newer Alur (it has ${names.join(', ')}). Start that version, or restore a backup.`);
    this.name = 'NewerStoreError';
  }
}

type Migrations = readonly { readonly name: string; readonly sql: string }[];

/** Runs what has not run yet, in order. Throws NewerStoreError. */
export async function migrate(store: Store, all: Migrations = migrations): Promise<string[]> {
  await store.write([{ sql: 'CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT', args: [] }]);
  const done = new Set((await store.read({ sql: 'SELECT name FROM migration', args: [] })).map((row) => String(row.name)));
  const known = new Set<string>(all.map(({ name }) => name));
  const foreign = [...done].filter((name) => !known.has(name));
  if (foreign.length > 0) throw new NewerStoreError(foreign);
  const missing = all.filter(({ name }) => !done.has(name));
  for (const { name, sql } of missing) {
    const mark = { sql: "INSERT INTO migration (name, at) VALUES (?, unixepoch('subsec') * 1000)", args: [name] };
    await store.write([...statementsOf(sql).map((statement) => ({ sql: statement, args: [] })), mark]);
  }
  return missing.map(({ name }) => name);
}

/** The statements of a migration: parted by `;` at a line's end, comments left out. */
function statementsOf(sql: string): string[] {
  return sql
    .replace(/--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter(Boolean);
}
