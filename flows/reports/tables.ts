// What a report holds as the rows of files: a file for each measure, and one for each plot. Lengths are in minutes, parts from 0 to 1.
import type { Facts } from './facts.ts';
import { describe, type Figures, type Means, type Measure, type Measured, type Unit } from './measures.ts';
import { type Period, stretchOf } from './period.ts';
import { type Dimension, dimensions, groupsOf, type Report } from './report.ts';

type Row = (string | number | undefined)[];

export const plots = ['flow', 'delivered', 'stars', 'waits', 'loops'] as const;
export type Plot = (typeof plots)[number];

const minuteMs = 60_000;
/** As a file has it: the minutes of a length, everything else as it is; four digits after the point are enough. */
export const plain = (value: number | undefined, unit: Unit): number | undefined =>
  value === undefined ? undefined : Math.round((unit === 'ms' || unit === 'elapsed' ? value / minuteMs : value) * 10_000) / 10_000;

const units: Readonly<Record<Unit, string>> = { count: '', ms: '_minutes', elapsed: '_minutes', part: '_part', stars: '_stars' };

/** One measure: of all requests, then by each of the dimensions; the period and the one before. `nameOf`: what a value of a dimension is called. */
export function measureTable(
  measure: Measure,
  report: Report,
  facts: Facts,
  means: Means,
  nameOf: (dimension: Dimension, key: string) => string,
): Row[] {
  const { unit, more } = describe(measure);
  const columns = [`value${units[unit]}`, 'of', ...Object.entries(more).map(([name, one]) => `${name}${units[one]}`)];
  const cells = ({ value, of, more: found }: Measured): Row => [
    ...[plain(value, unit), of],
    ...Object.entries(more).map(([name, one]) => plain(found[name], one)),
  ];
  const row = (by: string, key: string, name: string, now: Figures, past: Figures): Row => [
    ...[measure, by, key, name, ...daysOf(report.period), ...cells(now[measure])],
    ...[...daysOf(report.before), ...cells(past[measure])],
  ];
  const [within, past] = [stretchOf(report.period, means.zone), stretchOf(report.before, means.zone)];
  const groups = (by: Dimension) => {
    const before = new Map(groupsOf(facts, by, past, means.complaints).map(({ key, now }) => [key, now]));
    return groupsOf(facts, by, within, means.complaints).map(({ key, now }) => row(by, key, nameOf(by, key), now, before.get(key) ?? now)); // the same keys
  };
  return [
    ['measure', 'by', 'key', 'name', 'from', 'to', ...columns, 'before_from', 'before_to', ...columns.map((name) => `before_${name}`)],
    row('all', '', '', report.now, report.past),
    ...dimensions.flatMap(groups),
  ];
}

const daysOf = ({ from, to }: Period): Row => [from, to];

/** The rows behind a plot. */
export function plotTable(plot: Plot, report: Report): Row[] {
  switch (plot) {
    case 'flow':
      return [['week', 'opened', 'closed', 'backlog'], ...report.weeks.map(({ monday, opened, closed, backlog }) => [monday, opened, closed, backlog])]; // biome-ignore format: one thought
    case 'delivered':
      return [['days_after_promise', 'requests'], ...report.delivered.map(({ days, count }) => [days, count])];
    case 'stars':
      return [['stars', 'requests'], ...report.stars.map(({ stars, count }) => [stars, count])];
    case 'waits':
      return [
        ['stage', 'situation', 'working_minutes', 'requests', 'now'],
        ...report.waits.places.map(({ place, ms, now }) => [...place.split('/'), plain(ms, 'ms'), report.waits.requests, now]),
      ];
    case 'loops':
      return [['from', 'to', 'times'], ...report.waits.loops.map(({ from, to, count }) => [from, to, count])];
    default:
      return plot satisfies never;
  }
}
