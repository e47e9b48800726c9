// Sends a parcel: its parts in order, each with an id of its own, each waited for until WhatsApp has it. Paced like a person.
import { type AnyMessageContent, generateWAMessage, proto, type WAMessage, type WASocket } from '@whiskeysockets/baileys';
import type { Inbound } from '../../flows/message.ts';
import { type Parcel, SendError, type Sent } from '../channel.ts';
import { type Acks, NoAckError } from './acks.ts';
import { statusOf } from './boom.ts';
import type { Caps } from './caps.ts';
import type { Chats } from './chats.ts';
import { download } from './download.ts';
import { type Entry, entryOf } from './journal.ts';
import type { Kept } from './kept.ts';
import { noLogger } from './no-logger.ts';
import { messageIdOf, type Part, planParts } from './outgoing.ts';
import { refusal } from './refusal.ts';
import { contentOf } from './upload.ts';

export type SenderParts = {
  contact: string;
  kept: Kept;
  chats: Chats;
  caps: Caps;
  acks: Acks;
  /** The connection, or null while there is none. */
  socket: () => WASocket | null;
  typingMs: number;
  ackMs: number;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  alarm: (what: Extract<Inbound, { type: 'alarm' }>['what'], until?: number) => void;
};

/** While there is no connection: tried again so much later, or as soon as there is one. */
const offMs = 60_000;
const typingMsPerLetter = 18;

export type Sender = (parcel: Parcel, files: readonly Uint8Array[]) => Promise<Sent>;

export function createSender(parts: SenderParts): Sender {
  const { kept, chats, caps, acks, now } = parts;

  function connection(): WASocket {
    const sock = parts.socket();
    if (sock) return sock;
    throw new SendError('rate_limited', 'WhatsApp is not connected; this waits until it is.', { retryAfterMs: offMs });
  }

  /** One message on its way; the same id at each try. `known`: as it was sent before. */
  async function sendPart(
    sock: WASocket,
    address: string,
    jid: string,
    id: string,
    known: string | null,
    content: () => Promise<AnyMessageContent>,
    quoted?: WAMessage,
  ): Promise<void> {
    const message =
      known === null ? await make(sock, jid, id, await content(), quoted) : proto.Message.decode(Buffer.from(known, 'base64'));
    if (known === null) await keep(id, message);
    const answer = acks.wait(id, parts.ackMs);
    answer.catch(() => undefined); // a send that fails is told of by itself
    await sock.relayMessage(jid, message, { messageId: id });
    const error = await answer;
    if (error === null) return;
    const refused = refusal(error);
    if (refused.code === 'blocked') await chats.shut(address, true);
    if (error === '463') parts.alarm('restricted');
    throw refused;
  }

  async function keep(id: string, message: proto.IMessage): Promise<void> {
    await kept.write({ sent: [{ id, body: Buffer.from(proto.Message.encode(message).finish()).toString('base64'), at: now() }] });
    caps.note(now());
  }

  async function make(sock: WASocket, jid: string, id: string, content: AnyMessageContent, quoted?: WAMessage): Promise<proto.IMessage> {
    const made = await generateWAMessage(jid, content, {
      userJid: sock.user?.id ?? '',
      upload: sock.waUploadToServer,
      messageId: id,
      logger: noLogger,
      ...(quoted ? { quoted } : {}),
    });
    if (!made.message) throw new SendError('rejected', 'WhatsApp has no shape for this message.');
    return made.message;
  }

  async function typing(sock: WASocket, jid: string, part: Part): Promise<void> {
    if (parts.typingMs === 0) return;
    await sock.sendPresenceUpdate('composing', jid);
    await parts.sleep(Math.min(parts.typingMs, 300 + (part.text?.length ?? 0) * typingMsPerLetter));
  }

  /** What a reply shows of the message it quotes: only its id is known here, and it is enough to find it. */
  const quotedOf = (jid: string, quote: string | undefined): WAMessage | undefined =>
    quote ? { key: { remoteJid: jid, id: quote, fromMe: false }, message: { conversation: '' } } : undefined;

  async function sendText(parcel: Parcel & { body: { type: 'text' } }, files: readonly Uint8Array[]): Promise<Sent> {
    const { body } = parcel;
    const address = parcel.to.slice(parcel.to.indexOf(':') + 1);
    const jid = await chats.jidOf(address);
    const messages: string[] = [];
    for (const [i, part] of planParts(body).entries()) {
      const id = messageIdOf(parcel.id, i);
      const sock = connection();
      const known = await kept.sent(id);
      if (known === null) {
        waitForCaps();
        await typing(sock, jid, part);
      }
      const bytes = part.type === 'file' ? files[(body.files ?? []).indexOf(part.file)] : undefined;
      await sendPart(sock, address, jid, id, known, () => contentOf(part, bytes), i === 0 ? quotedOf(jid, body.quote) : undefined);
      messages.push(id);
    }
    return { messages };
  }

  function waitForCaps(): void {
    const { ms, daily } = caps.waitMs(now());
    if (ms === 0) return;
    if (daily) parts.alarm('capped', now() + ms);
    throw new SendError('rate_limited', `The account's own limit of messages ${daily ? 'a day' : 'a minute'} is reached; this waits.`, {
      retryAfterMs: ms,
    });
  }

  async function fetchFile(remote: string): Promise<Sent> {
    const { key, at, message } = entryOf(remote) satisfies Entry;
    const whole: WAMessage = { key, messageTimestamp: at, message: proto.Message.decode(Buffer.from(message, 'base64')) };
    return { messages: [], bytes: await download(connection(), whole) };
  }

  return async ({ body, ...parcel }, files) => {
    try {
      switch (body.type) {
        case 'text':
          return await sendText({ ...parcel, body }, files);
        case 'fetch':
          return await fetchFile(body.file.remote);
        case 'notice':
          return { messages: [] };
        case 'prompt':
        case 'topic':
        case 'card':
        case 'forget':
        case 'reaction':
          throw new SendError('rejected', `WhatsApp is no place for a desk: it has no "${body.type}".`);
        default:
          return body satisfies never;
      }
    } catch (error) {
      if (error instanceof SendError) throw error;
      if (error instanceof NoAckError) throw new SendError('offline', error.message, { cause: error });
      const status = statusOf(error);
      if (parts.socket() === null || status === 428 || status === 408)
        throw new SendError('offline', 'The connection to WhatsApp broke.', { cause: error });
      throw error;
    }
  };
}
