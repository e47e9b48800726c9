// What a message points at: its topic, the message it quotes, the bot. Pure.
import type { Entity, Message } from './update.ts';

/** Who the bot is, by getMe: needed to know what is said to it. */
export type Bot = { id: number; username: string };

/** Outside forums a message_thread_id names a chain of replies, not a topic. */
export function threadOf(message: { message_thread_id?: number; is_topic_message?: boolean }): string | undefined {
  return message.is_topic_message && message.message_thread_id !== undefined ? String(message.message_thread_id) : undefined;
}

/** A plain message in a topic "replies" to the topic's creation: nobody quoted anything. */
export function quoteOf(message: Message): string | undefined {
  const quoted = message.reply_to_message;
  if (!quoted || quoted.forum_topic_created !== undefined) return undefined;
  if (message.is_topic_message && quoted.message_id === message.message_thread_id) return undefined;
  return String(quoted.message_id);
}

/** The bot is named, commanded by name, or replied to. */
export function isMentioned(message: Message, bot: Bot): boolean {
  if (quoteOf(message) !== undefined && message.reply_to_message?.from?.id === bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const name = `@${bot.username}`.toLowerCase();
  const names = ({ type, offset, length, user }: Entity): boolean => {
    const words = text.slice(offset, offset + length).toLowerCase();
    if (type === 'text_mention') return user?.id === bot.id;
    return type === 'mention' ? words === name : type === 'bot_command' && words.endsWith(name);
  };
  return (message.entities ?? message.caption_entities ?? []).some(names);
}
