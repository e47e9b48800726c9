// What a shape of tokens comes to, seen from today: the numbers in it handed to the arithmetic of days.
import { addDays, addMonths, weekdayAfter } from './date-calendar.ts';
import { anyOf, besideWeekday, certain, type Days, dateIn, either, endOf, monthNext, spanFrom, thisDate, weekend } from './date-days.ts';
import { nextHoliday } from './date-holidays.ts';
import { digitsOf, type Token } from './date-read.ts';

/** The tokens of one shape, with their letters, and the day it is. */
export type Seen = { readonly tokens: readonly Token[]; readonly codes: string; readonly today: string };

const unitOf: Record<string, string> = { k: 'k', K: 'k', m: 'm', Q: 'm', j: 'm', y: 'y', U: 'y' };

/** The number of the first token that means one of these. */
export const firstOf = ({ tokens }: { tokens: readonly Token[] }, codes: string): number | undefined =>
  tokens.find(({ code }) => codes.includes(code))?.value;
/** The number of the last. */
export const lastOf = ({ tokens }: { tokens: readonly Token[] }, codes: string): number =>
  tokens.findLast(({ code }) => codes.includes(code))?.value ?? 0;

/** 28/11, with or without its year. */
export function digits({ tokens, today }: Seen): Days | undefined {
  const { date, month, year } = digitsOf(tokens[0]?.said ?? '');
  return dateIn(today, date, month, year);
}

/** 28 November; of a range its last day. */
export function dayAndMonth(seen: Seen): Days | undefined {
  const year = firstOf(seen, 'Y');
  const date = lastOf(seen, 'NuO');
  if (date === 0) return undefined;
  const ahead = firstOf(seen, 'U');
  return dateIn(seen.today, date, lastOf(seen, 'M'), year ?? (ahead ? Number(seen.today.slice(0, 4)) + ahead : undefined));
}

/** The 5th or the 6th. */
export function eitherDate({ tokens, today }: Seen, month?: number): Days {
  const dates = tokens.filter(({ code }) => 'NO'.includes(code)).map(({ value: date }) => date);
  const days = dates.map((date) => (month === undefined ? thisDate(today, date) : dateIn(today, date, month)));
  return either(today, ...days.flatMap((one) => one.days));
}

/** The 28th, dia 5 do mês que vem. */
export function loneDate(seen: Seen): Days {
  return thisDate(seen.today, lastOf(seen, 'NuO'), firstOf(seen, 'Q'));
}

/** `até 28`: so high a number is no hour. */
export function lateDate(seen: Seen): Days | undefined {
  const date = lastOf(seen, 'N');
  return date > 24 && date < 32 ? thisDate(seen.today, date) : undefined;
}

/** Friday 27: at odds with its weekday, both are offered. */
export function weekdayAndDate(seen: Seen): Days | undefined {
  const date = lastOf(seen, 'NO');
  if (date < 1 || date > 31) return undefined;
  return besideWeekday(seen.today, thisDate(seen.today, date), lastOf(seen, 'W'));
}

/** A week on Friday. */
export const weekAfter = (seen: Seen): Days => certain(addDays(weekdayAfter(seen.today, lastOf(seen, 'W')), 7));

/** In two weeks; of two to three days the last. */
export function span(seen: Seen): Days | undefined {
  const last = seen.tokens.findLast(({ code }) => code === 'V');
  if (!last) return undefined;
  const count = last.value;
  const first = seen.codes.includes('R') ? firstOf(seen, 'Nu') : undefined;
  const far = (days: number): string | undefined => spanFrom(seen.today, days, last.unit ?? 'd');
  if (first !== undefined || !Number.isInteger(count)) return either(seen.today, far(first ?? Math.floor(count)), far(Math.ceil(count)));
  const day = far(count);
  return day === undefined ? undefined : certain(day);
}

/** A fortnight today, a week tomorrow. */
export function spanAfterDay(seen: Seen): Days | undefined {
  const there = spanFrom(seen.today, lastOf(seen, 'V'), seen.tokens.find(({ code }) => code === 'V')?.unit ?? 'd');
  return there === undefined ? undefined : certain(addDays(there, lastOf(seen, 'D')));
}

/** The second week of a month is no certain day. */
export function weekOfMonth(seen: Seen): Days | undefined {
  const week = lastOf(seen, 'O');
  const first = seen.codes.includes('M') ? monthSaid(seen) : addMonths(`${seen.today.slice(0, 8)}01`, lastOf(seen, 'Q'));
  return week > 4 ? undefined : { days: [addDays(first, 7 * week - 7), addDays(first, 7 * week - 1)], why: 'two readings', opens: first };
}

/** Through a week: через тиждень. */
export function oneUnit({ tokens, today }: Seen): Days | undefined {
  const unit = tokens.find(({ code }) => 'kmd'.includes(code))?.code ?? 'd';
  const day = spanFrom(today, 1, unit);
  return day === undefined ? undefined : certain(day);
}

/** The end of the week, month or year. */
export function periodEnd(seen: Seen): Days {
  const token = seen.tokens.find(({ code }) => code in unitOf);
  return endOf(seen.today, unitOf[token?.code ?? 'm'] ?? 'm', 'KQU'.includes(token?.code ?? 'm') ? (token?.value ?? 0) : 0);
}

/** The first day of the month that was named. */
export const monthSaid = (seen: Seen): string => monthNext(seen.today, lastOf(seen, 'M'), firstOf(seen, 'Y'));
/** Whether it is the start or the middle. */
export const partSaid = ({ codes }: Seen): string => (codes.includes('B') ? 'B' : 'C');

/** This weekend, or next: natives differ. */
export function weekendSaid({ codes, today }: Seen): Days {
  const [now, then] = [weekend(today, 0), weekend(today, 1)];
  return codes.includes('n') ? { ...either(today, ...now.days, ...then.days), opens: now.opens ?? today } : now;
}

/** Next week, this month: no certain day. */
export function periodAlone({ tokens, today }: Seen): Days {
  const [token] = tokens;
  return anyOf(today, unitOf[token?.code ?? 'K'] ?? 'k', token?.value ?? 0);
}

/** The next such holiday. */
export function holiday(seen: Seen): Days | undefined {
  const day = nextHoliday(lastOf(seen, 'H'), seen.today);
  return day === undefined ? undefined : { days: [day] };
}
