// Reads what turns need of conversations and the people in them.
import type { DeliveryState, Link, Role } from '../flows/message.ts';
import type { Conversation, Person } from '../flows/turn.ts';
import { toJson } from './json.ts';
import type { Row, Store } from './store.ts';

export type Versioned<T> = { version: number; value: T };

const json = <T>(row: Row, column: string): T => JSON.parse(String(row[column])) as T; // written by this house, from this type

/** The conversations by key; what has none yet is not in the map. */
export async function readConversations(store: Store, keys: readonly string[]): Promise<Map<string, Versioned<Conversation>>> {
  const rows = await store.read({
    sql: 'SELECT id, version, state FROM conversation WHERE id IN (SELECT value FROM json_each(?1))',
    args: [toJson(keys)],
  });
  return new Map(rows.map((row) => [String(row.id), { version: Number(row.version), value: json<Conversation>(row, 'state') }]));
}

export async function readPeople(store: Store, ids: readonly string[]): Promise<Map<string, Person>> {
  const rows = await store.read({ sql: 'SELECT id, body FROM person WHERE id IN (SELECT value FROM json_each(?1))', args: [toJson(ids)] });
  return new Map(rows.map((row) => [String(row.id), json<Person>(row, 'body')]));
}

/** What these messages are about, by `chat` and provider's id; asked with `chat\nid` keys. */
export async function readLinks(store: Store, asked: readonly { chat: string; message: string }[]): Promise<Map<string, Link>> {
  const rows = await store.read({
    sql: `SELECT m.chat, m.external_id, m.ticket, m.role FROM json_each(?1) q JOIN message m ON m.chat = q.value->>0 AND m.external_id = q.value->>1`,
    args: [toJson(asked.map(({ chat, message }) => [chat, message]))],
  });
  return new Map(rows.map((row) => [`${row.chat}\n${row.external_id}`, { ticket: Number(row.ticket), role: String(row.role) as Role }])); // roles are written by this house
}

/** What became of these messages of ours so far, with `chat\nid` keys; what nothing is known of is not in the map. */
export async function readDeliveries(
  store: Store,
  asked: readonly { chat: string; message: string }[],
): Promise<Map<string, DeliveryState>> {
  const rows = await store.read({
    sql: 'SELECT d.chat, d.external_id, d.state FROM json_each(?1) q JOIN delivery d ON d.chat = q.value->>0 AND d.external_id = q.value->>1',
    args: [toJson(asked.map(({ chat, message }) => [chat, message]))],
  });
  return new Map(rows.map((row) => [`${row.chat}\n${row.external_id}`, String(row.state) as DeliveryState])); // the column's CHECK
}

/** The bodies of timers that are due, oldest first. */
export async function readDueTimers(store: Store, now: number): Promise<{ key: string; dueAt: number; body: unknown }[]> {
  const rows = await store.read({ sql: 'SELECT key, due_at, body FROM timer WHERE due_at <= ?1 ORDER BY due_at LIMIT 200', args: [now] });
  return rows.map((row) => ({ key: String(row.key), dueAt: Number(row.due_at), body: JSON.parse(String(row.body)) as unknown }));
}
