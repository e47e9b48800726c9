// Mail addresses: as people write them, as the house names them, and the mailbox's own with its plus-tags. Pure.
import type { Address } from '../../flows/message.ts';

/** Parts of `name <local@domain>`; lower case, since no mailbox of today tells them apart. */
export type MailAddress = { name: string; local: string; domain: string };

const shape = /^([^\s@<>()[\]\\,;:"]{1,64})@([a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?|\[[0-9a-f.:]+\])$/;

/** `ana@example.com` in lower case; undefined for what no mail can be sent to. */
export function mailOf(text: string): string | undefined {
  const mail = text.trim().replace(/^<|>$/g, '').toLowerCase().normalize('NFC');
  if (shape.test(mail)) return mail;
  const [, local, domain] = /^([^\s@<>",;:]{1,64})@([^\s@<>",;:/\\]{1,250})$/.exec(mail) ?? [];
  if (!local || !domain || !URL.canParse(`http://${domain}`)) return undefined;
  const ascii = `${local}@${new URL(`http://${domain}`).hostname}`; // a domain in another script, as DNS writes it
  return shape.test(ascii) ? ascii : undefined;
}

/** `Team <desk@example.com>` or `desk@example.com`; undefined when it is neither. */
export function parseMailbox(text: string): MailAddress | undefined {
  const [, quoted, plain = '', inner] = /^\s*(?:"([^"]*)"|([^"<>]*?))\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  const mail = mailOf(inner ?? text);
  if (!mail) return undefined;
  return { name: inner ? (quoted ?? plain).trim() : '', local: localOf(mail), domain: domainOf(mail) };
}

export const localOf = (mail: string): string => mail.slice(0, mail.lastIndexOf('@'));
export const domainOf = (mail: string): string => mail.slice(mail.lastIndexOf('@') + 1);

/** `#` ends an address in the outbox: it is written as in a link. */
export const addressOf = (contact: string, mail: string): Address => `${contact}:${mail.replaceAll('%', '%25').replaceAll('#', '%23')}`;

/** The mail address behind a house address; undefined when it is another door's. */
export function mailTo(contact: string, address: Address): string | undefined {
  if (!address.startsWith(`${contact}:`)) return undefined;
  return mailOf(
    address
      .slice(contact.length + 1)
      .replaceAll('%23', '#')
      .replaceAll('%25', '%'),
  );
}

/** What stands behind the plus in an address of the mailbox's own; '' without one; undefined for any other address. */
export function tagOf(own: Pick<MailAddress, 'local' | 'domain'>, mail: string): string | undefined {
  if (domainOf(mail) !== own.domain) return undefined;
  const local = localOf(mail);
  if (local === own.local) return '';
  return local.startsWith(`${own.local}+`) ? local.slice(own.local.length + 1) : undefined;
}
