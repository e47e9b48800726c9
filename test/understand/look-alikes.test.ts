// What looks like a day and is none ("30-second spot", "pazar için"), and what looks like haste and is a trade ("emergency locksmith").
import { describe, expect, test } from 'vitest';
import { rowsOf, understood } from './tables.ts';

const rows = rowsOf('tuned').filter(({ batch }) => batch === 3);

test('are there in each of five languages', () => {
  for (const language of ['en', 'pt-BR', 'id', 'tr', 'uk']) {
    const own = rows.filter((row) => row.language === language);
    expect(own.filter(({ found }) => found.date === null).length, language).toBeGreaterThanOrEqual(20);
    expect(own.filter(({ found }) => found.date).length, language).toBeGreaterThanOrEqual(8);
    expect(own.filter(({ found }) => found.urgent !== undefined).length, language).toBeGreaterThanOrEqual(10);
  }
});

describe.each(['en', 'pt-BR', 'id', 'tr', 'uk'])('in %s', (language) => {
  test.each(rows.filter((row) => row.language === language))('“$said”', (row) => {
    const { date, urgent } = understood(row);
    if (row.found.date !== undefined) expect(date?.type === 'unsure' ? date.readings : (date?.day ?? null)).toEqual(row.found.date);
    if (row.found.urgent !== undefined) expect(urgent).toBe(row.found.urgent);
  });
});
