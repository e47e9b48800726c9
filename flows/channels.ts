// What the channels of a person are called, and how the desk is told of chats that were joined or parted. Never an address itself.
import { deskLanguage } from './desk-words.ts';
import type { Address, Outbound } from './message.ts';
import { type Holes, say, sayIfKnown, type TextKey } from './texts.ts';
import type { Given } from './turn.ts';

/** `Telegram` for `telegram:111`; a contact point with a name of its own is called by that. */
export function channelName(language: string, address: Address): string {
  const contact = address.slice(0, address.indexOf(':'));
  return sayIfKnown(language, `channel.${/^[a-z]+/.exec(contact)?.[0] ?? contact}`) ?? contact;
}

/** `Telegram, WhatsApp`, each once. */
export const channelsOf = (language: string, chats: readonly { chat: Address }[]): string =>
  [...new Set(chats.map(({ chat }) => channelName(language, chat)))].join(', ');

/** A line for the desk at large. */
export const told = (given: Pick<Given, 'desk' | 'languages'>, key: TextKey, holes: Holes): Outbound => ({
  lane: 'desk',
  body: { type: 'text', text: say(deskLanguage(given), key, holes) },
});
