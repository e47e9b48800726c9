// A fact with nothing in it, to be changed by a test.
import { type Fact, places } from '../../flows/reports/fact.ts';

/** An open request that nobody has looked at. */
export const fact = (more: Partial<Fact> = {}): Fact => ({
  ...{ number: 1001, person: 'ana', returning: false, service: 'banner', openedAt: 0, stage: 'triage', situation: 'open' },
  ...{ contacts: 0, turns: [], promises: 0, loops: [], awaitingMs: 0, waits: places.map(() => 0) },
  ...more,
});
