// What is so by mail alone: a sender may be forged, a machine may have written, and much of a mail is not what was said.

import { type Inbound, type InboundOf, laneOfTicket, type Outbound } from './message.ts';
import { decide } from './moves.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import { type ClientGiven, emptyTurn, type Person, type Turn } from './turn.ts';

/** Nobody is there who waits for an answer. */
export const isApart = (inbound: InboundOf<'message'>): boolean => inbound.automatic === true || inbound.proof === 'forged';

/** Whether whoever wrote may be taken for this person: a mail can name anybody as its sender. */
export const speaksFor = ({ unproven }: Person, inbound: Inbound): boolean =>
  inbound.type !== 'message' || inbound.proof === undefined || (!isApart(inbound) && (inbound.proof === 'proven' || unproven === true));

const mostShown = 1_500;

/**
 * The turn of a mail that is no word of the client's: a machine's is noted on its ticket; one that may not speak for whom it names is
 * shown to the desk, and answered to nobody. Undefined for everything else. Whoever was never proven speaks for nobody but themselves.
 */
export function setApart(given: ClientGiven, inbound: Inbound): Turn | undefined {
  if (inbound.type !== 'message' || inbound.proof === undefined) return undefined;
  const isKnown = !given.isNew && !given.person.unproven;
  const isDoubtful = inbound.proof === 'forged' || (inbound.proof === 'unproven' && isKnown);
  const ticket = given.tickets.find(({ number }) => number === given.link?.ticket);
  if (inbound.automatic) return ticket && !isDoubtful ? noted(given, ticket, inbound) : emptyTurn();
  return isDoubtful ? { ...emptyTurn(), outbound: [warning(given, ticket, inbound)] } : undefined;
}

/** The person as this mail proves them, or does not. */
export function proved(given: ClientGiven, person: Person, inbound: Inbound): Person {
  if (inbound.type !== 'message' || inbound.proof === undefined) return person;
  if (inbound.proof === 'unproven') return given.isNew ? { ...person, unproven: true } : person;
  const { unproven, ...rest } = person;
  return unproven ? rest : person;
}

function noted(given: ClientGiven, ticket: Ticket, inbound: InboundOf<'message'>): Turn {
  const title = `📭 ${say(deskLanguage(given), 'desk.mail_automatic', { name: nameAtDesk(given, given.person) })}`;
  const files = [...inbound.files, ...(inbound.original ? [inbound.original] : [])];
  const text = shortened(inbound.text ?? '');
  const content = { text: [title, inbound.text ?? ''].filter(Boolean).join('\n'), files };
  const decision = decide(ticket, { type: 'note', content }, { type: 'clock' }, given.now);
  if (decision.type === 'refused') return emptyTurn();
  return {
    ...emptyTurn(),
    changes: [{ ticket: decision.ticket, events: decision.events, isNew: false }],
    outbound: [{ lane: laneOfTicket(ticket.number), ticket: ticket.number, body: { type: 'text', title, text } }],
  };
}

/** In the ticket's topic where it names one of theirs; the ticket itself is left as it is. */
function warning(given: ClientGiven, ticket: Ticket | undefined, inbound: InboundOf<'message'>): Outbound {
  const address = inbound.from.address.slice(inbound.from.address.indexOf(':') + 1);
  const told = say(deskLanguage(given), 'desk.mail_doubtful', { name: inbound.from.name, address });
  const files = [...inbound.files, ...(inbound.original ? [inbound.original] : [])];
  const text = [told, shortened(inbound.text ?? (inbound.other ? `(${inbound.other})` : ''))].filter(Boolean).join('\n\n');
  return {
    lane: ticket ? laneOfTicket(ticket.number) : 'desk',
    ...(ticket ? { ticket: ticket.number } : {}),
    body: { type: 'text', text, ...(files.length > 0 ? { files } : {}) },
  };
}

const shortened = (text: string): string => (text.length > mostShown ? `${text.slice(0, mostShown).toWellFormed()}…` : text);

/** The turn with the whole mail beside the words that were taken from it, on the ticket's timeline. */
export function withOriginal(turn: Turn, inbound: Inbound): Turn {
  const original = inbound.type === 'message' ? inbound.original : undefined;
  if (!original || turn.changes.length === 0) return turn;
  const changes = turn.changes.map((change) => ({
    ...change,
    events: change.events.map((event) =>
      'content' in event ? { ...event, content: { ...event.content, files: [...event.content.files, original] } } : event,
    ),
  }));
  return { ...turn, changes };
}
