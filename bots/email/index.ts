// The door for mails: a mailbox over IMAP in, SMTP out, as one Channel.
import type { Address } from '../../flows/message.ts';
import type { Channel, OpenFile, Parcel, Take } from '../channel.ts';
import { type MailAddress, mailTo } from './address.ts';
import { checkServers, type Finding } from './check.ts';
import type { Anchor } from './compose.ts';
import { createLimit } from './limit.ts';
import type { Log } from './log.ts';
import { createMailbox, type Mark } from './mailbox.ts';
import { type Fetched, type Mailroom, readMail, type Thread } from './message.ts';
import { createNames } from './names.ts';
import { usualServer } from './proof.ts';
import { createSender, type Reader, type SenderParts } from './send.ts';
import { serverAt } from './server.ts';

export type { Finding } from './check.ts';
export type { Anchor } from './compose.ts';
export type { Mark } from './mailbox.ts';
export type { Thread } from './message.ts';
export type { Reader } from './send.ts';

export type EmailConfig = {
  /** The contact point's name, the first part of its addresses. */
  contact: string;
  /** `imaps://user:password@host/INBOX`, `smtps://user:password@host`. */
  imapUrl: string;
  smtpUrl: string;
  own: MailAddress;
  /** Signs Message-IDs and reply addresses: secret, the same at each start. */
  key: Uint8Array<ArrayBuffer>;
  /** The authserv-id of the mail server, where it is not its host name. */
  authserv?: string | undefined;
  /** Mails to one address an hour. */
  perHour: number;
  openFile: OpenFile;
  /** Keeps bytes under a file's id; again is no harm. */
  keepFile: (id: string, bytes: Uint8Array) => Promise<void>;
  /** Whether an inbound was taken before. */
  isTaken: (id: string) => Promise<boolean>;
  /** Drops the threads of these chats. */
  forgetThreads: (chats: readonly Address[]) => Promise<void>;
  /** What the store knows for mails: threads, readers, how far the mailbox was read. */
  keepThread: (thread: Thread) => Promise<void>;
  anchorOf: (parcel: Pick<Parcel, 'id' | 'to' | 'ticket'>) => Promise<Anchor | undefined>;
  readerOf: (to: string) => Promise<Reader>;
  /** See SenderParts. */
  linkTo?: SenderParts['linkTo'];
  mostFileBytes?: SenderParts['mostFileBytes'];
  brand?: SenderParts['brand'];
  readMark: () => Promise<Mark | null>;
  writeMark: (mark: Mark) => Promise<void>;
  log: Log;
  /** Milliseconds since the epoch. */
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
};

export type EmailChannel = Channel & {
  /** For doctor and start: see checkServers. */
  check(): Promise<Finding[]>;
};

/** One mailbox as a Channel. `start` does not wait for the server: it may be away. */
export function email(config: EmailConfig): EmailChannel {
  const { contact, own, log, now } = config;
  const names = createNames(own, config.key);
  const imap = serverAt(config.imapUrl);
  const server = config.authserv?.toLowerCase() ?? usualServer(imap.host);
  const room: Mailroom = { contact, own, server, names };
  const limit = createLimit(config.perHour);
  const { openFile: open, readerOf, anchorOf, linkTo, mostFileBytes, brand } = config;
  const post = { contact, own, names, server: serverAt(config.smtpUrl) };
  const sender = createSender({ ...post, open, readerOf, anchorOf, linkTo, mostFileBytes, brand, now });
  let take: Take | undefined;

  async function takeMail(mail: Fetched): Promise<void> {
    const hand = take;
    if (!hand) throw new Error(`${contact} is starting or stopping: the mail stays unread.`);
    const { inbounds, files, thread, counted } = await readMail(room, mail);
    if (counted) log.info({ contact, counted }, 'A mail that is nobody’s word to us came in; it is not answered.');
    const last = inbounds.at(-1);
    if (last && (await config.isTaken(last.id))) return; // nothing of it is kept twice, nor again after an erasure
    for (const { id, bytes } of files) await config.keepFile(id, bytes);
    if (thread) await config.keepThread(thread);
    for (const inbound of inbounds) await hand(inbound);
  }

  const { readMark, writeMark, sleep } = config;
  const mailbox = createMailbox({ contact, server: imap, log, now, sleep, readMark, writeMark, take: takeMail });
  return {
    name: contact,
    start: async (given) => {
      take = given;
      mailbox.start();
    },
    stop: async () => {
      await mailbox.stop();
      take = undefined;
      sender.close();
    },
    send: sender.send,
    forget: (chats) => config.forgetThreads(chats),
    pace: (to, body, at) => (body.type === 'text' && mailTo(contact, to) ? limit.ask(to, at) : 0),
    check: () => checkServers(config),
  };
}
