// The working week with its free days as running sums over wall clocks, so that a year costs as little as an hour.
// Must not know zones: what the clock shows is a number here, ms as if it were UTC, and every day has 24 hours.
import { dayMs } from './zone.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

type Span = { readonly from: number; readonly to: number };
/** Ms and days of work, summed up. */
type Sum = { readonly ms: number; readonly days: number };

/** A week made ready for counting. Days are numbers, since 1970-01-01, a Thursday. */
export type Week = {
  /** Thursday to Wednesday. */
  readonly spans: readonly (readonly Span[])[];
  /** The sum before each of these seven days; the eighth is that of a week. */
  readonly before: readonly Sum[];
  /** Free days on which there would be work, in order; and the sum lost before each, and in all. */
  readonly free: readonly number[];
  readonly lost: readonly Sum[];
};

const none: Sum = { ms: 0, days: 0 };
const add = (a: Sum, b: Sum): Sum => ({ ms: a.ms + b.ms, days: a.days + b.days });
/** Before the first, before the second … and in all. */
function running(sums: readonly Sum[]): Sum[] {
  const all = [none];
  for (const sum of sums) all.push(add(all.at(-1) ?? none, sum));
  return all;
}
const sumOf = (spans: readonly Span[]): Sum => ({
  ms: spans.reduce((ms, { from, to }) => ms + to - from, 0),
  days: spans.length > 0 ? 1 : 0,
});

/** `HH:MM` → ms since the day began. */
export const timeOf = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * 60_000;

/** `YYYY-MM-DD` → the number of the day. */
export const numberOf = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / dayMs);

/** The day so many days later. */
export const dayAfter = (day: string, count = 1): string => new Date((numberOf(day) + count) * dayMs).toISOString().slice(0, 10);

/** The Monday of the week that a day is in. */
export const mondayOf = (day: string): string => dayAfter(day, -((numberOf(day) + 3) % 7)); // day 0, 1 January 1970, was a Thursday

/** Throws a RangeError for a week without work, in which nothing would ever come to pass. */
export function weekOf(week: Readonly<Record<Weekday, readonly (readonly [string, string])[]>>, holidays: readonly string[]): Week {
  const order = [...weekdays.slice(3), ...weekdays.slice(0, 3)];
  const spans = order.map((day) => week[day].map(([from, to]) => ({ from: timeOf(from), to: timeOf(to) })));
  const before = running(spans.map(sumOf));
  if ((before[7]?.ms ?? 0) <= 0) throw new RangeError('There is no working time on any day of the week.');
  const free = [...new Set(holidays.map(numberOf))].filter((day) => spansOn(spans, day).length > 0).sort((a, b) => a - b);
  return { spans, before, free, lost: running(free.map((day) => sumOf(spansOn(spans, day)))) };
}

const spansOn = (spans: Week['spans'], day: number): readonly Span[] => spans[((day % 7) + 7) % 7] ?? [];

/** The spans of a day, none when it is free. */
export function spansOf(week: Week, day: number): readonly Span[] {
  return week.free[freeBefore(week, day)] === day ? [] : spansOn(week.spans, day);
}

/** How many free days lie before a day. */
function freeBefore({ free }: Week, day: number): number {
  let [low, high] = [0, free.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((free[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ms and days of work before a day, counted from 1970; only differences mean something. */
export function sumBefore(week: Week, day: number): Sum {
  const weeks = Math.floor(day / 7);
  const whole = week.before[7] ?? none;
  const part = week.before[day - weeks * 7] ?? none;
  const lost = week.lost[freeBefore(week, day)] ?? none;
  return { ms: weeks * whole.ms + part.ms - lost.ms, days: weeks * whole.days + part.days - lost.days };
}

/** Ms of work before a wall clock, counted from 1970; only differences mean something. */
export function workBefore(week: Week, wall: number): number {
  const day = Math.floor(wall / dayMs);
  const time = wall - day * dayMs;
  let { ms } = sumBefore(week, day);
  for (const { from, to } of spansOf(week, day)) if (time > from) ms += Math.min(time, to) - from;
  return ms;
}

/** The first wall clock, this one or later, at which there is work. */
export function nextWork(week: Week, wall: number): number {
  for (let day = Math.floor(wall / dayMs); ; day++)
    for (const { from, to } of spansOf(week, day)) if (wall < day * dayMs + to) return Math.max(wall, day * dayMs + from);
}

/** The first wall clock, later than this one, before which so many ms of work were done since; `ms` is more than 0. */
export function workDone(week: Week, wall: number, ms: number): number {
  const goal = workBefore(week, wall) + ms;
  for (let day = Math.floor(wall / dayMs); ; day++) {
    let { ms: done } = sumBefore(week, day);
    for (const { from, to } of spansOf(week, day)) {
      if (done + to - from >= goal) return day * dayMs + from + goal - done;
      done += to - from;
    }
  }
}
