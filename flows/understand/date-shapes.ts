// The shapes of dates, over the letters of the tokens' meanings (date-words.ts), the same for every language.
// N number, u number word, O ordinal, Y year, X date in digits, M month, W weekday, D day ahead, V span, H holiday; K Q U a week, month, year ahead.
import { addDays, addMonths, weekdayAfter } from './date-calendar.ts';
import {
  anyOf,
  besideWeekday,
  certain,
  type Days,
  dateIn,
  either,
  endOf,
  monthNext,
  partOf,
  spanFrom,
  thisDate,
  weekdayEither,
  weekdayNext,
  weekdayOfWeek,
  weekdayThis,
  weekend,
} from './date-days.ts';
import { nextHoliday } from './date-holidays.ts';
import { digitsOf, isDay, type Token } from './date-read.ts';

export type Kind = 'date' | 'weekday' | 'ahead' | 'span' | 'bare span' | 'period' | 'holiday' | 'month';
/** A date found in the tokens, from one to another (the end not with it). */
export type Shape = Days & { readonly kind: Kind; readonly start: number; readonly end: number; readonly weekday?: number };

type Seen = { readonly tokens: readonly Token[]; readonly codes: string; readonly today: string };
type Rule = { readonly shape: RegExp; readonly kind: Kind; read(seen: Seen): Days | undefined };

const firstOf = ({ tokens }: Seen, codes: string): number | undefined => tokens.find(({ code }) => codes.includes(code))?.value;
const lastOf = ({ tokens }: Seen, codes: string): number => tokens.findLast(({ code }) => codes.includes(code))?.value ?? 0;
const shape = (text: string): RegExp => new RegExp(text.replaceAll(' ', '[orv]{0,3}'), 'y');
const unitOf: Record<string, string> = { k: 'k', K: 'k', m: 'm', Q: 'm', j: 'm', y: 'y', U: 'y' };

const rules: readonly Rule[] = [
  { shape: shape('X'), kind: 'date', read: digits },
  { shape: shape('j?(?:[NuO] (?:[TAb]|-) j?){0,3}[NO] [-,]?M(?: [-,]?(?:Y|U))?'), kind: 'date', read: dayAndMonth },
  { shape: shape('u M(?: Y)?'), kind: 'date', read: dayAndMonth },
  { shape: shape('[NO] R [NO] M'), kind: 'date', read: (seen) => eitherDate(seen, lastOf(seen, 'M')) },
  { shape: shape('M (?:[NO] (?:[TA]|-) )?[NO](?: ,? Y)?'), kind: 'date', read: dayAndMonth },
  { shape: shape('j (?:[NO] (?:[TAb]|-) j?)?[NuO](?: j)?(?: Q)?'), kind: 'date', read: loneDate },
  { shape: shape('j [NO] R (?:j )?[NO]'), kind: 'date', read: (seen) => eitherDate(seen) },
  { shape: shape('[NO] j(?: Q)?'), kind: 'date', read: loneDate },
  { shape: shape('b [N]|[N] q'), kind: 'date', read: lateDate },
  { shape: shape('Q ,? j?[NO]'), kind: 'date', read: loneDate },
  { shape: shape('O(?: (?:[TA]|-) O)?(?: Q)?'), kind: 'date', read: loneDate },
  { shape: shape('D'), kind: 'ahead', read: (seen) => certain(addDays(seen.today, lastOf(seen, 'D'))) },
  { shape: shape('K D'), kind: 'ahead', read: (seen) => certain(addDays(seen.today, 7 * lastOf(seen, 'K') + lastOf(seen, 'D'))) },
  { shape: shape('L'), kind: 'ahead', read: ({ today }) => ({ days: [addDays(today, 1), addDays(today, 2)], why: 'two readings' }) },
  { shape: shape('d?W d?'), kind: 'weekday', read: (seen) => weekdayNext(seen.today, lastOf(seen, 'W')) },
  { shape: shape('t d?W d?|d?W d?t'), kind: 'weekday', read: (seen) => weekdayThis(seen.today, lastOf(seen, 'W')) },
  { shape: shape('n d?W|d?W d?n'), kind: 'weekday', read: (seen) => weekdayEither(seen.today, lastOf(seen, 'W')) },
  { shape: shape('c d?W|d?W d?c'), kind: 'weekday', read: (seen) => weekdayNext(seen.today, lastOf(seen, 'W')) },
  {
    shape: shape('d?W d?,? K|K ,? d?W d?'),
    kind: 'weekday',
    read: ({ today, ...seen }) => weekdayOfWeek(today, value(seen, 'W'), value(seen, 'K')),
  },
  { shape: shape('(?:[NV]|o)kr W|VrW|W k'), kind: 'weekday', read: (seen) => weekAfter(seen) },
  { shape: shape('W[,]? j?[NO]'), kind: 'date', read: weekdayAndDate },
  { shape: shape('[ia]?b? n?b? V [sx]?|[ia]? (?:[Nu] (?:[TRA]|-) )V [sx]?'), kind: 'span', read: span },
  { shape: shape('i [kmd]|[kmd] s'), kind: 'span', read: oneUnit },
  { shape: shape('E [kmyKQU]|[kmyKQUj] E'), kind: 'period', read: periodEnd },
  { shape: shape('E M(?: Y)?|M E'), kind: 'period', read: (seen) => certain(addDays(addMonths(monthSaid(seen), 1), -1)) },
  {
    shape: shape('[BC] [mQ]|[mQj] [BC]'),
    kind: 'period',
    read: (seen) => partOf(`${addMonths(seen.today, firstOf(seen, 'Q') ?? 0).slice(0, 8)}01`, partSaid(seen)),
  },
  { shape: shape('[BC] M|M [BC]'), kind: 'period', read: (seen) => partOf(monthSaid(seen), partSaid(seen)) },
  { shape: shape('[tcn]?Z[tcn]?'), kind: 'period', read: (seen) => weekendSaid(seen) },
  { shape: shape('Z K|K Z'), kind: 'period', read: (seen) => weekend(seen.today, lastOf(seen, 'K')) },
  { shape: shape('[KQU]'), kind: 'month', read: periodAlone },
  {
    shape: shape('M(?: Y)?'),
    kind: 'month',
    read: (seen) => ({ ...either(seen.today, monthSaid(seen), addDays(addMonths(monthSaid(seen), 1), -1)), opens: monthSaid(seen) }),
  },
  { shape: shape('H'), kind: 'holiday', read: holiday },
];

const value = (seen: { tokens: readonly Token[] }, codes: string): number =>
  seen.tokens.find(({ code }) => codes.includes(code))?.value ?? 0;

function digits({ tokens, today }: Seen): Days | undefined {
  const { date, month, year } = digitsOf(tokens[0]?.said ?? '');
  return dateIn(today, date, month, year);
}

function dayAndMonth(seen: Seen): Days | undefined {
  const year = firstOf(seen, 'Y');
  const date = lastOf(seen, 'NuO');
  if (date === 0) return undefined;
  const ahead = firstOf(seen, 'U');
  return dateIn(seen.today, date, lastOf(seen, 'M'), year ?? (ahead ? Number(seen.today.slice(0, 4)) + ahead : undefined));
}

function eitherDate({ tokens, today }: Seen, month?: number): Days {
  const dates = tokens.filter(({ code }) => 'NO'.includes(code)).map(({ value: date }) => date);
  const days = dates.map((date) => (month === undefined ? thisDate(today, date) : dateIn(today, date, month)));
  return either(today, ...days.flatMap((one) => one.days));
}

function loneDate(seen: Seen): Days {
  return thisDate(seen.today, lastOf(seen, 'NuO'), firstOf(seen, 'Q'));
}

/** `até 28`: so high a number is no hour. */
function lateDate(seen: Seen): Days | undefined {
  const date = lastOf(seen, 'N');
  return date > 24 && date < 32 ? thisDate(seen.today, date) : undefined;
}

function weekdayAndDate(seen: Seen): Days | undefined {
  const date = lastOf(seen, 'NO');
  if (date < 1 || date > 31) return undefined;
  return besideWeekday(seen.today, thisDate(seen.today, date), lastOf(seen, 'W'));
}

const weekAfter = (seen: Seen): Days => certain(addDays(weekdayAfter(seen.today, lastOf(seen, 'W')), 7));

function span(seen: Seen): Days | undefined {
  const last = seen.tokens.findLast(({ code }) => code === 'V');
  if (!last) return undefined;
  const count = last.value;
  const first = seen.codes.includes('R') ? firstOf(seen, 'Nu') : undefined;
  const far = (days: number): string | undefined => spanFrom(seen.today, days, last.unit ?? 'd');
  if (first !== undefined || !Number.isInteger(count)) return either(seen.today, far(first ?? Math.floor(count)), far(Math.ceil(count)));
  const day = far(count);
  return day === undefined ? undefined : certain(day);
}

function oneUnit({ tokens, today }: Seen): Days | undefined {
  const unit = tokens.find(({ code }) => 'kmd'.includes(code))?.code ?? 'd';
  const day = spanFrom(today, 1, unit);
  return day === undefined ? undefined : certain(day);
}

function periodEnd(seen: Seen): Days {
  const token = seen.tokens.find(({ code }) => code in unitOf);
  return endOf(seen.today, unitOf[token?.code ?? 'm'] ?? 'm', 'KQU'.includes(token?.code ?? 'm') ? (token?.value ?? 0) : 0);
}

const monthSaid = (seen: Seen): string => monthNext(seen.today, lastOf(seen, 'M'), firstOf(seen, 'Y'));
const partSaid = ({ codes }: Seen): string => (codes.includes('B') ? 'B' : 'C');

function weekendSaid({ codes, today }: Seen): Days {
  const [now, then] = [weekend(today, 0), weekend(today, 1)];
  return codes.includes('n') ? { ...either(today, ...now.days, ...then.days), opens: now.opens ?? today } : now;
}

function periodAlone({ tokens, today }: Seen): Days {
  const [token] = tokens;
  return anyOf(today, unitOf[token?.code ?? 'K'] ?? 'k', token?.value ?? 0);
}

function holiday(seen: Seen): Days | undefined {
  const day = nextHoliday(lastOf(seen, 'H'), seen.today);
  return day === undefined ? undefined : { days: [day] };
}

const opening = /[XNuOMYDLWjtncdKQUVEBCZHiabkmyo]/;

/** The dates in the tokens, each the longest shape that begins where it does, from left to right. */
export function shapesIn(tokens: readonly Token[], codes: string, today: string): Shape[] {
  const found: Shape[] = [];
  for (let start = 0; start < codes.length; ) {
    const best = opening.test(codes[start] ?? '_') ? longestAt(tokens, codes, start, today) : undefined;
    if (best) found.push(best);
    start = best?.end ?? start + 1;
  }
  return found;
}

function longestAt(tokens: readonly Token[], codes: string, start: number, today: string): Shape | undefined {
  let best: Shape | undefined;
  for (const { shape: pattern, kind, read } of rules) {
    pattern.lastIndex = start;
    if (!pattern.test(codes)) continue;
    let end = pattern.lastIndex;
    while ('orv'.includes(codes[end - 1] ?? '_')) end--;
    if (end <= (best?.end ?? start)) continue;
    const seen = { tokens: tokens.slice(start, end), codes: codes.slice(start, end), today };
    if (!isSound(seen, codes, end)) continue;
    const days = read(seen);
    const weekday = kind === 'weekday' && /^d?Wd?$/.test(seen.codes) ? { weekday: value(seen, 'W') } : {};
    if (days) best = { ...days, ...weekday, kind: kind === 'span' && isBare(seen) ? 'bare span' : kind, start, end };
  }
  return best;
}

const isBare = ({ codes }: Seen): boolean => !/^[ia]|^[orv]*[bn]|[sx]$/.test(codes);

/** Numbers beside a weekday or alone are dates only where no thing is counted with them. */
function isSound({ codes, tokens }: Seen, all: string, end: number): boolean {
  const next = all[end] ?? '.';
  if (codes.startsWith('b')) return !/^b[orv]*N$/.test(codes) || /[.,]/.test(next);
  if (tokens.some(({ unit }) => unit === 'case')) return true;
  if (/^[TA-]?[ON]+$/.test(codes.replace(/[orvTA,-]/g, '')) && !codes.includes('j')) return !'_@#<>&'.includes(next);
  if (/^W[,orv]*j?[orv]*N$/.test(codes)) return /[.,AbqFgx<>^|Rn]/.test(next) || codes.includes('j');
  return true;
}

/** Whether a date in digits may stand alone: 1/2 is a half, 10/10 a mark, 2.5 a version, 8-10 a count. */
export function standsAlone(said: string): boolean {
  const numbers = digitsOf(said);
  if (numbers.year !== undefined) return true;
  const { date, month } = numbers;
  if (said.includes('/')) {
    if (!isDay(numbers)) return (month <= 12 && date <= 31) || (date <= 12 && month <= 31 && month > 12 && month !== 16 && month !== 24);
    return !(month === 10 && date <= 10) && !(date <= 4 && month <= 5 && !/0/.test(said)) && said !== '9/16' && said !== '16/9';
  }
  if (said.includes('.')) return /\.\d\d$/.test(said) && date > 0 && month > 0 && month <= 12 && date <= 31 && date !== month;
  return date > month && month > 0 && month <= 12 && date <= 31 && (date > 12 || /-0\d$/.test(said));
}
