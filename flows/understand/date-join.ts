// Dates that stand beside each other and are one: a weekday with its date, a range, this or that day, three days before Christmas.
import { weekdayAfter } from './date-calendar.ts';
import { besideWeekday, certain, type Days, either, spanFrom } from './date-days.ts';
import type { Token } from './date-read.ts';
import { type Shape, standsAlone } from './date-shapes.ts';

/** `isRange`: the last day of a range, the first is forgotten. */
export type Joined = Shape & { readonly isRange?: boolean; readonly isAnchored?: boolean };

type Pair = { readonly first: Joined; readonly second: Shape; readonly gap: string; readonly before: string; readonly after: string };
type Seen = { readonly tokens: readonly Token[]; readonly codes: string; readonly today: string };

const days = ['date', 'weekday', 'ahead', 'holiday'];
const isSpan = ({ kind }: Shape): boolean => kind === 'span' || kind === 'bare span';

/** Joins what belongs together, from left to right. */
export function join(shapes: readonly Shape[], seen: Seen): Joined[] {
  const joined: Joined[] = [];
  for (const second of shapes) {
    const first = joined.at(-1);
    const one = first && pairOf(seen, first, second);
    if (one) joined[joined.length - 1] = one;
    else joined.push(second);
  }
  return joined;
}

function pairOf(seen: Seen, first: Joined, second: Shape): Joined | undefined {
  const { codes, today } = seen;
  const gap = codes.slice(first.end, second.start);
  if (gap.length > 6) return undefined;
  const pair: Pair = {
    first,
    second,
    gap,
    before: codes.slice(Math.max(0, first.start - 4), first.start),
    after: codes.slice(second.end, second.end + 3),
  };
  return anchored(seen, pair) ?? agreeing(seen, pair) ?? eitherOf(today, pair) ?? range(pair);
}

/** A week before the 12th; Turkish says it the other way round: bayramdan üç gün önce. */
function anchored({ tokens }: Seen, { first, second, gap, after }: Pair): Joined | undefined {
  const place = { start: first.start, isAnchored: true, kind: 'date' } as const;
  if (isSpan(first) && !isSpan(second)) {
    const isBefore = /^[orv]*p[orv]*$/.test(gap) || (first.kind === 'span' && /^b[orv]*$/.test(gap));
    if (!isBefore && !/^a[orv]*$/.test(gap)) return undefined;
    return { ...shifted(second, spanIn(tokens, first), isBefore ? -1 : 1), ...place, end: second.end };
  }
  if (second.kind === 'bare span' && days.includes(first.kind) && /^[orv]*$/.test(gap) && after.startsWith('g'))
    return { ...shifted(first, spanIn(tokens, second), -1), ...place, end: second.end + 1 };
  return undefined;
}

const spanIn = (tokens: readonly Token[], { start, end }: Shape): Token | undefined =>
  tokens.slice(start, end).find(({ code }) => code === 'V' || 'kmd'.includes(code));

function shifted({ days: from, why }: Days, span: Token | undefined, sign: 1 | -1): Days {
  const unit = span?.unit ?? span?.code ?? 'd';
  const count = span?.code === 'V' ? Math.ceil(span.value) : 1;
  const there = from.map((day) => spanFrom(day, sign * count, unit)).filter((day) => day !== undefined);
  return { days: there, ...(why === undefined ? {} : { why }) };
}

function agreeing({ tokens, today }: Seen, { first, second, gap, before }: Pair): Joined | undefined {
  if (!/^[,orvj-]{0,3}$/.test(gap) || /![orvbj]*$/.test(before)) return undefined;
  const [weekday, date] = first.weekday === undefined ? [second.weekday, first] : [first.weekday, second];
  if (weekday === undefined || !('date' === date.kind || date.kind === 'ahead') || date.weekday !== undefined) return undefined;
  const said = tokens[date.start]?.said ?? '';
  if (said.includes('-') && !standsAlone(said)) return undefined;
  return { ...besideWeekday(today, date, weekday), kind: 'date', start: first.start, end: second.end };
}

function eitherOf(today: string, { first, second, gap }: Pair): Joined | undefined {
  if (!/^[orv,]*R[orvb]*$/.test(gap)) return undefined;
  return { ...either(today, ...first.days, ...second.days), kind: first.kind, start: first.start, end: second.end };
}

/** From one day to another: its last day counts. A weekday is the next one after the first. */
function range({ first, second, gap, before, after }: Pair): Joined | undefined {
  if (!days.includes(first.kind) || !days.includes(second.kind) || /![orvbj]*$/.test(before)) return undefined;
  const isFrom = /f[orv]*$/.test(before);
  const isSame = first.kind === second.kind;
  const isTo =
    /^[orv]*(?:T|-)[orvj]*$/.test(gap) ||
    (/^[orv]*[bA][orvj]*$/.test(gap) && (isFrom || isSame)) ||
    (isSame && /^[orv]*$/.test(gap) && /^[o]*3/.test(after));
  if (!isTo) return undefined;
  const [start] = first.days;
  const last: Days = second.weekday !== undefined && start !== undefined ? certain(weekdayAfter(start, second.weekday)) : second;
  return { ...last, kind: second.kind, start: first.start, end: second.end, isRange: true };
}
