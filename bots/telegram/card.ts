// A ticket's card: one pinned message in its topic, edited in place. Knows nothing of what is on it.
import { z } from 'zod';
import { SendError, type Sent } from '../channel.ts';
import type { Api } from './api.ts';
import { SentMessage } from './files.ts';
import type { Log } from './log.ts';
import type { BodyOf, Words } from './plan.ts';
import { cutWords, keyboard, wordsOf } from './plan.ts';
import { TelegramError } from './refusal.ts';
import { callWithWords, type Target } from './say.ts';

/**
 * Cards that were sent but not pinned when Telegram was lost: the next try edits and pins these. By chat and
 * topic.
 */
export type Unpinned = Map<string, string>;

/**
 * Sends and pins the card, or edits the one that is there. A pin refused for missing rights is logged, not
 * thrown.
 */
export async function sendCard(
  api: Api,
  log: Log,
  unpinned: Unpinned,
  target: Target,
  known: string | undefined,
  body: BodyOf<'card'>,
): Promise<Sent> {
  const place = `${target.chat_id}/${target.message_thread_id ?? ''}`;
  const waiting = unpinned.get(place);
  const edited = await editText(api, target, waiting ?? known, wordsOf(body.title, body.text), keyboard(body.choices));
  if (edited && edited !== waiting) return { messages: [edited], card: edited };
  const card = edited ?? (await send(api, target, body));
  unpinned.set(place, card);
  await pin(api, log, target, card);
  unpinned.delete(place);
  return { messages: [card], card };
}

const gone = /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i;

/** The message's id once it shows these words; undefined when there is no such message to edit. */
export async function editText(
  api: Api,
  target: Target,
  message: string | undefined,
  words: Words,
  markup: object | undefined,
): Promise<string | undefined> {
  if (!/^\d+$/.test(message ?? '')) return undefined;
  const around = { chat_id: target.chat_id, message_id: Number(message), reply_markup: markup };
  try {
    // Telegram answers with the message, or with true when nothing had changed.
    await callWithWords(api, 'editMessageText', around, cutWords(words), z.unknown());
    return message;
  } catch (error) {
    if (error instanceof TelegramError && gone.test(error.description)) return undefined;
    throw error;
  }
}

async function send(api: Api, target: Target, body: BodyOf<'card'>): Promise<string> {
  const around = { ...target, reply_markup: keyboard(body.choices) };
  const sent = await callWithWords(api, 'sendMessage', around, cutWords(wordsOf(body.title, body.text)), SentMessage);
  return String(sent.message_id);
}

async function pin(api: Api, log: Log, target: Target, card: string): Promise<void> {
  const payload = { chat_id: target.chat_id, message_id: Number(card), disable_notification: true };
  try {
    await api.call('pinChatMessage', payload, z.unknown());
  } catch (error) {
    if (!(error instanceof SendError) || (error.code !== 'rejected' && error.code !== 'blocked')) throw error;
    log.warn({ contact: api.contact, card }, "A ticket's card could not be pinned: make the bot an administrator that may pin messages.");
  }
}
