// The person as an inbound shows them: the name they bear now, the chat they wrote in last, whether they can be reached there; and, of
// somebody new who writes by mail, of which house they are.
import { isMail } from './link-words.ts';
import { type Inbound, panelContact } from './message.ts';
import { type ClientGiven, type Person, sides } from './turn.ts';

/** What a channel tells of a chat says nothing of the chat that they are written to, where that is another one. */
const tellsOnly = ({ type }: Inbound): boolean => type === 'reach' || type === 'owner' || type === 'delivery';

export function seen(person: Person, inbound: Inbound): Person {
  if (inbound.type === 'timer' || inbound.contact === panelContact) return person;
  const known = inbound.type === 'reach' && !inbound.reachable ? withoutMail(person, inbound.chat) : person;
  if (tellsOnly(inbound) && inbound.chat !== person.address) return known;
  const reachable = inbound.type === 'reach' ? inbound.reachable : inbound.type === 'owner' ? known.reachable : true;
  const name = inbound.from.name || known.name;
  const phone = inbound.from.phone ?? (inbound.group ? undefined : known.phone); // a group bears the name of whoever wrote last
  const same = known.name === name && known.address === inbound.chat && known.reachable === reachable && known.phone === phone;
  if (same) return known;
  const { phone: _, ...rest } = known;
  return { ...rest, name, address: inbound.chat, reachable, ...(phone ? { phone } : {}) };
}

/** Who wants no more mails there, or whose mailbox is gone, gets no news by it. */
function withoutMail(person: Person, chat: string): Person {
  const { mail, ...rest } = person;
  return mail === chat ? rest : person;
}

/** By what stands in the settings for a mail's domain, e.g. `domain:example.com` → `internal Sales` (R9). */
export const domainKey = (domain: string): string => `domain:${domain.toLowerCase()}`;

/** A newcomer by mail with the side and the unit of their domain. A sender who is not proven is of none. */
export function placed({ isNew, kept }: ClientGiven, person: Person, inbound: Inbound): Person {
  if (!isNew || inbound.type !== 'message' || inbound.proof !== 'proven' || !isMail(inbound.chat)) return person;
  const [side, ...unit] = (kept?.get(domainKey(inbound.chat.slice(inbound.chat.lastIndexOf('@') + 1))) ?? '').split(' ');
  const known = sides.find((one) => one === side);
  return known ? { ...person, side: known, ...(unit.length > 0 ? { unit: unit.join(' ') } : {}) } : person;
}
