// Changes and deletes messages: editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage.
import { isDeepStrictEqual } from 'node:util';
import { findChat, findMessage } from '../address.ts';
import type { ChatRecord } from '../chat.ts';
import { readCaption, readText } from '../entity.ts';
import type { MessageRecord } from '../message.ts';
import type { Params } from '../params.ts';
import { badRequest } from '../refusal.ts';
import { readInlineMarkup } from '../reply-markup.ts';
import type { Entity, ReplyMarkup } from '../wire.ts';
import { showMessage, type World } from '../world.ts';
import type { Methods } from './method.ts';
import { countMessages } from './send.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content ' +
  'and reply markup of the message';
const DELETE_LIMIT_S = 48 * 3600;

type Change = {
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  reply_markup: ReplyMarkup | undefined;
};
type Found = { chat: ChatRecord; message: MessageRecord };

function findEditable(world: World, params: Params): Found {
  const chat = findChat(world, params, 'edit');
  const message = findMessage(chat, params, 'message to edit');
  const hasReplyKeyboard = message.reply_markup !== undefined && !message.reply_markup.inline_keyboard;
  if (!message.byBot || message.service || hasReplyKeyboard) throw badRequest("message can't be edited");
  return { chat, message };
}

/** Refuses what changes nothing; otherwise keeps the old version and shows the new one. */
function apply(world: World, { chat, message }: Found, change: Change): unknown {
  const same = Object.entries(change).every(([name, value]) => isDeepStrictEqual(normal(value), normal(message[name as keyof Change])));
  if (same) throw badRequest(NOT_MODIFIED);
  countMessages(world, chat, 1);
  const { text, caption, reply_markup } = message;
  message.versions.push({ text, caption, reply_markup, at: world.now() });
  Object.assign(message, change);
  message.edit_date = Math.floor(world.now() / 1000);
  chat.touch(message);
  return showMessage(world, message);
}

function normal(value: unknown): unknown {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? null : value;
}

export const editMethods: Methods = {
  editMessageText(world, params) {
    const { text, entities } = readText(params);
    const reply_markup = readInlineMarkup(params);
    const found = findEditable(world, params);
    if (found.message.text === undefined) throw badRequest('there is no text in the message to edit');
    return apply(world, found, { text, entities, reply_markup });
  },

  editMessageCaption(world, params) {
    const { text, entities } = readCaption(params);
    const reply_markup = readInlineMarkup(params);
    const found = findEditable(world, params);
    if (!found.message.media) throw badRequest('there is no caption in the message to edit');
    return apply(world, found, { caption: text, caption_entities: entities, reply_markup });
  },

  editMessageReplyMarkup(world, params) {
    const reply_markup = readInlineMarkup(params);
    return apply(world, findEditable(world, params), { reply_markup });
  },

  deleteMessage(world, params) {
    const chat = findChat(world, params, 'edit');
    const message = findMessage(chat, params, 'message to delete');
    const mayDeleteAll = chat.kind === 'private' || (chat.botRights.administrator && chat.botRights.can_delete_messages);
    if (!mayDeleteAll && !message.byBot) throw badRequest("message can't be deleted");
    if (message.service?.forum_topic_created) throw badRequest("message can't be deleted");
    const ageS = world.now() / 1000 - message.date;
    const anyAge = chat.kind !== 'private' && mayDeleteAll;
    if (ageS > DELETE_LIMIT_S && !anyAge) throw badRequest("message can't be deleted for everyone");
    message.deleted = true;
    chat.touch(message);
    return true;
  },
};
