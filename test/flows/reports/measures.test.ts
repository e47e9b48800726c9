// What each measure counts, in small cases that can be read; that all of it is right is shown over whole histories in test/reports.
import { describe, expect, test } from 'vitest';
import { parseHours } from '../../../flows/hours-written.ts';
import { type Fact, factOf, type Happened, places, type Subject } from '../../../flows/reports/fact.ts';
import { factsOf, noFacts } from '../../../flows/reports/facts.ts';
import { figuresOf } from '../../../flows/reports/measures.ts';
import { reportOf } from '../../../flows/reports/report.ts';
import { flowOf, starsOf } from '../../../flows/reports/series.ts';
import { waitsOf } from '../../../flows/reports/waits.ts';
import type { Situation, Stage } from '../../../flows/ticket.ts';
import { fact } from '../../support/facts.ts';

const hour = 3_600_000;
const hours = parseHours('UTC'); // from Monday to Friday, 9 to 18
const at = (day: number, clock: number): number => Date.UTC(2026, 10, day) + clock * hour;
const november = { from: at(1, 0), to: at(31, 0) };

type Line = [at: number, type: string, by: 'staff' | 'client', place: `${Stage}/${Situation}`, due?: string];
function lived(lines: readonly Line[], more: Partial<Subject> = {}): Fact {
  const events = lines.map(([moment, type, by, place, due]): Happened => {
    const [stage, situation] = place.split('/') as [Stage, Situation]; // as the lines are written
    return { at: moment, type, byStaff: by === 'staff', stage, situation, ...(due ? { due } : {}) };
  });
  const subject: Subject = { number: 1001, person: 'ana', returning: false, service: 'banner', openedAt: lines[0]?.[0] ?? 0, ...more };
  return factOf(subject, events, hours);
}

/** Asked on Friday evening, answered on Monday, delivered a day late, changed once, approved. */
const usual = lived(
  [
    [at(5, 10), 'opened', 'client', 'triage/open'],
    [at(5, 11), 'taken', 'staff', 'analysis/open'],
    [at(6, 17), 'asked', 'staff', 'analysis/awaiting'],
    [at(9, 10), 'answered', 'client', 'analysis/open'],
    [at(9, 11), 'planned', 'staff', 'planning/open'],
    [at(9, 12), 'promised', 'staff', 'planning/open', '2026-11-10'],
    [at(9, 13), 'produced', 'staff', 'production/open'],
    [at(10, 13), 'finished', 'staff', 'delivery/open'],
    [at(10, 14), 'delivered', 'staff', 'delivery/awaiting'],
    [at(10, 15), 'changes_asked', 'client', 'production/open'],
    [at(11, 10), 'finished', 'staff', 'delivery/open'],
    [at(11, 10), 'delivered', 'staff', 'delivery/awaiting'],
    [at(11, 12), 'approved', 'client', 'delivery/done'],
  ],
  { repliedAt: at(6, 17), stars: 4 },
);

describe('a request’s fact', () => {
  test('tells working time by place, and the client’s by the calendar', () => {
    const waits = Object.fromEntries(places.map((place, i) => [place, (usual.waits[i] ?? 0) / hour]));
    expect(waits).toEqual({
      'triage/open': 1,
      'analysis/open': 7 + 8 + 1,
      'analysis/awaiting': 1 + 1,
      'planning/open': 2,
      'planning/awaiting': 0,
      'production/open': 5 + 4 + 3 + 1,
      'production/awaiting': 0,
      'delivery/open': 1,
      'delivery/awaiting': 1 + 2,
    });
    expect(usual.awaitingMs).toBe((65 + 1 + 2) * hour);
  });
  test('knows what came of it', () => {
    expect(usual).toMatchObject({
      ...{ replyMs: (8 + 8) * hour, contacts: 4, closedAt: at(11, 12), turns: [[at(11, 12), 'done']], promises: 1, lateDays: 1 },
      loops: [['delivery', 'production']],
    });
  });
});

describe('the measures', () => {
  test('of one request that was done late', () => {
    expect(figuresOf(factsOf([usual]), november, new Set())).toEqual({
      volume: { value: 1, of: 1, more: { closed: 1, reopened: 0, backlog: 0 } },
      reply: { value: 16 * hour, of: 1, more: { most: 16 * hour } },
      resolve: { value: (1 + 16 + 2 + 13 + 1) * hour, of: 1, more: { most: 33 * hour, elapsed: (6 * 24 + 2) * hour } },
      first_contact: { value: 0, of: 1, more: { count: 0 } },
      on_time: { value: 0, of: 1, more: { late: 1, moved: 0 } },
      awaiting: { value: 68 * hour, of: 1, more: { part: 68 / (6 * 24 + 2) } },
      reopened: { value: 0, of: 1, more: { count: 0 } },
      rating: { value: 4, of: 1, more: { answered: 1, low: 0 } },
      complaints: { value: 0, of: 1, more: { part: 0 } },
      returning: { value: 0, of: 1, more: { count: 0 } },
    });
  });
  test('of nothing are none', () => {
    const { volume, reply, rating } = figuresOf(noFacts, november, new Set());
    expect([volume, reply, rating]).toEqual([
      { value: 0, of: 0, more: { closed: 0, reopened: 0, backlog: 0 } },
      { of: 0, more: { most: undefined } },
      { of: 0, more: { answered: undefined, low: 0 } },
    ]);
  });
  test('solved at first contact: one answer, and never opened again', () => {
    const concluded = (more: Line[]) =>
      lived([[at(5, 10), 'opened', 'client', 'triage/open'], [at(5, 11), 'taken', 'staff', 'analysis/open'], ...more]);
    const done: Line = [at(5, 12), 'concluded', 'staff', 'analysis/done'];
    const cases = [
      concluded([done]),
      concluded([done, [at(5, 13), 'replied', 'staff', 'analysis/done']]), // afterwards: it was solved
      concluded([[at(5, 11), 'replied', 'staff', 'analysis/open'], done]),
      concluded([done, [at(6, 9), 'reopened', 'client', 'analysis/open'], [at(6, 10), 'concluded', 'staff', 'analysis/done']]),
    ];
    expect(cases.map((one) => figuresOf(factsOf([one]), november, new Set()).first_contact.value)).toEqual([1, 1, 0, 0]);
    expect(figuresOf(factsOf(cases), november, new Set()).reopened).toEqual({ value: 1 / 5, of: 5, more: { count: 1 } });
  });
  test('clients who return are people, not requests; complaints are those of their service', () => {
    const facts = [
      fact({ openedAt: at(2, 10), person: 'ana' }),
      fact({ openedAt: at(3, 10), person: 'ana', returning: true, service: 'complaint' }),
      fact({ openedAt: at(4, 10), person: 'rui' }),
    ];
    const { returning, complaints } = figuresOf(factsOf(facts), november, new Set(['complaint']));
    expect([returning.value, returning.of, complaints.value, complaints.more.part]).toEqual([0.5, 2, 1, 1 / 3]);
  });
  test('half, and nine in ten', () => {
    const replied = (ms: number) => fact({ repliedAt: at(5, 10), replyMs: ms });
    const reply = (lengths: number[]) => figuresOf(factsOf(lengths.map(replied)), november, new Set()).reply;
    expect([reply([1, 9]).value, reply([9, 1, 5]).value, reply([7]).more.most]).toEqual([5, 5, 7]);
    expect(reply(Array.from({ length: 20 }, (_, i) => i + 1)).more.most).toBe(18);
  });
});

describe('plots', () => {
  test('the flow of weeks keeps its sum: backlog + new + opened again − closed', () => {
    const closed = (openedAt: number, ...turns: Fact['turns'][number][]) => fact({ openedAt, turns });
    const facts = [
      closed(at(1, 10), [at(4, 10), 'done'], [at(10, 10), 'open'], [at(17, 10), 'done']), // filed before the first week
      closed(at(3, 10)),
      closed(at(9, 10), [at(9, 11), 'cancelled']),
    ];
    expect(flowOf(factsOf(facts), ['2026-11-02', '2026-11-09', '2026-11-16'], 'UTC').map(({ opened, closed, backlog }) => [opened, closed, backlog])).toEqual([
      [1, 1, 1],
      [1, 1, 2],
      [0, 1, 1],
    ]); // biome-ignore format: weeks under each other
  });
  test('stars are those of what was done then', () => {
    expect(starsOf(factsOf([usual, { ...usual, closedAt: at(31, 1) }]), november).map(({ count }) => count)).toEqual([0, 1, 0, 0, 0]);
  });
  test('the step that costs most, and the service it costs most in', () => {
    const { costliest, loops, requests } = waitsOf(
      factsOf([usual, { ...usual, service: 'question', waits: places.map(() => 0) }]),
      november,
    );
    expect(costliest).toEqual({ place: 'analysis/open', part: 16 / 38, each: 8 * hour, requests: 2, service: 'banner' });
    expect([loops, requests]).toEqual([[{ from: 'delivery', to: 'production', count: 2 }], 2]);
    expect(waitsOf(noFacts, november).costliest).toBeUndefined();
  });
});

test('a filter lets through what has it, or what has none', () => {
  const facts = [
    fact({ openedAt: at(2, 10), campaign: 'FAIR' }),
    fact({ openedAt: at(2, 10) }),
    fact({ openedAt: at(2, 10), service: 'question' }),
  ];
  const opened = (filter: object) => reportOf(factsOf(facts), { period: { from: '2026-11-01', to: '2026-11-30' }, filter, by: 'service' }, { zone: 'UTC', complaints: new Set() }, '2026-12-01'); // biome-ignore format: one thought
  expect([opened({}), opened({ campaign: 'FAIR' }), opened({ campaign: '' }), opened({ campaign: '', service: 'question' })].map(({ now }) => now.volume.of)).toEqual([3, 1, 2, 1]); // biome-ignore format: one thought
  expect(opened({}).groups.map(({ key, now }) => [key, now.volume.of])).toEqual([
    ['banner', 2],
    ['question', 1],
  ]);
});
