// What the channels of a person are called, and how the desk is told of chats that were joined or parted. Never an address itself.
import { deskLanguage } from './desk-words.ts';
import { type Address, channelOf, contactOf, type Outbound } from './message.ts';
import { type Holes, say, sayIfKnown, type TextKey } from './texts.ts';
import type { Given } from './turn.ts';

/** `Telegram` for `telegram:111` and `telegram-events:111`, as clients know it. */
export const channelName = (language: string, address: Address): string =>
  sayIfKnown(language, `channel.${channelOf(address)}`) ?? contactOf(address);

/** As the team knows it: `Telegram · events` for the contact point `telegram-events`. */
const accountName = (language: string, contact: string): string =>
  [sayIfKnown(language, `channel.${channelOf(contact)}`) ?? channelOf(contact), contact.slice(channelOf(contact).length + 1)]
    .filter(Boolean)
    .join(' · ');

/** `Telegram, WhatsApp`, each once. */
export const channelsOf = (language: string, chats: readonly { chat: Address }[]): string =>
  [...new Set(chats.map(({ chat }) => channelName(language, chat)))].join(', ');

/** The same at the beginning of a line. */
export const accountTitle = (language: string, contact: string): string =>
  accountName(language, contact).replace(/^./u, (letter) => letter.toLocaleUpperCase(language));

/** A line for the desk at large. */
export const told = (given: Pick<Given, 'desk' | 'languages'>, key: TextKey, holes: Holes): Outbound => ({
  lane: 'desk',
  body: { type: 'text', text: say(deskLanguage(given), key, holes) },
});
