// The engine: takes inbounds, runs their turns in groups, and commits each group at once (the protocol of ENGINE.md).
// A take resolves when its inbound is committed, or was before; it rejects when the store cannot hold it now.
import type { TurnRows } from '../db/commit.ts';
import { type Store, StoreError } from '../db/store.ts';
import { answeredFirst } from '../flows/burst.ts';
import type { Inbound } from '../flows/message.ts';
import { type CommitParts, commitTurns } from './commit.ts';
import type { Memory } from './memory.ts';
import { type House, setScenes } from './scene.ts';
import { createTurnQueue, type Waiting } from './turn-queue.ts';
import { runTurn } from './turns.ts';

const mostTurns = 200;
const mostTries = 5;

/** How many of a turn's messages go to the chat that it came from. */
const answersTo = (inbound: Inbound, rows: TurnRows): number => rows.outbox.filter(({ outbound }) => outbound.lane === inbound.chat).length;

type Turning = { one: Waiting; rows: TurnRows };

export type Engine = {
  /** Resolves once it is committed, with the number of messages that answer it in its own chat. */
  take(inbound: Inbound): Promise<number>;
  /** Turns wait for the next commit. */
  isCommitting(): boolean;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
};

export type EngineParts = House &
  CommitParts & {
    store: Store;
    memory: Memory;
    /** Before a group: what others may have changed in the catalogue is read again. */
    freshen: () => Promise<void>;
    /** Turns in a group; one for several processes. */
    groupSize: number;
    /** After a commit: timers may have changed, the desk may have moved. */
    onCommitted: (rows: readonly TurnRows[]) => void;
  };

export function createEngine(parts: EngineParts): Engine {
  const { memory, clock, log } = parts;
  const queue = createTurnQueue();
  let running: Promise<void> | null = null;
  let turnsNamed = 0;

  /** A turn's name: this process, a count, the attempt. */
  const newName = (): string => `${parts.owner.slice(0, 13)}-${(turnsNamed++).toString(36)}.0`;

  async function run(): Promise<void> {
    while (!queue.isEmpty()) {
      const group = queue.next(Math.min(parts.groupSize, mostTurns));
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
    queue.refuse(group, cause);
  }

  async function commitGroup(group: Waiting[]): Promise<void> {
    await memory.begin();
    await parts.freshen();
    const now = clock.now();
    const scenes = await setScenes(
      parts,
      group.map(({ inbound }) => inbound),
      now,
    );
    const turns: Turning[] = [];
    const touched = new Set<string>();
    const held: Waiting[] = [];
    let nextNumber = memory.lastNumber() + 1;
    for (const [i, one] of group.entries()) {
      const scene = scenes[i];
      if (!scene) throw new Error('A scene is missing; setScenes gives one for each inbound.');
      const first = scene.type === 'client' ? answeredFirst(scene.given, one.inbound) : undefined;
      if (first) {
        waitFor(first, one, held);
        continue;
      }
      const rows = runTurn(parts, one.inbound, scene, { now, nextNumber, newName });
      const keys = rows.needs.map(([key]) => key);
      if (keys.some((key) => touched.has(key))) {
        held.push(one); // two turns on one ticket: the later one waits for what the earlier one makes of it
        continue;
      }
      for (const key of keys) touched.add(key);
      nextNumber += rows.changes.filter(({ isNew }) => isNew).length;
      turns.push({ one, rows });
    }
    queue.putFirst(held);
    await commit(turns).catch((error: unknown) => {
      if (error instanceof StoreError && error.type === 'constraint') return isolate(turns, error);
      throw error;
    });
  }

  /** A burst that the message does not belong to is answered before it, in a commit of its own. */
  function waitFor(first: Inbound, one: Waiting, held: Waiting[]): void {
    one.tries++;
    if (one.tries < mostTries) held.push({ inbound: first, tries: 0, resolve: () => undefined, reject: () => undefined }, one);
    else queue.refuse([one], new Error(`What was written before ${one.inbound.id} could not be answered ${mostTries} times in a row.`));
  }

  /** Commits the turns, remembers what they made, and answers whoever handed them in. */
  async function commit(turns: Turning[], alone = false): Promise<void> {
    const { outcomes, release } = await commitTurns(parts, turns.map(({ rows }) => rows), alone); // biome-ignore format: one thought
    const kept: TurnRows[] = [];
    for (const [i, { one, rows }] of turns.entries()) {
      if (outcomes[i] === 'stale') again(one, rows);
      else if (outcomes[i] === 'committed') kept.push(rows);
      else if (rows.conversation) memory.dropConversation(rows.conversation.key);
    }
    for (const { conversation, person, changes, erasure } of kept) {
      for (const key of erasure?.keys ?? []) memory.dropConversation(key);
      memory.keep(conversation, person, changes.map(({ ticket }) => ticket)); // biome-ignore format: one thought
    }
    for (const { joins } of kept) memory.dropJoined(joins);
    if (
      kept.some(
        (turn) => turn.staff || turn.guest || turn.desk || turn.claimed || turn.keeps || turn.routing || turn.leaves || turn.campaign,
      )
    )
      await memory.readDesk();
    parts.onCommitted(kept);
    await release();
    for (const [i, { one, rows }] of turns.entries())
      if (outcomes[i] !== 'stale') one.resolve(outcomes[i] === 'committed' ? answersTo(one.inbound, rows) : 0);
  }

  /** A version had moved on: read again, turn again. */
  function again(one: Waiting, turn: TurnRows): void {
    for (const [key] of turn.needs) memory.dropConversation(key);
    for (const { ticket } of turn.changes) memory.dropTickets(ticket.person);
    one.tries++;
    if (one.tries < mostTries) queue.putFirst([one]);
    else
      queue.refuse(
        [one],
        new Error(`The conversation of ${one.inbound.id} was changed by others ${mostTries} times in a row; it will come again.`),
      );
  }

  /** Rows that the store refuses spoil the whole batch: each turn goes alone, and the one that fails alone is set aside. */
  async function isolate(turns: Turning[], error: StoreError): Promise<void> {
    for (const turn of turns) await commit([turn], true).catch((alone: unknown) => setAside(turn.one, alone ?? error));
  }

  async function setAside(one: Waiting, error: unknown): Promise<void> {
    if (!(error instanceof StoreError) || error.type !== 'constraint') return giveBack([one], error);
    log.error(
      { inbound: one.inbound.id, err: error.message },
      'The store refused the rows of this message; it is set aside and the desk is told.',
    );
    const now = clock.now();
    const [scene] = await setScenes(parts, [one.inbound], now);
    if (!scene) throw error;
    const rows = runTurn(parts, one.inbound, scene, { now, nextNumber: memory.lastNumber() + 1, newName, poison: error });
    await commit([{ one, rows }], true).catch((again: unknown) => giveBack([one], again));
  }

  return {
    take: (inbound) =>
      new Promise((resolve, reject) => {
        queue.add({ inbound, tries: 0, resolve, reject });
        running ??= Promise.resolve()
          .then(run)
          .finally(() => {
            running = null;
          });
      }),
    isCommitting: () => !queue.isEmpty(),
    idle: async () => {
      while (running) await running;
    },
  };
}
