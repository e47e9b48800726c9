// The arithmetic of days: `YYYY-MM-DD` in, `YYYY-MM-DD` out. Must not know words, only the calendar.
import { dayMs } from '../zone.ts';

const ms = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const yearOf = (day: string): number => Number(day.slice(0, 4));
export const monthOf = (day: string): number => Number(day.slice(5, 7));
export const dateOf = (day: string): number => Number(day.slice(8, 10));

/** So many days later, or earlier when negative. */
export const addDays = (day: string, count: number): string => dayAt(ms(day) + count * dayMs);

/** Days from one day to another, negative when the other is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((ms(to) - ms(from)) / dayMs);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: string): number => ((new Date(ms(day)).getUTCDay() + 6) % 7) + 1;

/** How many days a month has; a month past December is one of the years after. */
export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The day of these three numbers, undefined when there is none. */
export function realDay(year: number, month: number, date: number): string | undefined {
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return undefined;
  return dayAt(Date.UTC(year, month - 1, date));
}

/** So many months later, on the same date or on the month's last. */
export function addMonths(day: string, count: number): string {
  const months = yearOf(day) * 12 + monthOf(day) - 1 + count;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  return dayAt(Date.UTC(year, month - 1, Math.min(dateOf(day), daysInMonth(year, month))));
}

/** The first and the last day of the month so many months ahead. */
export function monthAhead(today: string, ahead: number): { first: string; last: string } {
  const first = addMonths(`${today.slice(0, 8)}01`, ahead);
  return { first, last: addDays(addMonths(first, 1), -1) };
}

/** The Monday of the week so many weeks ahead. */
export const mondayAhead = (today: string, ahead: number): string => addDays(today, 1 - weekdayOf(today) + 7 * ahead);

/** The first such weekday after a day. */
export const weekdayAfter = (day: string, weekday: number): string => addDays(day, ((weekday - weekdayOf(day) + 6) % 7) + 1);

/** So many working days (Monday to Friday) later. */
export function addWorkingDays(day: string, count: number): string {
  const weeks = Math.floor(count / 5);
  let there = addDays(day, weeks * 7);
  for (let left = count % 5; left > 0; ) {
    there = addDays(there, 1);
    if (weekdayOf(there) < 6) left--;
  }
  while (weeks > 0 && weekdayOf(there) > 5) there = addDays(there, -1);
  return there;
}

/** The so manyth such weekday of a month: 1 is the first. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = dayAt(Date.UTC(year, month - 1, 1));
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1));
}

/** Easter Sunday of the western churches (the anonymous Gregorian way of reckoning). */
export function easter(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skipped = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
  const moon = (19 * golden + skipped + 15) % 30;
  const full = moon - (moon > 28 || (moon === 28 && golden > 10) ? 1 : 0);
  const sunday = (year + Math.floor(year / 4) + full + 2 - century + Math.floor(century / 4)) % 7;
  const shift = full - sunday;
  const month = 3 + Math.floor((shift + 40) / 44);
  return dayAt(Date.UTC(year, month - 1, shift + 28 - 31 * Math.floor(month / 4)));
}

/** Easter Sunday of the eastern churches (Meeus' Julian way), as a day of our calendar; good for 1900 to 2099. */
export function easternEaster(year: number): string {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const sum = d + e + 114;
  return addDays(dayAt(Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1)), 13);
}
