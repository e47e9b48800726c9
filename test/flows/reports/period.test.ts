// Periods and what they are held against: weeks, months and quarters of the calendar, chosen days, and those that still run.
import { expect, test } from 'vitest';
import { mondaysUntil, type Period, periodAround, periodBefore, stretchOf } from '../../../flows/reports/period.ts';
import { type Asked, neededFor } from '../../../flows/reports/report.ts';

test.each([
  ['week', '2026-11-22', '2026-11-16', '2026-11-22'],
  ['week', '2026-11-23', '2026-11-23', '2026-11-29'],
  ['month', '2026-02-10', '2026-02-01', '2026-02-28'],
  ['month', '2028-02-29', '2028-02-01', '2028-02-29'],
  ['quarter', '2026-11-22', '2026-10-01', '2026-12-31'],
  ['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
] as const)('the %s around %s', (span, day, from, to) => expect(periodAround(span, day)).toEqual({ span, from, to }));

test.each([
  ['week', -1, '2026-11-09', '2026-11-15'],
  ['month', -11, '2025-12-01', '2025-12-31'],
  ['month', 2, '2027-01-01', '2027-01-31'],
  ['quarter', -4, '2025-10-01', '2025-12-31'],
  ['quarter', 1, '2027-01-01', '2027-03-31'],
] as const)('a %s, %i of them later', (span, step, from, to) => expect(periodAround(span, '2026-11-20', step)).toEqual({ span, from, to }));

const month = (day: string): Period => periodAround('month', day);
test.each<[string, Period, string, string, string]>([
  ['a whole month', month('2026-10-01'), '2026-11-22', '2026-09-01', '2026-09-30'],
  ['a month that runs', month('2026-11-01'), '2026-11-22', '2026-10-01', '2026-10-22'],
  ['its last day', month('2026-11-01'), '2026-11-30', '2026-10-01', '2026-10-31'],
  ['one that is longer than the one before', month('2026-03-01'), '2026-03-30', '2026-02-01', '2026-02-28'],
  ['chosen days', { from: '2026-11-05', to: '2026-11-14' }, '2026-11-22', '2026-10-26', '2026-11-04'],
  ['chosen days that run', { from: '2026-11-13', to: '2026-11-22' }, '2026-11-15', '2026-11-03', '2026-11-05'],
  ['days to come', month('2027-01-01'), '2026-11-22', '2026-12-01', '2026-12-31'],
])('%s is held against as much', (_, period, today, from, to) => expect(periodBefore(period, today)).toEqual(expect.objectContaining({ from, to }))); // biome-ignore format: one thought

test('days begin in the team’s zone, whatever its clock does', () => {
  const { from, to } = stretchOf({ from: '2026-10-25', to: '2026-10-25' }, 'Europe/Kyiv'); // the clock goes back
  expect([new Date(from).toISOString(), (to - from) / 3_600_000]).toEqual(['2026-10-24T21:00:00.000Z', 25]);
});

test('weeks follow each other up to the day’s', () => {
  expect(mondaysUntil('2026-11-22', 3)).toEqual(['2026-11-02', '2026-11-09', '2026-11-16']);
});

test('what a report must know goes back twelve weeks, or to the period before', () => {
  const needed = (period: Period) => {
    const asked: Asked = { period, filter: {}, by: 'service' };
    return Object.values(neededFor(asked, 'UTC', '2026-11-22')).map((at) => new Date(at).toISOString().slice(0, 10));
  };
  expect(needed(periodAround('week', '2026-11-22'))).toEqual(['2026-08-31', '2026-11-23']);
  expect(needed(periodAround('quarter', '2026-05-05'))).toEqual(['2026-01-01', '2026-07-06']);
  expect(needed({ from: '2024-01-01', to: '2026-11-22' })).toEqual(['2021-02-08', '2026-11-23']);
});
