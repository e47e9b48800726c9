// Reads what the staff board shows: tickets without their briefs, all open ones in one statement, closed ones by page.
import type { Ticket } from '../flows/ticket.ts';
import { toJson } from './json.ts';
import type { Store } from './store.ts';

/** A ticket as a card needs it: its `brief` and `first` are empty here; `said` is the beginning of what the client wrote. */
export type BoardRow = { ticket: Ticket; client: string; said: string };

const mostSaid = 80;

const columns = `t.body AS body, p.body->>'$.name' AS client FROM ticket t LEFT JOIN person p ON p.id = t.person`;

function rowOf(row: Record<string, unknown>): BoardRow {
  const { brief, first, ...light } = JSON.parse(String(row.body)) as Ticket; // written by this house, from this type
  const said = brief.find(({ text }) => text !== '')?.text ?? first.text;
  return {
    ticket: { ...light, brief: [], first: { text: '', files: [] } },
    client: row.client === null ? '' : String(row.client),
    said: said.slice(0, mostSaid).replace(/\s+/g, ' ').toWellFormed(),
  };
}

/** Every open ticket, the oldest first: as one text, since libSQL's client takes long over thousands of rows. */
export async function readBoard(store: Store): Promise<BoardRow[]> {
  const [row] = await store.read({
    sql: `SELECT '[' || group_concat(one) || ']' AS rows FROM (
      SELECT json_array(t.body, p.body->>'$.name') AS one FROM ticket t LEFT JOIN person p ON p.id = t.person
      WHERE t.situation IN ('open', 'awaiting') ORDER BY t.opened_at)`,
    args: [],
  });
  const rows = JSON.parse(String(row?.rows ?? '[]')) as [body: string, client: string | null][]; // as the statement makes them
  return rows.map(([body, client]) => rowOf({ body, client }));
}

/** These tickets, open or closed. */
export async function readBoardRows(store: Store, numbers: readonly number[]): Promise<BoardRow[]> {
  const rows = await store.read({
    sql: `SELECT ${columns} WHERE t.number IN (SELECT value FROM json_each(?1))`,
    args: [toJson(numbers)],
  });
  return rows.map(rowOf);
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
  const rows = await store.read({
    sql: `SELECT ${columns} WHERE ${closed} ORDER BY t.changed_at DESC, t.number DESC LIMIT ?6`,
    args: [...argsOf(filter), most],
  });
  return rows.map(rowOf);
}

export async function readClosedCount(store: Store, filter: ClosedFilter): Promise<number> {
  const [row] = await store.read({ sql: `SELECT count(*) AS count FROM ticket t WHERE ${closed}`, args: argsOf(filter) });
  return Number(row?.count ?? 0);
}
