// The links by which somebody comes to a contact point: what is printed, posted, or drawn as a QR (R32).

import { accountTitle } from './channels.ts';
import { channelOf } from './message.ts';
import { anyContact, type ContactPoint } from './routing-shape.ts';
import { say } from './texts.ts';

/** What the desk keeps by these names, for each account that is on: the bot's user name, the number, the mailbox, the page's address; or nothing. */
const reachPrefix = 'reach:';
export const reachKey = (contact: string): string => `${reachPrefix}${contact}`;

/** The accounts that are on, those of a channel together. */
export const accountsOn = (kept: ReadonlyMap<string, string>): string[] =>
  [...kept.keys()]
    .flatMap((key) => (key.startsWith(reachPrefix) ? [key.slice(reachPrefix.length)] : []))
    .filter((contact) => placeOf(contact) >= 0)
    .sort((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b, 'en'));

const placeOf = (contact: string): number => Object.keys(makers).indexOf(channelOf(contact));

type Link = { contact: string; url: string };

/** Its links: of its own channel, or of every channel that can be reached. `language`: of the words that WhatsApp writes beforehand. */
export function linksOf(kept: ReadonlyMap<string, string>, point: ContactPoint, language: string): Link[] {
  return accountsOn(kept).flatMap((contact) => {
    const reach = kept.get(reachKey(contact));
    if (!reach || (point.contact !== anyContact && point.contact !== contact)) return [];
    return [{ contact, url: makerOf(contact)(reach, point, point.language ?? language) }];
  });
}

/** The accounts that are on and that nobody has said anything of: each as the contact point it would be. */
export const unnamedAccounts = (kept: ReadonlyMap<string, string>, points: readonly ContactPoint[], language: string): ContactPoint[] =>
  accountsOn(kept)
    .filter((contact) => !points.some((point) => point.contact === contact && point.code === ''))
    .map((contact) => ({ contact, code: '', name: accountTitle(language, contact) }));

type Maker = (reach: string, point: ContactPoint, language: string) => string;

const makers = {
  telegram: (bot, { code }) => `https://t.me/${bot}${code ? `?start=${code}` : ''}`,
  whatsapp: (number, { code, name }, language) =>
    `https://wa.me/${number}${code ? `?text=${encodeURIComponent(say(language, 'contact.prefilled', { name, code }))}` : ''}`,
  email: (mailbox, { code }) => `mailto:${code ? mailbox.replace('@', `+${code.toLowerCase()}@`) : mailbox}`,
  web: (page, { code }) => `${page}${code ? `?start=${code}` : ''}`,
} satisfies Record<string, Maker>;

const makerOf = (contact: string): Maker => makers[channelOf(contact) as keyof typeof makers]; // one that can be reached

const qrPrefix = 'qr:';

/** The file that is drawn when it is asked for: the QR of a link. */
export const qrFile = ({ contact, url }: Link, code: string) =>
  ({ id: `${qrPrefix}${url}`, kind: 'photo', name: `${code || contact}-${contact}.png`, mime: 'image/png', contact: 'web', remote: url, kept: true }) as const; // biome-ignore format: one thought

/** The text of such a file's QR; undefined when it is none. */
export const linkOfQr = (id: string): string | undefined => (id.startsWith(qrPrefix) ? id.slice(qrPrefix.length) : undefined);
