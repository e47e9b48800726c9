// The rows behind the plots: the flow by week, days early and late, stars.
import { dayAfter, numberOf } from '../week.ts';
import { dayMs, momentOf } from '../zone.ts';
import { type Facts, onlyWithin, situationCode, startIn } from './facts.ts';
import { isOpenAt, onlyDone } from './measures.ts';
import type { Stretch } from './period.ts';

/** `backlog`: open when the week ended. */
export type Week = { monday: string; opened: number; closed: number; backlog: number };

const weekMs = 7 * dayMs;
const openCode = situationCode('open');

/** What came in and what was closed, week by week; a request that is closed twice counts twice. `mondays`: weeks that follow each other. */
export function flowOf({ rows, openedAt, turns }: Facts, mondays: readonly string[], zone: string): Week[] {
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
  for (const row of rows) {
    const filed = openedAt[row] ?? 0;
    if (filed < first && isOpenAt(turns, row, first)) backlog++;
    const week = filed < first ? undefined : weekOf(filed);
    if (week) week.opened++;
    for (let i = startIn(turns, row); i < startIn(turns, row + 1); i++) {
      const at = turns.first[i] ?? 0;
      const then = at < first ? undefined : weekOf(at);
      if (then) turns.second[i] === openCode ? then.reopened++ : then.closed++;
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

const doneIn = (facts: Facts, within: Stretch): Facts => onlyDone(onlyWithin(facts, 'closedAt', within));

/** Promised against delivered, of what was done in a stretch of time: from a week early to a week late. */
export function deliveredOf(facts: Facts, within: Stretch): Delivered[] {
  const counts = new Map<number, number>();
  for (const row of doneIn(facts, within).rows) {
    const days = Math.max(-farDays, Math.min(farDays, facts.lateDays[row] ?? 0)); // NaN where nothing was promised: never asked for
    counts.set(days, (counts.get(days) ?? 0) + 1);
  }
  return Array.from({ length: 2 * farDays + 1 }, (_, i) => ({ days: i - farDays, count: counts.get(i - farDays) ?? 0 }));
}

export type Stars = { stars: number; count: number };

/** How often each number of stars was given for what was done in a stretch of time, the most first. */
export function starsOf(facts: Facts, within: Stretch): Stars[] {
  const counts = [0, 0, 0, 0, 0, 0];
  for (const row of doneIn(facts, within).rows) {
    const stars = facts.stars[row] ?? 0;
    counts[stars] = (counts[stars] ?? 0) + 1;
  }
  return [5, 4, 3, 2, 1].map((stars) => ({ stars, count: counts[stars] ?? 0 }));
}
