// The outbox: what was claimed is sent, lane by lane in order, and marked; what is due again is swept up. Nothing leaves any other way.
import {
  type Claimed,
  claimedRows,
  claimsStatement,
  headsStatement,
  type Mark,
  markStatements,
  nextDueStatement,
  sweepStatement,
  unparkStatements,
  wakeStatement,
} from '../db/outbox.ts';
import { type Statement, StoreError } from '../db/store.ts';
import { contactOf, type Outbound } from '../flows/message.ts';
import { backOffMs } from './backoff.ts';
import { createSend, type Place, type SendParts } from './send.ts';
import type { Waiting } from './waiting.ts';

export type OutboxParts = SendParts & {
  waiting: Pick<Waiting, 'note'>;
  owner: string;
  leaseUntil: () => number /** Turns wait for a commit. */;
  isCommitting: () => boolean;
};

type Written = { id: string; outbound: Outbound };
/** Marks that wait to be written, as statements for somebody else's batch. `lanes`: whose next row may be free then. */
export type Riding = { marks: Mark[]; statements: Statement[]; lanes: string[] };

export type Outbox = {
  /** Sends these rows. `written`: everything that the same commit wrote; what follows a claimed row in its lane goes with it. */
  give(claimed: readonly Claimed[], written: readonly Written[]): void;
  /** Takes the marks that wait, to be written with a commit; `putBack` when that failed. */
  drain(): Riding;
  putBack(marks: readonly Mark[]): void;
  /** Looks for due rows now. */
  wake(): void;
  /** Claims and sends what is due, once; where no process stays to do it by itself. */
  sweep(): Promise<void>;
  /** A channel can send again after it could not: what waits for it leaves now, and what is failing at this moment goes again. */
  awake(contact: string): Promise<void>;
  /** Lets parked rows of a lane go out again. */
  unpark(lane: string): Promise<void>;
  /** Resolves when nothing is being sent or marked. */
  idle(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
};

const longestSleepMs = 30_000;
/** What is on its way when the house stops is waited for so long; what has not come through by then is sent again. */
const longestStopMs = 3_000;
/** Marks wait this long for a commit to ride along with, before they are written by themselves. */
const markDelayMs = 2;
/** A mark that could not be written is tried again this often, at the least. */
const longestMarkWaitMs = 5_000;
/** Under load the next commit is on its way, and takes them; but they do not wait for ever. */
const mostWaits = 50;

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, clock, log } = parts;
  const send = createSend(parts);
  const stopping = new AbortController();
  let bell = new AbortController();
  let marks: Mark[] = [];
  let flushing: Promise<void> | null = null;
  let sending = 0;
  /** How often each channel came back: what left before that and fails after it need not wait. */
  const comebacks = new Map<string, number>();
  /** Lanes that are being sent: whatever is claimed of them meanwhile is what is leaving. */
  const leaving = new Set<string>();
  let nextDue = Number.POSITIVE_INFINITY;
  /** Moments that marks not yet written will bring. */
  let moments: number[] = [];
  let loop: Promise<void> = Promise.resolve();

  /**
   * A lane's claimed row, and those that were written behind it: its lease holds the lane, since only heads are ever claimed.
   * The marks are handed over together: the first of them would give the lane to the next who looks.
   */
  async function sendLane(head: Claimed, following: readonly Written[]): Promise<void> {
    const place: Place = {};
    const made: Mark[] = [];
    const contact = contactOf(head.lane);
    const before = comebacks.get(contact);
    let mark = await send(head, place, false);
    if (mark) made.push(mark);
    for (const { id, outbound } of following) {
      if (mark?.type !== 'sent' || stopping.signal.aborted) break;
      mark = await send({ id, lane: outbound.lane, outbound, attempts: 1 }, place, true);
      if (mark) made.push(mark);
    }
    for (const one of made) remember(comebacks.get(contact) === before ? one : hurried(one));
  }

  const hurried = (mark: Mark): Mark => (mark.type === 'later' ? { ...mark, dueAt: Math.min(mark.dueAt, clock.now()) } : mark);

  function remember(mark: Mark): void {
    marks.push(mark);
    if (mark.type === 'parked' && mark.waits) parts.waiting.note(mark.row.lane);
    if (mark.type !== 'later') return;
    moments.push(mark.dueAt);
    if (mark.dueAt < nextDue) bell.abort();
  }

  function give(claimed: readonly Claimed[], written: readonly Written[]): void {
    if (stopping.signal.aborted) return; // the next start lets go of what this one had claimed
    const lanes = new Map<string, Written[]>();
    for (const row of written) {
      const lane = lanes.get(row.outbound.lane);
      if (lane) lane.push(row);
      else lanes.set(row.outbound.lane, [row]);
    }
    for (const row of claimed) {
      if (leaving.has(row.lane)) continue;
      const lane = lanes.get(row.lane);
      leaving.add(row.lane);
      sending++;
      void sendLane(row, lane?.[0]?.id === row.id ? lane.slice(1) : []).finally(() => {
        sending--;
        leaving.delete(row.lane);
        flushing ??= flush();
      });
    }
  }

  const drain = (): Riding => {
    const taken = marks;
    marks = [];
    return { marks: taken, ...markStatements(taken, parts.owner, clock.now()) };
  };

  const putBack = (given: readonly Mark[]): void => {
    marks = [...given, ...marks];
    if (given.length > 0) flushing ??= flush();
  };

  /** Writes marks that found no commit to ride along with; the heads that this frees are claimed with it. */
  async function flush(): Promise<void> {
    for (let waits = 0; waits === 0 || (parts.isCommitting() && marks.length > 0 && waits < mostWaits); waits++) {
      await new Promise((resolve) => setTimeout(resolve, markDelayMs));
    }
    for (let tries = 0; marks.length > 0; ) {
      const { marks: taken, statements, lanes } = drain();
      try {
        const until = parts.leaseUntil();
        const results = await store.write([...statements, headsStatement(lanes, parts.owner, until), claimsStatement(parts.owner, until)]);
        give(await claimedRows(store, results.at(-1)?.rows ?? [], new Map()), []);
        tries = 0;
      } catch (error) {
        marks = [...taken, ...marks];
        if (!(error instanceof StoreError) || error.type === 'constraint')
          log.error({ err: String(error) }, 'Marks of sent messages could not be written; trying again.');
        if (stopping.signal.aborted && tries > 3) break;
        await clock.sleep(Math.min(longestMarkWaitMs, backOffMs(++tries)));
      }
    }
    flushing = null;
  }

  /** What was sent is marked before anything is claimed anew: a lease may have run out while the store refused the marks. */
  async function sweep(): Promise<void> {
    const now = clock.now();
    const until = parts.leaseUntil();
    const { marks: taken, statements, lanes } = drain();
    const claims = [
      headsStatement(lanes, parts.owner, until),
      sweepStatement(parts.owner, now, until),
      claimsStatement(parts.owner, until),
    ];
    const results = await store.write([...statements, ...claims]).catch((error: unknown) => {
      putBack(taken);
      throw error;
    });
    const claimed = await claimedRows(store, results.at(-1)?.rows ?? [], new Map());
    give(claimed, []);
    const [due] = await store.read(nextDueStatement());
    moments = moments.filter((moment) => moment > now);
    nextDue = claimed.length === 50 ? now : Math.min(...moments, typeof due?.due === 'number' ? due.due : Number.POSITIVE_INFINITY);
  }

  async function quiet(): Promise<void> {
    while (sending > 0 || flushing) await (flushing ?? new Promise((resolve) => setTimeout(resolve, 1)));
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      bell = new AbortController();
      await sweep().catch((error: unknown) => {
        log.error({ err: String(error) }, 'The outbox could not be read; trying again.');
        nextDue = clock.now() + 1000;
      });
      const ms = Math.max(0, Math.min(nextDue - clock.now(), longestSleepMs));
      if (ms > 0 && !bell.signal.aborted && !stopping.signal.aborted) await clock.sleep(ms, bell.signal);
    }
  }

  return {
    give,
    drain,
    putBack,
    sweep,
    wake: () => bell.abort(),
    awake: async (contact) => {
      comebacks.set(contact, (comebacks.get(contact) ?? 0) + 1);
      marks = marks.map((mark) => (contactOf(mark.row.lane) === contact ? hurried(mark) : mark));
      await store.write([wakeStatement(contact, clock.now())]);
      bell.abort();
    },
    unpark: async (lane) => {
      await store.write(unparkStatements(lane, clock.now()));
      bell.abort();
    },
    idle: async () => {
      while (sending > 0 || flushing || marks.length > 0) await (flushing ?? new Promise((resolve) => setTimeout(resolve, 1)));
    },
    start: () => {
      loop = run();
    },
    stop: async () => {
      stopping.abort();
      bell.abort();
      await loop;
      const over = new AbortController();
      await Promise.race([quiet(), clock.sleep(longestStopMs, over.signal)]);
      over.abort();
    },
  };
}
