// Calls that carry words: plain text with the title bold by entities, and once more without if Telegram
// refuses those.
import type { z } from 'zod';
import type { Api } from './api.ts';
import { SentMessage } from './files.ts';
import type { Words } from './plan.ts';
import { TelegramError } from './refusal.ts';

/** Where a call goes: a chat, or a topic in it. */
export type Target = { chat_id: number; message_thread_id?: number };

/** A preview would have Telegram's servers open the links, one-time ones too. */
const noPreview = { is_disabled: true };

/** sendMessage; the message's id. */
export async function sendWords(api: Api, around: object, words: Words): Promise<string[]> {
  const sent = await callWithWords(api, 'sendMessage', around, words, SentMessage);
  return [String(sent.message_id)];
}

/** A method with `text` and `entities`, called at most twice. Throws SendError. */
export function callWithWords<T>(api: Api, method: string, around: object, words: Words, result: z.ZodType<T>): Promise<T> {
  const call = (entities: object | undefined): Promise<T> =>
    api.call(method, { ...around, text: words.text, entities, link_preview_options: noPreview }, result);
  return plainIfRefused(boldTitle(words), call);
}

/** The fields of a caption. */
export function captionOf(words: Words | undefined, entities: object | undefined): Record<string, unknown> {
  return words ? { caption: words.text, caption_entities: entities } : {};
}

/** Bold over the title; undefined without one. Offsets and lengths in UTF-16 units. */
export function boldTitle(words: Words | undefined): object | undefined {
  return words && words.bold > 0 ? [{ type: 'bold', offset: 0, length: words.bold }] : undefined;
}

/** Tries with entities, and without when Telegram refuses them. */
export async function plainIfRefused<T>(entities: object | undefined, call: (entities: object | undefined) => Promise<T>): Promise<T> {
  try {
    return await call(entities);
  } catch (error) {
    const refused = error instanceof TelegramError && error.code === 'rejected' && /entit/i.test(error.description);
    if (!entities || !refused) throw error;
    return call(undefined);
  }
}
