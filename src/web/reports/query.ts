// What a report is asked for, as its address says it: /reports?span=month&at=2026-11-22&service=banner&by=channel. What makes no sense is left out.
import { type Period, periodAround, type Span, spans } from '../../../flows/reports/period.ts';
import { type Asked, type Dimension, dimensions, type Filter } from '../../../flows/reports/report.ts';
import { dayAfter, numberOf } from '../../../flows/week.ts';

/** In an address: requests that have no such thing. */
export const without = '-';
/** The most days that somebody may choose: ten years. */
export const mostDays = 3660;

/** A day that a report can be of. */
export const isDay = (word: string | undefined): word is string =>
  word !== undefined && /^(19|20)\d\d-\d\d-\d\d$/.test(word) && !Number.isNaN(Date.parse(word)) && dayAfter(word, 0) === word;

/** `today` in the team's zone; without a word about time, it is this month. */
export function readAsked(query: Readonly<Record<string, string>>, today: string): Asked {
  const filter: Filter = {};
  for (const one of dimensions) {
    const value = query[one];
    if (value) filter[one] = value === without ? '' : value.slice(0, 200);
  }
  return { period: periodIn(query, today), filter, by: dimensions.find((one) => one === query.by) ?? 'service' };
}

function periodIn({ span, at, from, to }: Readonly<Record<string, string>>, today: string): Period {
  const known = spans.find((one) => one === span);
  if (!known && isDay(from) && isDay(to)) {
    const [first, last] = from <= to ? [from, to] : [to, from];
    const whole = spans.map((one) => periodAround(one, first)).find((one) => one.from === first && one.to === last);
    if (whole) return whole;
    return { from: first, to: numberOf(last) - numberOf(first) < mostDays ? last : dayAfter(first, mostDays - 1) };
  }
  return periodAround(known ?? 'month', isDay(at) ? at : today);
}

/** The words of an address that asks for this. */
export function wordsOf({ period, filter, by }: Asked): URLSearchParams {
  const { span, from, to } = period;
  const words = new URLSearchParams(span ? { span, at: from } : { from, to });
  for (const one of dimensions) if (filter[one] !== undefined) words.set(one, filter[one] || without);
  if (by !== 'service') words.set('by', by);
  return words;
}

/** The address of a report, or of a file made of one. */
export const linkTo = (asked: Asked, file?: string): string => `/reports${file ? `/${file}.csv` : ''}?${wordsOf(asked)}`;

export const withBy = (asked: Asked, by: Dimension): Asked => ({ ...asked, by });

/** The same requests in the week, month or quarter that ends with this period; this week, this month where it goes on. */
export const withSpan = (asked: Asked, span: Span, today: string): Asked => {
  const { from, to } = asked.period;
  return { ...asked, period: periodAround(span, today >= from && today <= to ? today : to) };
};

/** The period so many later. */
export function withStep(asked: Asked, step: 1 | -1): Asked {
  const { span, from, to } = asked.period;
  if (span) return { ...asked, period: periodAround(span, from, step) };
  const days = step * (numberOf(to) - numberOf(from) + 1);
  return { ...asked, period: { from: dayAfter(from, days), to: dayAfter(to, days) } };
}
