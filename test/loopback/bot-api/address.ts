// Finds the chat, topic and message a call is about, and refuses as Telegram does when the bot may not reach them.
import type { ChatRecord } from './chat.ts';
import type { MessageRecord } from './message.ts';
import { flagOf, isJson, numberOf, type Params, structureOf, textOf } from './params.ts';
import { badRequest, forbidden } from './refusal.ts';
import type { World } from './world.ts';

export type Access = 'read' | 'edit' | 'write';

/** Where a new message goes. */
export type Place = {
  message_thread_id?: number;
  is_topic_message?: boolean;
  replyToMessageId?: number;
};

export function findChat(world: World, params: Params, access: Access, name = 'chat_id'): ChatRecord {
  const id = textOf(params, name).trim();
  if (id === '') throw badRequest('chat_id is empty');
  const chat = id.startsWith('@')
    ? [...world.chats.values()].find((other) => other.json.username === id.slice(1))
    : world.chats.get(Number(id));
  if (!chat) throw badRequest('chat not found');
  checkAccess(chat, access);
  return chat;
}

function checkAccess(chat: ChatRecord, access: Access): void {
  const kind = chat.kind;
  const standing = chat.standing;
  switch (standing.type) {
    case 'open':
      return;
    case 'never-started':
      if (access === 'read') throw badRequest('chat not found');
      throw forbidden("bot can't initiate conversation with a user");
    case 'blocked':
      if (access === 'write') throw forbidden('bot was blocked by the user');
      return;
    case 'deactivated':
      if (access !== 'read') throw forbidden('user is deactivated');
      return;
    case 'kicked':
      throw forbidden(`bot was kicked from the ${kind} chat`);
    case 'left':
      throw forbidden(`bot is not a member of the ${kind} chat`);
    case 'migrated':
      if (access === 'read') return;
      throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: standing.to });
    default:
      standing satisfies never;
  }
}

/** The message named by `message_id`; `what` is how the refusal calls it, such as `message to edit`. */
export function findMessage(chat: ChatRecord, params: Params, what: string): MessageRecord {
  if (textOf(params, 'message_id') === '') throw badRequest('message identifier is not specified');
  const message = chat.find(numberOf(params, 'message_id'));
  if (!message) throw badRequest(`${what} not found`);
  return message;
}

/** The topic and the answered message of a message about to be sent. */
export function findPlace(chat: ChatRecord, params: Params): Place {
  const thread = readThread(chat, params);
  const answered = readReply(chat, params);
  const place: Place = answered ? { replyToMessageId: answered.message_id } : {};
  const threadId = thread ?? (answered?.is_topic_message ? answered.message_thread_id : undefined);
  if (threadId !== undefined) {
    checkOpen(chat, threadId);
    if (answered && answered.message_thread_id !== threadId) delete place.replyToMessageId;
    return { ...place, message_thread_id: threadId, is_topic_message: true };
  }
  return { ...place, ...replyThread(chat, answered) };
}

/** Answers outside topics make a thread too: its id is that of the first message, and it is no topic. */
export function replyThread(chat: ChatRecord, answered: MessageRecord | undefined): Place {
  if (chat.kind !== 'supergroup' || !answered) return {};
  return { message_thread_id: answered.message_thread_id ?? answered.message_id };
}

function readThread(chat: ChatRecord, params: Params): number | undefined {
  const threadId = numberOf(params, 'message_thread_id');
  if (threadId === undefined || threadId === 0) return undefined;
  if (!chat.isForum && chat.kind !== 'private') return undefined;
  const topic = chat.topics.get(threadId);
  if (!topic || topic.deleted) throw badRequest('message thread not found');
  return threadId;
}

function checkOpen(chat: ChatRecord, threadId: number): void {
  if (!chat.topics.get(threadId)?.closed) return;
  const { administrator, can_manage_topics } = chat.botRights;
  if (chat.adminsWriteInClosedTopics && administrator && can_manage_topics) return;
  throw badRequest('TOPIC_CLOSED');
}

/** From `reply_parameters`, or the older `reply_to_message_id`. */
function readReply(chat: ChatRecord, params: Params): MessageRecord | undefined {
  const given = structureOf(params, 'reply_parameters', 'reply parameters');
  if (given !== undefined && !isJson(given)) throw badRequest('object expected as reply parameters');
  const fields: Params = given ? { values: given, uploads: new Map() } : params;
  const id = numberOf(fields, given ? 'message_id' : 'reply_to_message_id');
  if (given && id === undefined) throw badRequest('can\'t find field "message_id"');
  if (id === undefined || id <= 0) return undefined;
  const message = chat.find(id);
  if (!message && !flagOf(fields, 'allow_sending_without_reply')) throw badRequest('message to be replied not found');
  return message;
}
