// What is told when something happened to a ticket: one message to the client (told-client.ts), and what the desk hears (told-desk.ts).
import { missedByEvent } from './campaigns/missed.ts';
import { deskLanguage, type Given, heard, nameAtDesk } from './desk-words.ts';
import { mailCopies } from './mail-news.ts';
import { hasChat, laneOfTicket, type Outbound } from './message.ts';
import { say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import { toClient } from './told-client.ts';
import { toDesk } from './told-desk.ts';
import type { Change, Person } from './turn.ts';

export { deskLanguage, nameAtDesk };

/** A desk member's message that gets 👍 once the client's message has left, or 👎 with a sentence when it cannot. */
export type Mark = { lane: string; message: string };

/** Everything that leaves because of a change. To the client that is one message: of the last event that has something to say. */
export function tell(given: Given, client: Person, change: Change, mark?: Mark): Outbound[] {
  const told = change.events.map((event) => toClient(given, client, change, event)).findLast(({ length }) => length > 0) ?? [];
  return [
    ...mailCopies(client, change, told),
    ...(hasChat(client.address) ? told : []).map((outbound) =>
      mark ? marked(given, outbound, mark) : parkedTold(given, outbound, change.ticket),
    ),
    ...change.events.flatMap((event) => [...toDesk(given, client, change, event), ...missedByEvent(given, change.ticket, event)]),
    ...(hasChat(client.address) ? [] : told).map((outbound) => byHand(given, client, change.ticket, outbound)),
  ];
}

/** Who has no chat with us is told by the team, in the words that would have been sent. */
function byHand(given: Given, client: Person, ticket: Ticket, { body }: Outbound): Outbound {
  const phone = client.phone ? ` (+${client.phone})` : '';
  const title = say(deskLanguage(given), 'desk.told_by_hand', { name: nameAtDesk(given, client), phone });
  const files = body.type === 'text' && body.files ? { files: body.files } : {};
  return { lane: laneOfTicket(ticket.number), body: { type: 'text', title, text: body.type === 'text' ? body.text : '', ...files } };
}

/** The client's message, with what happens at the desk when it has left or cannot leave. */
function marked(given: Given, outbound: Outbound, mark: Mark): Outbound {
  const reaction = (as: 'sent' | 'failed'): Outbound => ({ lane: mark.lane, body: { type: 'reaction', message: mark.message, mark: as } });
  return { ...outbound, onSent: [reaction('sent')], onParked: [reaction('failed'), undelivered(given, mark.lane, mark.message)] };
}

const parkedTold = (given: Given, outbound: Outbound, ticket: Ticket): Outbound => ({
  ...outbound,
  onParked: [undelivered(given, laneOfTicket(ticket.number))],
});

const undelivered = (given: Given, lane: string, quote?: string): Outbound => ({
  lane,
  body: { type: 'text', text: heard(given, 'undelivered', say(deskLanguage(given), 'desk.undelivered')), ...(quote ? { quote } : {}) },
});
