// What is still to be cleared up after somebody was erased: each row of `erasure` says what, and goes once it is done.
import { toJson } from './json.ts';
import type { Statement, Store } from './store.ts';

/** `pass`: how often it was worked on before. `hashes`: of their files. `rows`: the ids of outbox rows that went to them. */
export type Erased = { id: string; at: number; pass: number; chats: string[]; hashes: string[]; rows: string[] };

export async function readErased(store: Store, now: number): Promise<Erased[]> {
  const rows = await store.read({ sql: 'SELECT id, at, pass, body FROM erasure WHERE due_at <= ?1 ORDER BY due_at LIMIT 20', args: [now] });
  return rows.map((row) => {
    const body = JSON.parse(String(row.body)) as Pick<Erased, 'chats' | 'hashes' | 'rows'>; // written by db/erase.ts
    return { id: String(row.id), at: Number(row.at), pass: Number(row.pass), ...body };
  });
}

/** Whether a file in the store has these bytes. */
export async function readIsHeld(store: Store, hash: string): Promise<boolean> {
  return (await store.read({ sql: 'SELECT 1 FROM file WHERE hash = ?1 LIMIT 1', args: [hash] })).length > 0;
}

/** The outbox rows that went to these chats and are over. */
export async function readSentTo(store: Store, chats: readonly string[], until: number): Promise<string[]> {
  const rows = await store.read({
    sql: 'SELECT id FROM outbox WHERE address IN (SELECT value FROM json_each(?1)) AND at <= ?2',
    args: [toJson(chats), until],
  });
  return rows.map((row) => String(row.id));
}

/** Of these chats, those in which nobody is known: whoever wrote there since is somebody new. */
export async function readLeft(store: Store, chats: readonly string[]): Promise<string[]> {
  const rows = await store.read({
    sql: "SELECT value FROM json_each(?1) WHERE NOT EXISTS (SELECT 1 FROM conversation WHERE id = 'c:' || value OR id GLOB 'c:' || value || '/*')",
    args: [toJson(chats)],
  });
  return rows.map((row) => String(row.value));
}

/** Their last message and what became of it; all of a chat that nobody wrote in since. */
export const clearChatsStatements = (person: string, chats: readonly string[], left: readonly string[], at: number): Statement[] => {
  const of = (table: string, chat: string, by: string) => ({
    sql: `DELETE FROM ${table} WHERE ${chat} IN (SELECT value FROM json_each(?1)) AND (${by} <= ?3 OR ${chat} IN (SELECT value FROM json_each(?2)))`,
    args: [toJson(chats), toJson(left), at],
  });
  return [
    of('outbox', 'address', 'at'),
    of('delivery', 'chat', 'at'),
    {
      sql: `UPDATE inbox SET chat = 'erased:' || ?4, body = '{}' WHERE chat IN (SELECT value FROM json_each(?1)) AND (at <= ?3 OR chat IN (SELECT value FROM json_each(?2)))`,
      args: [toJson(chats), toJson(left), at, person],
    },
  ];
};

/** It is looked at again then; without the file hashes and rows that are dealt with. */
export const laterStatement = (id: string, pass: number, dueAt: number): Statement => ({
  sql: "UPDATE erasure SET pass = ?2, due_at = ?3, body = json_set(body, '$.hashes', json('[]'), '$.rows', json('[]')) WHERE id = ?1",
  args: [id, pass, dueAt],
});

/** It could not be done now. */
export const putOffStatement = (id: string, dueAt: number): Statement => ({
  sql: 'UPDATE erasure SET due_at = ?2 WHERE id = ?1',
  args: [id, dueAt],
});

/** Nothing is left to do: the numbers of their messages go, and what remembered it. */
export const overStatements = (id: string): Statement[] => [
  { sql: "DELETE FROM inbox WHERE chat = 'erased:' || ?1", args: [id] },
  { sql: 'DELETE FROM erasure WHERE id = ?1', args: [id] },
];
