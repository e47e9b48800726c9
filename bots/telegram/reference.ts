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

/** The bot is named, replied to, or given a command. (Commands to other bots do not get so far.) */
export function isMentioned(message: Message, bot: Bot): boolean {
  if (quoteOf(message) !== undefined && message.reply_to_message?.from?.id === bot.id) return true;
  if (mentionsOf(message, bot).length > 0) return true;
  return entitiesOf(message).some(({ type, offset }) => type === 'bot_command' && offset === 0);
}

/** The words without the bot's name, which says only whom they are for. */
export function withoutMention(message: Message, bot: Bot): string | undefined {
  const text = message.text ?? message.caption;
  if (text === undefined) return undefined;
  return mentionsOf(message, bot)
    .toSorted((a, b) => b.offset - a.offset)
    .reduce((left, { offset, length }) => join(left.slice(0, offset), left.slice(offset + length)), text);
}

function join(before: string, after: string): string {
  const head = before.replace(/[ \t]+$/, '');
  if (head === '') return after.replace(/^[\s,:;!]+/, '');
  const tail = after.replace(/^[ \t]+/, '');
  return tail === '' || head.endsWith('\n') || /^[\s,.:;!?]/.test(tail) ? `${head}${tail}` : `${head} ${tail}`;
}

const entitiesOf = (message: Message): Entity[] => message.entities ?? message.caption_entities ?? [];

function mentionsOf(message: Message, bot: Bot): Entity[] {
  const text = message.text ?? message.caption ?? '';
  const name = `@${bot.username}`.toLowerCase();
  return entitiesOf(message).filter(({ type, offset, length, user }) =>
    type === 'text_mention' ? user?.id === bot.id : type === 'mention' && text.slice(offset, offset + length).toLowerCase() === name,
  );
}
