// What is told when something happened to a ticket: one message to the client for each change of stage or situation,
// and at the desk the card, and the client's own words where there are any.
import { cardOf } from './card.ts';
import { serviceOf } from './catalogue.ts';
import { laneOfTicket, type Outbound } from './message.ts';
import { bar, nameOf } from './status.ts';
import { dayHole, type Holes, say, type TextKey } from './texts.ts';
import type { Content, Ticket, TicketEvent } from './ticket.ts';
import type { Change, ClientGiven, DeskGiven, Person } from './turn.ts';

type Given = Pick<ClientGiven | DeskGiven, 'catalogue' | 'desk' | 'languages'>;

/** A desk member's message that gets 👍 once the client's message has left, or 👎 with a sentence when it cannot. */
export type Mark = { lane: string; message: string };

/** Everything that leaves because of a change. */
export function tell(given: Given, client: Person, change: Change, mark?: Mark): Outbound[] {
  return change.events.flatMap((event) => [
    ...toClient(given, client, change.ticket, event).map((outbound) =>
      mark ? marked(given, outbound, mark) : parkedTold(given, outbound, change.ticket),
    ),
    ...toDesk(given, client, change, event),
  ]);
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
  body: { type: 'text', text: say(deskLanguage(given), 'desk.undelivered'), ...(quote ? { quote } : {}) },
});

/** Who they are at the desk: by name, or plainly the client while that is not known. */
export const nameAtDesk = (given: Given, client: Person | undefined): string => client?.name || say(deskLanguage(given), 'desk.unnamed');

export const deskLanguage = (given: Given): string => given.desk?.language ?? given.languages[0] ?? 'en';

function toClient(given: Given, client: Person, ticket: Ticket, event: TicketEvent): Outbound[] {
  const speak = (key: TextKey, holes?: Holes) => say(client.language, key, holes);
  const update = (text: string, more: Partial<Outbound['body'] & { type: 'text' }> = {}, role: Outbound['role'] = 'update'): Outbound[] => [
    { lane: client.address, ticket: ticket.number, role, body: { type: 'text', title: nameOf(ticket), text, ...more } },
  ];
  const staged = (key: TextKey, holes?: Holes) => update(`${bar(ticket.stage)} ${speak(`stage.${ticket.stage}`)}\n${speak(key, holes)}`);
  const who = event.by.type === 'staff' ? event.by.name : '';
  const withFiles = (content: Content) => (content.files.length > 0 ? { files: content.files } : {});
  switch (event.type) {
    case 'opened': {
      const hours = serviceOf(given.catalogue, ticket.service)?.firstReplyHours ?? 8;
      return update(speak('told.opened', { number: ticket.number, hours }));
    }
    case 'taken':
      return ticket.stage === 'analysis' && ticket.events === 2 ? staged('told.taken', { name: event.analyst.name }) : [];
    case 'planned':
      return staged('told.planned');
    case 'promised':
      return update(speak('told.promised', { due: dayHole(event.due) }));
    case 'produced':
      return staged('told.produced', { due: ticket.due ? dayHole(ticket.due) : '' });
    case 'finished':
      return staged('told.finished');
    case 'asked':
      return update(speak('told.asked', { name: who, question: event.question }), {}, 'question');
    case 'answered':
      return update(speak('told.answered'));
    case 'resumed':
      return update(speak('told.resumed'));
    case 'delivered': {
      const choices = [
        { data: `a:${ticket.number}`, label: speak('approve.yes') },
        { data: `x:${ticket.number}`, label: speak('approve.changes') },
      ];
      const words = [event.content.text, speak(event.approval ? 'told.delivered_approve' : 'told.delivered')].filter(Boolean).join('\n\n');
      return update(words, { ...withFiles(event.content), ...(event.approval ? { choices } : {}) }, 'delivery');
    }
    case 'approved':
      return update(speak('told.approved'));
    case 'changes_asked':
      return staged('told.changes_asked');
    case 'concluded':
      return update([event.text, speak('told.concluded')].filter(Boolean).join('\n\n'));
    case 'returned':
      return staged('told.returned', { reason: event.reason });
    case 'cancelled':
      return update(event.by.type === 'client' ? speak('told.cancelled_by_you') : speak('told.cancelled', { reason: event.reason || '—' }));
    case 'reopened':
      return staged('told.reopened');
    case 'commented':
      return update(speak('told.commented'));
    case 'replied':
      return update(`${who}: ${event.content.text}`.trim(), withFiles(event.content), 'question');
    case 'edited':
      return update(speak('told.edited'));
    case 'noted':
    case 'stepped':
    case 'prioritised':
    case 'slipped':
    case 'submitted':
    case 'reminded':
    case 'rating_asked':
    case 'rated':
    case 'followed_up':
      return [];
    default:
      return event satisfies never;
  }
}

function toDesk(given: Given, client: Person, change: Change, event: TicketEvent): Outbound[] {
  const { ticket } = change;
  const language = deskLanguage(given);
  const lane = laneOfTicket(ticket.number);
  const copy = (icon: string, content: Content): Outbound => ({
    lane,
    ticket: ticket.number,
    role: 'copy',
    body: {
      type: 'text',
      title: `${icon} ${nameAtDesk(given, client)}`,
      text: content.text,
      ...(content.files.length > 0 ? { files: content.files } : {}),
    },
  });
  const card: Outbound = { lane, ticket: ticket.number, coalesce: `card:${ticket.number}`, body: cardOf(language, ticket, client) };
  switch (event.type) {
    case 'opened': {
      const topic: Outbound = {
        lane,
        ticket: ticket.number,
        body: { type: 'topic', name: `${nameOf(ticket)} · ${nameAtDesk(given, client)}` },
        onParked: [{ lane: 'desk', body: { type: 'text', text: say(language, 'desk.no_topics') } }],
      };
      const files = [...event.first.files, ...event.brief.flatMap((line) => line.files)];
      const words: Content = { text: event.first.text || say(language, 'desk.new_request'), files };
      return [topic, card, copy('💬', words)];
    }
    case 'answered':
    case 'commented':
      return [copy('💬', event.content), card];
    case 'changes_asked':
      return [copy('✏️', event.content), card];
    case 'approved':
      return [copy('✅', { text: event.text || say(language, 'desk.approved'), files: [] }), card];
    case 'edited':
      return [copy('✏️', { text: say(language, 'desk.edited', { text: event.text }), files: [] }), card];
    case 'cancelled':
      return event.by.type === 'client' ? [copy('🚫', { text: say(language, 'desk.cancelled_by_client'), files: [] }), card] : [card];
    case 'noted':
    case 'replied':
      return [];
    default:
      return [card];
  }
}
