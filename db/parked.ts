// What was given up, for whoever looks after it: messages that could not leave, and messages that could not be worked on. Nothing of it is
// thrown away: it goes again, or is set aside and stays in the store.
import type { Inbound, Outbound } from '../flows/message.ts';
import { isHooks } from './hooks.ts';
import { freeStatements } from './outbox.ts';
import type { Statement, Store } from './store.ts';

/** `waits`: it leaves by itself once its reader writes. `error`: why it could not leave, as the channel said it. `at`: ms since the epoch. */
export type ParkedRow = { id: string; at: number; outbound: Outbound; error: string; waits: boolean };
/** `error`: what went wrong inside. */
export type UnworkedRow = { at: number; inbound: Inbound; error: string };

/** What people read. A card and the like are made anew by the next change; endpoints have their own replay; a sign-in code is nobody else's. */
const isRead = `state = 'parked' AND body->>'$.body.type' = 'text' AND NOT (${isHooks}) AND id NOT LIKE 'sign-in:%'`;

/** The newest of them, and how many there are. */
export async function readParked(store: Pick<Store, 'read'>, most: number): Promise<{ rows: ParkedRow[]; of: number }> {
  const rows = await store.read({
    sql: `SELECT id, at, body, error, waits, count(*) OVER () AS of FROM outbox WHERE ${isRead} ORDER BY at DESC, seq DESC LIMIT ?1`,
    args: [most],
  });
  return {
    rows: rows.map((row) => ({
      id: String(row.id),
      at: Number(row.at),
      outbound: JSON.parse(String(row.body)) as Outbound, // written as one
      error: String(row.error ?? ''),
      waits: row.waits === 1,
    })),
    of: Number(rows[0]?.of ?? 0),
  };
}

/** The newest messages that no turn could be made of. */
export async function readUnworked(store: Pick<Store, 'read'>, most: number): Promise<UnworkedRow[]> {
  const rows = await store.read({
    sql: 'SELECT at, body, parked FROM inbox WHERE parked IS NOT NULL ORDER BY at DESC LIMIT ?1',
    args: [most],
  });
  return rows.map((row) => ({
    at: Number(row.at),
    inbound: JSON.parse(String(row.body)) as Inbound, // written as one
    error: String(row.parked),
  }));
}

/** The lane of one that was given up, or null: it went already, is set aside, or never was. */
export async function readParkedLane(store: Pick<Store, 'read'>, id: string): Promise<string | null> {
  const [row] = await store.read({ sql: `SELECT address FROM outbox WHERE id = ?1 AND ${isRead}`, args: [id] });
  return row ? String(row.address) : null;
}

/** Goes out again, before what waits in its lane. Nothing happens to what is not given up. */
export const resendStatements = (id: string, lane: string, now: number): Statement[] => [
  {
    sql: `UPDATE outbox SET state = 'queued', due_at = NULL, owner = NULL, attempts = 0, waits = 0 WHERE id = ?1 AND ${isRead}`,
    args: [id],
  },
  ...freeStatements(lane, now),
];

/** Is not tried any more, nor shown; it stays in the store. */
export const setAsideStatement = (id: string): Statement => ({
  sql: `UPDATE outbox SET state = 'dropped', waits = 0 WHERE id = ?1 AND ${isRead}`,
  args: [id],
});
