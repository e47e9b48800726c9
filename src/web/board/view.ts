// The board as a value: which tickets are in which column, in what order, what a filter lets through, how late each is. Pure.
import type { BoardRow } from '../../../db/board.ts';
import type { Hours } from '../../../flows/hours.ts';
import type { Address } from '../../../flows/message.ts';
import { slipsAt } from '../../../flows/owed.ts';
import { type Day, isLate, queueOrder, weightOn } from '../../../flows/queue.ts';
import type { Settings } from '../../../flows/settings.ts';
import { type Owed, type Slip, type Stage, stages, type Ticket } from '../../../flows/ticket.ts';

/** What is asked of the board, as it stands in the URL's query. Empty texts ask for all. */
export type Filter = { mine: boolean; late: boolean; service: string; campaign: string; team: string; search: string };

/** What lateness is measured by. `now`: ms since the epoch. */
export type Time = Day & { now: number; hours: Hours; settings: Settings };

/** `late`: the delivery is over its time; `late_reply`: the first reply is; `soon`: most of the time for one of them is gone. */
export type Lateness = 'late' | 'late_reply' | 'soon' | 'none';

export type Column = { stage: Stage; count: number; rows: BoardRow[] };

/** The columns of the board: the stages, and what is closed. */
export const places = [...stages, 'closed'] as const;
export type Place = (typeof places)[number];

/** How many cards a column shows at first: more than most windows have room for. */
export const firstSize = 8;
/** How many more come at a time. */
export const pageSize = 50;
const longestSearch = 100;

export function readFilter(query: Readonly<Record<string, string | undefined>>): Filter {
  const text = (value: string | undefined) => (value ?? '').trim().slice(0, longestSearch);
  return {
    mine: query.mine === '1',
    late: query.late === '1',
    service: text(query.service),
    campaign: text(query.campaign),
    team: text(query.team),
    search: text(query.search),
  };
}

/** The filter as a query, with a question mark where there is something in it. */
export function queryOf(filter: Filter, more: Readonly<Record<string, string>> = {}): string {
  const { mine, late, ...texts } = filter;
  const all = { ...(mine ? { mine: '1' } : {}), ...(late ? { late: '1' } : {}), ...texts, ...more };
  const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString();
  return query === '' ? '' : `?${query}`;
}

/** The team that it is with, by its id. */
export const teamOf = ({ route }: Ticket): string => route?.team ?? '';

export const isMine = ({ analyst, owner, steps }: Ticket, me: Address): boolean =>
  analyst?.address === me || owner?.address === me || steps.some((step) => step.state === 'doing' && step.owner?.address === me);

/** What was found out about a ticket: it is kept with it, since it costs a walk over calendars. Moments are ms since the epoch. */
type Known = { settings: Settings; delivery?: number; reply?: number; soon?: number; weight?: { today: string; of: number } };
const found = new WeakMap<Ticket, Known>();

const slipAt = (ticket: Ticket, owed: Owed, slip: Slip, { hours, settings }: Time): number =>
  slipsAt(ticket, owed, slip, hours, settings) ?? Number.POSITIVE_INFINITY;

function knownOf(ticket: Ticket, time: Time): Known {
  const before = found.get(ticket);
  if (before?.settings === time.settings) return before;
  const known: Known = { settings: time.settings };
  found.set(ticket, known);
  return known;
}

/** The weight in the queue, which is the same all day. */
function weightOf(ticket: Ticket, time: Time): number {
  const known = knownOf(ticket, time);
  if (known.weight?.today !== time.today) known.weight = { today: time.today, of: weightOn(ticket, time) };
  return known.weight.of;
}

/** What is late, if something is; what the clock has found already counts even where the day promised was moved since. */
function lateIn(ticket: Ticket, time: Time): 'late' | 'late_reply' | undefined {
  if (isLate(ticket, time.today)) return 'late';
  const known = knownOf(ticket, time);
  // What is promised for a later day cannot be late yet: most tickets need no calendar.
  if (ticket.due !== undefined && ticket.due <= time.today) {
    known.delivery ??= slipAt(ticket, 'delivery', 'late', time);
    if (known.delivery <= time.now) return 'late';
  }
  if (ticket.repliedAt !== undefined) return undefined;
  known.reply ??= slipAt(ticket, 'reply', 'late', time);
  return known.reply <= time.now ? 'late_reply' : undefined;
}

/** Finds out ahead what a board asks of every ticket. */
export function findOut(ticket: Ticket, time: Time): void {
  weightOf(ticket, time);
  lateIn(ticket, time);
}

/** How late it is now. */
export function latenessOf(ticket: Ticket, time: Time): Lateness {
  const late = lateIn(ticket, time);
  if (late) return late;
  const known = knownOf(ticket, time);
  known.soon ??= Math.min(slipAt(ticket, 'delivery', 'warned', time), slipAt(ticket, 'reply', 'warned', time));
  return known.soon <= time.now ? 'soon' : 'none';
}

/** `found`: the numbers that a search came to; without one, everything. Whose it is, and how late, is asked apart. */
function passes({ ticket }: BoardRow, filter: Filter, found: ReadonlySet<number> | undefined): boolean {
  return (
    (filter.service === '' || ticket.service === filter.service) &&
    (filter.campaign === '' || ticket.campaign === filter.campaign) &&
    (filter.team === '' || teamOf(ticket) === filter.team) &&
    (found === undefined || found.has(ticket.number))
  );
}

export type Asked = { filter: Filter; me: Address; found: ReadonlySet<number> | undefined; time: Time };

type Order = { today: string; settings: Settings; rows: readonly BoardRow[] };
const orders = new WeakMap<readonly BoardRow[], Order>();

/** All of them in the order of the queue, which is the same all day while they are the same. */
function inOrder(rows: readonly BoardRow[], time: Time): readonly BoardRow[] {
  const before = orders.get(rows);
  if (before?.today === time.today && before.settings === time.settings) return before.rows;
  const byTicket = new Map(rows.map((row) => [row.ticket, row]));
  const queue = queueOrder([...byTicket.keys()], time, (ticket) => weightOf(ticket, time));
  const order = { today: time.today, settings: time.settings, rows: queue.flatMap((ticket) => byTicket.get(ticket) ?? []) };
  orders.set(rows, order);
  return order.rows;
}

/**
 * Every stage with its tickets in the order of the queue; how many are late and how many are one's own, whatever else is shown.
 * What is found out about rows is kept with their list: whoever has the same rows hands over the same list.
 */
export function boardOf(rows: readonly BoardRow[], asked: Asked): { columns: Column[]; late: number; mine: number } {
  const { filter, me, time, found } = asked;
  const byStage = new Map<Stage, BoardRow[]>(stages.map((stage) => [stage, []]));
  let [late, mine] = [0, 0];
  for (const row of inOrder(rows, time)) {
    if (!passes(row, filter, found)) continue;
    const isOwn = isMine(row.ticket, me);
    if (isOwn) mine++;
    if (filter.mine && !isOwn) continue;
    const isOver = lateIn(row.ticket, time) !== undefined;
    if (isOver) late++;
    if (filter.late && !isOver) continue;
    byStage.get(row.ticket.stage)?.push(row);
  }
  return { columns: [...byStage].map(([stage, here]) => ({ stage, count: here.length, rows: here })), late, mine };
}

/** What can be chosen in the filters: every value that an open ticket has, with how many. */
export function choicesOf(rows: readonly BoardRow[], pick: (ticket: Ticket) => string | undefined): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { ticket } of rows) {
    const value = pick(ticket);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => (a.value < b.value ? -1 : 1));
}
