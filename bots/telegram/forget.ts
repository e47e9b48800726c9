// Takes a client out of the desk: the ticket's topic is deleted with all that was written in it.
// That needs the right "Delete messages" (Bot API, deleteForumTopic). Without it the topic gets another name, and what a bot may delete goes.
import { z } from 'zod';
import { SendError, type Sent } from '../channel.ts';
import type { Api } from './api.ts';
import type { BodyOf } from './plan.ts';
import { TelegramError } from './refusal.ts';
import type { Target } from './say.ts';

const gone = /not found|TOPIC_ID_INVALID|TOPIC_DELETED/i;

/** Throws SendError: `rejected` when somebody of the desk must delete the topic by hand. */
export async function forget(api: Api, target: Target, body: BodyOf<'forget'>): Promise<Sent> {
  const { name } = body;
  if (target.message_thread_id !== undefined && name !== undefined) {
    if (await isDone(() => api.call('deleteForumTopic', target, z.unknown()))) return { messages: [] };
    await isDone(() => api.call('editForumTopic', { ...target, name }, z.unknown()));
  }
  const { chat_id } = target;
  let left = target.message_thread_id === undefined || name === undefined ? 0 : 1; // the line that says how the topic was called at first
  for (const message_id of body.messages.map(Number).filter(Number.isSafeInteger))
    if (!(await isDone(() => api.call('deleteMessage', { chat_id, message_id }, z.unknown())))) left++;
  if (left === 0) return { messages: [] };
  throw new SendError('rejected', `${left} messages of a topic could not be deleted: the bot lacks the right to delete messages.`);
}

/** Whether it is done, or was before; false when Telegram does not let the bot. */
async function isDone(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof TelegramError && gone.test(error.description)) return true;
    if (error instanceof TelegramError && error.code === 'rejected') return false;
    throw error;
  }
}
