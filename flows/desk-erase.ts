// Erasing a client from the desk, for who asked by phone or by letter: what goes is said, and a code of the day confirms it.
import { no, type TicketDeed } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { codeFor, erasePerson, listOf } from './erase.ts';
import { isErased } from './redact.ts';
import { isClosed } from './ticket.ts';
import type { Turn } from './turn.ts';

export function eraseClient(deed: TicketDeed): Turn {
  const { given, ticket, content, staff, topic, today } = deed;
  const { client, mine, now } = given;
  if (!client || !mine || isErased(client)) return no(deed, 'desk.erase_already', { ticket: `#${ticket.number}` });
  const code = codeFor(`${client.id}\n${today}`);
  if (content.text === code)
    return erasePerson({ ...given, now }, client, mine, { type: 'staff', address: staff.address, name: staff.name });
  const ask = textAtDesk(given, 'desk.erase_ask', {
    tickets: listOf(mine.tickets),
    messages: mine.messages,
    files: mine.files,
    open: mine.tickets.filter((one) => !isClosed(one)).length,
    example: `/erase #${ticket.number} ${code}`,
  });
  const text = content.text === '' ? ask : `${textAtDesk(given, 'desk.erase_wrong')}\n\n${ask}`;
  return post(deskLane(topic), { type: 'text', text });
}
