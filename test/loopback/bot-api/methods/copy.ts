// copyMessage and forwardMessage: a message once more, without or with a word of where it came from.
import { findChat, findMessage } from '../address.ts';
import { readCaption } from '../entity.ts';
import type { MessageRecord } from '../message.ts';
import { hasArgument } from '../params.ts';
import { badRequest } from '../refusal.ts';
import type { Methods } from './method.ts';
import { type Content, countMessages, findTarget, post, sendOne } from './send.ts';

function contentOf(message: MessageRecord): Content {
  const { text, entities, caption, caption_entities, media, extra } = message;
  const content = { text, entities, caption, caption_entities, media, extra };
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

export const copyMethods: Methods = {
  copyMessage(world, params) {
    const target = findTarget(world, params);
    const message = findMessage(findChat(world, params, 'read', 'from_chat_id'), params, 'message to copy');
    if (message.service) throw badRequest("message can't be copied");
    const content = contentOf(message);
    if (message.media && hasArgument(params, 'caption')) {
      const caption = readCaption(params);
      Object.assign(content, { caption: caption.text, caption_entities: caption.entities });
    }
    countMessages(world, target.chat, 1);
    return { message_id: post(world, target, content).message_id };
  },

  forwardMessage(world, params) {
    const target = findTarget(world, params);
    const message = findMessage(findChat(world, params, 'read', 'from_chat_id'), params, 'message to forward');
    if (message.service) throw badRequest("message can't be forwarded");
    const origin = { type: 'user', sender_user: message.from, date: message.date };
    const forward = { forward_origin: origin, forward_from: message.from, forward_date: message.date };
    const content = contentOf(message);
    return sendOne(world, target, { ...content, extra: { ...content.extra, ...forward } });
  },
};
