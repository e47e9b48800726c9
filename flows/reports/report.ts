// A whole report: what is asked for, and all of its figures, from facts.
import { dayAfter } from '../week.ts';
import { type Facts, only } from './facts.ts';
import { type Figures, figuresOf, type Means } from './measures.ts';
import { mondaysUntil, type Period, periodBefore, type Stretch, stretchOf, weeksOf } from './period.ts';
import { type Delivered, deliveredOf, flowOf, type Stars, starsOf, startOf, type Week } from './series.ts';
import { type Waits, waitsOf } from './waits.ts';

/** What requests can be told apart by. */
export const dimensions = ['service', 'team', 'channel', 'campaign'] as const;
export type Dimension = (typeof dimensions)[number];
/** Only requests with these; the empty word means those that have none. */
export type Filter = Partial<Record<Dimension, string>>;

export type Asked = { period: Period; filter: Filter; by: Dimension };

/** `key`: of the dimension; the empty word for requests that have none. */
export type Group = { key: string; now: Figures };

export type Report = Asked & {
  /** What it is held against. */
  before: Period;
  now: Figures;
  past: Figures;
  groups: readonly Group[];
  weeks: readonly Week[];
  delivered: readonly Delivered[];
  stars: readonly Stars[];
  waits: Waits;
};

/** The flow is shown for so many weeks at least, so that it shows something; and at most. */
const [fewestWeeks, mostWeeks] = [12, 53];

/** The last day of a period that there can be figures of. */
export const lastDay = ({ from, to }: Period, today: string): string => (today >= from && today < to ? today : to);

const mondaysOf = (period: Period, today: string): string[] => {
  const last = lastDay(period, today);
  return mondaysUntil(last, Math.max(fewestWeeks, Math.min(mostWeeks, weeksOf({ from: period.from, to: last }))));
};

/** The stretch of time that a report must know of: from the first of its weeks, or the period before, to the end of its last week. */
export function neededFor({ period }: Asked, zone: string, today: string): Stretch {
  const mondays = mondaysOf(period, today);
  const first = mondays[0] ?? period.from;
  const { from } = periodBefore(period, today);
  const weekEnd = startOf(zone, dayAfter(mondays.at(-1) ?? period.to, 7));
  return { from: Math.min(startOf(zone, from), startOf(zone, first)), to: Math.max(weekEnd, stretchOf(period, zone).to) };
}

/** Those that a filter lets through. */
export function factsIn(all: Facts, filter: Filter): Facts {
  return dimensions.reduce((facts, one) => {
    const value = filter[one];
    if (value === undefined) return facts;
    const [column, code] = [facts[one], facts.words.indexOf(value)];
    return only(facts, (row) => column[row] === code);
  }, all);
}

/** The values that there are in each dimension, in order; the empty word where a request has none. */
export function valuesIn({ rows, words, ...facts }: Facts): Record<Dimension, string[]> {
  const valuesOf = (one: Dimension) => {
    const [column, isThere] = [facts[one], new Uint8Array(words.length)];
    for (const row of rows) isThere[column[row] ?? 0] = 1;
    return words.filter((_, code) => isThere[code] === 1).sort();
  };
  return Object.fromEntries(dimensions.map((one) => [one, valuesOf(one)])) as Record<Dimension, string[]>; // its keys are the dimensions
}

/** `facts`: those that `neededFor` names. `today` in the team's zone. */
export function reportOf(all: Facts, asked: Asked, means: Means, today: string): Report {
  const { period, filter, by } = asked;
  const { zone, complaints } = means;
  const facts = factsIn(all, filter);
  const before = periodBefore(period, today);
  const [within, past] = [stretchOf(period, zone), stretchOf(before, zone)];
  return {
    ...asked,
    before,
    now: figuresOf(facts, within, complaints),
    past: figuresOf(facts, past, complaints),
    groups: groupsOf(facts, by, within, complaints),
    weeks: flowOf(facts, mondaysOf(period, today), zone),
    delivered: deliveredOf(facts, within),
    stars: starsOf(facts, within),
    waits: waitsOf(facts, within),
  };
}

/** The figures of each value of a dimension, most requests first. */
export function groupsOf(facts: Facts, by: Dimension, within: Stretch, complaints: ReadonlySet<string>): Group[] {
  const groups = new Map<number, number[]>();
  const column = facts[by];
  for (const row of facts.rows) {
    const code = column[row] ?? 0;
    const known = groups.get(code);
    if (known) known.push(row);
    else groups.set(code, [row]);
  }
  return [...groups]
    .map(([code, rows]) => ({
      key: facts.words[code] ?? '',
      now: figuresOf({ ...facts, rows: Uint32Array.from(rows) }, within, complaints),
    }))
    .sort((a, b) => b.now.volume.of - a.now.volume.of || (a.key < b.key ? -1 : 1));
}
