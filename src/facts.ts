// The facts of reports, kept in memory between two looks at them: each look reads only what was written since, by whomever.
// What is kept reaches back as far as somebody has asked, then further while nobody waits.
import { readFactsAfter } from '../db/reports.ts';
import type { Store } from '../db/store.ts';
import { type Facts, mergeFacts, newVocabulary, noFacts, onlyAround } from '../flows/reports/facts.ts';
import type { Stretch } from '../flows/reports/period.ts';

/** `from`: what was closed before it may be missing. `mark`, `era`: how the store stood when it was read. */
type Kept = { from: number; mark: number; era?: string; facts: Facts };

export type KeptFacts = {
  /** The facts that matter to a stretch of time, as the store has them now. */
  read(stretch: Stretch): Promise<Facts>;
  /** Reads all of them while nobody waits, so that whoever looks first finds them; what fails then is found by whoever looks. */
  ready(): Promise<void>;
};

/** `goesOn`: this process stays, so that what is read ahead will be of use. */
export function keepFacts(store: Store, goesOn: boolean): KeptFacts {
  let kept: Kept | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let isReaching = false;

  async function look(stretch: Stretch): Promise<Facts> {
    const further = kept && kept.from <= stretch.from ? await readFurther(store, kept, 0) : undefined;
    kept = further ?? (await readAnew(store, stretch.from));
    if (goesOn) void ready(); // who looks at a month may look at a year next
    return onlyAround(kept.facts, stretch);
  }

  async function ready(): Promise<void> {
    if (isReaching || kept?.from === 0) return;
    isReaching = true;
    try {
      kept = await readAnew(store, 0);
    } catch {
      // The store was closed, or cannot be read now: whoever looks further back is told, or finds it.
    } finally {
      isReaching = false;
    }
  }

  return {
    read: (stretch) => {
      const mine = last.then(() => look(stretch)); // two at once would read the same twice
      last = mine.catch(() => undefined);
      return mine;
    },
    ready,
  };
}

async function readAnew(store: Store, from: number): Promise<Kept> {
  const nothing: Kept = { from, mark: -1, facts: noFacts };
  return (await readFurther(store, nothing, from)) ?? readAnew(store, from);
}

/** With all that was written since; nothing where tickets were deleted. `closedFrom`: nothing that was closed before is looked for. */
async function readFurther(store: Store, { from, mark, era, facts }: Kept, closedFrom: number): Promise<Kept | undefined> {
  const parts = [facts];
  const vocabulary = facts.rows.length > 0 ? facts : newVocabulary();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 0)); // whatever else waits has its turn
    const read = await readFactsAfter(store, mark, closedFrom, vocabulary);
    if (era !== undefined && read.era !== era) return undefined;
    [mark, era] = [read.mark, read.era];
    if (read.facts.rows.length > 0) parts.push(read.facts);
    if (read.isAll) return { from, mark, era, facts: parts.length > 1 ? mergeFacts(parts.filter(({ rows }) => rows.length > 0)) : facts };
  }
}
