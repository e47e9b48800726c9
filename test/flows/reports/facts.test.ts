// Facts in columns are the facts that they were made of, also when many are put together; and a rank among lengths is what sorting would find.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Fact, places } from '../../../flows/reports/fact.ts';
import { factsOf, mergeFacts, only, onlyAround } from '../../../flows/reports/facts.ts';
import { medianOf, mostOf } from '../../../flows/reports/ranks.ts';
import { situations, stages } from '../../../flows/ticket.ts';
import { fact, listed } from '../../support/facts.ts';

const ms = fc.nat(2 ** 30).map((some) => some * 2 ** 14 + 1);
const word = fc.constantFrom('ana', 'rui', 'FAIR', 'email', 'a longer one', 'é😀');
const anyFact: fc.Arbitrary<Fact> = fc.record(
  {
    ...{ number: fc.integer({ min: 1001, max: 1012 }), person: word, returning: fc.boolean(), service: word, openedAt: ms },
    ...{ team: word, channel: word, campaign: word, repliedAt: ms, replyMs: ms, closedAt: ms, awaitingMs: ms },
    ...{ stage: fc.constantFrom(...stages), situation: fc.constantFrom(...situations), contacts: fc.nat(70_000), promises: fc.nat(300) },
    ...{ lateDays: fc.integer({ min: -4000, max: 4000 }), stars: fc.integer({ min: 1, max: 5 }) },
    turns: fc.array(fc.tuple(ms, fc.constantFrom(...situations)), { maxLength: 4 }),
    loops: fc.array(fc.tuple(fc.constantFrom(...stages), fc.constantFrom(...stages)), { maxLength: 4 }),
    waits: fc.array(ms, { minLength: places.length, maxLength: places.length }),
  },
  { requiredKeys: ['number', 'person', 'returning', 'service', 'openedAt', 'awaitingMs', 'stage', 'situation', 'contacts', 'promises', 'turns', 'loops', 'waits'] }, // biome-ignore format: one thought
);
const someFacts = fc.uniqueArray(anyFact, { selector: ({ number }) => number });

test('facts put together are those of each ticket that were said last', () => {
  fc.assert(
    fc.property(fc.array(someFacts, { maxLength: 4 }), (parts) => {
      const last = new Map(parts.flat().map((one) => [one.number, one]));
      const wanted = [...last.values()].sort((a, b) => a.number - b.number);
      expect(listed(mergeFacts(parts.map((part) => factsOf(part))))).toEqual(wanted);
    }),
  );
});

test('what is left out of them stays out when they are put together', () => {
  const three = factsOf([fact({ number: 1 }), fact({ number: 2, person: 'rui' }), fact({ number: 3, turns: [[5, 'done']] })]);
  const odd = only(three, (row) => row !== 1);
  expect(
    listed(mergeFacts([odd, factsOf([fact({ number: 4, person: 'bia' })])])).map((one) => [one.number, one.person, one.turns]),
  ).toEqual([
    [1, 'ana', []],
    [3, 'ana', [[5, 'done']]],
    [4, 'bia', []],
  ]);
});

test('what matters to a stretch of time: open, or filed before its end and not closed before its beginning', () => {
  const facts = factsOf([
    fact({ number: 1, openedAt: 1, closedAt: 9 }),
    fact({ number: 2, openedAt: 1, closedAt: 10 }),
    fact({ number: 3, openedAt: 19, closedAt: 30 }),
    fact({ number: 4, openedAt: 20, closedAt: 30 }),
    fact({ number: 5, openedAt: 30 }),
  ]);
  expect(listed(onlyAround(facts, { from: 10, to: 20 })).map(({ number }) => number)).toEqual([2, 3, 5]);
});

test('the middle one, and the one that nine in ten do not pass, are those of a sorted list', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(ms, fc.nat(5)), { maxLength: 60 }), (lengths) => {
      const sorted = lengths.toSorted((a, b) => a - b);
      const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
      expect(medianOf(Float64Array.from(lengths))).toBe(low === undefined || high === undefined ? undefined : (low + high) / 2);
      expect(mostOf(Float64Array.from(lengths))).toBe(sorted[Math.ceil(sorted.length * 0.9) - 1]);
    }),
  );
});
