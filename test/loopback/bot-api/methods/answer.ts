// The small answers to people: to a pressed button, by a reaction, by "typing…".
import { findChat, findMessage, findPlace } from '../address.ts';
import { flagOf, textOf } from '../params.ts';
import { readReactions } from '../reaction.ts';
import { badRequest } from '../refusal.ts';
import type { Methods } from './method.ts';

const ANSWER_LIMIT = 200;
const ACTIONS = new Set(
  'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location record_video_note upload_video_note'.split(
    ' ',
  ),
);

export const answerMethods: Methods = {
  answerCallbackQuery(world, params) {
    const press = world.presses.get(textOf(params, 'callback_query_id'));
    const text = textOf(params, 'text');
    if (!press || press.answer || world.now() - press.at > world.callbackTimeoutMs) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    if (text.length > ANSWER_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
    const url = textOf(params, 'url');
    press.answer = {
      ...(text ? { text } : {}),
      ...(flagOf(params, 'show_alert') ? { show_alert: true } : {}),
      ...(url ? { url } : {}),
    };
    world.changes.announce();
    return true;
  },

  setMessageReaction(world, params) {
    const reactions = readReactions(params);
    const chat = findChat(world, params, 'read');
    const message = findMessage(chat, params, 'message to react');
    message.reactions = reactions;
    chat.touch(message);
    return true;
  },

  sendChatAction(world, params) {
    if (!ACTIONS.has(textOf(params, 'action').toLowerCase())) throw badRequest('wrong parameter action in request');
    findPlace(findChat(world, params, 'write'), params);
    return true;
  },
};
