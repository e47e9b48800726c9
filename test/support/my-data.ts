// A house on a real file with clients who leave traces everywhere, and eyes that find a word wherever it lies.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileStatement } from '../../db/desk.ts';
import type { FileRef } from '../../flows/message.ts';
import type { TestHouse } from './house.ts';

/** Somebody writes from the web; resolves with what they read for it. */
export type Speaker = (text: string, more?: { files?: FileRef[] }) => Promise<string>;

export function speaker(house: TestHouse, as: string, name: string, language = 'en'): Speaker {
  let heard: string[] = [];
  house.web.listen(`web:${as}`, ({ body }) => {
    if (body.type === 'text')
      heard.push([body.title, body.text, ...(body.files ?? []).map((file) => `[${file.name}]`)].filter(Boolean).join('\n'));
  });
  return async (text, more = {}) => {
    heard = [];
    await house.post({ as, name, language, text, ...more });
    return heard.join('\n—\n');
  };
}

export const atDesk = (house: TestHouse, text: string, thread?: string) =>
  house.post({ as: 'bruno', name: 'Bruno', desk: true, text, ...(thread ? { thread } : {}) });

/** Asks for the erasure and confirms it; resolves with the last message. */
export async function eraseMe(says: Speaker): Promise<string> {
  return says(codeIn(await says('erase my data')));
}

export const codeIn = (words: string): string => /\b\d{5}\b/.exec(words)?.[0] ?? 'no code';

let files = 0;
/** A file as the try-it page keeps it. */
export async function upload(house: TestHouse, name: string, words: string): Promise<FileRef> {
  const bytes = new TextEncoder().encode(words);
  const id = `web:up${++files}/1`;
  const hash = await house.files.put(bytes);
  await house.store.write([fileStatement(id, hash, bytes.length, house.clock.now())]);
  return { id, kind: 'document', name, contact: 'web', remote: id, size: bytes.length, kept: true };
}

/** Every table with its rows, but for SQLite's own and the index's inner ones. */
export async function tables(house: TestHouse): Promise<Record<string, Record<string, unknown>[]>> {
  const names = await house.store.read({
    sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    args: [],
  });
  const all: Record<string, Record<string, unknown>[]> = {};
  for (const { name } of names) {
    const rows = await house.store.read({ sql: `SELECT * FROM "${String(name)}"`, args: [] });
    all[String(name)] = rows.map((row) => ({ ...row }));
  }
  return all;
}

/** Where any of these words is, in any table's row or in any file below the house's folder, whatever its case. */
export async function findWords(house: TestHouse, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const look = (text: string, where: string) => {
    for (const word of words) if (text.toLowerCase().includes(word.toLowerCase())) found.push(`${word} in ${where}`);
  };
  for (const [table, rows] of Object.entries(await tables(house)))
    for (const row of rows)
      look(
        Object.values(row)
          .map((value) => (value instanceof ArrayBuffer ? Buffer.from(value).toString('latin1') : String(value)))
          .join('\n'),
        table,
      );
  for (const name of filesIn(house.folder)) look(readFileSync(join(house.folder, name)).toString('latin1'), name);
  return [...new Set(found)];
}

export const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [],
      )
    : [];

/** The files that are kept, by hash. */
export const keptFiles = (house: TestHouse): string[] => filesIn(join(house.folder, 'files')).map((name) => name.slice(3));
