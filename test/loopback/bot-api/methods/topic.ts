// Forum topics: made, renamed, closed, reopened and deleted by the bot.
import { findChat } from '../address.ts';
import type { ChatRecord, Topic } from '../chat.ts';
import { hasArgument, numberOf, type Params, textOf } from '../params.ts';
import { badRequest } from '../refusal.ts';
import { deleteTopic, newTopicContent, registerTopic, topicServiceDraft } from '../topic.ts';
import { addBotMessage, type World } from '../world.ts';
import type { Methods } from './method.ts';

const NAME_LIMIT = 128;
const COLORS = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f];

function findForum(world: World, params: Params): ChatRecord {
  const chat = findChat(world, params, 'write');
  if (!chat.isForum) throw badRequest('the chat is not a forum');
  return chat;
}

function mayManage(chat: ChatRecord): boolean {
  return chat.botRights.administrator && chat.botRights.can_manage_topics;
}

/** A topic the bot may change: any with the right, else only its own. */
function findTopic(world: World, params: Params, action: string): { chat: ChatRecord; topic: Topic } {
  const chat = findForum(world, params);
  const topic = chat.topics.get(numberOf(params, 'message_thread_id') ?? 0);
  if (!topic || topic.deleted) throw badRequest('TOPIC_ID_INVALID');
  if (!mayManage(chat) && topic.createdBy !== world.bot.id) throw badRequest(`not enough rights to ${action} the topic`);
  return { chat, topic };
}

function readName(params: Params): string {
  const name = textOf(params, 'name').trim();
  if (name === '') throw badRequest('title must be non-empty');
  if ([...name].length > NAME_LIMIT) throw badRequest('TOPIC_TITLE_TOO_LONG');
  return name;
}

function toggle(world: World, params: Params, closed: boolean): true {
  const { chat, topic } = findTopic(world, params, closed ? 'close' : 'reopen');
  if (topic.closed === closed) throw badRequest('TOPIC_NOT_MODIFIED');
  topic.closed = closed;
  const service = closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} };
  addBotMessage(world, chat, topicServiceDraft(topic, service));
  return true;
}

export const topicMethods: Methods = {
  createForumTopic(world, params) {
    const chat = findForum(world, params);
    if (!mayManage(chat)) throw badRequest('not enough rights to create a topic');
    const icon_color = numberOf(params, 'icon_color') ?? COLORS[0] ?? 0;
    if (!COLORS.includes(icon_color)) throw badRequest('TOPIC_ICON_COLOR_INVALID');
    const icon_custom_emoji_id = textOf(params, 'icon_custom_emoji_id');
    const icon = icon_custom_emoji_id ? { icon_color, icon_custom_emoji_id } : { icon_color };
    const content = newTopicContent(chat, { name: readName(params), ...icon });
    registerTopic(chat, addBotMessage(world, chat, content), world.bot.id);
    return { message_thread_id: content.message_thread_id, name: readName(params), ...icon };
  },

  editForumTopic(world, params) {
    const { chat, topic } = findTopic(world, params, 'edit');
    const name = textOf(params, 'name') === '' ? topic.name : readName(params);
    const icon = hasArgument(params, 'icon_custom_emoji_id') ? textOf(params, 'icon_custom_emoji_id') : topic.iconCustomEmojiId;
    if (name === topic.name && icon === topic.iconCustomEmojiId) throw badRequest('TOPIC_NOT_MODIFIED');
    const named = name === topic.name ? {} : { name };
    const edited = icon === topic.iconCustomEmojiId ? named : { ...named, icon_custom_emoji_id: icon };
    topic.name = name;
    topic.iconCustomEmojiId = icon;
    addBotMessage(world, chat, topicServiceDraft(topic, { forum_topic_edited: edited }));
    return true;
  },

  closeForumTopic: (world, params) => toggle(world, params, true),
  reopenForumTopic: (world, params) => toggle(world, params, false),

  deleteForumTopic(world, params) {
    const chat = findForum(world, params);
    const topic = chat.topics.get(numberOf(params, 'message_thread_id') ?? 0);
    if (!topic || topic.deleted) throw badRequest('TOPIC_ID_INVALID');
    const { administrator, can_delete_messages } = chat.botRights;
    if (!administrator || !can_delete_messages) throw badRequest('not enough rights to delete the topic');
    deleteTopic(chat, topic);
    return true;
  },
};
