// Commits a group of turns as one batch, with the marks that wait, and says what became of each turn (ENGINE.md, "One commit").
import { commitStatements, type Outcome, outcomeStatement, outcomesOf, passedOf, type TurnRows } from '../db/commit.ts';
import { movedStatements } from '../db/desk.ts';
import { claimedRows, claimsStatement, headsStatement } from '../db/outbox.ts';
import { type Row, type Statement, type Store, StoreError, type Written } from '../db/store.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Outbox } from './outbox.ts';

export type CommitParts = {
  store: Store;
  clock: Clock;
  log: Log;
  /** Names this process in leases. */
  owner: string;
  /** When a claim made now runs out: a moment of its own for each commit. */
  leaseUntil: () => number;
  /** Its marks ride along with each commit, and what a commit claims leaves by it. */
  outbox: Pick<Outbox, 'drain' | 'putBack' | 'give'>;
};

export type Commit = {
  outcomes: Outcome[];
  /** Sends what was claimed with the commit; called once the turns' own effects are remembered. */
  release(): Promise<void>;
};

const mostTries = 5;

/** Throws StoreError when nothing of it is in the store. `alone`: nothing rides along, so that a refusal is the turns' own. */
export async function commitTurns(parts: CommitParts, turns: readonly TurnRows[], alone: boolean): Promise<Commit> {
  const { store, owner } = parts;
  const leaseUntil = parts.leaseUntil();
  const riding = alone ? { marks: [], statements: [], lanes: [] } : parts.outbox.drain();
  const moved = turns.flatMap((turn) => (turn.moved && turn.desk ? movedStatements(turn.moved.from, turn.moved.to, turn.desk) : []));
  const before = [...riding.statements, ...moved];
  const own = (attempt: number) => commitStatements(attempt === 0 ? turns : turns.map((turn) => renamed(turn, attempt)), owner, leaseUntil);
  const heads = riding.lanes.length > 0 ? [headsStatement(riding.lanes, owner, leaseUntil)] : [];
  let results: Written[];
  try {
    results = await writeThrough(parts, (attempt) => [...before, ...own(attempt), ...heads, claimsStatement(owner, leaseUntil)]);
  } catch (error) {
    parts.outbox.putBack(riding.marks);
    throw error;
  }
  const all = passedOf(results.slice(before.length)) === turns.length;
  const outcomes = all ? turns.map((): Outcome => 'committed') : outcomesOf(await store.read(outcomeStatement(turns)), turns);
  // A repeat gives its rows the ids of the first one's, which may be on their way: what dropped out has written nothing.
  const written = turns.flatMap((turn, i) => (outcomes[i] === 'committed' ? turn.outbox : []));
  return {
    outcomes,
    release: async () => {
      const known = new Map(written.map(({ id, outbound }) => [id, outbound]));
      const found = results.at(-1)?.rows ?? [];
      parts.outbox.give(await claimedRows(store, found, known), written);
      if (!all) parts.outbox.give(await claimedRows(store, await reclaim(parts, written), known), written);
    },
  };
}

/** Some turns dropped out: the first row of a lane may be another than was thought. */
async function reclaim({ store, owner, leaseUntil }: CommitParts, written: TurnRows['outbox']): Promise<Row[]> {
  const lanes = [...new Set(written.map(({ outbound }) => outbound.lane))];
  const until = leaseUntil();
  const results = await store.write([headsStatement(lanes, owner, until), claimsStatement(owner, until)]);
  return results.at(-1)?.rows ?? [];
}

/** The turn by its next name: the rows of an attempt whose answer got lost are there already, and are not written again. */
const renamed = (turn: TurnRows, attempt: number): TurnRows => ({ ...turn, name: turn.name.replace(/\d+$/, `${attempt}`) });

/** A lost answer is asked again: the gate knows by the turns' names what it had let in. */
async function writeThrough({ store, clock, log }: CommitParts, statements: (attempt: number) => Statement[]): Promise<Written[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.write(statements(attempt - 1));
    } catch (error) {
      if (!(error instanceof StoreError) || error.type !== 'lost' || attempt >= mostTries) throw error;
      log.warn({ attempt }, 'The database server did not answer; trying the same commit again.');
      await clock.sleep(50 * 2 ** attempt);
    }
  }
}
