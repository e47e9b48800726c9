// Files: by RFC 4180, for Excel too, and with nothing in them that a spreadsheet would run.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../../flows/reports/csv.ts';
import { factsOf } from '../../../flows/reports/facts.ts';
import { describe as described, measureNames } from '../../../flows/reports/measures.ts';
import { reportOf } from '../../../flows/reports/report.ts';
import { measureTable, plots, plotTable } from '../../../flows/reports/tables.ts';
import { fact } from '../../support/facts.ts';

test.each([
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['say "so"', '"say ""so"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['+55 11', "'+55 11"],
  ['-5', "'-5"],
  ['@sum', "'@sum"],
  ['\tx', "'\tx"],
  ['  =cmd', "'  =cmd"],
  ['＝1', "'＝1"],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  [-5, '-5'],
  [undefined, ''],
])('%j is written as %j', (cell, written) => expect(csvOf([[cell, 'x']])).toBe(`\uFEFF${written},x\r\n`));

/** A reader of RFC 4180, for the test. */
function read(file: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of file.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('whatever stands in it comes out again, and nothing begins a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rows) => {
      const found = read(csvOf(rows));
      expect(found.map((row) => row.map((cell) => cell.replace(/^'(?=\s*[=+\-@\t\r])/, '')))).toEqual(rows);
      for (const cell of found.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

const asked = { period: { from: '2026-11-01', to: '2026-11-30' }, filter: {}, by: 'service' } as const;
const openedAt = Date.UTC(2026, 10, 10);
const facts = factsOf([
  fact({ openedAt, repliedAt: openedAt + 1, replyMs: 90_000, campaign: '=FAIR', channel: 'email' }),
  fact({ number: 1002, openedAt: Date.UTC(2026, 9, 10), service: 'complaint', channel: 'web' }),
]);
const means = { zone: 'UTC', complaints: new Set(['complaint']) };
const report = reportOf(facts, asked, means, '2026-12-05');

test('a measure’s file has all requests, then each service, team, channel and campaign', () => {
  const table = measureTable('reply', report, facts, means, (_, key) => key.toUpperCase());
  expect(read(csvOf(table)).map((row) => row.join('|'))).toEqual([
    'measure|by|key|name|from|to|value_minutes|of|most_minutes|before_from|before_to|before_value_minutes|before_of|before_most_minutes',
    'reply|all|||2026-11-01|2026-11-30|1.5|1|1.5|2026-10-02|2026-10-31||0|',
    'reply|service|banner|BANNER|2026-11-01|2026-11-30|1.5|1|1.5|2026-10-02|2026-10-31||0|',
    'reply|service|complaint|COMPLAINT|2026-11-01|2026-11-30||0||2026-10-02|2026-10-31||0|',
    'reply|team|||2026-11-01|2026-11-30|1.5|1|1.5|2026-10-02|2026-10-31||0|',
    'reply|channel|email|EMAIL|2026-11-01|2026-11-30|1.5|1|1.5|2026-10-02|2026-10-31||0|',
    'reply|channel|web|WEB|2026-11-01|2026-11-30||0||2026-10-02|2026-10-31||0|',
    "reply|campaign|'=FAIR|'=FAIR|2026-11-01|2026-11-30|1.5|1|1.5|2026-10-02|2026-10-31||0|",
    'reply|campaign|||2026-11-01|2026-11-30||0||2026-10-02|2026-10-31||0|',
  ]);
});

test('every file is a table: each row as long as its head', () => {
  const tables = [
    ...measureNames.map((one) => measureTable(one, report, facts, means, (_, key) => key)),
    ...plots.map((one) => plotTable(one, report)),
  ];
  for (const [head = [], ...rows] of tables) for (const row of rows) expect(row).toHaveLength(head.length);
  expect(tables.map(([head = []]) => new Set(head).size)).toEqual(tables.map(([head = []]) => head.length));
  expect(measureNames).toHaveLength(10);
  expect(described('awaiting').clock).toBe('calendar');
});
