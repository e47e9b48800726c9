// Sends a parcel as one mail by SMTP. Its Message-ID is chosen before the first try, and is the same at each.
import { createTransport } from 'nodemailer';
import type { FileRef } from '../../flows/message.ts';
import { type OpenFile, type Parcel, SendError, type Sent } from '../channel.ts';
import { fileNameOf } from '../file-name.ts';
import { type MailAddress, mailTo } from './address.ts';
import { type Anchor, compose, type Left, type TextBody } from './compose.ts';
import { sendErrorOf } from './errors.ts';
import { mostMb } from './message.ts';
import type { Names } from './names.ts';
import type { Server } from './server.ts';

/** Whom a mail is for. `isReachable`: not after a bounce for good, nor after they asked for no more mails. */
export type Reader = { language: string; isReachable: boolean };

export type SenderParts = {
  contact: string;
  own: MailAddress;
  names: Names;
  server: Server;
  open: OpenFile;
  readerOf: (to: string) => Promise<Reader>;
  anchorOf: (parcel: Pick<Parcel, 'id' | 'to' | 'ticket'>) => Promise<Anchor | undefined>;
  /** The address of its reader's own page, where they find what is too large for a mail; undefined where they have none. */
  linkTo?: ((parcel: Pick<Parcel, 'id' | 'to'>) => Promise<string | undefined>) | undefined;
  /** Bytes of the files of one mail, all together. */
  mostFileBytes?: number | undefined;
  /** The team's name, below each mail. */
  brand?: string | undefined;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** The usual measure of a mail's files, all together: many servers take no more, and base64 needs a third more than the bytes. */
const usualFileBytes = 10 * 1024 * 1024;

/** What a mail program may offer a button for: news, and not what somebody is asked. */
const isNews = ({ role }: Pick<Parcel, 'role'>): boolean => role === 'update';

export type Sender = { send(parcel: Parcel): Promise<Sent>; close(): void };

/** A connection a mail; none is made by this alone. */
export const dial = (server: Server) =>
  createTransport({
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.mustUpgrade,
    ignoreTLS: !server.secure && !server.mustUpgrade,
    ...(server.user === '' ? {} : { auth: { user: server.user, pass: server.password } }),
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 120_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

/** Throws SendError. */
export function createSender(parts: SenderParts): Sender {
  const { contact, own, names, server } = parts;
  const transport = dial(server);

  async function sendText(parcel: Parcel, body: TextBody): Promise<Sent> {
    const to = mailTo(contact, parcel.to);
    if (!to) throw new SendError('rejected', `Outbox row ${parcel.id} is addressed to nobody that a mail can reach.`);
    const { language, isReachable } = await parts.readerOf(parcel.to);
    if (!isReachable) throw new SendError('blocked', 'This address takes no mails of ours: it bounced for good, or asked for none.');
    const { attachments, left } = await attach(body.files ?? []);
    const anchor = await parts.anchorOf(parcel);
    const root = parcel.ticket === undefined ? undefined : await names.rootId(parcel.ticket, to);
    const page = left.length > 0 ? await parts.linkTo?.(parcel) : undefined;
    const { subject, text, html, inReplyTo, references } = compose({ body, language, anchor, root, left, page, brand: parts.brand });
    const messageId = await names.messageId(parcel.id, to);
    const stop = isNews(parcel) ? { 'List-Unsubscribe': `<mailto:${await names.stopAddress(to)}?subject=unsubscribe>` } : {};
    await transport.sendMail({
      from: { name: own.name, address: `${own.local}@${own.domain}` },
      to: { name: '', address: to },
      ...(parcel.ticket === undefined ? {} : { replyTo: { name: own.name, address: await names.replyAddress(parcel.ticket, to) } }),
      subject,
      text,
      html,
      attachments,
      messageId,
      date: new Date(parts.now()),
      ...(inReplyTo ? { inReplyTo } : {}),
      ...(references ? { references } : {}),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply', ...stop },
    });
    return { messages: [messageId] };
  }

  /** The files that fit into one mail, in their order; the others are told by name. */
  async function attach(files: readonly FileRef[]) {
    const attachments: { filename: string; content: Buffer; contentType?: string }[] = [];
    const left: Left[] = [];
    let room = parts.mostFileBytes ?? usualFileBytes;
    for (const file of files) {
      const bytes = await parts.open(file);
      if (!bytes) throw new SendError('not_ready', `File ${file.id} has not been fetched yet.`);
      const filename = fileNameOf(file);
      if (bytes.length > room) left.push({ name: filename, mb: Math.ceil(bytes.length / 1024 / 1024) });
      else {
        room -= bytes.length;
        attachments.push({ filename, content: Buffer.from(bytes), ...(file.mime ? { contentType: file.mime } : {}) });
      }
    }
    return { attachments, left };
  }

  async function send(parcel: Parcel): Promise<Sent> {
    const { body } = parcel;
    switch (body.type) {
      case 'text':
        return sendText(parcel, body);
      case 'fetch': // what a mail brought was kept before it was taken; only what is too large was left
        throw new SendError('too_large', `File ${body.file.id} came in a mail of more than ${mostMb} MB, and was not fetched.`);
      case 'notice':
        return { messages: [] };
      case 'prompt':
      case 'topic':
      case 'card':
      case 'forget':
      case 'reaction':
        throw new SendError('rejected', `A mailbox is no place for a desk: it has no "${body.type}".`);
      default:
        return body satisfies never;
    }
  }

  return {
    send: (parcel) =>
      send(parcel).catch((error: unknown) => {
        throw sendErrorOf(error);
      }),
    close: () => transport.close(),
  };
}
