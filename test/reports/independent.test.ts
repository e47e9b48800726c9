// Every figure of the reports is right to the minute: over made-up histories in a real store, each is what a plain walk over the
// events finds, minute by minute, in three zones with holidays, lunch breaks and changes of the clock.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openFile } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import { freshenFacts } from '../../db/reports.ts';
import type { Store } from '../../db/store.ts';
import { readEvents } from '../../db/tickets.ts';
import { parseHours } from '../../flows/hours-written.ts';
import type { Figures } from '../../flows/reports/measures.ts';
import { type Period, periodAround } from '../../flows/reports/period.ts';
import { type Asked, dimensions, neededFor, type Report, reportOf } from '../../flows/reports/report.ts';
import { keepFacts } from '../../src/facts.ts';
import { anyLife, writeHistory } from './history.ts';
import { naiveFigures, naiveWaits, naiveWeek, type Seen, seen } from './naive.ts';

const desks = [
  { hours: parseHours('America/New_York', 'mon-fri 09:00-12:00 13:00-18:00', ['2026-11-26']), from: Date.UTC(2026, 9, 20, 14) },
  { hours: parseHours('Europe/Kyiv', 'mon-fri 09:00-18:00, sat 10:00-14:00', ['2027-03-08']), from: Date.UTC(2027, 2, 20, 8) },
  { hours: parseHours('Australia/Lord_Howe', 'mon-sun 00:00-24:00'), from: Date.UTC(2027, 2, 29, 8) },
];

async function withStore(use: (store: Store) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'alur-reports-'));
  const store = await openFile(join(folder, 'alur.db'));
  try {
    await migrate(store);
    await use(store);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readSeen(store: Store): Promise<Seen[]> {
  const rows = await store.read({
    sql: "SELECT t.id, t.person, p.body->>'$.address' AS address FROM ticket t JOIN person p ON p.id = t.person ORDER BY t.number",
    args: [],
  });
  return Promise.all(
    rows.map(async (row) => seen(String(row.person), String(row.address).split(':')[0] ?? '', await readEvents(store, String(row.id)))),
  );
}

/** Sums of minutes may be parted into means: the same up to what a double can hold. */
const near = (found: unknown, wanted: unknown): void => {
  if (typeof found === 'number' && typeof wanted === 'number') expect(found).toBeCloseTo(wanted, 6);
  else expect(found).toBe(wanted);
};
function same(found: Figures, wanted: ReturnType<typeof naiveFigures>): void {
  for (const [name, { value, of, more }] of Object.entries(wanted)) {
    const measured = found[name as keyof Figures];
    expect(measured.of, `${name}, of how many`).toBe(of);
    near(measured.value, value);
    for (const [key, one] of Object.entries(more)) near((measured.more as Record<string, number | undefined>)[key], one);
  }
}

const keyIn = (one: Seen, by: Asked['by']): string =>
  ({ service: one.states[0]?.service, team: undefined, channel: one.channel, campaign: one.states[0]?.campaign })[by] ?? '';

const anyPeriod = fc.record({ span: fc.constantFrom('week', 'month', 'quarter', undefined), after: fc.nat(30), days: fc.nat(20) });

test('each figure is what a walk over the events finds, minute by minute', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...desks),
      fc.array(anyLife, { minLength: 1, maxLength: 9 }),
      anyPeriod,
      fc.constantFrom(...dimensions),
      ({ hours, from }, lives, { span, after, days }, by) =>
        withStore(async (store) => {
          const { zone } = hours;
          const kept = keepFacts(store, true);
          await writeHistory(store, lives, from, async () => {
            await freshenFacts(store, hours); // counted and looked at once half-way, and the rest later
            await kept.read({ from: from + 86_400_000 * after, to: from * 2 });
          });
          expect(await freshenFacts(store, hours)).toBe(0);
          const everything = await readSeen(store);

          const dayAfter = (day: number) => new Date(from + day * 86_400_000).toISOString().slice(0, 10);
          const period: Period = span ? periodAround(span, dayAfter(after)) : { from: dayAfter(after), to: dayAfter(after + days) };
          const asked: Asked = { period, filter: {}, by };
          const today = dayAfter(400);
          const facts = await kept.read(neededFor(asked, zone, today));
          const report: Report = reportOf(facts, asked, { zone, complaints: new Set(['complaint']) }, today);

          same(report.now, naiveFigures(everything, period, hours, everything));
          same(report.past, naiveFigures(everything, report.before, hours, everything));
          for (const { key, now } of report.groups)
            same(now, naiveFigures(everything.filter((one) => keyIn(one, by) === key), period, hours, everything)); // biome-ignore format: one thought
          for (const week of report.weeks) expect(week).toEqual(naiveWeek(everything, week.monday, zone));
          const waits = naiveWaits(everything, period, hours);
          expect(report.waits.requests).toBe(waits.requests);
          for (const { place, ms } of report.waits.places) expect(ms, place).toBe(waits.total[place] ?? 0);
          expect(Object.fromEntries(report.waits.loops.map(({ from, to, count }) => [`${from}/${to}`, count]))).toEqual(waits.loops);
        }),
    ),
    { numRuns: 40 },
  );
}, 240_000);
