// Reads and writes what the desk is: its chat, its people, its topics, the house's settings, and kept files.
import type { Desk, Guest, Staff, StaffRole } from '../flows/turn.ts';
import { toJson } from './json.ts';
import type { Statement, Store } from './store.ts';

export type Topic = { lane: string; chat: string; thread: string | null; card: string | null };

export async function readStaff(store: Pick<Store, 'read'>): Promise<{ staff: Staff[]; guests: Guest[] }> {
  const rows = await store.read({ sql: 'SELECT address, name, role FROM staff', args: [] });
  const all = rows.map((row) => ({ address: String(row.address), name: String(row.name), role: String(row.role) }));
  return {
    staff: all.filter(({ role }) => role !== 'guest').map((one) => ({ ...one, role: one.role as StaffRole })),
    guests: all.filter(({ role }) => role === 'guest'),
  }; // the column's CHECK
}

export async function readSettings(store: Pick<Store, 'read'>): Promise<Map<string, string>> {
  const rows = await store.read({ sql: 'SELECT key, value FROM setting', args: [] });
  return new Map(rows.map((row) => [String(row.key), String(row.value)]));
}

/** The desk as it was claimed, or null. */
export const deskOf = (settings: ReadonlyMap<string, string>): Desk | null => {
  const desk = settings.get('desk');
  return desk ? (JSON.parse(desk) as Desk) : null; // written by this house, from this type
};

export const settingStatement = (key: string, value: string): Statement => ({
  sql: 'INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  args: [key, value],
});

export const staffStatement = (staff: Staff): Statement => ({
  sql: 'INSERT INTO staff (address, name, role) VALUES (?1, ?2, ?3) ON CONFLICT (address) DO UPDATE SET name = excluded.name, role = excluded.role',
  args: [staff.address, staff.name, staff.role],
});

export async function readTopic(store: Store, lane: string): Promise<Topic | null> {
  const [row] = await store.read({ sql: 'SELECT lane, chat, thread, card FROM topic WHERE lane = ?1', args: [lane] });
  return row ? topicOf(row) : null;
}

/** The lane whose topic this is, or null. */
export async function readTopicOf(store: Store, chat: string, thread: string): Promise<Topic | null> {
  const [row] = await store.read({
    sql: 'SELECT lane, chat, thread, card FROM topic WHERE chat = ?1 AND thread = ?2',
    args: [chat, thread],
  });
  return row ? topicOf(row) : null;
}

const topicOf = (row: Record<string, unknown>): Topic => ({
  lane: String(row.lane),
  chat: String(row.chat),
  thread: row.thread === null ? null : String(row.thread),
  card: row.card === null ? null : String(row.card),
});

/** The lanes of open tickets: a new desk opens their topics. */
export async function readOpenLanes(store: Store): Promise<string[]> {
  const rows = await store.read({ sql: "SELECT 'desk:' || number AS lane FROM ticket WHERE situation IN ('open', 'awaiting')", args: [] });
  return rows.map((row) => String(row.lane));
}

/** The desk's chat has a new address, also where the configuration names the old one. What the old chat held stays with it: the new one counts its messages from one. */
export const movedStatements = (from: string, to: string, desk: Desk): Statement[] => [
  settingStatement('desk', toJson({ ...desk, chat: to })),
  settingStatement('desk_moved_from', from),
];

/** Whether an inbound was taken before. */
export async function readIsTaken(store: Store, inbound: string): Promise<boolean> {
  const rows = await store.read({ sql: 'SELECT 1 FROM inbox WHERE id = ?1', args: [inbound] });
  return rows.length > 0;
}

export const fileStatement = (id: string, hash: string, size: number, at: number): Statement => ({
  sql: 'INSERT INTO file (id, hash, size, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING',
  args: [id, hash, size, at],
});

/** The same for what an outbox row fetched, as long as there is that row. */
export const fetchedStatement = (row: string, id: string, hash: string, size: number, at: number): Statement => ({
  sql: 'INSERT INTO file (id, hash, size, at) SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM outbox WHERE id = ?5) ON CONFLICT (id) DO NOTHING',
  args: [id, hash, size, at, row],
});

export async function readFileHash(store: Store, id: string): Promise<string | null> {
  const [row] = await store.read({ sql: 'SELECT hash FROM file WHERE id = ?1', args: [id] });
  return row ? String(row.hash) : null;
}

/** Which of these files are kept. */
export async function readFilesKept(store: Store, ids: readonly string[]): Promise<Set<string>> {
  const rows = await store.read({ sql: 'SELECT id FROM file WHERE id IN (SELECT value FROM json_each(?1))', args: [toJson(ids)] });
  return new Set(rows.map((row) => String(row.id)));
}

/** The bot that served this contact point last, as the settings keep it. */
export const botKey = (contact: string): string => (contact === 'telegram' ? 'telegram_bot' : `telegram_bot:${contact}`);

/** Another bot serves this contact point: the numbers that the one before gave are set aside, so that none is taken for a repeat. */
export const forgetBotStatements = (contact: string, before: string, bot: string): Statement[] => [
  { sql: "UPDATE inbox SET id = 'bot' || ?2 || ':' || id WHERE ?2 <> '' AND id >= ?1 || ':' AND id < ?1 || ';'", args: [contact, before] },
  {
    sql: "UPDATE OR IGNORE message SET chat = 'bot' || ?2 || ':' || chat WHERE ?2 <> '' AND chat >= ?1 || ':' AND chat < ?1 || ';'",
    args: [contact, before],
  },
  settingStatement(botKey(contact), bot),
];
