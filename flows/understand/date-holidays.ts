// The holidays that people name instead of a date: fixed ones, those that can be reckoned, and a small table for the moon's.
// A holiday that falls on different days in countries of one language is left out.
import { addDays, easter, easternEaster, nthWeekday, realDay, yearOf } from './date-calendar.ts';

const fixed = (month: number, date: number) => (year: number) => realDay(year, month, date);
const table = (days: readonly string[]) => (year: number) => days.find((day) => yearOf(day) === year);
/** The first day of the feast, as the religious offices of Türkiye and Indonesia have announced it for the years ahead. */
const ramadanEnds = table(['2026-03-20', '2027-03-09', '2028-02-26', '2029-02-14', '2030-02-04']);
const ramadanEndsInIndonesia = table(['2026-03-20', '2027-03-10', '2028-02-27', '2029-02-15', '2030-02-05']);
const sacrifice = table(['2026-05-27', '2027-05-16', '2028-05-05', '2029-04-24', '2030-04-13']);
const ramadan = table(['2026-02-18', '2027-02-08', '2028-01-28', '2029-01-16', '2030-01-05']);
const lunarNewYear = table(['2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03']);
const blackFriday = (year: number) => addDays(nthWeekday(year, 11, 4, 4), 1);

const days = {
  newYear: fixed(1, 1),
  newYearsEve: fixed(12, 31),
  christmas: fixed(12, 25),
  christmasEve: fixed(12, 24),
  boxingDay: fixed(12, 26),
  valentine: fixed(2, 14),
  halloween: fixed(10, 31),
  womensDay: fixed(3, 8),
  blackFriday,
  cyberMonday: (year: number) => addDays(blackFriday(year), 3),
  thanksgiving: (year: number) => nthWeekday(year, 11, 4, 4),
  easter,
  goodFriday: (year: number) => addDays(easter(year), -2),
  carnival: (year: number) => addDays(easter(year), -47),
  easternEaster,
  mothersDay: (year: number) => nthWeekday(year, 5, 7, 2),
  fathersDayInBrazil: (year: number) => nthWeekday(year, 8, 7, 2),
  loversDayInBrazil: fixed(6, 12),
  childrensDayInBrazil: fixed(10, 12),
  independenceOfIndonesia: fixed(8, 17),
  mothersDayInIndonesia: fixed(12, 22),
  republicOfTurkiye: fixed(10, 29),
  childrensDayInTurkiye: fixed(4, 23),
  teachersDayInTurkiye: fixed(11, 24),
  saintNicholas: fixed(12, 6),
  independenceOfUkraine: fixed(8, 24),
  twinDay: fixed(12, 12),
  ramadan,
  ramadanEnds,
  ramadanEndsInIndonesia,
  sacrifice,
  lunarNewYear,
} as const satisfies Record<string, (year: number) => string | undefined>;

export type Holiday = keyof typeof days;
/** A holiday's number is its place here. */
export const holidays = Object.keys(days) as Holiday[];

/** The next such holiday, today's counts; undefined when the table does not reach so far. */
export function nextHoliday(number: number, today: string): string | undefined {
  const holiday = holidays[number];
  if (!holiday) return undefined;
  const [now, next] = [days[holiday](yearOf(today)), days[holiday](yearOf(today) + 1)];
  return now && now >= today ? now : next;
}
