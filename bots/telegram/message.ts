// One Bot API update becomes one Inbound, or nothing. Pure: no clock, no network, no telegraf.
import type { Address, Inbound, Sender } from '../../flows/message.ts';
import { type Content, readContent } from './content.ts';
import { type Bot, isMentioned, quoteOf, threadOf, withoutMention } from './reference.ts';
import { addressOf, isGroup, senderOf, writerOf } from './sender.ts';
import { Chat, type Message, Numbered, Update, User } from './update.ts';

const ignored = new Set(['channel_post', 'edited_channel_post']);

/**
 * The update as an Inbound; null for what is nobody's word (service messages, channel posts, commands to
 * other bots). `now` (ms) dates what Telegram leaves undated: pressed buttons and unknown updates. An update
 * of another shape becomes `unknown`; throws only when there is no update_id.
 */
export function parseUpdate(contact: string, update: unknown, bot: Bot, now = 0): Inbound | null {
  const numbered = Numbered.safeParse(update);
  if (!numbered.success) throw new Error('A Telegram update without an update_id came in: is something else writing to this address?');
  const kind = Object.keys(numbered.data).find((key) => key !== 'update_id') ?? 'empty';
  if (ignored.has(kind)) return null;
  const known = Update.safeParse(update);
  if (!known.success) return unknown(contact, numbered.data, kind, 'malformed', now);
  const { update_id, message, edited_message, callback_query, my_chat_member } = known.data;
  if (message) return parseMessage(contact, message, bot);
  if (edited_message) return parseEdit(contact, edited_message, bot, update_id);
  if (callback_query) return parseChoice(contact, callback_query, now);
  if (my_chat_member) return parseReach(contact, my_chat_member, update_id);
  return unknown(contact, numbered.data, kind, kind, now);
}

type Said = Extract<Content, { type: 'said' }>;
type Place = {
  contact: string;
  chat: Address;
  group?: boolean;
  thread?: string;
  from: Sender;
  message: string;
};
type Read = { id: string; place: Place; said: Said };

function parseMessage(contact: string, message: Message, bot: Bot): Inbound | null {
  const chat = addressOf(contact, message.chat.id);
  const id = `${chat}:${message.message_id}`;
  if (message.migrate_to_chat_id !== undefined) {
    const from = writerOf(contact, message) ?? { address: chat, name: message.chat.title ?? chat };
    const to = addressOf(contact, message.migrate_to_chat_id);
    return {
      type: 'moved',
      id,
      contact,
      chat,
      group: true,
      from,
      message: String(message.message_id),
      at: message.date * 1000,
      to,
    };
  }
  const read = readMessage(contact, id, message, bot);
  if (!read) return null;
  const { text, files, other } = read.said;
  return {
    type: 'message',
    id,
    ...read.place,
    at: message.date * 1000,
    text,
    files,
    other,
    quote: quoteOf(message),
    album: message.media_group_id,
    mentioned: isGroup(message.chat) ? isMentioned(message, bot) : undefined,
  };
}

function parseEdit(contact: string, message: Message, bot: Bot, updateId: number): Inbound | null {
  const editedAt = message.edit_date ?? message.date;
  // Two edits within a second bear the same date; the update's number tells them apart, and stays when it is
  // sent again.
  const id = `${addressOf(contact, message.chat.id)}:${message.message_id}:e${editedAt}:${updateId}`;
  const read = readMessage(contact, id, message, bot);
  if (!read || read.said.other) return null;
  return {
    type: 'edit',
    id,
    ...read.place,
    at: editedAt * 1000,
    text: read.said.text,
    files: read.said.files,
  };
}

function readMessage(contact: string, id: string, message: Message, bot: Bot): Read | null {
  const from = writerOf(contact, message);
  const content = readContent(contact, id, message);
  if (!from || message.chat.type === 'channel' || content.type === 'service') return null;
  const command = /^\/\w+@(\w+)/.exec(content.text ?? '');
  if (command && command[1]?.toLowerCase() !== bot.username.toLowerCase()) return null;
  const words = isGroup(message.chat) ? (withoutMention(message, bot) ?? content.text) : content.text;
  const text = command ? words?.replace(/@\w+/, '') : words;
  const place: Place = {
    contact,
    chat: addressOf(contact, message.chat.id),
    group: isGroup(message.chat) || undefined,
    thread: threadOf(message),
    from,
    message: String(message.message_id),
  };
  return { id, place, said: { ...content, text } };
}

function parseChoice(contact: string, query: NonNullable<Update['callback_query']>, now: number): Inbound | null {
  const from = senderOf(contact, query.from);
  const pressed = query.message;
  if (pressed?.chat.type === 'channel') return null;
  return {
    type: 'choice',
    id: `${contact}:cb:${query.id}`,
    contact,
    chat: pressed ? addressOf(contact, pressed.chat.id) : from.address,
    group: (pressed && isGroup(pressed.chat)) || undefined,
    thread: pressed && threadOf(pressed),
    from,
    message: pressed && String(pressed.message_id),
    at: now,
    data: query.data,
    callback: query.id,
  };
}

function parseReach(contact: string, change: NonNullable<Update['my_chat_member']>, updateId: number): Inbound | null {
  const {
    chat,
    date,
    new_chat_member: { status },
  } = change;
  if (chat.type !== 'private' || (status !== 'kicked' && status !== 'member')) return null;
  const from = senderOf(contact, change.from);
  return {
    type: 'reach',
    id: `${contact}:u:${updateId}`,
    contact,
    chat: addressOf(contact, chat.id),
    from,
    at: date * 1000,
    reachable: status === 'member',
  };
}

/**
 * Kept with as much of a sender and a chat as can be made out; chat 0, which no one has, where there is none.
 */
function unknown(
  contact: string,
  update: Record<string, unknown> & { update_id: number },
  kind: string,
  what: string,
  now: number,
): Inbound {
  const body = fields(update[kind]);
  const chat = Chat.safeParse(body.chat).data ?? Chat.safeParse(fields(body.message).chat).data;
  const user = User.safeParse(body.from).data ?? User.safeParse(body.user).data;
  const nobody: Sender = { address: addressOf(contact, chat?.id ?? 0), name: chat?.title ?? '' };
  const from = user ? senderOf(contact, user) : nobody;
  return {
    type: 'unknown',
    id: `${contact}:u:${update.update_id}`,
    contact,
    chat: chat ? addressOf(contact, chat.id) : from.address,
    group: (chat && isGroup(chat)) || undefined,
    from,
    at: now,
    what,
  };
}

function fields(value: unknown): Record<string, unknown> {
  // Any object may be read as fields of unknown; what they hold is parsed by the caller.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
