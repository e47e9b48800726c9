// A fact with nothing in it, to be changed by a test; and facts in columns as a list again, to be looked at.
import { type Fact, places } from '../../flows/reports/fact.ts';
import { type Facts, startIn } from '../../flows/reports/facts.ts';
import { situations, stages } from '../../flows/ticket.ts';

/** An open request that nobody has looked at. */
export const fact = (more: Partial<Fact> = {}): Fact => ({
  ...{ number: 1001, person: 'ana', returning: false, service: 'banner', openedAt: 0, stage: 'triage', situation: 'open' },
  ...{ contacts: 0, turns: [], promises: 0, loops: [], awaitingMs: 0, waits: places.map(() => 0) },
  ...more,
});

/** The facts one by one, by their numbers; what is not known of one is left out. */
export const listed = (facts: Facts): Fact[] => [...facts.rows].map((row) => factAt(facts, row)).sort((a, b) => a.number - b.number);

function factAt(facts: Facts, row: number): Fact {
  const { words, turns, loops } = facts;
  const stageOf = (code: number | undefined) => stages[code ?? -1];
  const situationOf = (code: number | undefined) => situations[code ?? -1];
  const pairsOf = <T>(pairs: Facts['turns'], of: (i: number) => T): T[] =>
    Array.from({ length: startIn(pairs, row + 1) - startIn(pairs, row) }, (_, i) => of(startIn(pairs, row) + i));
  const whole = {
    ...{ number: facts.number[row], person: words[facts.person[row] ?? -1], returning: facts.returning[row] === 1 },
    ...{ service: words[facts.service[row] ?? -1], team: words[facts.team[row] ?? -1] || undefined },
    ...{ channel: words[facts.channel[row] ?? -1] || undefined, campaign: words[facts.campaign[row] ?? -1] || undefined },
    ...{ stage: stageOf(facts.stage[row]), situation: situationOf(facts.situation[row]), openedAt: facts.openedAt[row] },
    ...{ repliedAt: facts.repliedAt[row], replyMs: facts.replyMs[row], closedAt: facts.closedAt[row], lateDays: facts.lateDays[row] },
    ...{ contacts: facts.contacts[row], promises: facts.promises[row], stars: facts.stars[row] || undefined },
    turns: pairsOf(turns, (i) => [turns.first[i], situationOf(turns.second[i])]),
    loops: pairsOf(loops, (i) => [stageOf(loops.first[i]), stageOf(loops.second[i])]),
    ...{ awaitingMs: facts.awaitingMs[row], waits: places.map((place) => facts[place][row]) },
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined && !Number.isNaN(value))) as unknown as Fact; // each of its parts was just named
}
