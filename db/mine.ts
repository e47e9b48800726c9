// Reads all that is kept about one person: for the file they ask for, and before they are erased.
import type { Everything, KeptFile } from '../flows/export-data.ts';
import type { Ticket, TicketEvent } from '../flows/ticket.ts';
import type { Conversation, Mine, Person } from '../flows/turn.ts';
import { readPeople } from './conversations.ts';
import { readChatsOf } from './joins.ts';
import { toJson } from './json.ts';
import type { Store } from './store.ts';
import { type Line, readLinesOf } from './transcript.ts';

/** What an erasure must know. `desk`: the chat where the team works. */
export async function readMine(store: Store, person: Person, desk: string | undefined): Promise<Mine> {
  const { chats, keys, versions, formerly } = await readChats(store, person);
  const tickets = await readTickets(store, person.id);
  const [counts] = await store.read({
    sql: `SELECT count(*) AS messages, coalesce(sum(json_array_length(body, '$.files')), 0) AS files FROM inbox
      WHERE chat IN (SELECT value FROM json_each(?1)) AND body->>'$.type' = 'message'`,
    args: [toJson(chats)],
  });
  return {
    tickets,
    events: await readEventsOf(store, tickets),
    chats,
    keys,
    messages: Number(counts?.messages ?? 0),
    files: Number(counts?.files ?? 0),
    posted: desk === undefined ? new Map() : await readPosted(store, tickets, desk),
    named: await readNamed(store, [person.name, person.phone ?? '', ...formerly], tickets),
    formerly,
    versions,
  };
}

type Chats = { chats: string[]; keys: string[]; versions: [string, number][]; states: Conversation[]; formerly: string[] };

/** Where they wrote and were written to, what is kept of those chats, and what they were called in those that were joined. */
async function readChats(store: Store, { id, address }: Person): Promise<Chats> {
  const rows = await store.read({ sql: "SELECT id, version, state FROM conversation WHERE state->>'$.person' = ?1", args: [id] });
  const joined = await readChatsOf(store, id);
  const keys = rows.map((row) => String(row.id));
  const written = keys.map((key) => (key.startsWith('c:email') ? key.slice(2) : key.slice(2).replace(/\/.*$/s, '')));
  return {
    chats: [...new Set([address, ...joined.map(({ chat }) => chat), ...written])],
    keys,
    versions: rows.map((row) => [String(row.id), Number(row.version)]),
    states: rows.map((row) => JSON.parse(String(row.state)) as Conversation), // written by this house
    formerly: joined.flatMap(({ before }) => [before?.name ?? '', before?.phone ?? '']).filter((name) => name.length > 1),
  };
}

async function readTickets(store: Store, person: string): Promise<Ticket[]> {
  const rows = await store.read({ sql: 'SELECT body FROM ticket WHERE person = ?1 ORDER BY number', args: [person] });
  return rows.map((row) => JSON.parse(String(row.body)) as Ticket); // written by this house
}

async function readEventsOf(store: Store, tickets: readonly Ticket[]): Promise<Map<string, TicketEvent[]>> {
  const rows = await store.read({
    sql: 'SELECT ticket, body FROM event WHERE ticket IN (SELECT value FROM json_each(?1)) ORDER BY ticket, seq',
    args: [toJson(tickets.map(({ id }) => id))],
  });
  const events = new Map<string, TicketEvent[]>(tickets.map(({ id }) => [id, []]));
  for (const row of rows) events.get(String(row.ticket))?.push(JSON.parse(String(row.body)) as TicketEvent); // written by this house
  return events;
}

/** The messages in the topics of these tickets, of either side, by number; not the cards. */
async function readPosted(store: Store, tickets: readonly Ticket[], desk: string): Promise<Map<number, string[]>> {
  const rows = await store.read({
    sql: `WITH t AS MATERIALIZED (SELECT value AS number, lane, thread, card FROM json_each(?1) JOIN topic ON lane = 'desk:' || value WHERE chat = ?2)
      SELECT DISTINCT number, id FROM (
        SELECT t.number, m.external_id AS id, t.card FROM t JOIN message m ON m.ticket = t.number AND m.chat = ?2
        UNION SELECT t.number, o.external_id, t.card FROM t JOIN outbox o ON o.address = t.lane AND o.external_id IS NOT NULL
        UNION SELECT t.number, i.body->>'$.message', t.card FROM t JOIN inbox i ON i.chat = ?2 AND i.body->>'$.thread' = t.thread)
      WHERE id IS NOT NULL AND id IS NOT card`,
    args: [toJson(tickets.map(({ number }) => number)), desk],
  });
  const posted = new Map<number, string[]>();
  for (const row of rows) posted.set(Number(row.number), [...(posted.get(Number(row.number)) ?? []), String(row.id)]);
  return posted;
}

/** What the bot posted at the desk that names them, but not in their own topics. */
async function readNamed(store: Store, names: readonly string[], tickets: readonly Ticket[]): Promise<string[]> {
  const words = names.filter((word) => word.length > 1);
  const rows = await store.read({
    sql: `SELECT external_id FROM outbox WHERE address >= 'desk' AND address < 'desk;' AND state = 'sent' AND external_id IS NOT NULL
      AND body->>'$.body.type' = 'text' AND address NOT IN (SELECT 'desk:' || value FROM json_each(?2))
      AND (EXISTS (SELECT 1 FROM json_each(?1) w WHERE instr(body, w.value)) OR EXISTS (SELECT 1 FROM json_each(?2) t WHERE instr(body, '#' || t.value)))`,
    args: [toJson(words), toJson(tickets.map(({ number }) => number))],
  });
  return rows.map((row) => String(row.external_id));
}

/** Everything about a person, as it is now; undefined when nobody has this id. */
export async function readEverything(store: Store, id: string): Promise<Everything | undefined> {
  const person = (await readPeople(store, [id])).get(id);
  if (!person) return undefined;
  const { chats, states } = await readChats(store, person);
  const tickets = await readTickets(store, id);
  const lines = await readLinesOf(store, chats);
  const events = await readEventsOf(store, tickets);
  return { person, tickets, events, states, lines, files: await readFiles(store, lines, events) };
}

async function readFiles(
  store: Store,
  lines: readonly Line[],
  events: ReadonlyMap<string, readonly TicketEvent[]>,
): Promise<Map<string, KeptFile>> {
  const rows = await store.read({
    sql: `SELECT id, hash, size FROM file WHERE id IN (SELECT value FROM json_tree(?1) WHERE key = 'id' AND type = 'text')`,
    args: [toJson([lines, [...events.values()]])],
  });
  return new Map(rows.map((row) => [String(row.id), { hash: String(row.hash), size: Number(row.size) }]));
}
