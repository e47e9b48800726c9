// How well first messages are understood: precision and recall over the hand-written tables, by language and over all.
import { describe, expect, test } from 'vitest';
import { fields, type Row, rowsOf, type Score, score } from './tables.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)}`.padStart(5);
const line = (name: string, scores: Record<(typeof fields)[number], Score>): string =>
  `${name.padEnd(8)} ${fields
    .filter((field) => scores[field].wanted > 0)
    .map((field) => `${field} ${percent(scores[field].precision)} /${percent(scores[field].recall)}`)
    .join('   ')}`;

/** Prints each language and all of them: precision / recall in percent. */
function report(name: string, rows: readonly Row[]): ReturnType<typeof score> {
  const languages = [...new Set(rows.map(({ language }) => language))];
  const lines = languages.map((language) => line(language, score(rows.filter((row) => row.language === language)).scores));
  const all = score(rows);
  process.stdout.write(
    `${[`First messages, ${name} (${rows.length}): precision / recall`, ...lines, line('all', all.scores)].join('\n')}\n`,
  );
  return all;
}

/** Hundreds of rows are read in one test, also where the machine is busy (milliseconds). */
const patience = 180_000;

describe('the tuned half', () => {
  const rows = rowsOf('tuned');
  const [first, second] = [rows.filter(({ batch }) => batch === 1), rows.filter(({ batch }) => batch === 2)];
  test('is there, thirty rows in each of five languages, and sixty more of which the service is judged', () => {
    expect(first.length).toBeGreaterThanOrEqual(150);
    expect(second.length).toBeGreaterThanOrEqual(300);
    for (const some of [first, second]) expect(new Set(some.map(({ language }) => language)).size).toBe(5);
  });
  test.each([
    ['tuned half', first, ['service', 'date', 'campaign']],
    ['tuned half, second batch', second, ['service']],
  ] as const)(
    '%s: at least 0.95 precision and 0.85 recall',
    (name, some, judged) => {
      const { scores, misses } = report(name, some);
      expect(scores.service.wanted).toBeGreaterThan(100);
      for (const field of judged) {
        const wrong = misses.filter((miss) => miss.field === field).map(({ row, wanted, given }) => ({ said: row.said, wanted, given }));
        expect(scores[field].precision, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.95);
        expect(scores[field].recall, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.85);
      }
    },
    patience,
  );
});

describe('the half kept apart', () => {
  test(
    'is there, thirty rows in each of five languages, and is reported',
    () => {
      const rows = rowsOf('held');
      expect(rows.length).toBeGreaterThanOrEqual(150);
      const { scores } = report('held half', rows);
      // The services' precision is still short of the 0.95 that is wanted: docs/decisions/010-first-messages.md. They may not get worse.
      const least = { service: [0.89, 0.86], date: [0.95, 0.85], campaign: [0.95, 0.85] } as const;
      for (const [field, [precision, recall]] of Object.entries(least) as [keyof typeof least, readonly [number, number]][]) {
        expect(scores[field].precision, field).toBeGreaterThanOrEqual(precision);
        expect(scores[field].recall, field).toBeGreaterThanOrEqual(recall);
      }
    },
    patience,
  );
});
