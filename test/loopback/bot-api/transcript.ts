// A chat as readable lines, for the message of a wait that took too long.
import { buttonsOf, type MessageRecord } from './message.ts';

/** `bot> text [button] [button]`, `Name> text`; `#5` before it is the topic; marks after it say what became of it. */
export function transcribe(messages: readonly MessageRecord[]): string {
  if (messages.length === 0) return '(nothing was said)';
  return messages.map(line).join('\n');
}

function line(message: MessageRecord): string {
  const topic = message.is_topic_message ? `#${message.message_thread_id} ` : '';
  const who = message.byBot ? 'bot' : (message.sender_chat?.title ?? message.from.first_name);
  const parts = [content(message), ...buttonsOf(message.reply_markup).map((button) => `[${button.text}]`)];
  if (message.versions.length > 0) parts.push('(edited)');
  if (message.pinned) parts.push('(pinned)');
  if (message.reactions.length > 0) parts.push(`(bot: ${message.reactions.join('')})`);
  if (message.deleted) parts.push('(deleted)');
  return `${topic}${who}> ${parts.filter((part) => part !== '').join(' ')}`;
}

function content(message: MessageRecord): string {
  if (message.service) return `(${Object.keys(message.service).join(', ')})`;
  const media = message.media ? `<${message.media.kind} ${message.media.file.name}>` : '';
  const other = message.extra ? `<${Object.keys(message.extra).join(', ')}>` : '';
  return [media, other, message.text ?? message.caption ?? ''].filter((part) => part !== '').join(' ');
}
