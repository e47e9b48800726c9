// Reads tickets: of a person, by number, the open ones, and earlier ones like one.
import type { Named, Ticket, TicketEvent } from '../flows/ticket.ts';
import { toJson } from './json.ts';
import type { Row, Store } from './store.ts';

const ticketOf = (row: Row): Ticket => JSON.parse(String(row.body)) as Ticket; // written by this house, from this type

/** The tickets of these people, oldest first: every open one, and the closed ones that changed since. */
export async function readTicketsOf(store: Store, people: readonly string[], since: number): Promise<Ticket[]> {
  const rows = await store.read({
    sql: "SELECT body FROM ticket WHERE person IN (SELECT value FROM json_each(?1)) AND (situation IN ('open', 'awaiting') OR changed_at >= ?2) ORDER BY number",
    args: [toJson(people), since],
  });
  return rows.map(ticketOf);
}

export async function readTickets(store: Store, numbers: readonly number[]): Promise<Map<number, Ticket>> {
  const rows = await store.read({
    sql: 'SELECT body FROM ticket WHERE number IN (SELECT value FROM json_each(?1))',
    args: [toJson(numbers)],
  });
  return new Map(
    rows.map((row) => {
      const ticket = ticketOf(row);
      return [ticket.number, ticket];
    }),
  );
}

/** Every open ticket, the oldest first; at most 2,000. */
export async function readQueue(store: Store): Promise<Ticket[]> {
  const rows = await store.read({
    sql: "SELECT body FROM ticket WHERE situation IN ('open', 'awaiting') ORDER BY opened_at LIMIT 2000",
    args: [],
  });
  return rows.map(ticketOf);
}

export async function readEvents(store: Store, ticket: string): Promise<TicketEvent[]> {
  const rows = await store.read({ sql: 'SELECT body FROM event WHERE ticket = ?1 ORDER BY seq', args: [ticket] });
  return rows.map((row) => JSON.parse(String(row.body)) as TicketEvent); // written by this house, from this type
}

/** The tickets answered last, in the order in which they were filed: what a promise of a reply is made from. */
export async function readReplied(
  store: Store,
  most: number,
): Promise<{ number: number; service: string; openedAt: number; repliedAt: number; waiting?: number }[]> {
  const rows = await store.read({
    sql: `SELECT number, body->>'$.service' AS service, opened_at, body->>'$.repliedAt' AS replied_at,
        body->>'$.waiting' AS waiting FROM ticket
      WHERE number > (SELECT coalesce(max(number), 0) FROM ticket) - 2 * ?1 AND body->>'$.repliedAt' IS NOT NULL ORDER BY number DESC LIMIT ?1`,
    args: [most],
  });
  return rows.reverse().map((row) => ({
    number: Number(row.number),
    service: String(row.service),
    openedAt: Number(row.opened_at),
    repliedAt: Number(row.replied_at),
    ...(row.waiting === null ? {} : { waiting: Number(row.waiting) }),
  }));
}

/** The numbers of the open tickets that no person of the team has answered yet. */
export async function readUnanswered(store: Store): Promise<number[]> {
  const rows = await store.read({
    sql: "SELECT number FROM ticket WHERE situation IN ('open', 'awaiting') AND body->>'$.repliedAt' IS NULL",
    args: [],
  });
  return rows.map((row) => Number(row.number));
}

/** Who of the team served these people last, by person; whoever was never served is not in the map. */
export async function readServed(store: Store, people: readonly string[]): Promise<Map<string, Named>> {
  const rows = await store.read({
    sql: `SELECT person, body->>'$.analyst.address' AS address, body->>'$.analyst.name' AS name, max(number) FROM ticket
      WHERE person IN (SELECT value FROM json_each(?1)) AND body->>'$.analyst.address' IS NOT NULL GROUP BY person`,
    args: [toJson(people)],
  });
  return new Map(rows.map((row) => [String(row.person), { address: String(row.address), name: String(row.name) }]));
}

/** Whose the open tickets are, by number: the analyst's, or of whoever is first in line; nobody's are left out. */
export async function readHolders(store: Store): Promise<Map<number, string>> {
  const rows = await store.read({
    sql: `SELECT number, coalesce(body->>'$.analyst.address', body->>'$.route.analyst.address') AS holder FROM ticket
      WHERE situation IN ('open', 'awaiting') AND holder IS NOT NULL`,
    args: [],
  });
  return new Map(rows.map((row) => [Number(row.number), String(row.holder)]));
}

export async function readLastNumber(store: Store): Promise<number> {
  const [row] = await store.read({ sql: 'SELECT max(number) AS last FROM ticket', args: [] });
  return Number(row?.last ?? 0);
}

/** Up to three earlier tickets that share this one's rarest words (a rare word tells more and is found faster). */
export async function readSimilar(store: Store, ticket: Ticket): Promise<Ticket[]> {
  const text = [ticket.title, ticket.first.text, ...ticket.brief.map((line) => line.text)].join(' ');
  const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [])].slice(0, 60);
  const folded = words.map((word) => word.normalize('NFKD').replace(/\p{M}/gu, ''));
  const counts = await store.read({
    sql: 'SELECT term, doc FROM ticket_word WHERE term IN (SELECT value FROM json_each(?1)) AND doc > 1 ORDER BY doc LIMIT 6',
    args: [toJson(folded)],
  });
  if (counts.length === 0) return [];
  const match = counts.map((row) => `"${String(row.term)}"`).join(' OR ');
  const rows = await store.read({
    sql: 'SELECT t.body FROM ticket_text x JOIN ticket t ON t.number = x.rowid WHERE ticket_text MATCH ?1 AND x.rowid <> ?2 ORDER BY x.rank LIMIT 3',
    args: [match, ticket.number],
  });
  return rows.map(ticketOf);
}
