// The account's process, joined: connection, journal, inbox and sender, and the wire to the house.
import { proto, type WAMessage, type WAMessageUpdate } from '@whiskeysockets/baileys';
import type { Inbound } from '../../flows/message.ts';
import { SendError } from '../channel.ts';
import { openAcks } from './acks.ts';
import { keepArrivals } from './arrivals.ts';
import { openCaps } from './caps.ts';
import { openChats } from './chats.ts';
import { type Connection, openConnection } from './connection.ts';
import { openInbox } from './inbox.ts';
import { journaled, journaling, rememberFrames } from './journal.ts';
import type { Kept } from './kept.ts';
import { messageIdOf } from './outgoing.ts';
import { createSender } from './sender.ts';
import type { AccountOptions, FromAccount, ToAccount } from './wire.ts';

type Alarm = Extract<Inbound, { type: 'alarm' }>['what'];

export type AccountParts = {
  options: AccountOptions;
  kept: Kept;
  tell: (message: FromAccount) => void;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
};

export type Account = {
  /** A message of the house's, save the first and the last. */
  hear(message: Exclude<ToAccount, { type: 'open' | 'close' }>): void;
  close(): Promise<void>;
};

const dayMs = 86_400_000;
/** What is not journaled within this time of its decryption came another way. */
const mostNoted = 20_000;
/** More messages than one text with files becomes. */
const mostParts = 40;

export async function openAccount({ options, kept, tell, now, sleep }: AccountParts): Promise<Account> {
  const { contact } = options;
  const handing = new Map<number, (ok: boolean) => void>();
  let number = 0;

  const hand = async (inbound: Inbound): Promise<void> => {
    const mine = ++number;
    const ok = await new Promise<boolean>((resolve) => {
      handing.set(mine, resolve);
      tell({ type: 'inbound', number: mine, inbound });
    });
    if (!ok) throw new Error('The house could not commit it.');
  };

  const log = (level: 'info' | 'warn' | 'error', facts: object, sentence: string) => tell({ type: 'log', level, facts, sentence });
  const me = () => connection.me();
  const chats = openChats(kept, async (phone) => (await connection.socket()?.signalRepository.lidMapping.getLIDForPN(phone)) ?? null);
  const inbox = openInbox({
    contact,
    kept,
    chats,
    me,
    hand,
    now,
    sleep,
    failed: (sentence, error) => log('error', { err: nameOf(error) }, sentence),
  });

  /** When it was told last. That the account is slowed down is told once a day, whichever process tells it: the id says which. */
  const alarmed = new Map<Alarm, number>();
  function alarm(what: Alarm, until?: number): void {
    const isSlowed = what === 'capped' || what === 'restricted';
    if (isSlowed && now() - (alarmed.get(what) ?? 0) < dayMs / 2) return;
    alarmed.set(what, now());
    const chat = `${contact}:alarm`;
    const inbound: Inbound = {
      type: 'alarm',
      id: `${contact}:alarm:${what}:${isSlowed ? Math.floor(now() / dayMs) : now()}`,
      contact,
      chat,
      from: { address: chat, name: 'WhatsApp' },
      at: now(),
      what,
      ...(until === undefined ? {} : { until }),
    };
    void hand(inbound).catch(() => log('error', { what }, "The desk could not be told of WhatsApp's state; /setup shows it."));
  }

  const arrivals = keepArrivals(inbox.accept);
  const frames = rememberFrames(arrivals.note);
  const noted = new Set<string>();
  const acks = openAcks();
  const connection: Connection = await openConnection({
    kept,
    ...(options.socketUrl ? { socketUrl: options.socketUrl } : {}),
    now,
    log,
    alarm,
    makeRepository: journaling(frames, me, (frame, row) => {
      if (noted.size > mostNoted) noted.clear();
      if (row) noted.add(row.id);
      arrivals.opened(frame, row);
    }),
    attach: (sock) => {
      sock.ws.on('frame', frames.note);
      acks.attach(sock);
      sock.ev.on('messages.upsert', ({ messages }) => void acceptOthers(messages));
      sock.ev.on('messages.update', (updates) => void tellDeliveries(updates));
    },
    changed: (state) => {
      if (state.type !== 'open') acks.lost();
      tell({ type: 'state', state });
    },
  });

  /** Messages that no decryption of ours brought: those that the owner's phone hands on (from ads), and view-once ones, which it does not. */
  async function acceptOthers(messages: readonly WAMessage[]): Promise<void> {
    for (const { key, message, messageTimestamp, pushName } of messages) {
      const content = message ?? (key.isViewOnce ? viewOnce : undefined);
      const row = content && journaled(key, Number(messageTimestamp ?? 0), pushName, content);
      if (!row || noted.has(row.id)) continue;
      noted.add(row.id);
      await kept.write({ journal: [row] });
      inbox.accept(row);
    }
  }

  async function tellDeliveries(updates: readonly WAMessageUpdate[]): Promise<void> {
    for (const { key, update } of updates) {
      const state = update.status ? deliveries[update.status] : undefined;
      if (!state || !key.fromMe || !key.id || !key.remoteJid || (await kept.sent(key.id)) === null) continue;
      const { address } = await chats.known(key.remoteJid, key.remoteJidAlt);
      const chat = `${contact}:${address}`;
      const id = `${contact}:${key.id}:${state}`;
      void hand({ type: 'delivery', id, contact, chat, from: { address: chat, name: '' }, message: key.id, at: now(), state }).catch(
        () => undefined,
      ); // a state that is not kept is no loss: the next one says more
    }
  }

  const caps = openCaps(options.perMinute, options.perDay, await kept.sentSince(now() - dayMs));
  const send = createSender({
    contact,
    kept,
    chats,
    caps,
    acks,
    socket: connection.socket,
    typingMs: options.typingMs,
    ackMs: options.ackMs,
    now,
    sleep,
    alarm,
  });

  /** What was sent to somebody is found by the outbox row that it came of: how many messages it became is not known any more. */
  async function forget(addresses: string[], rows: readonly string[]): Promise<void> {
    await chats.forget(addresses);
    await kept.forgetSent(rows.flatMap((row) => Array.from({ length: mostParts }, (_, part) => messageIdOf(row, part))));
  }

  const failed = (call: number, error: unknown): FromAccount =>
    error instanceof SendError
      ? {
          type: 'failed',
          call,
          code: error.code,
          message: error.message,
          ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
        }
      : { type: 'failed', call, code: 'unknown', message: error instanceof Error ? error.message : String(error) };

  await inbox.replay();
  connection.start();
  return {
    hear: (message) => {
      switch (message.type) {
        case 'taken':
          handing.get(message.number)?.(message.ok);
          handing.delete(message.number);
          return;
        case 'send':
          void send(message.parcel, message.files).then(
            (sent) => tell({ type: 'sent', call: message.call, sent }),
            (error: unknown) => tell(failed(message.call, error)),
          );
          return;
        case 'pair':
          void connection.pairByCode(message.phone).then(
            (code) => tell({ type: 'paired', call: message.call, code }),
            (error: unknown) => tell(failed(message.call, error)),
          );
          return;
        case 'forget':
          void forget(message.chats, message.rows).then(
            () => tell({ type: 'forgotten', call: message.call }),
            (error: unknown) => tell(failed(message.call, error)),
          );
          return;
        case 'reconnect':
          connection.reconnect();
          return;
        default:
          message satisfies never;
      }
    },
    close: connection.stop,
  };
}

/** What stands for a file that WhatsApp shows on the phone only. */
const viewOnce: proto.IMessage = { placeholderMessage: { type: proto.Message.PlaceholderMessage.PlaceholderType.MASK_LINKED_DEVICES } };

const { DELIVERY_ACK, READ, PLAYED } = proto.WebMessageInfo.Status;
const deliveries: Readonly<Record<number, 'delivered' | 'read'>> = { [DELIVERY_ACK]: 'delivered', [READ]: 'read', [PLAYED]: 'read' };

/** What went wrong and where, without words that could be somebody's. */
const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name} ${error.stack?.split('\n')[1]?.trim() ?? ''}` : typeof error;
