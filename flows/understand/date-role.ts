// What a date is in its sentence: the day it is needed by, the day before which, a day long gone, one that is only told of.
import { addDays, daysBetween } from './date-calendar.ts';
import { certain, type Days, either, spanFrom } from './date-days.ts';
import type { Joined } from './date-join.ts';
import { digitsOf, isDay, type Token } from './date-read.ts';
import { standsAlone } from './date-shapes.ts';

/** A date with how surely it is the one that counts; `from` and `to` are places in the text. */
export type Mention = Days & { readonly from: number; readonly to: number; readonly weight: number; readonly isDropped: boolean };

type Sentence = {
  readonly tokens: readonly Token[];
  readonly codes: string;
  readonly today: string;
  /** An answer to “by when?” needs no “by”. */
  readonly isAnswer: boolean;
  /** Whether the verb comes last, so that what follows a date tells what it is. */
  readonly isVerbLast: boolean;
};

type Role = {
  readonly isBefore: boolean;
  readonly isBy: boolean;
  readonly isFrom: boolean;
  readonly isEnd: boolean;
  readonly isGone: boolean;
  readonly start: number;
  readonly end: number;
};

/** The mentions of a sentence, in order; those that can't be the day it is needed are marked as dropped. */
export function mentionsIn(sentence: Sentence, joined: readonly Joined[]): Mention[] {
  const mentions: Mention[] = [];
  for (const one of joined) {
    const role = roleOf(sentence, one, joined.length > 1);
    const isNone = !isDate(sentence, one, role); // it keeps its place, lest another language see a day there
    const mark = markOf(sentence, one);
    const said = stillAhead(sentence.today, daysOf(sentence, one, role, mark));
    const isTold = !role.isBy && !role.isBefore && isOnlyTold(sentence, one, mark);
    const own = weightOf(one, role, mark);
    const last = mentions.at(-1);
    const isInstead = last !== undefined && /\^[^XNuOMWDVHKQUZ]{0,5}$/.test(sentence.codes.slice(Math.max(0, role.start - 7), role.start));
    const weight = isInstead ? Math.max(own, last.weight + 1) : own;
    const [from, to] = [sentence.tokens[role.start]?.from ?? 0, sentence.tokens[role.end - 1]?.to ?? 0];
    mentions.push({ ...said, from, to, weight, isDropped: isNone || role.isGone || isTold });
  }
  const counted = daysBefore(sentence, joined);
  return [...mentions.filter(({ from, to }) => counted.every((one) => one.from >= to || one.to <= from)), ...counted];
}

/** A day reckoned back to before today is past; nothing that is gone is offered. */
function stillAhead(today: string, said: Days): Days {
  const left = said.days.filter((day) => day >= today);
  return left.length === said.days.length ? said : { days: said.why === undefined ? [today] : left, why: said.why ?? 'past' };
}

/** “The event is on the 10th, I need it three days before”; Indonesian `H-1`: counted back from the day named elsewhere. */
function daysBefore(sentence: Sentence, joined: readonly Joined[]): Mention[] {
  const { tokens, codes, today } = sentence;
  const at = codes.search(
    /7(?![orvTdp]{0,3}[HXNO])|[Vd][orv]{0,2}p[o_]{0,2}(?=[.,]|$)|V[orv]{0,2}b(?=[.,]|$)|V[orv]{0,2}g|p[o_]?(?=[.,]|$)/,
  );
  const token = tokens[at];
  const day = joined.findLast(
    ({ kind, why, end }) => why === undefined && end <= at && (kind === 'holiday' || kind === 'date' || kind === 'weekday'),
  );
  const [there] = day?.days ?? [];
  if (!token || there === undefined) return [];
  const [from, to] = clauseOf(codes, { start: at, end: at + 1 });
  const clause = codes.slice(from, to);
  const isVague = token.code === 'p' || /^V[orv]*g/.test(codes.slice(at));
  if (isVague && (!clause.includes('>') || /[<R]/.test(clause))) return [];
  const earlier = spanFrom(there, -('dp'.includes(token.code) ? 1 : token.value), token.unit ?? 'd');
  return earlier === undefined
    ? []
    : [{ ...stillAhead(today, certain(earlier)), from: token.from, to: token.to, weight: 28, isDropped: false }];
}

/** The words right before and after a date. */
function roleOf({ codes }: Sentence, { start, end, kind, isAnchored }: Joined, isOneOfMany: boolean): Role {
  const before = codes.slice(Math.max(0, start - 7), start);
  const after = codes.slice(end, end + 4);
  const [beforeIt, byIt, by] = [/^[od]{0,2}g/.exec(after), /^[od]{0,2}q/.exec(after), /[bq][orvTj>]{0,4}$/.exec(before)];
  const earlier = /(?:7[orv]{0,2}p?|p[orvTn]{0,2}[>@_]{0,2})[orvTdj]{0,3}$/.exec(before);
  const isSpan = kind === 'span' || kind === 'bare span';
  const isNot = /![orvbpfTdj]{0,3}$/.test(before) || /^[od]{0,2}\?/.test(after) || (isOneOfMany && /^!(?:[.,]|$)/.test(after));
  const isPast = /[SlP][orvTdj]{0,3}$/.test(before) || /^[od]{0,2}[$lP]/.test(after);
  const isEach = kind === 'weekday' && (/G[ordn]{0,3}$/.test(before) || /^[od]{0,2}2/.test(after));
  const isAfter = !isSpan && !isAnchored && (/a[orvTdj]{0,3}$/.test(before) || /^[od]{0,2}x/.test(after));
  const isAgo = isSpan && beforeIt !== null;
  const first = earlier ?? by;
  return {
    isBefore: !isSpan && !isAnchored && (earlier !== null || beforeIt !== null),
    isBy: by !== null || byIt !== null,
    isEnd: /E[orvj]{0,3}$/.test(before),
    isFrom: /f[orvTj]{0,3}$/.test(before) || /^[od]{0,2}F/.test(after),
    isGone: isNot || isPast || isAfter || isAgo || isEach,
    start: first ? start - first[0].length : start,
    end: end + ((beforeIt ?? byIt)?.[0].length ?? 0),
  };
}

/** Whether it is a date at all: a holiday without “by” is a theme, a month without it no day, 10/10 a mark. */
function isDate({ codes, tokens, isAnswer }: Sentence, one: Joined, { isBefore, isBy, isFrom }: Role): boolean {
  const before = codes.slice(Math.max(0, one.start - 4), one.start);
  const after = codes[one.end] ?? '.';
  const isBound = isBefore || isBy || isAnswer;
  if (one.kind === 'holiday') return isAnswer || (after !== '#' && (isBound || (/r[o]*$/.test(before) && hasNeed(codes, one))));
  if (one.kind === 'period' && !isBound && (after === '#' || (codes[one.start] === 'E' && /#[orv]*$/.test(before)))) return false;
  if (one.kind === 'bare span') return isAnswer || tokens[one.start]?.unit === 'z' || /^[od]{0,2}g/.test(codes.slice(one.end));
  if (one.kind === 'month') return codes[one.start] === 'K' || (isBound && (isAnswer || hasNeed(codes, one) || !/<b[o]*$/.test(before)));
  const said = one.end - one.start === 1 ? tokens[one.start]?.said : undefined;
  if (said === undefined) return isBound || /[rv][o]*$/.test(before) || !isPlace(tokens.slice(one.start, one.end));
  if ('Vdkzmyh'.includes(after)) return false;
  const isTwin = /^(\d{1,2})\.\1$/.test(said);
  const isExpected =
    isBound ||
    /j[o]*$/.test(before) ||
    (isTwin && after === 'o' && hasNeed(codes, one)) ||
    (!isTwin && after !== '_' && (isFrom || /[rv][o]*$/.test(before)));
  const { month } = digitsOf(said);
  return isExpected
    ? isAnswer || said.includes('/') || (month > 0 && month < 13)
    : standsAlone(said) && !(said.includes('.') && isPriceList(tokens));
}

/** "the second": one of a few things, rather than a day. */
const isPlace = (tokens: readonly Token[]): boolean =>
  tokens.every(({ code, value, from, to }) => code === 'o' || (code === 'O' && value <= mostPlaces && to - from > mostPlaceSign));
const mostPlaces = 4;
const mostPlaceSign = 3; // 2nd, 3-го

/** Dotted numbers beside some that are no day are prices, or versions. */
const isPriceList = (tokens: readonly Token[]): boolean =>
  tokens.some(({ said }) => said !== undefined && /^\d{1,2}\.\d\d$/.test(said) && !isDay(digitsOf(said)));

const clauseEnd = /[.,|^]/;
/** A clause without end is no clause. */
const farthest = 30;
function clauseOf(codes: string, { start, end }: { start: number; end: number }): [number, number] {
  let [from, to] = [start, end];
  while (from > 0 && start - from < farthest && !clauseEnd.test(codes[from - 1] ?? '.')) from--;
  while (to < codes.length && to - end < farthest && !clauseEnd.test(codes[to] ?? '.')) to++;
  return [from, to];
}

const hasNeed = (codes: string, one: Joined): boolean => codes.slice(...clauseOf(codes, one)).includes('>');

/** The nearest word of the same clause that tells what the date is about. */
function markOf({ codes, isVerbLast }: Sentence, one: Joined): string | undefined {
  const [from, to] = clauseOf(codes, one);
  let best: { mark: string; distance: number } | undefined;
  for (let at = from; at < to; at++) {
    const mark = codes[at] ?? '_';
    if (!'<>@&9'.includes(mark) || (at >= one.start && at < one.end)) continue;
    const distance = at < one.start ? (one.start - at) * (isVerbLast ? 2 : 1) : (at - one.end + 1) * (isVerbLast ? 1 : 2);
    if (!best || distance < best.distance) best = { mark, distance };
  }
  const isPastEvent = best?.mark === '@' && codes.slice(from, to).includes('<') && !codes.slice(from, to).includes('>');
  return isPastEvent ? '<' : best?.mark;
}

/** Monday to Thursday 5-7. */
const areHours = (next: Token | undefined, after: string): boolean => /^\d{1,2}-\d{1,2}$/.test(next?.said ?? '') || after === 'N-N';

/** Told of what was, or of what the client will do: no day to be ready by. */
function isOnlyTold(
  { tokens, codes, today, isAnswer }: Sentence,
  { kind, days, why, start, end, isRange }: Joined,
  mark: string | undefined,
): boolean {
  if (isAnswer) return false;
  if (isRange) return mark === '9' || (kind === 'weekday' && (codes.includes('9') || areHours(tokens[end], codes.slice(end, end + 3))));
  if (kind === 'weekday' && codes[end] === '9') return true;
  if (mark === '&') return true;
  if (mark !== '<') return false;
  const [day] = days;
  if (kind === 'weekday') return true;
  if (kind === 'ahead') return day === today;
  const isLone = !/[MX]/.test(codes.slice(start, end));
  return kind === 'date' && (isLone || why === 'past' || day === undefined || daysBetween(today, day) > 300);
}

function weightOf({ kind, isRange }: Joined, { isBy, isBefore, isFrom, isEnd }: Role, mark: string | undefined): number {
  const base = kind === 'month' ? 2 : 10;
  const bound = isBy || isBefore ? 20 : isEnd ? 9 : isRange ? 5 : isFrom ? 3 : 0;
  return base + bound + (mark === '>' ? 8 : mark === '@' ? -4 : 0);
}

function daysOf({ tokens, today }: Sentence, one: Joined, { isBefore, isBy, start }: Role, mark: string | undefined): Days {
  const { days, why, opens, kind } = one;
  if (tokens[one.start]?.code === 'L' && (isBy || mark === '>')) return certain(addDays(today, 2));
  const isWeekend = tokens.slice(one.start, one.end).some(({ code }) => code === 'Z');
  if (isBy && !isBefore && isWeekend && opens !== undefined) return either(today, addDays(opens, -1), addDays(opens, 1));
  if (!isBefore || (kind === 'period' && opens === undefined)) return { days, ...(why === undefined ? {} : { why }) };
  const count = tokens[start]?.code === '7' ? (tokens[start]?.value ?? 1) : 1;
  const earlier = (opens === undefined ? days : [opens]).map((day) => addDays(day, -count));
  return { days: earlier, ...(why === undefined || opens !== undefined ? {} : { why }) };
}
