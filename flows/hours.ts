// The working time of a team as a value, and what is counted in it. Moments and lengths are ms, moments since the epoch.
// An hour that the clock leaps over counts nothing, one that it shows twice counts twice. Must not know what is promised, or to whom.
import { z } from 'zod';
import { nextWork, numberOf, spansOf, sumBefore, type Week, type Weekday, weekdays, weekOf, workBefore, workDone } from './week.ts';
import { dayMs, dayOf, isZone, momentOf, type Stretch, stretchAt, wallOf } from './zone.ts';

export { dayOf };

/** When a team works: spans of the wall clock in a zone, `HH:MM` to `24:00`, by weekday; not on the holidays, `YYYY-MM-DD`. */
export type Hours = {
  readonly zone: string;
  readonly week: Readonly<Record<Weekday, readonly (readonly [from: string, to: string])[]>>;
  readonly holidays: readonly string[];
};

const Time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time from 00:00 to 24:00, such as 09:00');
const Span = z
  .tuple([Time, Time], 'must be two times, such as 09:00 and 18:00')
  .refine(([from, to]) => from < to, 'must end later than it begins; what goes past midnight is written as two spans, one a day');
const Spans = z
  .array(Span, 'must be a list of spans, such as [["09:00", "18:00"]]')
  .refine(
    (spans) => spans.every(([from], i) => i === 0 || (spans[i - 1]?.[1] ?? '') <= from),
    'must have its spans in order, and none over another',
  );
const free: [string, string][] = [];
const Day = z.string().refine((day) => /^\d{4}-\d\d-\d\d$/.test(day) && isReal(day), 'must be a day such as 2026-12-25');
const isReal = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};

/** Reads working hours that somebody wrote. A weekday left out is free. */
export const Hours = z.object({
  zone: z.string('must be a time zone such as America/Sao_Paulo').refine(isZone, 'must be a time zone such as America/Sao_Paulo'),
  week: z
    .strictObject(
      {
        ...{ mon: Spans.default(free), tue: Spans.default(free), wed: Spans.default(free), thu: Spans.default(free) },
        ...{ fri: Spans.default(free), sat: Spans.default(free), sun: Spans.default(free) },
      },
      `must have spans by weekday: ${weekdays.join(', ')}`,
    )
    .refine((week) => weekdays.some((day) => week[day].length > 0), 'must have working time on at least one day'),
  holidays: z.array(Day, 'must be a list of days such as ["2026-12-25"]').default([]),
});

/** What is wrong with working hours that somebody wrote, a sentence a mistake; none when all is well. */
export function hoursMistakes(written: unknown): string[] {
  const issues = (Hours.safeParse(written).error?.issues ?? []).map(({ path, message }) => ({ at: path.join('.'), message }));
  // What is wrong within makes the whole wrong too: said once.
  const isFirst = (at: string, i: number): boolean => !issues.slice(0, i).some((one) => `${one.at}.`.startsWith(`${at}.`));
  return issues.filter(({ at }, i) => isFirst(at, i)).map(({ at, message }) => `${at || 'Working hours'} ${message}.`);
}

const weeks = new WeakMap<Hours, Week>();

/** Made ready once for each value; a value is never changed. Throws a RangeError when there is no working time at all. */
function ready(hours: Hours): Week {
  const known = weeks.get(hours);
  if (known) return known;
  const week = weekOf(hours.week, hours.holidays);
  weeks.set(hours, week);
  return week;
}

/** Working ms from one moment to another; less than 0 when the second is the earlier. */
export function workedMs(hours: Hours, from: number, to: number): number {
  if (to < from) return -workedMs(hours, to, from);
  const week = ready(hours);
  let worked = 0;
  for (let start = from; start < to; ) {
    const { to: end, offset } = stretchAt(hours.zone, start);
    worked += workBefore(week, Math.min(end, to) + offset) - workBefore(week, start + offset);
    start = end;
  }
  return worked;
}

/** The first moment at which so many working ms have passed since. Throws a RangeError for less than 0, or over a hundred years. */
export function addWorked(hours: Hours, from: number, ms: number): number {
  if (!(ms >= 0)) throw new RangeError(`${ms} ms cannot be worked.`);
  const week = ready(hours);
  let left = ms;
  for (let start = from; left > 0; ) {
    const { to, offset } = near(hours, start, from);
    const here = workBefore(week, to + offset) - workBefore(week, start + offset);
    if (left <= here) return workDone(week, start + offset, left) - offset;
    left -= here;
    start = to;
  }
  return from;
}

/** Whether there is work at a moment; the end of a span is no longer work. */
export const isWorking = (hours: Hours, at: number): boolean => {
  const wall = wallOf(hours.zone, at);
  return nextWork(ready(hours), wall) === wall;
};

/** The first moment, this one or later, at which there is work. */
export function nextOpening(hours: Hours, at: number): number {
  for (let start = at; ; ) {
    const { to, offset } = near(hours, start, at);
    const opening = nextWork(ready(hours), start + offset) - offset;
    if (opening < to) return opening;
    start = to;
  }
}

const longestMs = 100 * 366 * dayMs;

function near(hours: Hours, at: number, from: number): Stretch {
  if (!(at - from <= longestMs)) throw new RangeError('That is more than a hundred years of working time away.');
  return stretchAt(hours.zone, at);
}

/**
 * The same time of day, `n` working days on (0 or more). What begins or ends outside of working hours counts from the next opening,
 * so a later beginning never comes to an earlier end.
 */
export function addWorkingDays(hours: Hours, from: number, n: number): number {
  const wall = wallOf(hours.zone, nextOpening(hours, from));
  const week = ready(hours);
  let day = Math.floor(wall / dayMs);
  const time = wall - day * dayMs;
  for (let left = n; left > 0; ) if (spansOf(week, ++day).length > 0) left--;
  return nextOpening(hours, momentOf(hours.zone, day * dayMs + time));
}

/** How many working days come after the day of one moment, up to and with the day of another; less than 0 backwards. */
export function workingDaysBetween(hours: Hours, from: number, to: number): number {
  const before = (at: number): number => sumBefore(ready(hours), Math.floor(wallOf(hours.zone, at) / dayMs) + 1).days;
  return before(to) - before(from);
}

/** The moment (ms) at which the work of a day `YYYY-MM-DD` ends; of the last working day before it when it has none. */
export function endOfWork(hours: Hours, day: string): number {
  for (let number = numberOf(day); ; number--) {
    const end = endOn(hours, number);
    if (end !== undefined) return end;
  }
}

/** The last of a day's work in every stretch that shows the day: the clock may show its end twice, or leap over it. */
function endOn(hours: Hours, day: number): number | undefined {
  const spans = spansOf(ready(hours), day);
  if (spans.length === 0) return undefined;
  let end: number | undefined;
  const after = momentOf(hours.zone, (day + 2) * dayMs);
  for (let start = momentOf(hours.zone, (day - 1) * dayMs); start < after; ) {
    const { to, offset } = stretchAt(hours.zone, start);
    for (const span of spans) {
      const until = Math.min(to + offset, day * dayMs + span.to);
      if (until > Math.max(start + offset, day * dayMs + span.from)) end = until - offset;
    }
    start = to;
  }
  return end;
}

/** Working ms of a usual day: the week's, shared among its working days. */
export function usualDay(hours: Hours): number {
  const { ms, days } = ready(hours).before[7] ?? { ms: 0, days: 1 };
  return ms / days;
}
