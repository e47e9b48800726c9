// What the API reads, a page at a time. Every page begins behind a place that does not move, so that what changes meanwhile is not lost.
import type { Outbound } from '../flows/message.ts';
import type { Situation, Stage, Ticket, TicketEvent } from '../flows/ticket.ts';
import type { Person } from '../flows/turn.ts';
import { toJson } from './json.ts';
import type { Row, Store, Value } from './store.ts';

type Reads = Pick<Store, 'read'>;
export type Filter = Partial<Record<'stage' | 'situation' | 'service' | 'campaign' | 'person', string>>;

/** A filter as SQL: the column, or the place in the ticket's body. */
const columns: Record<keyof Filter, string> = {
  stage: 'stage',
  situation: 'situation',
  person: 'person',
  service: "body->>'$.service'",
  campaign: "body->>'$.campaign'",
};

/**
 * Tickets behind a place, by number; with `since` (ms since the epoch) those that changed then or later, in the order in which they
 * last changed: one that changes while somebody pages comes again at the end.
 */
export async function readTicketPage(
  store: Reads,
  filter: Filter,
  page: { most: number; after?: { number: number; at?: number }; since?: number },
): Promise<Ticket[]> {
  const args: Value[] = [];
  const arg = (value: Value): string => `?${args.push(value)}`;
  const given = Object.entries(columns).flatMap(([name, column]) => {
    const value = filter[name as keyof Filter]; // the keys of the table above
    return value === undefined ? [] : [`${column} = ${arg(value)}`];
  });
  const { after, since } = page;
  const number = arg(after?.number ?? 0);
  const place = since === undefined ? `number > ${number}` : `(changed_at, number) > (${arg(Math.max(since - 1, after?.at ?? 0))}, ${after ? number : arg(Number.MAX_SAFE_INTEGER)})`; // biome-ignore format: one thought
  const rows = await store.read({
    sql: `SELECT body FROM ticket WHERE ${[place, ...given].join(' AND ')} ORDER BY ${since === undefined ? 'number' : 'changed_at, number'} LIMIT ${arg(page.most)}`,
    args,
  });
  return rows.map((row) => of<Ticket>(row));
}

/** An event and where the ticket stood after it. */
export type PlacedEvent = { seq: number; stage: Stage; situation: Situation; event: TicketEvent };

/** The events of a ticket behind one, in order; of these types only, where they are named. */
export async function readEventPage(
  store: Reads,
  ticket: string,
  after: number,
  most: number,
  types?: readonly string[],
): Promise<PlacedEvent[]> {
  const rows = await store.read({
    sql: `SELECT seq, stage, situation, body FROM event WHERE ticket = ?1 AND seq > ?2
      AND (?3 IS NULL OR body->>'$.type' IN (SELECT value FROM json_each(?3))) ORDER BY seq LIMIT ?4`,
    args: [ticket, after, types ? toJson(types) : null, most],
  });
  return rows.map((row) => ({
    seq: Number(row.seq),
    stage: String(row.stage) as Stage, // written by this house, as the next
    situation: String(row.situation) as Situation,
    event: of<TicketEvent>(row),
  }));
}

/** People behind a place, in the order in which they first wrote; `place` leads on. Those who were erased are left out. */
export async function readPersonPage(store: Reads, after: number, most: number): Promise<{ place: number; person: Person }[]> {
  const rows = await store.read({
    sql: `SELECT rowid AS place, body FROM person WHERE rowid > ?1 AND id NOT IN (SELECT id FROM erasure) ORDER BY rowid LIMIT ?2`,
    args: [after, most],
  });
  return rows.map((row) => ({ place: Number(row.place), person: of<Person>(row) }));
}

/** The campaigns that tickets name, with how many are for each, and how many of those are open. */
export async function readCampaignCounts(store: Reads): Promise<{ code: string; tickets: number; open: number }[]> {
  const rows = await store.read({
    sql: `SELECT body->>'$.campaign' AS code, count(*) AS tickets, sum(situation IN ('open', 'awaiting')) AS open
      FROM ticket WHERE body->>'$.campaign' IS NOT NULL GROUP BY 1 ORDER BY 1`,
    args: [],
  });
  return rows.map((row) => ({ code: String(row.code), tickets: Number(row.tickets), open: Number(row.open) }));
}

/** A message to a client of the API's. `place` leads on. */
export type ToClient = { place: number; at: number; outbound: Outbound };

const toClientOf = (row: Row): ToClient => ({ place: Number(row.seq), at: Number(row.at), outbound: of<Outbound>(row) });

/** What was said in a chat of the API's behind a place, in order. */
export async function readSaidPage(store: Reads, chat: string, after: number, most: number): Promise<ToClient[]> {
  const rows = await store.read({
    sql: "SELECT seq, at, body FROM outbox WHERE address = ?1 AND address >= 'api:' AND address < 'api;' AND seq > ?2 ORDER BY seq LIMIT ?3",
    args: [chat, after, most],
  });
  return rows.map(toClientOf);
}

/** What one inbound was answered in its own chat. */
export async function readAnswersTo(store: Reads, chat: string, inbound: string): Promise<ToClient[]> {
  const rows = await store.read({
    sql: "SELECT seq, at, body FROM outbox WHERE id >= ?2 || '#' AND id < ?2 || '$' AND address = ?1 ORDER BY seq",
    args: [chat, inbound],
  });
  return rows.map(toClientOf);
}

/** The number of the ticket that something handed in led to, by what it had said because of it. */
export async function readTicketMade(store: Reads, inbound: string): Promise<number | null> {
  const [row] = await store.read({
    sql: "SELECT body->>'$.ticket' AS number FROM outbox WHERE id >= ?1 || '#' AND id < ?1 || '$' AND body->>'$.ticket' IS NOT NULL ORDER BY seq LIMIT 1",
    args: [inbound],
  });
  return row ? Number(row.number) : null;
}

const of = <T>(row: Row): T => JSON.parse(String(row.body)) as T; // written by this house, from this type
