// Where work waits: working time in each stage × situation, the steps back, and the one place that costs most.
import { type Stage, stages } from '../ticket.ts';
import { emptyWaits, type Fact, type Place, places } from './fact.ts';
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
  const [ms, now] = [totalOf(closed), emptyWaits()];
  for (const { stage, situation, closedAt } of facts) if (closedAt === undefined) now[`${stage}/${situation}` as Place]++; // open: one of the places
  const costliest = costliestOf(closed, ms);
  return {
    requests: closed.length,
    places: places.map((place) => ({ place, ms: ms[place], now: now[place] })),
    loops: loopsOf(closed),
    ...(costliest ? { costliest } : {}),
  };
}

function totalOf(facts: readonly Fact[]): Record<Place, number> {
  const total = emptyWaits();
  for (const { waits } of facts) for (const place of places) total[place] += waits[place];
  return total;
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

function costliestOf(closed: readonly Fact[], ms: Readonly<Record<Place, number>>): Costliest | undefined {
  const all = places.reduce((sum, place) => sum + ms[place], 0);
  if (all === 0) return undefined;
  const place = places.reduce((most, one) => (ms[one] > ms[most] ? one : most));
  const service = slowestIn(closed, place);
  return { place, part: ms[place] / all, each: ms[place] / closed.length, requests: closed.length, ...(service ? { service } : {}) };
}

/** The service whose requests together wait there longest. */
function slowestIn(closed: readonly Fact[], place: Place): string | undefined {
  const sums = new Map<string, number>();
  for (const { service, waits } of closed) sums.set(service, (sums.get(service) ?? 0) + waits[place]);
  const [first] = [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sums.size > 1 ? first?.[0] : undefined;
}
