// The wire's ChatMember: how somebody, the bot included, belongs to a chat, and the update when that changed.
import type { ChatRecord, Member } from './chat.ts';
import type { Json, User } from './wire.ts';
import type { World } from './world.ts';

export function showMember(chat: ChatRecord, { user, status }: Member, botId: number): Json {
  if (status === 'creator') return { user, status, is_anonymous: false };
  if (status === 'kicked') return { user, status, until_date: 0 };
  if (status !== 'administrator') return { user, status };
  const isBot = user.id === botId;
  const { can_manage_topics, can_pin_messages, can_delete_messages } = chat.botRights;
  return {
    user,
    status,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: isBot ? can_delete_messages : true,
    can_manage_video_chats: true,
    can_restrict_members: true,
    can_promote_members: false,
    can_change_info: true,
    can_invite_users: true,
    can_pin_messages: isBot ? can_pin_messages : true,
    ...(chat.isForum ? { can_manage_topics: isBot ? can_manage_topics : true } : {}),
  };
}

/** The bot's own standing changed: `my_chat_member`. */
export function tellMembership(world: World, chat: ChatRecord, from: User, before: Json, after: Json): void {
  const date = Math.floor(world.now() / 1000);
  const change = {
    old_chat_member: { user: world.bot, ...before },
    new_chat_member: { user: world.bot, ...after },
  };
  world.updates.add('my_chat_member', { chat: chat.json, from, date, ...change });
}
