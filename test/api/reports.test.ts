// The report at the API is the page's own: over a small house that really worked, each figure equals that of the page's files.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measureNames, describe as measureOf, type Unit } from '../../flows/reports/measures.ts';
import { dimensions } from '../../flows/reports/report.ts';
import { languages, sayIfKnown } from '../../flows/texts.ts';
import { testClock } from '../support/clock.ts';
import { appOf } from '../web/open.ts';
import { type ApiHouse, banner, type Json, openApi, type Program } from './api.ts';

const clock = testClock();
const hourMs = 3_600_000;
let api: ApiHouse;
let ask: Program;
beforeEach(async () => {
  clock.set(Date.UTC(2026, 10, 10, 9));
  api = await openApi({ clock });
  ask = await api.program(['read', 'write']);
});
afterEach(() => api.close());

const done = async (method: string, path: string, body?: unknown): Promise<void> => {
  const answer = await ask(method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
};
/** Does what the desk does, an hour after what was before. */
const work = async (number: number, ...commands: [name: string, text?: string][]): Promise<void> => {
  for (const [name, text = ''] of commands) {
    clock.advance(hourMs);
    await done('POST', `/tickets/${number}/commands`, { name, text });
  }
};

/** One done on time, one done late and sent back, one cancelled, one still open. */
async function workedHouse(): Promise<void> {
  for (const key of ['ana', 'ana', 'bia', 'caio']) await done('POST', '/tickets', banner(key));
  await work(1001, ['take'], ['plan'], ['promise', '2026-11-20'], ['produce'], ['finish'], ['deliver', 'Here it is']);
  await done('POST', '/clients/ana/messages', { choice: 'a:1001' });
  await work(1002, ['take'], ['plan'], ['promise', '2026-11-11'], ['produce'], ['back', 'No words yet'], ['produce'], ['finish']);
  clock.set(Date.UTC(2026, 10, 17, 9));
  await work(1002, ['deliver', 'Late, and sorry']);
  clock.advance(30 * hourMs);
  await done('POST', '/clients/ana/messages', { choice: 'a:1002' });
  await work(1003, ['take'], ['ask', 'Which size?'], ['cancel', 'Not needed']);
}

type Figure = { value: number | null; of: number; more: Record<string, number | null> };
type Figures = Record<string, Figure>;
type Shown = {
  [plot: string]: unknown;
  figures: Figures;
  before: { from: string; to: string; figures: Figures };
  period: { span?: string; from: string; to: string };
  groups: { key: string | null; figures: Figures }[];
  measures: Record<string, { definition: string; unit: string; more: Record<string, string> }>;
  waits: { requests: number; places: Json[]; loops: Json[]; costliest: Json | null };
};
const read = async (query: string): Promise<Shown> => {
  const answer = await ask('GET', `/reports?${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as Shown;
};

/** The page's file for the same question: its rows, its head as their names. */
async function fileOf(name: string, query: string): Promise<Record<string, string>[]> {
  const page = appOf(api.house, { clock });
  const text = await (await page.request(`http://localhost/reports/${name}.csv?${query}`)).text();
  const [head = [], ...rows] = text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(head.map((column, i) => [column, row[i] ?? ''])));
}

const ends: Readonly<Record<Unit, string>> = { count: '', ms: '_minutes', elapsed: '_minutes', part: '_part', stars: '_stars' };
const cell = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));
function cellsOf(name: (typeof measureNames)[number], figures: Figures, before = ''): Record<string, string> {
  const { unit, more } = measureOf(name);
  const { value, of, more: found } = figures[name] ?? { value: null, of: -1, more: {} };
  const beside = Object.entries(more).map(([one, its]) => [`${before}${one}${ends[its]}`, cell(found[one])]);
  return { [`${before}value${ends[unit]}`]: cell(value), [`${before}of`]: String(of), ...Object.fromEntries(beside) };
}

test.each([
  'span=month&at=2026-11-20',
  'span=week&at=2026-11-12&by=channel',
  'from=2026-11-11&to=2026-11-18&by=campaign&service=banner',
  'team=-',
])('its figures for “%s” are those of the page’s files', async (query) => {
  await workedHouse();
  const report = await read(query);
  const by = dimensions.find((one) => query.includes(`by=${one}`)) ?? 'service';
  for (const name of measureNames) {
    const rows = await fileOf(name, query);
    expect(rows[0]).toMatchObject({ ...cellsOf(name, report.figures), ...cellsOf(name, report.before.figures, 'before_') });
    expect(rows[0]).toMatchObject({ from: report.period.from, to: report.period.to, before_from: report.before.from });
    const groups = rows.filter((row) => row.by === by);
    expect(groups.map(({ key }) => key)).toEqual(report.groups.map(({ key }) => key ?? ''));
    for (const [i, { figures }] of report.groups.entries()) expect(groups[i]).toMatchObject(cellsOf(name, figures));
  }
  const plotted = (rows: unknown): string[][] => (rows as Json[]).map((row) => Object.values(row).map(String));
  const filed = async (name: string) => (await fileOf(name, query)).map((row) => Object.values(row));
  expect(plotted(report.weeks)).toEqual(await filed('flow'));
  expect(plotted(report.delivered)).toEqual(await filed('delivered'));
  expect(plotted(report.stars)).toEqual(await filed('stars'));
  expect(plotted(report.waits.loops)).toEqual(await filed('loops'));
  const waits = (await fileOf('waits', query)).map(({ stage, situation, working_minutes, now }) => [
    stage,
    situation,
    working_minutes,
    now,
  ]);
  expect(plotted(report.waits.places)).toEqual(waits);
});

test('it tells of work that was really done, and each figure says what it is', async () => {
  await workedHouse();
  const { figures, measures, groups, waits } = await read('span=month&at=2026-11-20');
  expect(figures.volume).toEqual({ value: 4, of: 4, more: { closed: 3, reopened: 0, backlog: 1 } });
  expect(figures.on_time).toMatchObject({ value: 0.5, of: 2, more: { late: 1 } });
  expect(figures.rating).toMatchObject({ value: null, of: 0 });
  expect(groups.map(({ key }) => key)).toEqual(['banner']);
  expect(waits).toMatchObject({ requests: 3, loops: [{ from: 'production', to: 'planning', times: 1 }] });
  expect(waits.costliest).toMatchObject({ part: expect.any(Number), minutes: expect.any(Number) });
  expect(Object.keys(measures)).toEqual(measureNames);
  expect(measures.resolve).toMatchObject({ unit: 'minutes', more: { most: 'minutes', elapsed: 'minutes' } });
  for (const { definition } of Object.values(measures))
    for (const language of languages) expect(sayIfKnown(language, definition), `${definition} ${language}`).toBeTruthy();
});

test('who asks again by its ETag hears that nothing changed, until something does', async () => {
  await done('POST', '/tickets', banner());
  const etag = (await ask('GET', '/reports')).headers.get('etag') ?? '';
  expect(etag).not.toBe('');
  expect((await ask('GET', '/reports', undefined, { 'if-none-match': etag })).status).toBe(304);
  await done('POST', '/tickets', banner());
  const again = await ask('GET', '/reports', undefined, { 'if-none-match': etag });
  expect([again.status, (again.body as Shown).figures.volume?.value]).toEqual([200, 2]);
});

test.each([
  ['span=century', 'span'],
  ['at=soon', 'at'],
  ['span=week&at=2026-02-31', 'at'],
  ['from=2026-11-01', 'to'],
  ['to=2026-11-01', 'from'],
  ['from=1000-01-01&to=2026-11-01', 'from'],
  ['from=2026-11-09&to=2026-11-05', 'to'],
  ['from=2010-01-01&to=2026-11-05', 'to'],
  ['span=week&from=2026-11-01&to=2026-11-05', 'span'],
  ['by=weather', 'by'],
  ['service=', 'service'],
])('“%s” is a mistake, told where', async (query, where) => {
  const { status, headers, body } = await ask('GET', `/reports?${query}`);
  expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  expect((body.errors as { where: string }[]).map((one) => one.where)).toEqual([where]);
});

test('a token that may not read gets no report', async () => {
  const admin = await api.program(['admin'], 'hooks');
  expect((await admin('GET', '/reports')).status).toBe(403);
});
