// Puts the bot's new messages into a chat: sendMessage, and what every other send has in common with it.
import { findChat, findPlace, type Place } from '../address.ts';
import type { ChatRecord } from '../chat.ts';
import { readText } from '../entity.ts';
import type { MessageDraft, MessageRecord } from '../message.ts';
import type { Params } from '../params.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import type { ReplyMarkup } from '../wire.ts';
import { addBotMessage, showMessage, type World } from '../world.ts';
import type { Methods } from './method.ts';

export type Target = { chat: ChatRecord; place: Place; reply_markup: ReplyMarkup | undefined };
export type Content = Omit<MessageDraft, 'from' | 'byBot'>;

/** Checks everything about where a message goes, before anything is sent. */
export function findTarget(world: World, params: Params): Target {
  const reply_markup = readReplyMarkup(params);
  const chat = findChat(world, params, 'write');
  return { chat, place: findPlace(chat, params), reply_markup };
}

/** Counts against the chat's pace; refuses with 429 when it is too much. */
export function countMessages(world: World, chat: ChatRecord, messages: number): void {
  world.pace.count({ id: chat.id, isGroup: chat.kind !== 'private' }, messages, world.now());
}

export function post(world: World, target: Target, content: Content): MessageRecord {
  const { chat, place, reply_markup } = target;
  return addBotMessage(world, chat, { ...content, ...place, ...(reply_markup ? { reply_markup } : {}) });
}

/** One message: paced, posted and shown. */
export function sendOne(world: World, target: Target, content: Content): unknown {
  countMessages(world, target.chat, 1);
  return showMessage(world, post(world, target, content));
}

export const sendMethods: Methods = {
  sendMessage(world, params) {
    const formatted = readText(params);
    return sendOne(world, findTarget(world, params), { ...formatted });
  },
};
