// What the parts of a date come to, seen from today: a date of the month, a weekday, a span, the end of a period.
// Where natives would differ, every reading is given; nothing is assumed.
import {
  addDays,
  addMonths,
  addWorkingDays,
  dateOf,
  daysBetween,
  daysInMonth,
  mondayAhead,
  monthAhead,
  monthOf,
  realDay,
  weekdayAfter,
  weekdayOf,
  yearOf,
} from './date-calendar.ts';

export type Why = 'two readings' | 'past' | 'impossible' | 'weekday';
/** One day without a `why` is certain; else they are offered. `opens`: the first day of what is meant, for “before it”. */
export type Days = { readonly days: readonly string[]; readonly why?: Why; readonly opens?: string };

const sorted = (days: readonly (string | undefined)[]): string[] => [...new Set(days.filter((day) => day !== undefined))].sort();
export const certain = (day: string): Days => ({ days: [day] });

/** Several readings, soonest first, those before today left out; one alone is certain. */
export function either(today: string, ...days: readonly (string | undefined)[]): Days {
  const left = sorted(days).filter((day) => day >= today);
  return left.length === 1 ? { days: left } : { days: left, why: 'two readings' };
}

/** A date without a year that went by so few days ago was hardly meant for the next year. */
const lately = 45;

/** A date of a month; without a year the next such day. */
export function dateIn(today: string, date: number, month: number, year?: number): Days {
  const place = year ?? yearOf(today);
  const [day, next] = [realDay(place, month, date), realDay(place + 1, month, date)];
  if (month > 12 && date <= 12) return { days: dateIn(today, month, date, year).days, why: 'impossible' };
  if (day === undefined && (year !== undefined || next === undefined)) {
    return { days: month < 13 && date <= 31 ? monthsTurn(today, month, place) : [], why: 'impossible' };
  }
  if (day !== undefined && day >= today) return certain(day);
  if (year !== undefined) return { days: sorted([thisOrNext(today, month, date)]), why: 'past' };
  const before = day ?? realDay(place - 1, month, date);
  const gone = before === undefined ? lately + 1 : daysBetween(before, today);
  if (gone > lately) return next === undefined ? { days: [], why: 'impossible' } : certain(next);
  const sameMonth = monthOf(today) === month ? thisDate(today, date).days : [];
  return { days: sorted([...sameMonth, next]), why: 'past' };
}

/** For a 31st of November: its last day and the first after it, of this year while they are ahead. */
function monthsTurn(today: string, month: number, year: number): string[] {
  const last = realDay(year, month, daysInMonth(year, month)) ?? today;
  if (last < today) return monthsTurn(today, month, yearOf(today) + (year < yearOf(today) ? 0 : 1));
  return [last, addDays(last, 1)];
}

const thisOrNext = (today: string, month: number, date: number): string | undefined =>
  [0, 1].map((ahead) => realDay(yearOf(today) + ahead, month, date)).find((day) => day !== undefined && day >= today);

/** A date without a month: the next such day. `ahead` months, when the month was said. */
export function thisDate(today: string, date: number, ahead?: number): Days {
  if (date < 1 || date > 31) return { days: [], why: 'impossible' };
  if (ahead !== undefined) {
    const { first } = monthAhead(today, ahead);
    return dateIn(today, date, monthOf(first), yearOf(first));
  }
  const from = dateOf(today) <= date ? 0 : 1;
  for (let month = from; ; month++) {
    const { first } = monthAhead(today, month);
    const day = realDay(yearOf(first), monthOf(first), date);
    if (day !== undefined) return certain(day);
  }
}

/** The next such weekday; said on that day, it is the one a week from now. */
export const weekdayNext = (today: string, weekday: number): Days => certain(weekdayAfter(today, weekday));

/** “This” Friday: of this week, today's too. */
export const weekdayThis = (today: string, weekday: number): Days =>
  certain(weekdayOf(today) === weekday ? today : weekdayAfter(today, weekday));

/** “Next” Friday: the first to come for some, that of next week for others. */
export const weekdayEither = (today: string, weekday: number): Days =>
  either(today, weekdayAfter(today, weekday), weekdayInWeek(today, weekday, 1));

const weekdayInWeek = (today: string, weekday: number, ahead: number): string => addDays(mondayAhead(today, ahead), weekday - 1);

/** A weekday of this week, of the next, of the one after. */
export function weekdayOfWeek(today: string, weekday: number, ahead: number): Days {
  const day = weekdayInWeek(today, weekday, ahead);
  return day < today ? { days: [addDays(day, 7)], why: 'past' } : certain(day);
}

/** So many days, working days, weeks or months from a day; earlier when negative. Undefined beyond two years. */
export function spanFrom(day: string, count: number, unit: string): string | undefined {
  if (Math.abs(count) > 730) return undefined;
  if (unit === 'z') return count > 0 ? addWorkingDays(day, count) : addDays(day, count);
  if (unit === 'd') return addDays(day, count);
  if (unit === 'k') return Math.abs(count) > 104 ? undefined : addDays(day, count * 7);
  if (unit === 'm') return Math.abs(count) > 24 ? undefined : addMonths(day, count);
  if (unit === 'h') return count > 0 && (count < 8 || count % 24 === 0) ? addDays(day, Math.floor(count / 24)) : undefined;
  return undefined;
}

/** The end of a week (`k`), month (`m`) or year (`y`) so many ahead: a week ends on Friday or on Sunday. */
export function endOf(today: string, unit: string, ahead: number): Days {
  const monday = mondayAhead(today, ahead);
  if (unit === 'k') return either(today, addDays(monday, 4), addDays(monday, 6));
  if (unit === 'm') return certain(monthAhead(today, ahead).last);
  return certain(`${yearOf(today) + ahead}-12-31`);
}

/** The first or the middle days of a month, which no two people draw alike. */
export function partOf(first: string, part: string): Days {
  const days = (part === 'B' ? [1, 5] : [15, 20]).map((date) => addDays(first, date - 1));
  return { days, why: 'two readings', opens: first };
}

/** A whole week, or month, as a time to be ready in: no day is certain. */
export function anyOf(today: string, unit: string, ahead: number): Days {
  const monday = mondayAhead(today, ahead);
  if (unit === 'k')
    return { ...either(today, addDays(monday, ahead === 0 ? 6 : 0), addDays(monday, 4)), why: 'two readings', opens: monday };
  const { first, last } = unit === 'm' ? monthAhead(today, ahead) : yearAhead(today, ahead);
  return { ...either(today, first, last), why: 'two readings', opens: first };
}

const yearAhead = (today: string, ahead: number): { first: string; last: string } => ({
  first: `${yearOf(today) + ahead}-01-01`,
  last: `${yearOf(today) + ahead}-12-31`,
});

/** The first day of the next such month. */
export function monthNext(today: string, month: number, year?: number): string {
  const place = year ?? yearOf(today) + (month < monthOf(today) ? 1 : 0);
  return realDay(place, month, 1) ?? today;
}

/** The weekend: Saturday and Sunday, of which the last day counts. */
export function weekend(today: string, ahead: number): Days {
  const saturday = weekdayInWeek(today, 6, ahead);
  return { days: [addDays(saturday, 1)], opens: saturday < today ? today : saturday };
}

/** A date beside its weekday: certain where they agree, else both are offered. */
export function besideWeekday(today: string, { days, why }: Days, weekday: number): Days {
  const [day] = days;
  if (why !== undefined || day === undefined) return { days, ...(why === undefined ? {} : { why }) };
  if (weekdayOf(day) === weekday) return certain(day);
  const near = addDays(day, ((weekday - weekdayOf(day) + 10) % 7) - 3);
  return { days: sorted([near < today ? weekdayAfter(today, weekday) : near, day]), why: 'weekday' };
}
