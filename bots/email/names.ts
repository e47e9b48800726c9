// Names that only this house can give: Message-IDs chosen before the first try, and signed reply addresses. Each is bound to
// the one it is sent to, so that one that was read elsewhere is worth nothing for another address.
import { domainOf, type MailAddress, tagOf } from './address.ts';

export type Names = {
  /** The Message-ID of an outbox row; the same at each try. */
  messageId(row: string, to: string): Promise<string>;
  /** The root of everything that is told about a ticket to somebody who never wrote a mail about it. */
  rootId(ticket: number, to: string): Promise<string>;
  /** Whether we gave this Message-ID to a mail to this address. */
  isOurs(messageId: string, to: string): Promise<boolean>;
  /** `desk+t1024.…@example.com`: replies come to it and name their ticket. */
  replyAddress(ticket: number, to: string): Promise<string>;
  /** Where whoever wants no more notifications writes to. */
  stopAddress(to: string): Promise<string>;
  /** What an address of ours that a mail came to says, if we signed it for its sender. */
  readTag(address: string, from: string): Promise<{ type: 'ticket'; number: number } | { type: 'stop' } | undefined>;
};

const idShape = /^<alur\.([0-9a-z]{24})\.([0-9a-f]{16})@([^<>\s@]+)>$/;
const anyId = /<alur\.[0-9a-z]{24}\.[0-9a-f]{16}@[^<>\s@]+>/g;

/** Whatever in a text looks like a Message-ID of ours, signed or not. */
export const idsIn = (text: string): string[] => [...new Set(text.match(anyId) ?? [])];

/** `key`: secret, 16 bytes or more. */
export function createNames(own: MailAddress, key: Uint8Array<ArrayBuffer>): Names {
  const signer = crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const bytes = async (text: string): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign('HMAC', await signer, new TextEncoder().encode(text)));
  const mac = async (text: string, length: number): Promise<string> =>
    Array.from(await bytes(text), (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .slice(0, length);

  const idOf = async (part: string, to: string): Promise<string> => `<alur.${part}.${await mac(`id\n${part}\n${to}`, 16)}@${own.domain}>`;
  const tagged = async (tag: string, to: string): Promise<string> =>
    `${own.local}+${tag}.${await mac(`tag\n${tag}\n${to}`, 16)}@${own.domain}`;

  return {
    messageId: async (row, to) => idOf(await mac(`row\n${row}`, 24), to),
    rootId: async (ticket, to) => idOf(`t${String(ticket).padStart(23, '0')}`, to),
    isOurs: async (messageId, to) => {
      const [, part, signed, domain] = idShape.exec(messageId) ?? [];
      return part !== undefined && domain === own.domain && signed === (await mac(`id\n${part}\n${to}`, 16));
    },
    replyAddress: (ticket, to) => tagged(`t${ticket}`, to),
    stopAddress: (to) => tagged('stop', to),
    readTag: async (address, from) => {
      const [, tag = '', signed] = /^(t\d{1,9}|stop)\.([0-9a-f]{16})$/.exec(tagOf(own, address) ?? '') ?? [];
      if (tag === '' || domainOf(address) !== own.domain || signed !== (await mac(`tag\n${tag}\n${from}`, 16))) return undefined;
      return tag === 'stop' ? { type: 'stop' } : { type: 'ticket', number: Number(tag.slice(1)) };
    },
  };
}
