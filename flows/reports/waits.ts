// Where work waits: working time in each stage × situation, the steps back, and the one place that costs most.
import { type Stage, situations, stages } from '../ticket.ts';
import { type Place, places } from './fact.ts';
import { type Facts, onlyWithin, startIn } from './facts.ts';
import { sumOf } from './measures.ts';
import type { Stretch } from './period.ts';

/** `ms`: working time of all those requests there; `now`: how many stand there at this moment. */
export type Waiting = { place: Place; ms: number; now: number };
export type Looped = { from: Stage; to: Stage; count: number };
/** `part` of all the time, from 0 to 1; `each`: ms a request; `service`: the one that waits there longest, where there are several. */
export type Costliest = { place: Place; part: number; each: number; requests: number; service?: string };
export type Waits = { requests: number; places: readonly Waiting[]; loops: readonly Looped[]; costliest?: Costliest };

/** Of the tickets that were closed in a stretch of time, their whole life; `now` counts all that are open. */
export function waitsOf(facts: Facts, within: Stretch): Waits {
  const closed = onlyWithin(facts, 'closedAt', within);
  const now = standingNow(facts);
  const all = places.map((place) => ({ place, ms: sumOf(closed, place), now: now.get(place) ?? 0 }));
  const costliest = costliestOf(closed, all);
  return { requests: closed.rows.length, places: all, loops: loopsOf(closed), ...(costliest ? { costliest } : {}) };
}

/** How many open ones there are in each place. */
function standingNow({ rows, stage, situation, closedAt }: Facts): ReadonlyMap<string, number> {
  const now = new Map<string, number>();
  for (const row of rows) {
    if (!Number.isNaN(closedAt[row])) continue;
    const place = `${stages[stage[row] ?? 0]}/${situations[situation[row] ?? 0]}`;
    now.set(place, (now.get(place) ?? 0) + 1);
  }
  return now;
}

/** The steps back, the most frequent first. */
function loopsOf({ rows, loops }: Facts): Looped[] {
  const counts = stages.map(() => stages.map(() => 0));
  for (const row of rows)
    for (let i = startIn(loops, row); i < startIn(loops, row + 1); i++) {
      const from = counts[loops.first[i] ?? 0];
      const to = loops.second[i] ?? 0;
      if (from) from[to] = (from[to] ?? 0) + 1;
    }
  return stages
    .flatMap((from, i) => stages.map((to, j) => ({ from, to, count: counts[i]?.[j] ?? 0 })))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count); // of as many, in the stages' order
}

function costliestOf(closed: Facts, all: readonly Waiting[]): Costliest | undefined {
  const total = all.reduce((sum, { ms }) => sum + ms, 0);
  if (total === 0) return undefined;
  const { place, ms } = all.reduce((most, one) => (one.ms > most.ms ? one : most));
  const service = slowestIn(closed, place);
  const requests = closed.rows.length;
  return { place, part: ms / total, each: ms / requests, requests, ...(service ? { service } : {}) };
}

/** The service whose requests together wait there longest. */
function slowestIn(closed: Facts, place: Place): string | undefined {
  const { rows, service, words, [place]: waits } = closed;
  const sums = new Map<number, number>();
  for (const row of rows) sums.set(service[row] ?? 0, (sums.get(service[row] ?? 0) ?? 0) + (waits[row] ?? 0));
  const [first] = [...sums].map(([code, ms]) => [words[code] ?? '', ms] as const).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sums.size > 1 ? first?.[0] : undefined;
}
