// The holidays of the countries Alur is used in, on days anybody can look up.
import { describe, expect, test } from 'vitest';
import { Hours, nextOpening } from '../../flows/hours.ts';
import { holidaysOf } from '../../src/holidays.ts';

describe.each([
  ['BR', ['2026-01-01', '2026-04-03', '2026-04-21', '2026-09-07', '2026-12-25'], ['2026-02-17', '2026-07-09', '2026-12-24']],
  ['BR-SP', ['2026-04-21', '2026-07-09'], []],
  ['ID', ['2026-03-21', '2026-08-17'], ['2026-08-18']],
  // Half of the day before the feast is free in Turkey: a half day counts as none.
  ['TR', ['2026-03-20', '2026-03-22', '2026-05-27', '2026-05-30', '2026-10-29'], ['2026-03-19', '2026-03-23', '2026-05-26', '2026-05-31']],
  ['UA', ['2026-08-24'], ['2026-08-25']],
  ['US', ['2026-07-03', '2026-11-26'], ['2026-03-31']],
  ['US-CA', ['2026-03-31', '2026-07-03'], []],
  ['us_ca', ['2026-03-31'], []],
  ['DE-BY', ['2026-01-06'], []],
  ['RU', ['2026-01-02', '2026-01-06'], []],
  ['CN', ['2026-02-17'], ['2026-03-08']],
])('%s', (place, free, open) => {
  test(`is free on ${free.join(', ')}${open.length > 0 ? `, not on ${open.join(', ')}` : ''}`, async () => {
    const days = await holidaysOf(place, [2026]);
    expect(days).toEqual(expect.arrayContaining(free));
    expect(days.filter((day) => open.includes(day))).toEqual([]);
  });
});

test('the days of several years are in order, each once, and none of another year', async () => {
  const days = await holidaysOf('SZ', [2027, 2026]);
  expect(days).toEqual([...new Set(days)].sort());
  // Incwala, six days from 2025-12-28 on.
  expect(days.slice(0, 2)).toEqual(['2026-01-01', '2026-01-02']);
  expect(days.every((day) => /^202[67]-/.test(day))).toBe(true);
  expect(await holidaysOf('US', [2027])).toContain('2027-12-31');
  expect(await holidaysOf('BR', [])).toEqual([]);
});

test.each([
  ['USA', '“USA”. Known are: US (United States of America).'],
  ['UK', '“UK”. Known are: GB (United Kingdom).'],
  ['Brasil', '“Brasil”. Known are: BR (Brazil).'],
  ['Brazl', '“Brazl”. Known are: BR (Brazil).'],
  ['türkiye', '“türkiye”. Known are: TR (Turkey).'],
  ['BR-São Paulo', '“BR-São Paulo”. Known are: BR-SP (São Paulo).'],
  ['BR-XX', '“BR-XX”. Known are: BR-AC (Acre), BR-AL (Alagoas)'],
  ['XX', '“XX”. Write a code such as BR, BR-SP or US-CA.'],
  ['', '“”. Write a code such as BR, BR-SP or US-CA.'],
  ['ID-JK', '“ID-JK”. Write a code such as BR, BR-SP or US-CA.'],
  ['DE-BY-A-B', '“DE-BY-A-B”. Write a code'],
  ['constructor', '“constructor”. Write a code'],
])('“%s” is no place', async (place, sentence) => {
  await expect(holidaysOf(place, [2026])).rejects.toThrow(`No holidays are known for ${sentence}`);
});

test('they are what working hours take', async () => {
  const hours = Hours.parse({ zone: 'America/Sao_Paulo', week: { tue: [['09:00', '18:00']] }, holidays: await holidaysOf('BR', [2026]) });
  expect(new Date(nextOpening(hours, Date.parse('2026-04-20T12:00:00Z'))).toISOString()).toBe('2026-04-28T12:00:00.000Z');
});
