// The rows behind the plots: the flow by week, days early and late, stars.
import { dayAfter, numberOf } from '../week.ts';
import { dayMs, momentOf } from '../zone.ts';
import type { Fact } from './fact.ts';
import { isOpenAt } from './measures.ts';
import { isWithin, type Stretch } from './period.ts';

/** `backlog`: open when the week ended. */
export type Week = { monday: string; opened: number; closed: number; backlog: number };

const weekMs = 7 * dayMs;

/** What came in and what was closed, week by week; a request that is closed twice counts twice. `mondays`: weeks that follow each other. */
export function flowOf(facts: readonly Fact[], mondays: readonly string[], zone: string): Week[] {
  const starts = [...mondays, dayAfter(mondays.at(-1) ?? '1970-01-05', 7)].map((day) => startOf(zone, day));
  const weeks = mondays.map((monday) => ({ monday, opened: 0, closed: 0, reopened: 0 }));
  const first = starts[0] ?? 0;
  let backlog = 0;
  /** Of a moment in or after the first week; summer time may move a week's beginning by an hour. */
  const weekOf = (at: number) => {
    let i = Math.min(weeks.length, Math.floor((at - first) / weekMs));
    while (at < (starts[i] ?? 0)) i--;
    while (at >= (starts[i + 1] ?? Number.POSITIVE_INFINITY)) i++;
    return weeks[i];
  };
  for (const { openedAt, turns } of facts) {
    const isBefore = openedAt < first;
    if (isBefore && isOpenAt(turns, first)) backlog++;
    const week = isBefore ? undefined : weekOf(openedAt);
    if (week) week.opened++;
    for (const turn of turns) {
      const then = turn[0] < first ? undefined : weekOf(turn[0]);
      if (then) turn[1] === 'open' ? then.reopened++ : then.closed++;
    }
  }
  return weeks.map(({ monday, opened, closed, reopened }) => {
    backlog += opened + reopened - closed;
    return { monday, opened, closed, backlog };
  });
}

export const startOf = (zone: string, day: string): number => momentOf(zone, numberOf(day) * dayMs);

/** So many days or more, either way, stand together. */
export const farDays = 7;
/** `days`: delivered so many days after the day promised; before it, less than 0. */
export type Delivered = { days: number; count: number };

/** Promised against delivered, of what was done in a stretch of time: from a week early to a week late. */
export function deliveredOf(facts: readonly Fact[], within: Stretch): Delivered[] {
  const counts = new Map<number, number>();
  for (const { closedAt, situation, lateDays } of facts) {
    if (situation !== 'done' || !isWithin(within, closedAt) || lateDays === undefined) continue;
    const days = Math.max(-farDays, Math.min(farDays, lateDays));
    counts.set(days, (counts.get(days) ?? 0) + 1);
  }
  return Array.from({ length: 2 * farDays + 1 }, (_, i) => ({ days: i - farDays, count: counts.get(i - farDays) ?? 0 }));
}

export type Stars = { stars: number; count: number };

/** How often each number of stars was given for what was done in a stretch of time, the most first. */
export function starsOf(facts: readonly Fact[], within: Stretch): Stars[] {
  const done = facts.filter(({ closedAt, situation }) => situation === 'done' && isWithin(within, closedAt));
  return [5, 4, 3, 2, 1].map((stars) => ({ stars, count: done.filter((one) => one.stars === stars).length }));
}
