// What a client types to join their addresses: the words for it, a six-digit code, a mail address. And the words for news by mail.
import { type Address, channelOf, type Inbound, type InboundOf } from './message.ts';
import { isSaidIn } from './spoken.ts';
import type { Conversation } from './turn.ts';

const isLong = isSaidIn(['word.link']);
/** Words that may be an answer to what is asked just now. */
const isShort = isSaidIn(['word.link_short']);
export const isNotifyByMail = isSaidIn(['word.notify_mail']);
export const isStopMails = isSaidIn(['word.stop_mails']);

/** Whether they want to join another address. `isAsked`: the team waits for an answer, which a short word may be. */
export const isLink = (words: string, { draft, asking }: Conversation, isAsked = false): boolean =>
  isLong(words) || (isShort(words) && !draft && !isAsked && (!asking || asking.type === 'service'));

export const wordsIn = (inbound: InboundOf<'message'>): string => (inbound.text ?? '').trim().replace(/^\//, '');

const codeLine = /^(.*?)[\s:]*(\d{3}[ -]?\d{3})[.!]?$/;

/** A six-digit code in a line of its own, or after the words: a mail has its subject and a signature besides. */
export function codeIn(text: string): string | undefined {
  for (const line of text.normalize('NFKC').split('\n').slice(0, 20)) {
    const [, words = '', digits] = codeLine.exec(line.trim()) ?? [];
    if (digits && (words === '' || isLong(words) || isShort(words))) return digits.replace(/\D/g, '');
  }
  return undefined;
}

/** Whether the message can be meant for nothing but a code. */
export const isOnlyCode = (text: string): boolean => /^\D+\d{3}[ -]?\d{3}[.!]?$/.test(text.trim());

const mailShape = /[^\s<>()[\],;:"@]{1,64}@[a-z0-9][a-z0-9.-]{0,250}\.[a-z]{2,63}/i;

/** The mail address in a text, as the house names it. */
export function mailIn(text: string): Address | undefined {
  const found = mailShape.exec(text.normalize('NFC'))?.[0].toLowerCase();
  return found && `${byMail}${found.replaceAll('%', '%25').replaceAll('#', '%23')}`;
}

const byMail = 'email:';
export const isMail = (address: Address): boolean => channelOf(address) === 'email';

/** The text without the mail address in it. */
export const withoutMail = (text: string): string => text.replace(mailShape, '').replace(/[\s:<>]+$/, '').trim(); // biome-ignore format: one thought

export const isLinking = ({ linking }: Conversation, now: number): boolean => linking !== undefined && now <= linking.until;

/** Whether the turn needs to be given what joining needs. */
export function needsJoins(inbound: Inbound, conversation: Conversation, now: number): boolean {
  if (inbound.type !== 'message' || inbound.group || inbound.files.length > 0) return false;
  const words = wordsIn(inbound);
  if (codeIn(words) !== undefined || isNotifyByMail(words) || isStopMails(words)) return true;
  return isLink(withoutMail(words), conversation) || (isLinking(conversation, now) && mailIn(words) !== undefined);
}
