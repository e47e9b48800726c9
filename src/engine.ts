// The engine: takes inbounds, runs their turns in groups, and commits each group at once (the protocol of ENGINE.md).
// A take resolves when its inbound is committed, or was before; it rejects when the store cannot hold it now.
import { commitStatements, outcomeStatement, outcomesOf, passedOf, type TurnRows } from '../db/commit.ts';
import { movedStatements } from '../db/desk.ts';
import { claimedRows, headsStatement } from '../db/outbox.ts';
import { type Statement, type Store, StoreError, type Written } from '../db/store.ts';
import { conversationKey, type Inbound } from '../flows/message.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Memory } from './memory.ts';
import type { Outbox } from './outbox.ts';
import { type House, setScenes } from './scene.ts';
import { runTurn } from './turns.ts';

const mostTurns = 200;
const mostTries = 5;

type Waiting = { inbound: Inbound; tries: number; resolve: (replies: number) => void; reject: (error: Error) => void };

export type Engine = {
  /** Resolves once it is committed, with the number of messages that answer it in its own chat. */
  take(inbound: Inbound): Promise<number>;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
};

export type EngineParts = House & {
  store: Store;
  memory: Memory;
  clock: Clock;
  log: Log;
  /** Names this process in leases. */
  owner: string;
  leaseMs: number;
  /** Turns in a group; one for several processes. */
  groupSize: number;
  zone: string;
  /** Its marks ride along with each commit, and what a commit claims leaves by it. */
  outbox: Pick<Outbox, 'drain' | 'putBack' | 'give'>;
  /** After a commit: timers may have changed, the desk may have moved. */
  onCommitted: (rows: readonly TurnRows[]) => void;
};

export function createEngine(parts: EngineParts): Engine {
  const { store, memory, clock, log } = parts;
  let waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  let turnsNamed = 0;

  /** A turn's name: this process, a count, the attempt. */
  const newName = (): string => `${parts.owner.slice(0, 13)}-${(turnsNamed++).toString(36)}.0`;

  /** The next group: by arrival, one turn a conversation, no inbound twice. */
  function nextGroup(): Waiting[] {
    const keys = new Set<string>();
    const group: Waiting[] = [];
    const left: Waiting[] = [];
    const most = Math.min(parts.groupSize, mostTurns);
    for (const one of waiting) {
      const key = conversationKey(one.inbound);
      if (group.length < most && !keys.has(key) && !keys.has(one.inbound.id)) group.push(one);
      else left.push(one);
      keys.add(key).add(one.inbound.id);
    }
    waiting = left;
    return group;
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const group = nextGroup();
      try {
        await commitGroup(group);
      } catch (error) {
        await giveBack(group, error);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Nothing of the group is acknowledged: whoever sent it sends it again. */
  async function giveBack(group: Waiting[], error: unknown): Promise<void> {
    const cause = error instanceof Error ? error : new Error(String(error));
    log.error(
      { err: cause.message, turns: group.length },
      'The store did not take these messages; they are not acknowledged and will come again.',
    );
    await memory.forget().catch((failed: unknown) => log.error({ err: String(failed) }, 'The store cannot be read either.'));
    for (const one of group) one.reject(cause);
  }

  async function commitGroup(group: Waiting[]): Promise<void> {
    await memory.begin();
    const now = clock.now();
    const scenes = await setScenes(
      parts,
      group.map(({ inbound }) => inbound),
      now,
    );
    const turns: { one: Waiting; rows: TurnRows }[] = [];
    const touched = new Set<string>();
    let nextNumber = memory.lastNumber() + 1;
    for (const [i, one] of group.entries()) {
      const scene = scenes[i];
      if (!scene) throw new Error('A scene is missing; setScenes gives one for each inbound.');
      const rows = runTurn(parts, one.inbound, scene, { now, nextNumber, zone: parts.zone, newName });
      const keys = rows.needs.map(([key]) => key);
      if (keys.some((key) => touched.has(key))) {
        waiting.unshift(one); // two turns on one ticket: the later one waits for what the earlier one makes of it
        continue;
      }
      for (const key of keys) touched.add(key);
      nextNumber += rows.changes.filter(({ isNew }) => isNew).length;
      turns.push({ one, rows });
    }
    await commit(turns);
  }

  /** `alone`: nothing else rides along, so that a refusal is this turn's own. */
  async function commit(turns: { one: Waiting; rows: TurnRows }[], alone = false): Promise<void> {
    const rows = turns.map((turn) => turn.rows);
    const riding = alone ? { marks: [], statements: [], lanes: [] } : parts.outbox.drain();
    const before = [
      ...riding.statements,
      ...rows.flatMap((turn) => (turn.moved && turn.desk ? movedStatements(turn.moved.from, turn.moved.to, turn.desk) : [])),
    ];
    const outbox = rows.flatMap((turn) => turn.outbox);
    const lanes = [...new Set([...riding.lanes, ...outbox.map(({ outbound }) => outbound.lane)])];
    const heads = lanes.length > 0 ? [headsStatement(lanes, parts.owner, clock.now() + parts.leaseMs)] : [];
    let results: Written[];
    try {
      results = await writeThrough([...before, ...commitStatements(rows), ...heads], rows);
    } catch (error) {
      parts.outbox.putBack(riding.marks);
      if (error instanceof StoreError && error.type === 'constraint') return isolate(turns, error);
      throw error;
    }
    const outcomes =
      passedOf(results.slice(before.length)) === turns.length
        ? turns.map(() => 'committed' as const)
        : outcomesOf(await store.read(outcomeStatement(rows)), rows);
    const kept: TurnRows[] = [];
    for (const [i, { one, rows: turn }] of turns.entries()) {
      if (outcomes[i] === 'stale') again(one, turn);
      else if (outcomes[i] === 'committed') {
        memory.keep({
          ...(turn.conversation ? { conversation: turn.conversation } : {}),
          ...(turn.person ? { person: turn.person } : {}),
          tickets: turn.changes.map(({ ticket }) => ticket),
        });
        kept.push(turn);
      } else if (turn.conversation) memory.dropConversation(turn.conversation.key);
    }
    if (kept.some((turn) => turn.staff || turn.guest || turn.desk || turn.claimed)) await memory.readDesk();
    parts.onCommitted(kept);
    const known = new Map(outbox.map(({ id, outbound }) => [id, outbound]));
    const claimed = heads.length > 0 ? await claimedRows(store, results.at(-1)?.rows ?? [], known) : [];
    if (claimed.length > 0) parts.outbox.give(claimed, outbox);
    for (const [i, { one, rows: turn }] of turns.entries())
      if (outcomes[i] !== 'stale') one.resolve(outcomes[i] === 'committed' ? turn.outbox.filter(({ outbound }) => outbound.lane === one.inbound.chat).length : 0);
  }

  /** A lost answer is asked again with the next attempt's name: the gate knows its own. */
  async function writeThrough(statements: Statement[], rows: TurnRows[]): Promise<Written[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await store.write(statements);
      } catch (error) {
        if (!(error instanceof StoreError) || error.type !== 'lost' || attempt >= mostTries) throw error;
        log.warn({ attempt, turns: rows.length }, 'The database server did not answer; trying the same commit again.');
        await clock.sleep(50 * 2 ** attempt);
      }
    }
  }

  /** A version had moved on: read again, turn again. */
  function again(one: Waiting, turn: TurnRows): void {
    for (const [key] of turn.needs) memory.dropConversation(key);
    for (const { ticket } of turn.changes) memory.dropTickets(ticket.person);
    one.tries++;
    if (one.tries < mostTries) waiting.unshift(one);
    else
      one.reject(new Error(`The conversation of ${one.inbound.id} was changed by others ${mostTries} times in a row; it will come again.`));
  }

  /** Rows that the store refuses spoil the whole batch: each turn goes alone, and the one that fails alone is set aside. */
  async function isolate(turns: { one: Waiting; rows: TurnRows }[], error: StoreError): Promise<void> {
    const [only] = turns;
    if (turns.length > 1) {
      for (const turn of turns) await commit([turn], true).catch((alone: unknown) => giveBack([turn.one], alone));
      return;
    }
    if (!only) return;
    if (only.rows.parked !== undefined) throw error;
    log.error(
      { inbound: only.one.inbound.id, err: error.message },
      'The store refused the rows of this message; it is set aside and the desk is told.',
    );
    const [scene] = await setScenes(parts, [only.one.inbound], clock.now());
    if (!scene) throw error;
    const rows = runTurn(parts, only.one.inbound, scene, {
      now: clock.now(),
      nextNumber: memory.lastNumber() + 1,
      zone: parts.zone,
      newName,
      poison: error,
    });
    await commit([{ one: only.one, rows }], true);
  }

  return {
    take: (inbound) =>
      new Promise((resolve, reject) => {
        waiting.push({ inbound, tries: 0, resolve, reject });
        running ??= Promise.resolve()
          .then(run)
          .finally(() => {
            running = null;
          });
      }),
    idle: async () => {
      while (running) await running;
    },
  };
}
