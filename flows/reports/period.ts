// The time that a report is about, and the time before it that it is held against. Days are `YYYY-MM-DD`, the last one counts.
import { dayAfter, mondayOf, numberOf } from '../week.ts';
import { dayMs, momentOf } from '../zone.ts';

export const spans = ['week', 'month', 'quarter'] as const;
export type Span = (typeof spans)[number];

/** `span`: it is a calendar's one; otherwise somebody chose its days. */
export type Period = { span?: Span; from: string; to: string };

/** From one moment to another, the end not with it. */
export type Stretch = { from: number; to: number };

/** The first of the month so many months after that of the day. */
function firstOf(day: string, months: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** The week, month or quarter around a day; `step`: so many of them later. */
export function periodAround(span: Span, day: string, step = 0): Period {
  if (span === 'week') {
    const from = dayAfter(mondayOf(day), 7 * step);
    return { span, from, to: dayAfter(from, 6) };
  }
  const length = span === 'month' ? 1 : 3;
  const back = span === 'month' ? 0 : (Number(day.slice(5, 7)) - 1) % 3;
  const from = firstOf(day, step * length - back);
  return { span, from, to: dayAfter(firstOf(from, length), -1) };
}

/** The period before: the calendar's, or as many days. While a period still runs, only as much of the one before is held against it. */
export function periodBefore({ span, from, to }: Period, today: string): Period {
  const days = numberOf(to) - numberOf(from) + 1;
  const before = span ? periodAround(span, from, -1) : { from: dayAfter(from, -days), to: dayAfter(from, -1) };
  if (today < from || today >= to) return before;
  const passed = Math.min(numberOf(today) - numberOf(from), numberOf(before.to) - numberOf(before.from));
  return { from: before.from, to: dayAfter(before.from, passed) };
}

/** The period as moments in a zone. */
export const stretchOf = ({ from, to }: Period, zone: string): Stretch => ({
  from: momentOf(zone, numberOf(from) * dayMs),
  to: momentOf(zone, (numberOf(to) + 1) * dayMs),
});

/** The Mondays of the weeks that end with the one a day is in. */
export const mondaysUntil = (day: string, weeks: number): string[] =>
  Array.from({ length: weeks }, (_, i) => dayAfter(mondayOf(day), 7 * (i - weeks + 1)));

/** How many weeks a period touches, from the Monday of its first. */
export const weeksOf = ({ from, to }: Period): number => (numberOf(mondayOf(to)) - numberOf(mondayOf(from))) / 7 + 1;

export const isWithin = ({ from, to }: Stretch, at: number | undefined): at is number => at !== undefined && at >= from && at < to;
