// What a forum topic is made of, for the bot's methods and for people alike: its creation message is its id.
import type { ChatRecord, Topic } from './chat.ts';
import type { MessageRecord } from './message.ts';
import type { Json } from './wire.ts';

export type TopicIcon = { icon_color: number; icon_custom_emoji_id?: string };

type ServiceDraft = { service: Json; message_thread_id: number; is_topic_message: true };

/** The creation message; the thread's id is that message's id, which is the chat's next one. */
export function newTopicContent(chat: ChatRecord, created: { name: string } & TopicIcon): ServiceDraft {
  const threadId = (chat.history.at(-1)?.message_id ?? 0) + 1;
  return { service: { forum_topic_created: created }, message_thread_id: threadId, is_topic_message: true };
}

export function registerTopic(chat: ChatRecord, message: MessageRecord, createdBy: number): Topic {
  if (message.message_id !== message.message_thread_id) throw new Error('a topic must bear its message id');
  const created = message.service?.forum_topic_created as { name: string } & TopicIcon; // made by newTopicContent
  const topic: Topic = {
    threadId: message.message_id,
    name: created.name,
    iconColor: created.icon_color,
    iconCustomEmojiId: created.icon_custom_emoji_id,
    closed: false,
    deleted: false,
    createdBy,
  };
  chat.topics.set(topic.threadId, topic);
  return topic;
}

export function topicServiceDraft(topic: Topic, service: Json): ServiceDraft {
  return { service, message_thread_id: topic.threadId, is_topic_message: true };
}

/** Deletes the topic with all its messages. */
export function deleteTopic(chat: ChatRecord, topic: Topic): void {
  topic.deleted = true;
  for (const message of chat.messages) {
    if (!message.is_topic_message || message.message_thread_id !== topic.threadId) continue;
    message.deleted = true;
    chat.touch(message);
  }
}
