// A person with a private chat to the bot, acted by the test.
import {
  type Content,
  edit,
  type FileOptions,
  fileContent,
  findTarget,
  type MessageTarget,
  type PostOptions,
  press,
  react,
  say,
  sendPress,
  textContent,
} from './act.ts';
import type { ChatRecord } from './chat.ts';
import { tellMembership } from './member.ts';
import { buttonsOf, type MessageRecord } from './message.ts';
import type { Press } from './press.ts';
import type { MediaKind, User } from './wire.ts';
import { openChat, type World } from './world.ts';

type SendFile = (bytes: Uint8Array, options?: FileOptions) => MessageRecord;
export type Place = { latitude: number; longitude: number };
export type Contact = { phone_number: string; first_name: string; last_name?: string; user_id?: number };

export type Person = {
  readonly id: number;
  readonly user: User;
  /** The private chat with the bot. */
  readonly chat: ChatRecord;
  /** `/start`, with a deep link's parameter; unblocks the bot where it was blocked. */
  start(parameter?: string): MessageRecord;
  write(text: string, options?: PostOptions): MessageRecord;
  sendPhoto: SendFile;
  sendDocument: SendFile;
  sendVideo: SendFile;
  sendAudio: SendFile;
  sendVoice: SendFile;
  sendSticker: SendFile;
  sendLocation(place: Place, options?: PostOptions): MessageRecord;
  sendContact(contact?: Partial<Contact>, options?: PostOptions): MessageRecord;
  edit(target: MessageTarget, text: string): MessageRecord;
  /** Presses an inline button, by its label or callback data. */
  press(target: MessageTarget, label: string | RegExp): Press;
  /** A press of a button that is no longer there, as from an app that did not refresh. */
  pressAnyway(target: MessageTarget, data: string): Press;
  /** Taps a key of a reply keyboard, which sends its text (or the contact it asks for). */
  tap(target: MessageTarget, label: string): MessageRecord;
  react(target: MessageTarget, emoji?: string): void;
  block(): void;
  unblock(): void;
  /** The account is deleted. */
  deactivate(): void;
};

export function makePerson(world: World, user: User): Person {
  const { id, first_name, last_name, username } = user;
  const names = { first_name, ...(last_name ? { last_name } : {}), ...(username ? { username } : {}) };
  const chat = openChat(world, {
    json: { id, ...names, type: 'private' },
    standing: { type: 'never-started' },
  });
  world.people.set(id, user);

  const post = (content: Content, options?: PostOptions): MessageRecord => {
    if (chat.standing.type === 'blocked') throw new Error(`${first_name} blocked the bot and cannot write: unblock first`);
    if (chat.standing.type === 'never-started') chat.standing = { type: 'open' };
    return say(world, chat, { from: user }, content, options);
  };
  const file =
    (kind: MediaKind): SendFile =>
    (bytes, options = {}) =>
      post(fileContent(world, kind, bytes, options), options);
  const member = { status: 'member' };
  const kicked = { status: 'kicked', until_date: 0 };

  const person: Person = {
    id,
    user,
    chat,
    start(parameter) {
      if (chat.standing.type === 'blocked') person.unblock();
      return post(textContent(parameter === undefined ? '/start' : `/start ${parameter}`));
    },
    write: (text, options) => post(textContent(text), options),
    sendPhoto: file('photo'),
    sendDocument: file('document'),
    sendVideo: file('video'),
    sendAudio: file('audio'),
    sendVoice: (bytes, options = {}) => file('voice')(bytes, { mime: 'audio/ogg', name: 'voice.oga', ...options }),
    sendSticker: (bytes, options = {}) => file('sticker')(bytes, { mime: 'image/webp', emoji: '👍', ...options }),
    sendLocation: (location, options) => post({ extra: { location } }, options),
    sendContact(contact = {}, options) {
      const own = { phone_number: '+12025550143', user_id: id, ...names };
      return post({ extra: { contact: { ...own, ...contact } } }, options);
    },
    edit: (target, text) => edit(world, chat, user, target, text),
    press: (target, label) => press(world, chat, user, target, label),
    pressAnyway: (target, data) => sendPress(world, chat, user, findTarget(chat, target), data),
    tap(target, label) {
      const message = findTarget(chat, target);
      const key = buttonsOf(message.reply_markup).find(({ text }) => text === label);
      if (!key || !message.reply_markup?.keyboard) throw new Error(`no key ${label}:\n${chat.transcript()}`);
      return key.request_contact ? person.sendContact() : person.write(key.text);
    },
    react: (target, emoji) => react(world, chat, user, target, emoji),
    block() {
      chat.standing = { type: 'blocked' };
      tellMembership(world, chat, user, member, kicked);
    },
    unblock() {
      chat.standing = { type: 'open' };
      tellMembership(world, chat, user, kicked, member);
    },
    deactivate() {
      chat.standing = { type: 'deactivated' };
    },
  };
  return person;
}
