// The shapes of dates, over the letters of the tokens' meanings (date-words.ts), the same for every language.
// N number, u number word, O ordinal, Y year, X date in digits, M month, W weekday, D day ahead, V span, H holiday; K Q U a week, month, year ahead.
import { addDays, addMonths } from './date-calendar.ts';
import { certain, type Days, either, partOf, weekdayEither, weekdayNext, weekdayOfWeek, weekdayThis, weekend } from './date-days.ts';
import { monthFirst } from './date-lexicon.ts';
import {
  dayAndMonth,
  digits,
  eitherDate,
  firstOf,
  holiday,
  lastOf,
  lateDate,
  loneDate,
  monthSaid,
  oneUnit,
  partSaid,
  periodAlone,
  periodEnd,
  type Seen,
  span,
  spanAfterDay,
  weekAfter,
  weekdayAndDate,
  weekendSaid,
  weekOfMonth,
} from './date-meant.ts';
import { digitsOf, isDay, type Token } from './date-read.ts';

type Kind = 'date' | 'weekday' | 'ahead' | 'span' | 'bare span' | 'period' | 'holiday' | 'month';
/** A date found in the tokens, from one to another (the end not with it). */
export type Shape = Days & { readonly kind: Kind; readonly start: number; readonly end: number; readonly weekday?: number };

type Rule = { readonly shape: RegExp; readonly kind: Kind; read(seen: Seen): Days | undefined };

const shape = (text: string): RegExp => new RegExp(text.replaceAll(' ', '[orv]{0,3}'), 'y');

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
  { shape: shape('V D'), kind: 'ahead', read: spanAfterDay },
  { shape: shape('O k [MQ]'), kind: 'period', read: weekOfMonth },
  { shape: shape('L'), kind: 'ahead', read: ({ today }) => ({ days: [addDays(today, 1), addDays(today, 2)], why: 'two readings' }) },
  { shape: shape('d?W d?'), kind: 'weekday', read: (seen) => weekdayNext(seen.today, lastOf(seen, 'W')) },
  { shape: shape('t d?W d?|d?W d?t'), kind: 'weekday', read: (seen) => weekdayThis(seen.today, lastOf(seen, 'W')) },
  { shape: shape('n d?W|d?W d?n'), kind: 'weekday', read: (seen) => weekdayEither(seen.today, lastOf(seen, 'W')) },
  { shape: shape('c d?W|d?W d?c'), kind: 'weekday', read: (seen) => weekdayNext(seen.today, lastOf(seen, 'W')) },
  {
    shape: shape('d?W d?,? K|K ,? d?W d?'),
    kind: 'weekday',
    read: ({ today, ...seen }) => weekdayOfWeek(today, lastOf(seen, 'W'), lastOf(seen, 'K')),
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
    if (!isSound(seen, codes, start, end)) continue;
    const days = read(seen);
    const weekday = kind === 'weekday' && /^d?Wd?$/.test(seen.codes) ? { weekday: lastOf(seen, 'W') } : {};
    if (days) best = { ...days, ...weekday, kind: kind === 'span' && isBare(seen) ? 'bare span' : kind, start, end };
  }
  return best;
}

const isBare = ({ codes }: Seen): boolean => !/^[ia]|^[orv]*[bn]|[sx]$/.test(codes);

/** Numbers beside a weekday or alone are dates only where no thing is counted with them. */
function isSound({ codes, tokens }: Seen, all: string, start: number, end: number): boolean {
  const next = all[end] ?? '.';
  if (codes.startsWith('b')) return !/^b[orv]*N$/.test(codes) || /[.,]/.test(next);
  if (tokens.some(({ unit }) => unit === 'case')) return true;
  if (/^[TA-]?[ON]+$/.test(codes.replace(/[orvTA,-]/g, '')) && !codes.includes('j')) return !'_@#<>&kdmz'.includes(next);
  if (/^M[orv]*(?:N[orvTA-]*)?N$/.test(codes) && '_#@'.includes(next))
    return !codes.includes('v') && (tokens[0]?.unit === monthFirst ? /[bprTf>]o*$/ : /[bp]o*$/).test(all.slice(0, start));
  if (/[NuO][or]*v[orv]*M/.test(codes)) return false;
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
