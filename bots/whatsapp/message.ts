// One journaled message becomes one Inbound, or nothing. Pure: no clock, no network.
import { createHash } from 'node:crypto';
import { isJidGroup, jidDecode, proto } from '@whiskeysockets/baileys';
import type { FileRef, Inbound, Sender } from '../../flows/message.ts';
import { languageOfPhone } from '../phone-language.ts';
import { readContent } from './content.ts';
import type { Entry } from './journal.ts';
import type { ChatRow } from './kept.ts';

/** The account's own two jids. */
export type Me = { id: string; lid: string };

/** `writer`: the chat of whoever wrote in a group; the chat itself elsewhere. */
export type Place = { contact: string; chat: ChatRow; writer: ChatRow; me: Me };

export function parseEntry({ contact, chat, writer, me }: Place, entry: Entry): Inbound | null {
  const message = proto.Message.decode(Buffer.from(entry.message, 'base64'));
  const content = readContent(message);
  if (!content || !entry.key.id) return null;
  const isGroup = isJidGroup(chat.jid) ?? false;
  const fromMe = entry.key.fromMe ?? false;
  const common = {
    id: inboundIdOf(contact, writer.address, entry.key.id),
    contact,
    chat: `${contact}:${chat.address}`,
    ...(isGroup ? { group: true } : {}),
    from: senderOf(contact, writer, fromMe ? '' : (entry.name ?? '')),
    at: entry.at * 1000,
  };
  if (content.type !== 'said') {
    if (fromMe) return null;
    const { type, message: about, ...rest } = content;
    return type === 'edit' ? { ...common, type, message: about, files: [], ...rest } : { ...common, type, message: about, ...rest };
  }
  const { file, names, text, other, quote, album } = content;
  const files: FileRef[] = file ? [{ ...file, id: `${common.id}/0`, contact, remote: remoteOf(entry) }] : [];
  if (fromMe) return isGroup ? null : { ...common, type: 'owner', message: entry.key.id, files, ...(text === undefined ? {} : { text }) };
  const mentioned = isGroup && names.some((name) => isOneOf(name, me));
  return {
    ...common,
    type: 'message',
    message: entry.key.id,
    files,
    ...(text === undefined ? {} : { text: mentioned ? withoutMention(text, me) : text }),
    ...(other ? { other } : {}),
    ...(quote ? { quote } : {}),
    ...(album ? { album } : {}),
    ...(mentioned ? { mentioned } : {}),
  };
}

/** The provider's ids are a sender's own; with the sender's they are the house's. Neither says who that is. */
const inboundIdOf = (contact: string, writer: string, id: string): string =>
  `${contact}:${createHash('sha256').update(writer).digest('hex').slice(0, 12)}:${id}`;

function senderOf(contact: string, { address, phone }: ChatRow, name: string): Sender {
  const digits = phone ? jidDecode(phone)?.user : undefined;
  const language = digits ? languageOfPhone(digits) : undefined;
  return { address: `${contact}:${address}`, name, ...(language ? { language } : {}), ...(digits ? { phone: digits } : {}) };
}

const isOneOf = (name: string, { id, lid }: Me): boolean => {
  const user = jidDecode(name)?.user;
  return user !== undefined && (user === jidDecode(id)?.user || user === jidDecode(lid)?.user);
};

/** Whoever names the bot does not say its number. */
function withoutMention(text: string, { id, lid }: Me): string {
  const users = [id, lid].flatMap((jid) => jidDecode(jid)?.user ?? []);
  return users
    .reduce((left, user) => left.replaceAll(`@${user}`, ''), text)
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** All that is needed to download the file later: WhatsApp's reference and the key that opens it. */
export const remoteOf = (entry: Entry): string => JSON.stringify({ key: entry.key, at: entry.at, message: entry.message });
