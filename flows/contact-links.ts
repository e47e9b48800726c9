// The links by which somebody comes to a contact point: what is printed, posted, or drawn as a QR (R32).
import { anyContact, type ContactPoint } from './routing-shape.ts';
import { say } from './texts.ts';

/** What the desk keeps by these names: the bot's user name, the account's number, the mailbox, the page's address. */
export const reachKey = (contact: string): string => `reach:${contact}`;

type Link = { contact: string; url: string };

/** Its links: of its own channel, or of every channel that can be reached. `language`: of the words that WhatsApp writes beforehand. */
export function linksOf(kept: ReadonlyMap<string, string>, point: ContactPoint, language: string): Link[] {
  return linkChannels.flatMap((contact) => {
    const reach = kept.get(reachKey(contact));
    if (!reach || (point.contact !== anyContact && point.contact !== contact)) return [];
    return [{ contact, url: makers[contact](reach, point, point.language ?? language) }];
  });
}

type Maker = (reach: string, point: ContactPoint, language: string) => string;

const makers = {
  telegram: (bot, { code }) => `https://t.me/${bot}${code ? `?start=${code}` : ''}`,
  whatsapp: (number, { code, name }, language) =>
    `https://wa.me/${number}${code ? `?text=${encodeURIComponent(say(language, 'contact.prefilled', { name, code }))}` : ''}`,
  email: (mailbox, { code }) => `mailto:${code ? mailbox.replace('@', `+${code.toLowerCase()}@`) : mailbox}`,
  web: (page, { code }) => `${page}${code ? `?start=${code}` : ''}`,
} satisfies Record<string, Maker>;

/** The channels that have links. */
export const linkChannels = Object.keys(makers) as (keyof typeof makers)[]; // Object.keys widens what the table's type knows

const qrPrefix = 'qr:';

/** The file that is drawn when it is asked for: the QR of a link. */
export const qrFile = ({ contact, url }: Link, code: string) =>
  ({ id: `${qrPrefix}${url}`, kind: 'photo', name: `${code || contact}-${contact}.png`, mime: 'image/png', contact: 'web', remote: url, kept: true }) as const; // biome-ignore format: one thought

/** The text of such a file's QR; undefined when it is none. */
export const linkOfQr = (id: string): string | undefined => (id.startsWith(qrPrefix) ? id.slice(qrPrefix.length) : undefined);
