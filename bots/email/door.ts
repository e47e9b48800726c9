// What every way of getting mails shares: a mail is read, what it brings is kept and handed in, and answers leave by SMTP.
// How mails come (IMAP, a Worker's handler) is not known here.
import type { Address } from '../../flows/message.ts';
import type { Channel, OpenFile, Parcel, Take } from '../channel.ts';
import { type MailAddress, mailTo } from './address.ts';
import type { Anchor } from './compose.ts';
import { createLimit } from './limit.ts';
import type { Log } from './log.ts';
import { type Fetched, type Mailroom, readMail, type Thread } from './message.ts';
import { createNames } from './names.ts';
import { createSender, type Reader, type SenderParts } from './send.ts';
import { serverAt } from './server.ts';

export type { Anchor } from './compose.ts';
export type { Fetched, Thread } from './message.ts';
export type { Reader } from './send.ts';

export type DoorConfig = {
  /** The contact point's name, the first part of its addresses. */
  contact: string;
  /** `smtps://user:password@host`. */
  smtpUrl: string;
  own: MailAddress;
  /** Signs Message-IDs and reply addresses: secret, the same at each start. */
  key: Uint8Array<ArrayBuffer>;
  /** The name by which the mail server vouches for senders, in Authentication-Results. */
  server: string;
  /** Mails to one address an hour. */
  perHour: number;
  openFile: OpenFile;
  /** Keeps bytes under a file's id; again is no harm. */
  keepFile: (id: string, bytes: Uint8Array) => Promise<void>;
  /** Whether an inbound was taken before. */
  isTaken: (id: string) => Promise<boolean>;
  /** Drops the threads of these chats. */
  forgetThreads: (chats: readonly Address[]) => Promise<void>;
  /** What the store knows for mails: threads, readers. */
  keepThread: (thread: Thread) => Promise<void>;
  anchorOf: (parcel: Pick<Parcel, 'id' | 'to' | 'ticket'>) => Promise<Anchor | undefined>;
  readerOf: (to: string) => Promise<Reader>;
  /** See SenderParts. */
  linkTo?: SenderParts['linkTo'];
  mostFileBytes?: SenderParts['mostFileBytes'];
  brand?: SenderParts['brand'];
  log: Log;
  /** Milliseconds since the epoch. */
  now: () => number;
};

export type EmailDoor = Channel & {
  /** Resolves once everything that the mail brings is committed; rejects when it must come again. */
  receive(mail: Fetched): Promise<void>;
};

/** A Channel whose mails are handed to `receive`. */
export function emailDoor(config: DoorConfig): EmailDoor {
  const { contact, own, log, now, server } = config;
  const names = createNames(own, config.key);
  const room: Mailroom = { contact, own, server, names };
  const limit = createLimit(config.perHour);
  const { openFile: open, readerOf, anchorOf, linkTo, mostFileBytes, brand } = config;
  const post = { contact, own, names, server: serverAt(config.smtpUrl) };
  const sender = createSender({ ...post, open, readerOf, anchorOf, linkTo, mostFileBytes, brand, now });
  let take: Take | undefined;
  return {
    name: contact,
    start: async (given) => {
      take = given;
    },
    stop: async () => {
      take = undefined;
      sender.close();
    },
    receive: async (mail) => {
      const hand = take;
      if (!hand) throw new Error(`${contact} is starting or stopping: the mail stays unread.`);
      const { inbounds, files, thread, counted } = await readMail(room, mail);
      if (counted) log.info({ contact, counted }, 'A mail that is nobody’s word to us came in; it is not answered.');
      const last = inbounds.at(-1);
      if (last && (await config.isTaken(last.id))) return; // nothing of it is kept twice, nor again after an erasure
      for (const { id, bytes } of files) await config.keepFile(id, bytes);
      if (thread) await config.keepThread(thread);
      for (const inbound of inbounds) await hand(inbound);
    },
    send: sender.send,
    forget: (chats) => config.forgetThreads(chats),
    pace: (to, body, at) => (body.type === 'text' && mailTo(contact, to) ? limit.ask(to, at) : 0),
  };
}
