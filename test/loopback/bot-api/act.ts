// What people do in any chat: say something, edit it, press a button, react. Each becomes an update for the bot.
import { replyThread } from './address.ts';
import type { ChatRecord, Topic } from './chat.ts';
import { trim } from './entity.ts';
import { type MediaDetails, mediaBody, type NewFile } from './file.ts';
import { addFoundEntities } from './found-entity.ts';
import { buttonsOf, type MessageDraft, type MessageRecord } from './message.ts';
import { makePress, type Press } from './press.ts';
import type { ChatJson, Formatted, MediaKind, User } from './wire.ts';
import { freshNumber, showMessage, type World } from './world.ts';

/** A message, or its id in the chat at hand. */
export type MessageTarget = MessageRecord | number;
export type PostOptions = {
  /** The topic's thread id; without it the answered message's topic, or General. */
  topic?: number | Topic;
  replyTo?: MessageTarget;
  replyToMessageId?: number;
};
export type FileOptions = PostOptions & MediaDetails & Omit<NewFile, 'bytes'> & { caption?: string; mediaGroup?: string };
export type Content = Omit<MessageDraft, 'from' | 'byBot'>;
export type Author = { from: User; sender_chat?: ChatJson };

const TEXT_LIMIT = 4096;

export function textContent(text: string): Content {
  const formatted = formattedAsTyped(text);
  if (formatted.text === '') throw new Error('a person cannot send an empty text');
  if (formatted.text.length > TEXT_LIMIT) {
    throw new Error('a text over 4096 characters is sent by Telegram as several messages: write several');
  }
  return { ...formatted };
}

function formattedAsTyped(text: string): Formatted {
  return addFoundEntities(trim({ text, entities: [] }));
}

export function fileContent(world: World, kind: MediaKind, bytes: Uint8Array, options: FileOptions): Content {
  const file = world.files.add(kind, { bytes, name: options.name, mime: options.mime, size: options.size });
  const media = { kind, file, body: mediaBody(world.files, kind, file, options) };
  const caption = options.caption ? formattedAsTyped(options.caption) : undefined;
  return {
    media,
    ...(caption ? { caption: caption.text, caption_entities: caption.entities } : {}),
    ...(options.mediaGroup ? { media_group_id: options.mediaGroup } : {}),
  };
}

/** Adds a person's message to the chat and tells the bot, where it may see it. */
export function say(world: World, chat: ChatRecord, author: Author, content: Content, options: PostOptions = {}): MessageRecord {
  const target = options.replyTo ?? options.replyToMessageId;
  const answered = target === undefined ? undefined : findTarget(chat, target);
  const message = chat.add({ ...content, ...author, byBot: false, ...placeOf(chat, answered, options) });
  tell(world, chat, 'message', message);
  return message;
}

function placeOf(chat: ChatRecord, answered: MessageRecord | undefined, options: PostOptions): Partial<MessageDraft> {
  const given = typeof options.topic === 'object' ? options.topic.threadId : options.topic;
  const threadId = given ?? (answered?.is_topic_message ? answered.message_thread_id : undefined);
  const reply = answered ? { replyToMessageId: answered.message_id } : {};
  if (threadId === undefined) return { ...reply, ...replyThread(chat, answered) };
  const topic = chat.topics.get(threadId);
  if (!topic || topic.deleted) throw new Error(`chat ${chat.id} has no topic ${threadId}`);
  return { ...reply, message_thread_id: threadId, is_topic_message: true };
}

export function edit(world: World, chat: ChatRecord, from: User, target: MessageTarget, text: string): MessageRecord {
  const message = findTarget(chat, target);
  if (message.from.id !== from.id) throw new Error(`message ${message.message_id} is not by ${from.first_name}`);
  const { text: old, caption } = message;
  message.versions.push({ text: old, caption, at: world.now() });
  const formatted = formattedAsTyped(text);
  if (message.media) Object.assign(message, { caption: formatted.text, caption_entities: formatted.entities });
  else Object.assign(message, formatted);
  message.edit_date = Math.floor(world.now() / 1000);
  chat.touch(message);
  tell(world, chat, 'edited_message', message);
  return message;
}

/** Presses the button of that label or callback data; on a reply keyboard, sends its text. */
export function press(world: World, chat: ChatRecord, from: User, target: MessageTarget, label: string | RegExp): Press {
  const message = findTarget(chat, target);
  const fits = (value: string | undefined): boolean =>
    value !== undefined && (typeof label === 'string' ? value === label : label.test(value));
  const buttons = buttonsOf(message.reply_markup);
  const button = buttons.find(({ text }) => fits(text)) ?? buttons.find((other) => fits(other.callback_data));
  const shown = buttons.map(({ text }) => `[${text}]`).join(' ') || 'none';
  if (!button) throw new Error(`no button ${label} on message ${message.message_id}; there are: ${shown}\n${chat.transcript()}`);
  const data = button.callback_data;
  if (data === undefined) throw new Error(`the button ${label} sends nothing to the bot: ${JSON.stringify(button)}`);
  return sendPress(world, chat, from, message, data);
}

/** A press of a button that need no longer be there, as from a client that did not refresh. */
export function sendPress(world: World, chat: ChatRecord, from: User, message: MessageRecord, data: string): Press {
  const id = String(4_380_000_000_000_000 + freshNumber(world));
  const facts = { id, from, chatId: chat.id, messageId: message.message_id, data, at: world.now() };
  const made = makePress(world.changes, facts);
  world.presses.set(id, made);
  const query = { id, from, message: showMessage(world, message), chat_instance: String(chat.id * 7), data };
  if (hears(chat)) world.updates.add('callback_query', query);
  return made;
}

/** A person's reaction; none takes it back. The bot hears of it only when it asked for message_reaction. */
export function react(world: World, chat: ChatRecord, user: User, target: MessageTarget, emoji?: string): void {
  const message = findTarget(chat, target);
  const date = Math.floor(world.now() / 1000);
  const new_reaction = emoji === undefined ? [] : [{ type: 'emoji', emoji }];
  const payload = {
    chat: chat.json,
    message_id: message.message_id,
    user,
    date,
    old_reaction: [],
    new_reaction,
  };
  if (hears(chat) && (chat.kind === 'private' || chat.botRights.administrator)) {
    world.updates.add('message_reaction', payload);
  }
}

export function findTarget(chat: ChatRecord, target: MessageTarget): MessageRecord {
  const id = typeof target === 'number' ? target : target.message_id;
  const message = chat.find(id);
  if (!message) throw new Error(`chat ${chat.id} has no message ${id} (any more):\n${chat.transcript()}`);
  return message;
}

function hears(chat: ChatRecord): boolean {
  return chat.standing.type === 'open';
}

function tell(world: World, chat: ChatRecord, type: 'message' | 'edited_message', message: MessageRecord): void {
  if (hears(chat) && maySee(world, chat, message)) world.updates.add(type, showMessage(world, message));
}

/** https://core.telegram.org/bots/features#privacy-mode */
function maySee(world: World, chat: ChatRecord, message: MessageRecord): boolean {
  if (!world.privacy || chat.kind === 'private' || chat.botRights.administrator || message.service) return true;
  if (chat.find(message.replyToMessageId)?.byBot) return true;
  const text = message.text ?? message.caption ?? '';
  return text.startsWith('/') || text.includes(`@${world.bot.username}`);
}
