// Dates in first messages: what people type in five languages → the day meant, the readings to ask about, or none.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DateFound, findDate, readDate } from '../../../flows/understand/date.ts';
import { addDays } from '../../../flows/understand/date-calendar.ts';
import { growth } from '../../support/growth.ts';
import { english } from './dates/en.ts';
import { indonesian } from './dates/id.ts';
import { mixed } from './dates/mixed.ts';
import { portuguese } from './dates/pt-BR.ts';
import { turkish } from './dates/tr.ts';
import { ukrainian } from './dates/uk.ts';

const monday = '2026-11-23';
const told = (found: DateFound | undefined): string =>
  found === undefined ? '' : found.type === 'day' ? found.day : `? ${found.readings.join(' ')}`;

describe.each([
  ['en', english],
  ['pt-BR', portuguese],
  ['id', indonesian],
  ['tr', turkish],
  ['uk', ukrainian],
] as const)('in %s', (language, rows) => {
  test.each(rows.map(([said, day, today]) => ({ said, day, today })))('“$said” is $day', ({ said, day, today = monday }) => {
    expect(told(findDate(said, today, language))).toBe(day);
  });
});

test.each(mixed)('“%s” on a phone in %s is %s', (said, language, day) => {
  expect(told(findDate(said, monday, language))).toBe(day);
});

describe('an answer to “by when?”', () => {
  test.each([
    ['28', 'en', '2026-11-28'],
    ['5.', 'tr', '2026-12-05'],
    ['sexta', 'pt-BR', '2026-11-27'],
    ['ter', 'pt-BR', ''],
    ['sat', 'en', '2026-11-28'],
    ['пт', 'uk', '2026-11-27'],
    ['amanhã', 'pt-BR', '2026-11-24'],
    ['Christmas', 'en', '2026-12-25'],
    ['12.12', 'id', '2026-12-12'],
    ['5-12', 'id', '2026-12-05'],
    ['2 weeks', 'en', '2026-12-07'],
    ['10/10', 'en', '? 2027-10-10'],
    ['32', 'en', '? '],
    ['idk', 'en', ''],
    ['no rush', 'en', ''],
    ['', 'uk', ''],
  ])('“%s” in %s is %s', (said, language, day) => {
    expect(told(readDate(said, monday, language))).toBe(day);
  });
});

test.each([
  ['next friday', 'two readings'],
  ['20/11/2026', 'past'],
  ['31/11', 'impossible'],
  ['Thursday 27 Nov', 'weekday'],
])('“%s” is asked about because of %s', (said, why) => {
  expect(findDate(said, monday, 'en')).toMatchObject({ type: 'unsure', why });
});

test('tells where in the text the date stands', () => {
  const said = 'hi, banner by friday pls';
  const found = findDate(said, monday, 'en');
  expect(said.slice(found?.from, found?.to)).toBe('by friday');
});

const languages = ['en', 'pt-BR', 'id', 'tr', 'uk'];
const day = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2024-01-01', days));
const words = fc.constantFrom(
  ...'by até sampai kadar до 28 11 /11 . , - friday sexta jumat cuma пятниця next depan haftaya bulan december dez in 3 2 weeks days or not before g:; \n в на 31'.split(
    ' ',
  ),
);

test('never throws, whatever is said, and offers nothing that is gone', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(words, { maxLength: 40 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(text, day, fc.constantFrom(...languages), (said, today, language) => {
      for (const found of [findDate(said, today, language), readDate(said, today, language)])
        if (found) {
          expect(found.from).toBeLessThan(found.to);
          if (found.type === 'day') expect(found.day >= today).toBe(true);
          else expect(found.readings).toEqual([...new Set(found.readings.filter((one) => one >= today))].sort());
        }
    }),
    { numRuns: 2_000 },
  );
});

const monthNames = (language: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });

test.each(languages)('a day to come is understood again, in %s', (language) => {
  const long = monthNames(language);
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 300 }), (today, ahead) => {
      const there = addDays(today, ahead);
      const date = new Date(`${there}T00:00:00Z`);
      const [year, month, number] = there.split('-');
      const forms = [
        long.format(date),
        `${number}/${month}/${year}`,
        `${number}.${month}.${year}`,
        there,
        `${weekday.format(date)}, ${long.format(date)}`,
      ];
      for (const form of forms) expect(told(findDate(form, today, language)), form).toBe(there);
      if (ahead <= 7) expect(told(findDate(weekday.format(date), today, language))).toBe(there);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['digits', '1-'.repeat(4_000)],
  ['dots', 'a.'.repeat(4_000)],
  ['one word', 'friday'.repeat(1_300)],
  ['spaces and digits', '1 '.repeat(4_000)],
  ['dates', 'by friday or next week 28/11 '.repeat(270)],
  ['apostrophes', "п'".repeat(4_000)],
  ['brackets', '(1 11 '.repeat(1_300)],
])('eight times as much of %s takes about eight times as long', (_, text) => {
  const part = text.slice(0, text.length / 8);
  expect(growth(() => findDate(part, monday, 'en'), () => findDate(text, monday, 'en'))).toBeLessThan(24); // biome-ignore format: one thought
});
