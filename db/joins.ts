// Which chats are one person's: read for the turns that join or part them, and what such a turn writes, for its own commit.
import type { Chat, JoinCode, Joining, Joins, Parting, PersonSide } from '../flows/joins.ts';
import { type Address, hasChat } from '../flows/message.ts';
import { isErased } from '../flows/redact.ts';
import type { Ticket } from '../flows/ticket.ts';
import type { Person } from '../flows/turn.ts';
import type { TurnRows } from './commit.ts';
import { readConversations, readPeople } from './conversations.ts';
import { toJson } from './json.ts';
import type { Row, Statement, Store, Value } from './store.ts';

export type Owner = { person: string; own: string };

/** Whose these chats are; what nobody wrote from and nobody joined is not in the map. */
export async function readOwners(store: Pick<Store, 'read'>, chats: readonly Address[]): Promise<Map<Address, Owner>> {
  const rows = await store.read({
    sql: 'SELECT chat, person, own FROM address WHERE chat IN (SELECT value FROM json_each(?1))',
    args: [toJson(chats)],
  });
  return new Map(rows.map((row) => [String(row.chat), { person: String(row.person), own: String(row.own) }]));
}

/** The one person who has a private chat on this channel under the same phone number, by number; where there are two, neither. */
export async function readByPhone(store: Pick<Store, 'read'>, channel: string, phones: readonly string[]): Promise<Map<string, string>> {
  const rows = await store.read({
    sql: `SELECT q.value AS phone, min(p.id) AS id FROM json_each(?1) q JOIN person p ON p.body->>'$.phone' = q.value
      WHERE EXISTS (SELECT 1 FROM address a WHERE a.person = p.id AND a.chat GLOB ?2 || '[:-]*' AND a.chat NOT LIKE '%@g.us')
      GROUP BY q.value HAVING count(*) = 1`,
    args: [toJson(phones), channel],
  });
  return new Map(rows.map((row) => [String(row.phone), String(row.id)]));
}

/** The chats of a person, the oldest first. */
export async function readChatsOf(store: Pick<Store, 'read'>, person: string): Promise<Chat[]> {
  const rows = await store.read({
    sql: 'SELECT chat, own, how, before FROM address WHERE person = ?1 ORDER BY since, rowid',
    args: [person],
  });
  return rows.map(chatOf);
}

const chatOf = (row: Row): Chat => ({
  chat: String(row.chat),
  own: String(row.own),
  ...(row.how === null ? {} : { how: String(row.how) }),
  ...(row.before === null ? {} : { before: JSON.parse(String(row.before)) as Person }), // written by this house, from this type
});

/** One of those who are joined, or undefined when there is nobody with this id. */
export async function readSide(store: Store, id: string): Promise<PersonSide | undefined> {
  const person = (await readPeople(store, [id])).get(id);
  if (!person) return undefined;
  const chats = await readChatsOf(store, id);
  const [counted] = await store.read({ sql: 'SELECT count(*) AS count FROM ticket WHERE person = ?1', args: [id] });
  const open = await store.read({
    sql: "SELECT body FROM ticket WHERE person = ?1 AND situation IN ('open', 'awaiting') ORDER BY number LIMIT 20",
    args: [id],
  });
  const keys = await readConversations(store, await readKeys(store, chats.map(({ chat }) => chat))); // biome-ignore format: one thought
  return {
    person,
    chats,
    keys: [...keys].map(([key, { version }]) => [key, version] as const),
    count: Number(counted?.count ?? 0),
    open: open.map((row) => JSON.parse(String(row.body)) as Ticket), // written by this house, from this type
  };
}

/** What is kept of a chat, and of its threads. */
const ofChats = (chats: string) => `SELECT c.id FROM json_each(${chats}) q JOIN conversation c ON c.id = 'c:' || q.value
    UNION SELECT c.id FROM json_each(${chats}) q JOIN conversation c ON c.id > 'c:' || q.value || '/' AND c.id < 'c:' || q.value || '0'`;

async function readKeys(store: Store, chats: readonly string[]): Promise<string[]> {
  return (await store.read({ sql: ofChats('?1'), args: [toJson(chats)] })).map((row) => String(row.id));
}

/** The code with this hash, as long as it is good. */
export async function readCode(store: Pick<Store, 'read'>, hash: string, now: number): Promise<JoinCode | undefined> {
  const [row] = await store.read({ sql: 'SELECT chat, mail, at, until FROM join_code WHERE hash = ?1 AND until > ?2', args: [hash, now] });
  if (!row) return undefined;
  return {
    hash,
    chat: String(row.chat),
    at: Number(row.at),
    until: Number(row.until),
    ...(row.mail === null ? {} : { mail: String(row.mail) }),
  };
}

/** How much was tried and asked for since: `here` in this chat, `all` in the house; codes that were shown here, sent from here, sent to this mail. */
export type Tries = { here: number; all: number; shown: number; sent: number; to: number };

export async function readTries(store: Pick<Store, 'read'>, chat: Address, mail: Address | undefined, since: number): Promise<Tries> {
  const [row] = await store.read({
    sql: `SELECT (SELECT count(*) FROM join_try WHERE chat = ?1 AND at > ?3) AS here, (SELECT count(*) FROM join_try WHERE at > ?3) AS everywhere,
      (SELECT count(*) FROM join_code WHERE chat = ?1 AND mail IS NULL AND at > ?3) AS shown,
      (SELECT count(*) FROM join_code WHERE chat = ?1 AND mail IS NOT NULL AND at > ?3) AS sent,
      (SELECT count(*) FROM join_code WHERE mail = ?2 AND at > ?3) AS received`,
    args: [chat, mail ?? '', since],
  });
  const count = (name: string) => Number(row?.[name] ?? 0);
  return { here: count('here'), all: count('everywhere'), shown: count('shown'), sent: count('sent'), to: count('received') };
}

/** Wrong codes and codes of before are no longer counted, and gone. */
const hourMs = 3_600_000;

/** The address of a chat that is kept for the first time, or of somebody without one: each is by itself. */
export function addressRows({
  inbound,
  conversation,
  person,
}: Pick<TurnRows, 'inbound' | 'conversation' | 'person'>): (string | number)[][] {
  if (conversation?.version === 1) return [[inbound.chat, conversation.state.own ?? conversation.state.person, inbound.at]];
  return person && !conversation && !hasChat(person.address) && !isErased(person) ? [[person.address, person.id, inbound.at]] : [];
}
export const addressSql = 'INSERT INTO address (chat, person, own, since) SELECT r.value->>2, r.value->>3, r.value->>3, r.value->>4 FROM r';

/** What a turn writes of joining and parting: after its tickets and conversations, gated by its name as they are. */
export function joinsStatements(inbound: string, turn: string, { code, used, tried, joining, parting }: Joins): Statement[] {
  const passed = '(SELECT turn FROM inbox WHERE id = ?1) = ?2';
  const run = (sql: string, ...args: Value[]): Statement => ({ sql: sql.replace('PASSED', passed), args: [inbound, turn, ...args] });
  const asked = (code ?? tried)?.at;
  return [
    ...(asked === undefined
      ? []
      : ['join_code', 'join_try'].map((table) => run(`DELETE FROM ${table} WHERE PASSED AND at < ?3`, asked - hourMs))),
    ...(tried ? [run('INSERT INTO join_try (chat, at) SELECT ?3, ?4 WHERE PASSED', tried.chat, tried.at)] : []),
    ...(code ? codeStatements(run, code) : []),
    ...(used ? [run('UPDATE join_code SET until = 0 WHERE PASSED AND hash = ?3', used)] : []),
    ...(joining ? joiningStatements(run, joining) : []),
    ...(parting ? partingStatements(run, parting) : []),
  ];
}

type Run = (sql: string, ...args: Value[]) => Statement;

/** One code at a time is shown in a chat. One that happens to be somebody else's too is not good: theirs stays. */
const codeStatements = (run: Run, { hash, chat, mail, at, until }: JoinCode): Statement[] => [
  run('UPDATE join_code SET until = 0 WHERE PASSED AND chat = ?3 AND mail IS ?4', chat, mail ?? null),
  run(
    `INSERT INTO join_code (hash, chat, mail, at, until) SELECT ?3, ?4, ?5, ?6, ?7 WHERE PASSED
      ON CONFLICT (hash) DO UPDATE SET chat = excluded.chat, mail = excluded.mail, at = excluded.at, until = excluded.until WHERE join_code.until < excluded.at`,
    hash,
    chat,
    mail ?? null,
    at,
    until,
  ),
];

/** Conversations of the chats of a person who still is `?3`, as they stand before `address` is changed. */
const ofPerson = (condition: string) =>
  `id IN (SELECT c.id FROM address a JOIN conversation c ON c.id = 'c:' || a.chat WHERE ${condition}
    UNION SELECT c.id FROM address a JOIN conversation c ON c.id > 'c:' || a.chat || '/' AND c.id < 'c:' || a.chat || '0' WHERE ${condition})`;

const joiningStatements = (run: Run, { into, from, how, at, before, chats, keys }: Joining): Statement[] => [
  run(
    "UPDATE conversation SET version = version + 1, state = json_remove(state, '$.linking') WHERE PASSED AND id IN (SELECT value FROM json_each(?3)) AND state->>'$.linking' IS NOT NULL",
    toJson(keys.map(([key]) => key)),
  ),
  run(
    `INSERT INTO address (chat, person, own, since) SELECT q.value->>0, q.value->>1, q.value->>1, ?4 FROM json_each(?3) q WHERE PASSED ON CONFLICT (chat) DO NOTHING`,
    toJson(chats.map(({ chat, own }) => [chat, own])),
    at,
  ),
  run(
    `UPDATE address SET before = coalesce(before, q.value->>1) FROM json_each(?3) q WHERE PASSED AND own = q.value->>0`,
    toJson(before.map((person) => [person.id, person])),
  ),
  run(
    `UPDATE conversation SET version = version + 1, state = json_set(state, '$.person', ?4, '$.own', coalesce(state->>'$.own', state->>'$.person'))
      WHERE PASSED AND state->>'$.person' = ?3 AND ${ofPerson('a.person = ?3')}`,
    from,
    into,
  ),
  run('UPDATE address SET person = ?4, since = ?5, how = ?6 WHERE PASSED AND person = ?3', from, into, at, how),
  run('UPDATE panel_link SET person = ?4 WHERE PASSED AND person = ?3', from, into),
  run(
    "UPDATE ticket SET version = version + 1, person = ?4, body = json_set(body, '$.person', ?4, '$.version', version + 1) WHERE PASSED AND person = ?3",
    from,
    into,
  ),
  run('DELETE FROM person WHERE PASSED AND id = ?3', from),
];

/** Whose chat a ticket was filed from stands in its first event. */
const partingStatements = (run: Run, { person, people, at }: Parting): Statement[] => {
  const owns = toJson(people.map(({ id }) => id));
  return [
    run(
      'INSERT INTO person (id, body) SELECT q.value->>0, q.value->>1 FROM json_each(?3) q WHERE PASSED ON CONFLICT (id) DO UPDATE SET body = excluded.body',
      toJson(people.map((one) => [one.id, one])),
    ),
    run(
      `UPDATE conversation SET version = version + 1, state = json_remove(json_set(state, '$.person', state->>'$.own'), '$.own')
        WHERE PASSED AND state->>'$.own' IN (SELECT value FROM json_each(?4)) AND ${ofPerson('a.person = ?3')}`,
      person,
      owns,
    ),
    run(
      `UPDATE ticket SET version = version + 1, person = o.own, body = json_set(body, '$.person', o.own, '$.version', version + 1)
        FROM (SELECT e.ticket, coalesce(e.body->>'$.own', e.body->>'$.person') AS own FROM ticket t JOIN event e ON e.ticket = t.id AND e.seq = 1 WHERE t.person = ?3) o
        WHERE PASSED AND o.ticket = ticket.id AND o.own IN (SELECT value FROM json_each(?4))`,
      person,
      owns,
    ),
    run(
      'UPDATE address SET person = own, since = ?5, how = NULL, before = NULL WHERE PASSED AND person = ?3 AND own IN (SELECT value FROM json_each(?4))',
      person,
      owns,
      at,
    ),
    run(
      'UPDATE address SET before = NULL WHERE PASSED AND own = ?3 AND NOT EXISTS (SELECT 1 FROM address o WHERE o.person = ?3 AND o.own <> ?3)',
      person,
    ),
  ];
};
