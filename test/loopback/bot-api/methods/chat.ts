// About chats and who is in them: getChat, getChatMember, getChatAdministrators, leaveChat, pins.
import { findChat, findMessage } from '../address.ts';
import type { ChatRecord, Member } from '../chat.ts';
import { showMember } from '../member.ts';
import { numberOf, type Params, textOf } from '../params.ts';
import { badRequest } from '../refusal.ts';
import { addBotMessage, showMessage, type World } from '../world.ts';
import type { Methods } from './method.ts';

function findPinnable(world: World, params: Params): ChatRecord {
  const chat = findChat(world, params, 'write');
  const { administrator, can_pin_messages } = chat.botRights;
  if (chat.kind !== 'private' && !(administrator && can_pin_messages)) {
    throw badRequest('not enough rights to manage pinned messages in the chat');
  }
  return chat;
}

function memberOf(world: World, chat: ChatRecord, userId: number): Member {
  const member = chat.members.get(userId);
  if (member) return member;
  const user = userId === world.bot.id ? world.bot : world.people.get(userId);
  if (!user) throw badRequest('user not found');
  if (user.id === world.bot.id) return { user, status: chat.botRights.administrator ? 'administrator' : 'member' };
  return { user, status: chat.kind === 'private' && chat.id === userId ? 'member' : 'left' };
}

export const chatMethods: Methods = {
  getChat(world, params) {
    const chat = findChat(world, params, 'read');
    const pinned = chat.messages.findLast((message) => message.pinned);
    return {
      ...chat.json,
      accent_color_id: 0,
      max_reaction_count: 11,
      ...(pinned ? { pinned_message: showMessage(world, pinned, false) } : {}),
    };
  },

  getChatMember(world, params) {
    const chat = findChat(world, params, 'read');
    return showMember(chat, memberOf(world, chat, numberOf(params, 'user_id') ?? 0), world.bot.id);
  },

  getChatAdministrators(world, params) {
    const chat = findChat(world, params, 'read');
    if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat');
    const people = [...chat.members.values()].filter(({ status }) => status === 'creator' || status === 'administrator');
    const bot = chat.botRights.administrator ? [memberOf(world, chat, world.bot.id)] : [];
    return [...people, ...bot].map((member) => showMember(chat, member, world.bot.id));
  },

  leaveChat(world, params) {
    const chat = findChat(world, params, 'read');
    if (chat.kind === 'private') throw badRequest("chat member status can't be changed in private chats");
    chat.standing = { type: 'left' };
    world.changes.announce();
    return true;
  },

  pinChatMessage(world, params) {
    const chat = findPinnable(world, params);
    const message = findMessage(chat, params, 'message to pin');
    if (message.pinned) return true;
    message.pinned = true;
    chat.touch(message);
    const { message_thread_id, is_topic_message } = message;
    const place = is_topic_message ? { message_thread_id, is_topic_message } : {};
    addBotMessage(world, chat, { service: { pinned_message: showMessage(world, message, false) }, ...place });
    return true;
  },

  unpinChatMessage(world, params) {
    const chat = findPinnable(world, params);
    const last = chat.messages.findLast((message) => message.pinned);
    const message = textOf(params, 'message_id') === '' ? last : findMessage(chat, params, 'message to unpin');
    if (!message) throw badRequest('message to unpin not found');
    message.pinned = false;
    chat.touch(message);
    return true;
  },
};
