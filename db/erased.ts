// What is still to be cleared up after somebody was erased: each row of `erasure` says what, and goes once it is done.
import { toJson } from './json.ts';
import type { Statement, Store } from './store.ts';

/**
 * `pass`: how often it was worked on before. `inbound`: what asked for it. `hashes`: of their files. `rows`: the ids of outbox rows that
 * went to them.
 */
export type Erased = { id: string; at: number; pass: number; inbound: string; chats: string[]; hashes: string[]; rows: string[] };

export async function readErased(store: Store, now: number): Promise<Erased[]> {
  const rows = await store.read({ sql: 'SELECT id, at, pass, body FROM erasure WHERE due_at <= ?1 ORDER BY due_at LIMIT 20', args: [now] });
  return rows.map((row) => {
    const body = JSON.parse(String(row.body)) as Pick<Erased, 'inbound' | 'chats' | 'hashes' | 'rows'>; // written by db/erase.ts
    return { id: String(row.id), at: Number(row.at), pass: Number(row.pass), ...body };
  });
}

/** Whether a file in the store has these bytes. */
export async function readIsHeld(store: Store, hash: string): Promise<boolean> {
  return (await store.read({ sql: 'SELECT 1 FROM file WHERE hash = ?1 LIMIT 1', args: [hash] })).length > 0;
}

/** Of these chats, those in which nobody is known: whoever wrote there since is somebody new. */
export async function readLeft(store: Store, chats: readonly string[]): Promise<string[]> {
  const rows = await store.read({
    sql: "SELECT value FROM json_each(?1) WHERE NOT EXISTS (SELECT 1 FROM conversation WHERE id = 'c:' || value OR id GLOB 'c:' || value || '/*')",
    args: [toJson(chats)],
  });
  return rows.map((row) => String(row.value));
}

/** A row of the turn that erased them. */
const isOf = (inbound: string) => `substr(id, 1, length(${inbound}) + 1) = ${inbound} || '#'`;

/** The outbox rows of their last message, and all of the chats that nobody wrote in since. `left`: those. */
export async function readLast(store: Store, inbound: string, left: readonly string[]): Promise<string[]> {
  const rows = await store.read({
    sql: `SELECT id FROM outbox WHERE address IN (SELECT value FROM json_each(?1)) OR (${isOf('?2')} AND NOT (address >= 'desk' AND address < 'desk;'))`,
    args: [toJson(left), inbound],
  });
  return rows.map((row) => String(row.id));
}

/** Takes away these outbox rows, and what came back from the chats that nobody wrote in since. */
export const clearStatements = (person: string, left: readonly string[], rows: readonly string[]): Statement[] => [
  { sql: 'DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?1))', args: [toJson(rows)] },
  { sql: 'DELETE FROM delivery WHERE chat IN (SELECT value FROM json_each(?1))', args: [toJson(left)] },
  {
    sql: "UPDATE inbox SET chat = 'erased:' || ?2, body = '{}' WHERE chat IN (SELECT value FROM json_each(?1))",
    args: [toJson(left), person],
  },
];

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
export const overStatements = (id: string, inbound: string): Statement[] => [
  { sql: `DELETE FROM outbox WHERE state = 'sent' AND body->>'$.body.type' = 'forget' AND ${isOf('?1')}`, args: [inbound] },
  {
    sql: `UPDATE outbox SET id = 'erased:' || seq, external_id = iif(external_id = id, NULL, external_id) WHERE state <> 'queued' AND ${isOf('?1')}`,
    args: [inbound],
  },
  { sql: "DELETE FROM inbox WHERE chat = 'erased:' || ?1", args: [id] },
  { sql: 'DELETE FROM erasure WHERE id = ?1', args: [id] },
];
