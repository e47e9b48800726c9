// Everything the loopback Telegram knows: the bot, the people, the chats, and what is under way. No HTTP here.
import type { Changes } from './change.ts';
import { type BotRights, ChatRecord, type Standing } from './chat.ts';
import type { FileStore } from './file.ts';
import type { MessageDraft, MessageRecord } from './message.ts';
import { showContent } from './message.ts';
import type { Pace } from './pace.ts';
import type { Press } from './press.ts';
import type { UpdateQueue } from './update-queue.ts';
import type { Webhook } from './webhook.ts';
import type { ChatJson, Json, User } from './wire.ts';

export type World = {
  readonly bot: User;
  /** The bot sees only commands, replies and mentions in groups where it is no administrator. */
  readonly privacy: boolean;
  readonly callbackTimeoutMs: number;
  readonly checkImages: boolean;
  now: () => number;
  readonly changes: Changes;
  readonly chats: Map<number, ChatRecord>;
  readonly people: Map<number, User>;
  readonly presses: Map<string, Press>;
  readonly commands: Map<string, unknown>;
  readonly files: FileStore;
  readonly pace: Pace;
  readonly updates: UpdateQueue;
  readonly webhook: Webhook;
  /** The counter that all private chats and basic groups of one bot share. */
  lastMessageId: number;
  lastNumber: number;
};

export type ChatPlan = {
  json: ChatJson;
  standing?: Standing;
  botRights?: BotRights;
  adminsWriteInClosedTopics?: boolean;
};

const ALL_RIGHTS: BotRights = {
  administrator: true,
  can_manage_topics: true,
  can_pin_messages: true,
  can_delete_messages: true,
};

/** Message ids: a supergroup counts its own, all other chats share the bot's counter. */
export function openChat(world: World, plan: ChatPlan): ChatRecord {
  let last = 0;
  const own = (): number => {
    last += 1;
    return last;
  };
  const shared = (): number => {
    world.lastMessageId += 1;
    return world.lastMessageId;
  };
  const chat = new ChatRecord({
    json: plan.json,
    standing: plan.standing ?? { type: 'open' },
    botRights: plan.botRights ?? { ...ALL_RIGHTS },
    adminsWriteInClosedTopics: plan.adminsWriteInClosedTopics ?? false,
    nextMessageId: plan.json.type === 'supergroup' ? own : shared,
    now: () => world.now(),
    changes: world.changes,
  });
  world.chats.set(chat.id, chat);
  return chat;
}

/** A number never given before, for queries, albums and the like. */
export function freshNumber(world: World): number {
  world.lastNumber += 1;
  return world.lastNumber;
}

/** Adds what the bot itself sent. Its service messages also come back as updates, its other messages do not. */
export function addBotMessage(world: World, chat: ChatRecord, draft: Omit<MessageDraft, 'from' | 'byBot'>): MessageRecord {
  const message = chat.add({ ...draft, from: world.bot, byBot: true });
  if (draft.service) world.updates.add('message', showMessage(world, message));
  return message;
}

/** A message as the wire shows it, with the message it answers (one level deep). */
export function showMessage(world: World, message: MessageRecord, withReply = true): Json {
  const chat = world.chats.get(message.chatId);
  if (!chat) throw new Error(`message ${message.message_id} is in no chat`);
  const json: Json = { message_id: message.message_id, from: message.from };
  if (message.sender_chat) json.sender_chat = message.sender_chat;
  Object.assign(json, { chat: chat.json, date: message.date });
  if (message.edit_date !== undefined) json.edit_date = message.edit_date;
  if (message.message_thread_id !== undefined) json.message_thread_id = message.message_thread_id;
  const answered = withReply ? answeredMessage(chat, message) : undefined;
  if (answered) json.reply_to_message = showMessage(world, answered, false);
  Object.assign(json, showContent(message));
  if (message.is_topic_message) json.is_topic_message = true;
  return json;
}

/** Within a topic (or a thread of replies) a message that answers nothing answers the thread's first message. */
function answeredMessage(chat: ChatRecord, message: MessageRecord): MessageRecord | undefined {
  if (message.replyToMessageId !== undefined) return chat.find(message.replyToMessageId);
  const root = message.message_thread_id;
  return root !== undefined && root < message.message_id ? chat.find(root) : undefined;
}
