// Where programs are told of what happens: their endpoints, and the rows of the outbox that are for them.
import type { Hook } from '../flows/announce.ts';
import { toJson } from './json.ts';
import { freeStatements } from './outbox.ts';
import type { Row, Statement, Store } from './store.ts';

/** `secret`: whsec_…, which signs what is sent there. */
export type HookRow = Hook & { url: string; secret: string; at: number };

export async function readHooks(store: Pick<Store, 'read'>): Promise<HookRow[]> {
  const rows = await store.read({ sql: 'SELECT id, url, secret, types, at FROM hook ORDER BY at, id', args: [] });
  return rows.map(hookOf);
}

export async function readHook(store: Pick<Store, 'read'>, id: string): Promise<HookRow | null> {
  const [row] = await store.read({ sql: 'SELECT id, url, secret, types, at FROM hook WHERE id = ?1', args: [id] });
  return row ? hookOf(row) : null;
}

export const hookStatement = ({ id, url, secret, types, at }: HookRow): Statement => ({
  sql: 'INSERT INTO hook (id, url, secret, types, at) VALUES (?1, ?2, ?3, ?4, ?5)',
  args: [id, url, secret, toJson(types), at],
});

/** The endpoint goes, and what was to be sent there. */
export const dropHookStatements = (id: string, lane: string): Statement[] => [
  { sql: 'DELETE FROM hook WHERE id = ?1', args: [id] },
  { sql: `DELETE FROM outbox WHERE ${isHooks} AND address = ?1`, args: [lane] },
];

export const isHooks = "address >= 'hook:' AND address < 'hook;'";
const said = "(body->>'$.body.text')";

/** What was sent to a lane since then, or was given up, is sent again, in its order. `since`: an instant in ISO 8601, by the event's own time. */
export const replayStatements = (lane: string, since: string, now: number): Statement[] => [
  {
    sql: `UPDATE outbox SET state = 'queued', due_at = NULL, owner = NULL, attempts = 0, error = NULL
      WHERE ${isHooks} AND address = ?1 AND state <> 'queued' AND ${said}->>'$.timestamp' >= ?2`,
    args: [lane, since],
  },
  ...freeStatements(lane, now),
];

/** How much waits for an endpoint, and how much was given up. */
export async function readHookCounts(
  store: Pick<Store, 'read'>,
): Promise<Map<string, { waiting: number; failed: number; error?: string }>> {
  const rows = await store.read({
    sql: `SELECT address, sum(state = 'queued') AS waiting, sum(state = 'parked') AS failed, max(iif(state = 'queued', error, NULL)) AS error
      FROM outbox WHERE ${isHooks} AND state IN ('queued', 'parked') GROUP BY address`,
    args: [],
  });
  return new Map(
    rows.map((row) => [
      String(row.address),
      { waiting: Number(row.waiting), failed: Number(row.failed), ...(row.error === null ? {} : { error: String(row.error) }) },
    ]),
  );
}

const hookOf = (row: Row): HookRow => ({
  id: String(row.id),
  url: String(row.url),
  secret: String(row.secret),
  types: JSON.parse(String(row.types)) as string[], // written by this house
  at: Number(row.at),
});
