// Who somebody is at this door: addresses, names, and ids in which no phone number can be read. Pure.
import type { Address, Sender } from '../../flows/message.ts';
import { languageOfPhone } from '../phone-language.ts';
import type { Contact } from './payload.ts';

/** A person as Meta names them: by number, or by the id that stands in for a hidden one. */
export type Who = { phone?: string; user?: string };

const isPhone = (text: string): boolean => /^\d{5,20}$/.test(text);

/** A business-scoped user id: a country's two letters, a dot, letters and digits. */
const isUser = (text: string): boolean => /^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/.test(text);

/** Undefined when neither field names anybody. The number comes first: it stays the same for whoever is known by it. */
export function who(phone: string | undefined, user: string | undefined): Who | undefined {
  const found = { ...(phone && isPhone(phone) ? { phone } : {}), ...(user && isUser(user) ? { user } : {}) };
  return found.phone || found.user ? found : undefined;
}

export const addressOf = (contact: string, { phone, user }: Who): Address => `${contact}:${phone ?? user}`;

/** The field of a send that names whom it is for; undefined when the address belongs to another door. */
export function recipientOf(contact: string, address: Address): { to: string } | { recipient: string } | undefined {
  const chat = address.startsWith(`${contact}:`) ? address.slice(contact.length + 1) : '';
  if (isPhone(chat)) return { to: chat };
  return isUser(chat) ? { recipient: chat } : undefined;
}

/** Named by the profile, else by @username, else by the number. */
export function senderOf(contact: string, person: Who, contacts: readonly Contact[] = []): Sender {
  const { phone, user } = person;
  const card = contacts.find((one) => (phone !== undefined && one.wa_id === phone) || (user !== undefined && one.user_id === user));
  const profile = card?.profile;
  const name = profile?.name?.trim() || (profile?.username && `@${profile.username.replace(/^@/, '')}`) || (phone ? `+${phone}` : '');
  const language = phone && languageOfPhone(phone);
  return { address: addressOf(contact, person), name, ...(phone ? { phone } : {}), ...(language ? { language } : {}) };
}

/**
 * The inbound id of one of Meta's message ids. Those hold the phone number, readable for whoever knows base64, and ids
 * are written into logs: so it is a digest.
 */
export async function inboundId(contact: string, wamid: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(wamid)));
  return `${contact}:${Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
