// Sends one claimed row by its channel and says what became of it. What cannot leave is tried again, or parked; nothing is swallowed.
import { type Channel, type Parcel, SendError, type Sent } from '../bots/channel.ts';
import { fetchedStatement, readTopic } from '../db/desk.ts';
import { readIsHeld } from '../db/erased.ts';
import { type Claimed, type Mark, reopenTopicStatements } from '../db/outbox.ts';
import type { Store } from '../db/store.ts';
import { contactOf, type OutboundBody, ticketOfLane } from '../flows/message.ts';
import type { Desk } from '../flows/turn.ts';
import { backOffMs, mostAttempts } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { FileStore } from './files.ts';
import type { Log } from './log.ts';
import type { PanelLinks } from './panel-links.ts';

export type SendParts = {
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  desk: () => Desk | null;
  /** The desk's chat has a new address; resolves when its lanes are ready to leave to that one. */
  moveDesk: (desk: Desk, to: string) => Promise<void>;
  files: Pick<FileStore, 'put' | 'remove'>;
  /** Makes the links to clients' own pages, where there are such pages. */
  links?: Pick<PanelLinks, 'make'> | undefined;
  clock: Clock;
  log: Log;
};

/** Where a lane's messages go in the desk's chat, learnt from the rows before. */
export type Place = { thread?: string; card?: string };

/** `follows`: the rows before it in its lane have just left; it waits for nobody, and a failure leaves it as it was (null). */
export type Send = (row: Claimed, place: Place, follows: boolean) => Promise<Mark | null>;

const deskMissingMs = 60_000;
const channelOffMs = 60_000;

const atDesk = (lane: string): boolean => lane === 'desk' || ticketOfLane(lane) !== undefined;

export function createSend(parts: SendParts): Send {
  const { store, clock, log } = parts;

  function addressOf(lane: string): string | null {
    return atDesk(lane) ? (parts.desk()?.chat ?? null) : lane.replace(/#.*$/s, '');
  }

  function channelOf(to: string): Channel {
    const name = contactOf(to);
    const channel = parts.channels.get(name);
    if (!channel)
      throw new SendError('rate_limited', `The channel "${name}" is off; this waits until it is on.`, { retryAfterMs: channelOffMs });
    return channel;
  }

  /** Fills in the topic and the card of a ticket's lane, where the desk's chat has them. */
  async function find(row: Claimed, to: string, place: Place, follows: boolean): Promise<void> {
    if (follows || row.outbound.body.type === 'topic' || ticketOfLane(row.lane) === undefined) return;
    const topic = await readTopic(store, row.lane);
    if (!topic) return;
    if (topic.chat !== to) throw new SendError('thread_missing', "This ticket's topic is at a desk of before; it is opened at this one.");
    if (topic.thread) place.thread = topic.thread;
    if (topic.card) place.card = topic.card;
  }

  async function deliver(row: Claimed, place: Place, follows: boolean): Promise<Mark | null> {
    const to = addressOf(row.lane);
    if (to === null)
      return { type: 'later', row, dueAt: clock.now() + deskMissingMs, error: 'The desk is not claimed yet.', unattempted: true };
    const channel = channelOf(to);
    const wait = channel.pace(to, row.outbound.body, clock.now());
    if (wait > 0) return follows ? null : { type: 'later', row, dueAt: clock.now() + wait, error: 'Paced.', unattempted: true };
    await find(row, to, place, follows);
    const { ticket, role } = row.outbound;
    const body = await linked(row);
    const about = { ...(ticket === undefined ? {} : { ticket }), ...(role ? { role } : {}) };
    const parcel: Parcel = { id: row.id, to, body, ...about, ...place };
    const sent = await channel.send(parcel);
    if (sent.bytes && parcel.body.type === 'fetch') await keepFile(row.id, parcel.body.file.id, sent.bytes);
    if (sent.thread) place.thread = sent.thread;
    if (sent.card) place.card = sent.card;
    return markOf(row, to, sent);
  }

  /** What is said, with the link that it tells of: made now, it is in no row. */
  async function linked({ id, outbound: { body } }: Claimed): Promise<OutboundBody> {
    if (body.type !== 'text' || body.panel === undefined) return body;
    const { panel, ...rest } = body;
    return parts.links ? { ...rest, text: `${body.text}\n\n${await parts.links.make(panel, id)}` } : rest;
  }

  const markOf = (row: Claimed, chat: string, sent: Sent): Mark => ({
    type: 'sent',
    row,
    messages: sent.messages,
    chat,
    ...(sent.thread ? { thread: sent.thread } : {}),
    ...(sent.card ? { card: sent.card } : {}),
  });

  /** Whoever sent it may be erased while it is fetched: then its row is gone, and nothing of it stays. */
  async function keepFile(row: string, id: string, bytes: Uint8Array): Promise<void> {
    const hash = await parts.files.put(bytes);
    const [written] = await store.write([fetchedStatement(row, id, hash, bytes.length, clock.now())]);
    if (written?.changed === 0) await parts.files.remove(hash, () => readIsHeld(store, hash));
    else await parts.files.put(bytes); // the same bytes of somebody who was erased may have gone just now
  }

  async function failed(row: Claimed, error: unknown): Promise<Mark> {
    const sendError =
      error instanceof SendError
        ? error
        : new SendError('unknown', error instanceof Error ? error.message : String(error), { cause: error });
    const { code, message } = sendError;
    const later = (ms: number, unattempted = false): Mark => ({ type: 'later', row, dueAt: clock.now() + ms, error: message, unattempted });
    const parked = (waits = false): Mark => ({ type: 'parked', row, error: message, waits });
    switch (code) {
      case 'rate_limited':
        return later(sendError.retryAfterMs ?? 1000, true);
      case 'offline':
      case 'not_ready':
      case 'unknown':
        log.warn({ outbox: row.id, code, attempts: row.attempts, err: message }, 'A message could not leave; it will be tried again.');
        return row.attempts < mostAttempts(code) ? later(backOffMs(row.attempts)) : parked();
      case 'thread_missing':
        if (row.outbound.body.type === 'topic' || ticketOfLane(row.lane) === undefined || row.attempts > 5) return parked();
        await store.write(reopenTopicStatements([row.lane]));
        return { type: 'requeued', row };
      case 'moved':
        return moved(row, sendError, parked());
      case 'expired':
        return { type: 'dropped', row, error: message };
      case 'blocked':
        if (atDesk(row.lane)) {
          log.error({ outbox: row.id, err: message }, "The desk's chat refuses us; its messages wait until it lets the bot in again.");
          return later(deskMissingMs, true);
        }
        log.warn({ outbox: row.id, err: message }, 'A chat refuses our messages; this one is parked until it answers again.');
        return parked(true);
      case 'needs_template':
        log.warn({ outbox: row.id, err: message }, 'A client has been silent for too long; this message is parked until they write.');
        return parked(true);
      case 'rejected':
      case 'too_large':
        log.error({ outbox: row.id, code, err: message }, 'A message was refused for good and is parked.');
        return parked();
      default:
        return code satisfies never;
    }
  }

  /** Rows that leave together hear of the move together; the desk is moved once. */
  let moving: Promise<void> | undefined;
  async function moved(row: Claimed, { movedTo }: SendError, given: Mark): Promise<Mark> {
    const desk = parts.desk();
    if (!desk || !movedTo || !atDesk(row.lane) || row.attempts > 5) return given;
    if (desk.chat !== movedTo) {
      moving ??= parts.moveDesk(desk, movedTo).finally(() => {
        moving = undefined;
      });
      await moving;
    }
    return { type: 'requeued', row };
  }

  return async (row, place, follows) => {
    try {
      return await deliver(row, place, follows);
    } catch (error) {
      if (follows) return null;
      return failed(row, error).catch(
        (again: unknown): Mark => ({ type: 'later', row, dueAt: clock.now() + 1000, error: String(again), unattempted: true }),
      );
    }
  };
}
