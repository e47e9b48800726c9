// Links to clients' own pages, and what such a page shows of the store: the tickets of one person, and nothing of anybody else's.
import type { Ticket } from '../flows/ticket.ts';
import { toJson } from './json.ts';
import type { Row, Statement, Store } from './store.ts';

export type LinkRow = { hash: string; person: string; source: string; at: number; until: number };

/**
 * Keeps a link while the outbox row that it leaves by is there: after an erasure none comes to be. Of a person's links only the newest
 * `most` stay; a row that leaves a second time has two.
 */
export const linkStatements = ({ hash, person, source, at, until }: LinkRow, most: number): Statement[] => [
  { sql: 'DELETE FROM panel_link WHERE until <= ?1', args: [at] },
  {
    sql: 'INSERT INTO panel_link (hash, person, source, at, until) SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM outbox WHERE id = ?3)',
    args: [hash, person, source, at, until],
  },
  {
    sql: `DELETE FROM panel_link WHERE person = ?1 AND source NOT IN
      (SELECT source FROM panel_link WHERE person = ?1 GROUP BY source ORDER BY max(at) DESC, source = ?3 DESC LIMIT ?2)`,
    args: [person, most, source],
  },
];

/** Whose page a link opens, and until when; null for one that never was, has run out, or was closed. */
export async function readLink(store: Store, hash: string, now: number): Promise<{ person: string; until: number } | null> {
  const [row] = await store.read({ sql: 'SELECT person, until FROM panel_link WHERE hash = ?1 AND until > ?2', args: [hash, now] });
  return row ? { person: String(row.person), until: Number(row.until) } : null;
}

const ticketOf = (row: Row): Ticket => JSON.parse(String(row.body)) as Ticket; // written by this house, from this type
const isOpen = "situation IN ('open', 'awaiting')";

/** Their open tickets, oldest first; the last closed ones, newest first, at most `most`; and how many closed ones there are. */
export async function readPanelTickets(
  store: Store,
  person: string,
  most: number,
): Promise<{ open: Ticket[]; closed: Ticket[]; of: number }> {
  const [open, closed, counts] = await Promise.all([
    store.read({ sql: `SELECT body FROM ticket WHERE person = ?1 AND ${isOpen} ORDER BY number`, args: [person] }),
    store.read({ sql: `SELECT body FROM ticket WHERE person = ?1 AND NOT ${isOpen} ORDER BY number DESC LIMIT ?2`, args: [person, most] }),
    store.read({ sql: `SELECT count(*) AS n FROM ticket WHERE person = ?1 AND NOT ${isOpen}`, args: [person] }),
  ]);
  return { open: open.map(ticketOf), closed: closed.map(ticketOf), of: Number(counts[0]?.n ?? 0) };
}

/** Their ticket of this number, whatever became of it; undefined for anybody else's. */
export async function readPanelTicket(store: Store, person: string, number: number): Promise<Ticket | undefined> {
  const [row] = await store.read({ sql: 'SELECT body FROM ticket WHERE number = ?1 AND person = ?2', args: [number, person] });
  return row ? ticketOf(row) : undefined;
}

/** Their closed tickets with these words in them, or this number; the newest first. */
export async function findClosed(store: Store, person: string, words: string, most: number): Promise<Ticket[]> {
  const terms =
    words
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 8) ?? [];
  if (terms.length === 0) return [];
  const match = terms.map((term) => `"${term}"*`).join(' ');
  const rows = await store.read({
    sql: `SELECT body FROM ticket WHERE person = ?1 AND NOT ${isOpen} AND (number IN (SELECT value FROM json_each(?2))
      OR number IN (SELECT rowid FROM ticket_text WHERE ticket_text MATCH ?3)) ORDER BY number DESC LIMIT ?4`,
    args: [person, toJson(terms.filter((term) => /^\d{1,9}$/.test(term)).map(Number)), match, most],
  });
  return rows.map(ticketOf);
}

/** Of these files, by id, those whose bytes the house has, with how many they are. */
export async function readKeptFiles(store: Store, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await store.read({ sql: 'SELECT id, size FROM file WHERE id IN (SELECT value FROM json_each(?1))', args: [toJson(ids)] });
  return new Map(rows.map((row) => [String(row.id), Number(row.size)]));
}

/** The person whose page the message of this outbox row links to. */
export async function readLinkRow(store: Store, row: string): Promise<string | undefined> {
  const [found] = await store.read({ sql: "SELECT body->>'$.body.panel' AS person FROM outbox WHERE id = ?1", args: [row] });
  return found?.person == null ? undefined : String(found.person);
}
