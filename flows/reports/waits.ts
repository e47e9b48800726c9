// Where work waits: working time in each stage × situation, the steps back, and the one place that costs most.
import { type Stage, stages } from '../ticket.ts';
import { type Fact, type Place, places } from './fact.ts';
import { isWithin, type Stretch } from './period.ts';

/** `ms`: working time of all those requests there; `now`: how many stand there at this moment. */
export type Waiting = { place: Place; ms: number; now: number };
export type Looped = { from: Stage; to: Stage; count: number };
/** `part` of all the time, from 0 to 1; `each`: ms a request; `service`: the one that waits there longest, where there are several. */
export type Costliest = { place: Place; part: number; each: number; requests: number; service?: string };
export type Waits = { requests: number; places: readonly Waiting[]; loops: readonly Looped[]; costliest?: Costliest };

/** Of the tickets that were closed in a stretch of time, their whole life; `now` counts all that are open. */
export function waitsOf(facts: readonly Fact[], within: Stretch): Waits {
  const closed = facts.filter(({ closedAt }) => isWithin(within, closedAt));
  const now = new Map<string, number>();
  for (const { stage, situation, closedAt } of facts)
    if (closedAt === undefined) now.set(`${stage}/${situation}`, (now.get(`${stage}/${situation}`) ?? 0) + 1);
  const all = places.map((place, i) => ({
    place,
    ms: closed.reduce((sum, { waits }) => sum + (waits[i] ?? 0), 0),
    now: now.get(place) ?? 0,
  }));
  const costliest = costliestOf(closed, all);
  return { requests: closed.length, places: all, loops: loopsOf(closed), ...(costliest ? { costliest } : {}) };
}

/** The steps back, the most frequent first. */
function loopsOf(facts: readonly Fact[]): Looped[] {
  const counts = new Map<string, Looped>();
  for (const { loops } of facts)
    for (const [from, to] of loops) {
      const known = counts.get(`${from}/${to}`);
      counts.set(`${from}/${to}`, { from, to, count: (known?.count ?? 0) + 1 });
    }
  const order = ({ from, to }: Looped): number => stages.indexOf(from) * stages.length + stages.indexOf(to);
  return [...counts.values()].sort((a, b) => b.count - a.count || order(a) - order(b));
}

function costliestOf(closed: readonly Fact[], all: readonly Waiting[]): Costliest | undefined {
  const total = all.reduce((sum, { ms }) => sum + ms, 0);
  if (total === 0) return undefined;
  const { place, ms } = all.reduce((most, one) => (one.ms > most.ms ? one : most));
  const service = slowestIn(closed, places.indexOf(place));
  return { place, part: ms / total, each: ms / closed.length, requests: closed.length, ...(service ? { service } : {}) };
}

/** The service whose requests together wait there longest. */
function slowestIn(closed: readonly Fact[], place: number): string | undefined {
  const sums = new Map<string, number>();
  for (const { service, waits } of closed) sums.set(service, (sums.get(service) ?? 0) + (waits[place] ?? 0));
  const [first] = [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sums.size > 1 ? first?.[0] : undefined;
}
