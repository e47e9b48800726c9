// The outbox: what was claimed is sent by its channel and marked; what fails is tried again, or parked. Nothing leaves any other way.
import { fileStatement, movedStatements, readTopic } from '../db/desk.ts';
import { type Claimed, claimedOf, type Mark, markStatements, nextDueStatement, reopenTopicStatements, sweepStatement, unparkStatement } from '../db/outbox.ts';
import { type Statement, type Store, StoreError } from '../db/store.ts';
import { type Channel, type Parcel, SendError } from '../bots/channel.ts';
import { ticketOfLane } from '../flows/message.ts';
import type { Desk } from '../flows/turn.ts';
import { backOffMs, mostAttempts } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { FileStore } from './files.ts';
import type { Log } from './log.ts';

export type OutboxParts = {
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  desk: () => Desk | null;
  onDeskMoved: () => Promise<void>;
  files: FileStore;
  clock: Clock;
  log: Log;
  owner: string;
  leaseMs: number;
};

export type Outbox = {
  /** Sends these rows: they were claimed with the commit that wrote them. */
  give(claimed: Claimed[]): void;
  /** Looks for due rows now. */
  wake(): void;
  /** Lets parked rows of a lane go out again. */
  unpark(lane: string): Promise<void>;
  /** Resolves when nothing is being sent or marked. */
  idle(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
};

const longestSleepMs = 30_000;
const deskMissingMs = 60_000;

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, clock, log } = parts;
  const stopping = new AbortController();
  let bell = new AbortController();
  let marks: Mark[] = [];
  let flushing: Promise<void> | null = null;
  let sending = 0;
  let nextDue = Number.POSITIVE_INFINITY;
  let loop: Promise<void> = Promise.resolve();

  /** The parcel for a row, or null while nobody works the desk. */
  async function parcelOf(row: Claimed): Promise<{ channel: Channel; parcel: Parcel } | null> {
    const { lane, outbound } = row;
    const desk = parts.desk();
    const number = ticketOfLane(lane);
    const atDesk = lane === 'desk' || number !== undefined;
    if (atDesk && !desk) return null;
    const to = atDesk && desk ? desk.chat : lane.replace(/#.*$/s, '');
    const name = to.slice(0, to.indexOf(':'));
    const channel = parts.channels.get(name);
    if (!channel) throw new SendError('rejected', `No channel "${name}" is on: turn it on and send this row again, or drop it.`);
    const topic = number === undefined ? null : await readTopic(store, lane);
    const here = topic && topic.chat === to ? topic : null;
    return { channel, parcel: { id: row.id, to, body: outbound.body, ...(here?.thread ? { thread: here.thread } : {}), ...(here?.card ? { card: here.card } : {}) } };
  }

  async function send(row: Claimed): Promise<Mark> {
    try {
      const found = await parcelOf(row);
      if (!found) return { type: 'later', row, dueAt: clock.now() + deskMissingMs, error: 'The desk is not claimed yet.', unattempted: true };
      const { channel, parcel } = found;
      const wait = channel.pace(parcel.to, parcel.body, clock.now());
      if (wait > 0) return { type: 'later', row, dueAt: clock.now() + wait, error: 'Paced.', unattempted: true };
      const sent = await channel.send(parcel);
      if (sent.bytes && parcel.body.type === 'fetch') await keepFile(parcel.body.file.id, sent.bytes);
      return { type: 'sent', row, messages: sent.messages, chat: parcel.to, ...(sent.thread ? { thread: sent.thread } : {}), ...(sent.card ? { card: sent.card } : {}) };
    } catch (error) {
      return failed(row, error);
    }
  }

  async function keepFile(id: string, bytes: Uint8Array): Promise<void> {
    const hash = await parts.files.put(bytes);
    await store.write([fileStatement(id, hash, bytes.length, clock.now())]);
  }

  async function failed(row: Claimed, error: unknown): Promise<Mark> {
    const sendError = error instanceof SendError ? error : new SendError('unknown', error instanceof Error ? error.message : String(error), { cause: error });
    const { code, message } = sendError;
    const later = (ms: number, unattempted = false): Mark => ({ type: 'later', row, dueAt: clock.now() + ms, error: message, unattempted });
    switch (code) {
      case 'rate_limited':
        return later(sendError.retryAfterMs ?? 1000, true);
      case 'offline': case 'not_ready': case 'unknown':
        log.warn({ outbox: row.id, code, attempts: row.attempts, err: message }, 'A message could not leave; it will be tried again.');
        return row.attempts < mostAttempts(code) ? later(backOffMs(row.attempts)) : { type: 'parked', row, error: message, lane: false };
      case 'thread_missing':
        if (row.outbound.body.type !== 'topic' && ticketOfLane(row.lane) !== undefined && row.attempts < 5) {
          await store.write(reopenTopicStatements([row.lane]));
          return { type: 'requeued', row };
        }
        return { type: 'parked', row, error: message, lane: false };
      case 'moved':
        return moved(row, sendError, later(0, true));
      case 'expired':
        return { type: 'dropped', row, error: message };
      case 'blocked':
        log.warn({ outbox: row.id, err: message }, 'A chat refuses our messages; its lane is parked until it answers again.');
        return { type: 'parked', row, error: message, lane: true };
      case 'rejected': case 'too_large': case 'needs_template':
        log.error({ outbox: row.id, code, err: message }, 'A message was refused for good and is parked; the desk can see it.');
        return { type: 'parked', row, error: message, lane: false };
      default:
        return code satisfies never;
    }
  }

  async function moved(row: Claimed, error: SendError, again: Mark): Promise<Mark> {
    const desk = parts.desk();
    const from = row.lane.replace(/#.*$/s, '');
    const isDesk = desk !== null && (row.lane === 'desk' || ticketOfLane(row.lane) !== undefined || from === desk.chat);
    if (!isDesk || !error.movedTo) return { type: 'parked', row, error: error.message, lane: false };
    await store.write(movedStatements(desk.chat, error.movedTo, desk));
    await parts.onDeskMoved();
    return again;
  }

  function give(claimed: Claimed[]): void {
    for (const row of claimed) {
      sending++;
      void send(row)
        .catch((error: unknown): Mark => ({ type: 'later', row, dueAt: clock.now() + 1000, error: String(error), unattempted: true }))
        .then((mark) => {
          sending--;
          marks.push(mark);
          if (mark.type === 'later' && mark.dueAt < nextDue) {
            nextDue = mark.dueAt;
            bell.abort();
          }
          flushing ??= flush();
        });
    }
  }

  /** Marks what was sent, many rows in one batch; the heads that this frees are claimed with it. */
  async function flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (let tries = 0; marks.length > 0; ) {
      const batch = marks;
      marks = [];
      try {
        const statements = markStatements(batch, parts.owner, clock.now(), clock.now() + parts.leaseMs);
        const results = await store.write(statements);
        give(claimedOf(results.at(-1) ?? []));
        tries = 0;
      } catch (error) {
        marks = [...batch, ...marks];
        if (!(error instanceof StoreError) || error.type === 'constraint') log.error({ err: String(error) }, 'Marks of sent messages could not be written; trying again.');
        if (stopping.signal.aborted && tries > 3) break;
        await clock.sleep(backOffMs(++tries));
      }
    }
    flushing = null;
  }

  async function sweep(): Promise<void> {
    const now = clock.now();
    const [rows] = await store.write([sweepStatement(parts.owner, now, now + parts.leaseMs)]);
    const claimed = claimedOf(rows ?? []);
    give(claimed);
    const [due] = await store.read(nextDueStatement());
    nextDue = claimed.length === 50 ? now : due?.due === null || due?.due === undefined ? Number.POSITIVE_INFINITY : Number(due.due);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sweep().catch((error: unknown) => {
        log.error({ err: String(error) }, 'The outbox could not be read; trying again.');
        nextDue = clock.now() + 1000;
      });
      const ms = Math.max(0, Math.min(nextDue - clock.now(), longestSleepMs));
      if (ms > 0 && !bell.signal.aborted) await clock.sleep(ms, bell.signal);
      bell = new AbortController();
      if (stopping.signal.aborted) bell.abort();
    }
  }

  const extra = async (statements: Statement[]) => {
    await store.write(statements);
    bell.abort();
  };

  return {
    give,
    wake: () => bell.abort(),
    unpark: (lane) => extra([unparkStatement(lane), { sql: "UPDATE outbox SET due_at = ?1 WHERE state = 'queued' AND due_at IS NULL AND seq = (SELECT min(seq) FROM outbox WHERE address = ?2 AND state = 'queued')", args: [clock.now(), lane] }]),
    idle: async () => {
      while (sending > 0 || flushing || marks.length > 0) await (flushing ?? new Promise((resolve) => setTimeout(resolve, 1)));
    },
    start: () => { loop = run(); },
    stop: async () => {
      stopping.abort();
      bell.abort();
      await loop;
      while (flushing) await flushing;
    },
  };
}
