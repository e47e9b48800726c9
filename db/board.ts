// Reads what the staff board shows: which tickets are open, tickets without their briefs by number, closed ones by page.
import type { Ticket } from '../flows/ticket.ts';
import { toJson } from './json.ts';
import type { Store } from './store.ts';

/** A ticket as a card needs it: its `brief` and `first` are empty here; `said` is the beginning of what the client wrote. */
export type BoardRow = { ticket: Ticket; client: string; said: string };

const mostSaid = 80;

/** A body stands in the answer as it is: it is JSON already, and libSQL's client takes long over a row each. */
const asText = `SELECT '[' || group_concat('{"client":' || json_quote(client) || ',"ticket":' || body || '}') || ']' AS rows`;
const columns = `t.body AS body, p.body->>'$.name' AS client FROM ticket t LEFT JOIN person p ON p.id = t.person`;

function rowsIn(text: unknown): BoardRow[] {
  const rows = JSON.parse(String(text ?? '[]')) as { client: string | null; ticket: Ticket }[]; // written by this house, from these types
  return rows.map(({ client, ticket: { brief, first, ...light } }) => ({
    ticket: { ...light, brief: [], first: { text: '', files: [] } },
    client: client ?? '',
    said: (brief.find(({ text }) => text !== '')?.text ?? first.text).slice(0, mostSaid).replace(/\s+/g, ' ').toWellFormed(),
  }));
}

/** What the open tickets are, the oldest first: their versions, and what their clients are called now. */
export async function readOpen(store: Store): Promise<{ number: number; version: number; client: string }[]> {
  const [row] = await store.read({
    sql: `SELECT json_group_array(json_array(number, version, client)) AS rows FROM (
      SELECT t.number AS number, t.version AS version, p.body->>'$.name' AS client FROM ticket t LEFT JOIN person p ON p.id = t.person
      WHERE t.situation IN ('open', 'awaiting') ORDER BY t.opened_at)`,
    args: [],
  });
  const rows = JSON.parse(String(row?.rows ?? '[]')) as [number: number, version: number, client: string | null][]; // as the statement makes them
  return rows.map(([number, version, client]) => ({ number, version, client: client ?? '' }));
}

/** These tickets, open or closed. */
export async function readBoardRows(store: Store, numbers: readonly number[]): Promise<BoardRow[]> {
  const [row] = await store.read({
    sql: `${asText} FROM (SELECT ${columns} WHERE t.number IN (SELECT value FROM json_each(?1)))`,
    args: [toJson(numbers)],
  });
  return rowsIn(row?.rows);
}

/** What closed tickets are asked for by; an empty text asks for all. `numbers`: only among these. */
export type ClosedFilter = { staff: string; service: string; campaign: string; team: string; numbers?: readonly number[] };

const closed = `t.situation IN ('done', 'cancelled')
  AND (?1 = '' OR t.body->>'$.analyst.address' = ?1 OR t.body->>'$.owner.address' = ?1)
  AND (?2 = '' OR t.body->>'$.service' = ?2) AND (?3 = '' OR t.body->>'$.campaign' = ?3) AND (?4 = '' OR t.body->>'$.route.team' = ?4)
  AND (?5 IS NULL OR t.number IN (SELECT value FROM json_each(?5)))`;
const argsOf = ({ staff, service, campaign, team, numbers }: ClosedFilter) => [
  staff,
  service,
  campaign,
  team,
  numbers ? toJson(numbers) : null,
];

/** Closed tickets, what changed last first; at most `most`. */
export async function readClosed(store: Store, filter: ClosedFilter, most: number): Promise<BoardRow[]> {
  const [row] = await store.read({
    sql: `${asText} FROM (SELECT ${columns} WHERE ${closed} ORDER BY t.changed_at DESC, t.number DESC LIMIT ?6)`,
    args: [...argsOf(filter), most],
  });
  return rowsIn(row?.rows);
}

export async function readClosedCount(store: Store, filter: ClosedFilter): Promise<number> {
  const [row] = await store.read({ sql: `SELECT count(*) AS count FROM ticket t WHERE ${closed}`, args: argsOf(filter) });
  return Number(row?.count ?? 0);
}
