// What stays of a ticket when its client is erased: stages, times, the service, stars and who of the team did what, and nobody's words.
// `redact` leaves the type and the moment of an event as they are, so that what the events make of a ticket is the redacted ticket.
import { noChat } from './message.ts';
import type { Content, Ticket, TicketEvent } from './ticket.ts';
import type { Person } from './turn.ts';

const nothing: Content = { text: '', files: [] };

/** The event with no word, file or name of the client's, and no word about them. */
export function redact(event: TicketEvent): TicketEvent {
  const happened = { ...event, ...(event.by.type === 'client' ? { by: { type: 'client', name: '' } as const } : {}) };
  switch (happened.type) {
    case 'opened':
      return { ...happened, brief: withoutWords(happened.brief), first: nothing };
    case 'answered':
    case 'delivered':
    case 'submitted':
    case 'changes_asked':
    case 'commented':
    case 'replied':
    case 'noted':
      return { ...happened, content: nothing };
    case 'asked':
      return { ...happened, question: '' };
    case 'approved':
    case 'concluded':
    case 'rated':
      return { ...happened, text: '' };
    case 'prioritised':
    case 'resumed':
    case 'returned':
    case 'cancelled':
    case 'reopened':
      return { ...happened, reason: '' };
    case 'promised':
      return happened.reason === undefined ? happened : { ...happened, reason: '' };
    case 'edited':
      return { ...happened, message: '', text: '' };
    case 'taken':
    case 'passed':
    case 'planned':
    case 'stepped':
    case 'produced':
    case 'finished':
    case 'reminded':
    case 'slipped':
    case 'rating_asked':
    case 'followed_up':
      return happened;
    default:
      return happened satisfies never;
  }
}

/** The ticket as its redacted events make it. */
export function redactTicket(ticket: Ticket): Ticket {
  const { awaiting, rating } = ticket;
  return {
    ...ticket,
    brief: withoutWords(ticket.brief),
    first: nothing,
    ...(awaiting?.type === 'answer' ? { awaiting: { type: 'answer', question: '' } } : {}),
    ...(rating ? { rating: { ...rating, text: '' } } : {}),
  };
}

const erasedAddress = `${noChat}erased`;

/** Nobody in particular: a number that tickets are counted by. */
export const redactPerson = ({ id, language }: Person): Person => ({ id, name: '', language, address: erasedAddress, reachable: false });

export const isErased = ({ address }: Pick<Person, 'address'>): boolean => address === erasedAddress;

const withoutWords = (brief: Ticket['brief']): Ticket['brief'] =>
  brief.map(({ question, label }) => ({ question, label, text: '', files: [], messages: [] }));
