// Days as the desk types them; working days ahead.
import { expect, test } from 'vitest';
import { parseDay, workingDaysAfter } from '../../flows/day.ts';

const today = '2026-11-23';

test.each([
  ['2026-11-28', '2026-11-28'],
  ['2026-1-5', '2026-01-05'],
  ['28/11', '2026-11-28'],
  ['28.11', '2026-11-28'],
  ['28-11', '2026-11-28'],
  [' 28/11 ', '2026-11-28'],
  ['28/11/26', '2026-11-28'],
  ['28.11.2026', '2026-11-28'],
  ['23/11', '2026-11-23'],
  ['22/11', '2027-11-22'],
  ['5/1', '2027-01-05'],
  ['22/11/2026', '2026-11-22'],
  ['29/2/2028', '2028-02-29'],
  ['29/2', undefined],
  ['31/11', undefined],
  ['11/28', undefined],
  ['2026-13-01', undefined],
  ['0/1', undefined],
  ['friday', undefined],
  ['28/11 please', undefined],
  ['', undefined],
])('“%s” is %s', (text, day) => {
  expect(parseDay(text, today)).toBe(day);
});

test('working days skip the weekend and cross months and years', () => {
  expect(workingDaysAfter('2026-11-26', 4)).toEqual(['2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02']);
  expect(workingDaysAfter('2026-12-31', 2)).toEqual(['2027-01-01', '2027-01-04']);
  expect(workingDaysAfter('2026-11-28', 1)).toEqual(['2026-11-30']);
});
