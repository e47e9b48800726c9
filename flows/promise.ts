// The time of the first reply that is promised when a ticket is filed: one that will be beaten, from how long the first reply took lately.
// Must not know tickets or words: history comes as numbers, the promise leaves as one, and how it is said is another's.
import { addWorked, type Hours } from './hours.ts';

/** What a promise is made from. All times are working ms. */
export type Past = {
  /** From filing to the first reply, of those already answered, newest last. Of one service, or of all: the last hundred are looked at. */
  readonly history: readonly number[];
  /** What is promised as long as little is known. */
  readonly target: number;
  /** How many wait for their first reply now, and how many did when each of the history was filed; all of the team's, not a service's. */
  readonly backlog?: { readonly now: number; readonly atFiling: readonly number[] };
  /** A usual working day; whole days are promised in these. Eight hours when left out. */
  readonly day?: number;
};

const minute = 60_000;
const hour = 60 * minute;
/** What people say for less than a day. */
const said = [15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 4 * hour, 6 * hour, 8 * hour];

/** How much must be known for a promise that is better than the target. */
const enough = 20;
const recent = 100;
/** Where the backlog is not known, none of so many last ones may have taken longer: that notices trouble before a hundred would. */
const latest = 30;
/** A ticket that finds nobody before it waits like one that has so many before it, shared among the backlog. */
const places = 4;
/** Beaten so often, and how sure of that. */
const share = 0.9;
const sure = 0.95;

/**
 * The working ms to promise for the first reply: what at least nine in ten will beat. With fewer than twenty known it is never better than
 * the target; when replies take longer than the target it is worse, as a promise must hold. Never under a quarter of an hour.
 */
export function promiseReply({ history, target, backlog, day = 8 * hour }: Past): number {
  const known = backlog ? Math.min(history.length, backlog.atFiling.length) : history.length;
  const least = known < enough ? target : 0;
  const taken = history.slice(history.length - Math.min(known, recent));
  if (taken.length === 0) return sayable(least, day);
  if (!backlog) return sayable(Math.max(least, boundOf(taken), ...taken.slice(-latest)), day);
  const before = backlog.atFiling.slice(backlog.atFiling.length - taken.length);
  const perPlace = taken.map((ms, i) => ms / (places + (before[i] ?? 0)));
  return sayable(Math.max(least, Math.round(boundOf(perPlace) * (places + backlog.now))), day);
}

/** The least that people say for at least so many working ms, where a usual day has `day`: up to 8 h, then whole working days. */
export function sayable(ms: number, day: number): number {
  return said.find((one) => one >= ms && one < day) ?? Math.max(1, Math.ceil(ms / day)) * day;
}

/** The moment (ms since the epoch) by which a reply promised at a moment, in working ms, is due. */
export const sayReply = (hours: Hours, at: number, ms: number): { by: number } => ({ by: addWorked(hours, at, ms) });

/** What nine in ten stay within, surely: the value whose rank leaves the true share below it with 19 chances in 20. The most, of a few. */
function boundOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[rankOf(sorted.length) - 1] ?? 0;
}

/** The least rank (from 1) such that more than that many of `count` would fall within the nine tenths too rarely to matter. */
function rankOf(count: number): number {
  let chance = (1 - share) ** count;
  let sum = chance;
  let rank = 1;
  while (sum < sure && rank < count) {
    chance *= ((count - rank + 1) / rank) * (share / (1 - share));
    sum += chance;
    rank++;
  }
  return rank;
}
