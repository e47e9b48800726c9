// Who wrote, as the house names people: an address, a name, a language. Pure.
import type { Address, Sender } from '../../flows/message.ts';
import type { Chat, User } from './update.ts';

/**
 * Telegram's own account "GroupAnonymousBot", in whose name anonymous admins write (Bot API, "Message.from").
 */
const anonymousAdmin = 1087968824;

/** The address of a Telegram user or chat: a private chat has the number of its user. */
export const addressOf = (contact: string, id: number): Address => `${contact}:${id}`;

/**
 * The chat number in an address of this contact point; undefined when the address belongs to another door.
 */
export function chatOf(contact: string, address: Address): number | undefined {
  const digits = address.startsWith(`${contact}:`) ? address.slice(contact.length + 1) : '';
  return /^-?\d+$/.test(digits) ? Number(digits) : undefined;
}

export const isGroup = (chat: Chat): boolean => chat.type === 'group' || chat.type === 'supergroup';

/** The user as a sender; named by name, else by @username, else by number. */
export function senderOf(contact: string, user: User): Sender {
  return { address: addressOf(contact, user.id), name: nameOf(user), language: user.language_code };
}

/**
 * Who wrote a message: a user, or a chat (an anonymous admin, a channel), marked `anonymous`.
 * Null for other bots: two bots that answer each other never stop.
 */
export function writerOf(contact: string, message: { from?: User; sender_chat?: Chat; chat: Chat }): Sender | null {
  const { from, sender_chat, chat } = message;
  const behind = sender_chat ?? (from === undefined || from.id === anonymousAdmin ? chat : undefined);
  if (behind)
    return {
      address: addressOf(contact, behind.id),
      name: behind.title ?? String(behind.id),
      anonymous: true,
    };
  if (!from || from.is_bot) return null;
  return senderOf(contact, from);
}

/**
 * Characters that a name may consist of and still show nothing: format marks and the fillers of Hangul and
 * Braille.
 */
const invisible = /[\s\p{Cf}\u115F\u1160\u3164\uFFA0\u2800]/gu;

function nameOf(user: User): string {
  const name = `${user.first_name} ${user.last_name ?? ''}`.trim();
  if (name.replace(invisible, '') !== '') return name;
  return user.username ? `@${user.username}` : String(user.id);
}
