// The facts of reports, kept in memory between two looks at them: each look reads only what was written since, by whomever.
// What is kept reaches back as far as somebody has asked, and is given back when nobody asks any more.
import { readFactsAfter } from '../db/reports.ts';
import type { Store } from '../db/store.ts';
import { type Facts, mergeFacts, noFacts, onlyAround } from '../flows/reports/facts.ts';
import type { Stretch } from '../flows/reports/period.ts';

/** They are given back so long after the last look. */
const keptMs = 10 * 60_000;

/** `from`: what was closed before it may be missing. `mark`, `era`: how the store stood when it was read. */
type Kept = { from: number; mark: number; era?: string; facts: Facts };

export type KeptFacts = {
  /** The facts that matter to a stretch of time, as the store has them now. */
  read(stretch: Stretch): Promise<Facts>;
  /** To be called now and then, with the time in ms since the epoch: gives back what nobody looks at. */
  rest(now: number): void;
};

export function keepFacts(store: Store): KeptFacts {
  let kept: Kept | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let [isLookedAt, restingSince] = [false, 0];

  async function look(stretch: Stretch): Promise<Facts> {
    isLookedAt = true;
    const further = kept && kept.from <= stretch.from ? await readFurther(store, kept, 0) : undefined;
    kept = further ?? (await readAnew(store, stretch.from));
    return onlyAround(kept.facts, stretch);
  }

  return {
    read: (stretch) => {
      const mine = last.then(() => look(stretch)); // two at once would read the same twice
      last = mine.catch(() => undefined);
      return mine;
    },
    rest: (now) => {
      if (isLookedAt) restingSince = now;
      else if (now - restingSince >= keptMs) kept = undefined;
      isLookedAt = false;
    },
  };
}

async function readAnew(store: Store, from: number): Promise<Kept> {
  const nothing: Kept = { from, mark: -1, facts: noFacts };
  return (await readFurther(store, nothing, from)) ?? readAnew(store, from);
}

/** With all that was written since; nothing where tickets were deleted. `closedFrom`: nothing that was closed before is looked for. */
async function readFurther(store: Store, { from, mark, era, facts }: Kept, closedFrom: number): Promise<Kept | undefined> {
  const parts = [facts];
  for (;;) {
    const read = await readFactsAfter(store, mark, closedFrom);
    if (era !== undefined && read.era !== era) return undefined;
    [mark, era] = [read.mark, read.era];
    if (read.facts.rows.length > 0) parts.push(read.facts);
    if (read.isAll) return { from, mark, era, facts: parts.length > 1 ? mergeFacts(parts) : facts };
  }
}
