// What is told when something happened to a ticket: one message to the client for each change of stage or situation,
// and at the desk the card, and the client's own words where there are any.

import { momentHoles } from './acknowledge.ts';
import { cardOf } from './card.ts';
import { type HearEvent, mention } from './hears.ts';
import { type Choice, hasChat, laneOfTicket, type Outbound } from './message.ts';
import { followUpChoices, isLow, ratingChoices } from './stars.ts';
import { bar, nameOf } from './status.ts';
import { dayHole, type Holes, say, type TextKey } from './texts.ts';
import type { Content, Ticket, TicketEvent } from './ticket.ts';
import type { Change, ClientGiven, DeskGiven, Person } from './turn.ts';

type Given = Pick<ClientGiven | DeskGiven, 'catalogue' | 'desk' | 'languages' | 'zone' | 'team' | 'kept'>;

type Spoken = Pick<Given, 'desk' | 'languages'>;

/** A desk member's message that gets 👍 once the client's message has left, or 👎 with a sentence when it cannot. */
export type Mark = { lane: string; message: string };

/** Everything that leaves because of a change. To the client that is one message: of the last event that has something to say. */
export function tell(given: Given, client: Person, change: Change, mark?: Mark): Outbound[] {
  const told = change.events.map((event) => toClient(given, client, change, event)).findLast(({ length }) => length > 0) ?? [];
  return [
    ...(hasChat(client.address) ? told : []).map((outbound) =>
      mark ? marked(given, outbound, mark) : parkedTold(given, outbound, change.ticket),
    ),
    ...change.events.flatMap((event) => toDesk(given, client, change, event)),
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

/** Words for the desk, with the names of those who should hear them. */
const heard = (given: Given, event: HearEvent, text: string): string => [text, mention(given, event)].filter(Boolean).join('\n');

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

/** Who they are at the desk: by name, or plainly the client while that is not known. */
export const nameAtDesk = (given: Spoken, client: Person | undefined): string => client?.name || say(deskLanguage(given), 'desk.unnamed');

export const deskLanguage = (given: Spoken): string => given.desk?.language ?? given.languages[0] ?? 'en';

function toClient(given: Given, client: Person, { ticket, events }: Change, event: TicketEvent): Outbound[] {
  const speak = (key: TextKey, holes?: Holes) => say(client.language, key, holes);
  const update = (text: string, more: Partial<Outbound['body'] & { type: 'text' }> = {}, role: Outbound['role'] = 'update'): Outbound[] => [
    { lane: client.address, ticket: ticket.number, role, body: { type: 'text', title: nameOf(ticket), text, ...more } },
  ];
  const staged = (key: TextKey, holes?: Holes) => update(`${bar(ticket.stage)} ${speak(`stage.${ticket.stage}`)}\n${speak(key, holes)}`);
  const who = event.by.type === 'staff' ? event.by.name : '';
  const withFiles = (content: Content) => (content.files.length > 0 ? { files: content.files } : {});
  switch (event.type) {
    case 'opened': {
      const { number } = ticket;
      if (event.replyBy === undefined) return update(speak('told.opened_plain', { number }));
      return update(speak('told.opened', { number, ...momentHoles(given.zone, event.at, event.replyBy) }));
    }
    case 'taken': {
      const { analyst, from } = event;
      if (!from) return staged('told.taken', { name: analyst.name });
      return from.address === analyst.address ? [] : update(speak('told.taken_over', { name: analyst.name, from: from.name }));
    }
    case 'planned':
      return staged('told.planned');
    case 'promised':
      return event.reason
        ? update(speak('told.promised_anew', { due: dayHole(event.due), reason: event.reason }))
        : update(speak('told.promised', { due: dayHole(event.due) }));
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
    case 'delivered':
    case 'submitted': {
      const asks = event.type === 'submitted' || event.approval;
      const key = event.type === 'submitted' ? 'told.submitted' : asks ? 'told.delivered_approve' : 'told.delivered';
      const words = [event.content.text, speak(key)].filter(Boolean).join('\n\n');
      return update(words, { ...withFiles(event.content), ...(asks ? { choices: approvalChoices(client, ticket) } : {}) }, 'delivery');
    }
    case 'approved': {
      const isSilence = event.by.type === 'clock';
      if (event.step) return update(speak(isSilence ? 'told.accepted_step' : 'told.approved_step'));
      return update(speak(isSilence ? 'told.accepted' : 'told.approved'));
    }
    case 'reminded':
      return update(...reminding(client, ticket, event), ticket.awaiting?.type === 'approval' ? 'delivery' : 'question');
    case 'changes_asked':
      return staged('told.changes_asked');
    case 'concluded':
      return update([event.text, speak('told.concluded')].filter(Boolean).join('\n\n'));
    case 'returned':
      return staged('told.returned', { reason: event.reason });
    case 'cancelled':
      if (ticket.lapsed) return update(speak('told.lapsed'));
      return update(event.by.type === 'client' ? speak('told.cancelled_by_you') : speak('told.cancelled', { reason: event.reason || '—' }));
    case 'reopened':
      return staged('told.reopened');
    case 'commented':
      return events.some(({ type }) => type === 'reopened') ? staged('told.reopened_answered') : update(speak('told.commented'));
    case 'replied':
      return update(`${who}: ${event.content.text}`.trim(), withFiles(event.content), 'question');
    case 'edited':
      return update(speak('told.edited'));
    case 'rating_asked':
      return update(speak('told.rating_asked'), { choices: ratingChoices(client.language, ticket.number) });
    case 'rated': {
      const low = isLow(event.stars);
      const choices = low ? { choices: [{ data: `r:${ticket.number}`, label: speak('approve.reopen') }] } : {};
      const [plainly, withWords] = low
        ? (['told.rated_low', 'told.rated_low_word'] as const)
        : (['told.rated', 'told.rated_word'] as const);
      return update(speak(event.text ? withWords : plainly), choices);
    }
    case 'followed_up':
      return update(speak('told.followed_up'), { choices: followUpChoices(client.language, ticket.number) });
    case 'noted':
    case 'stepped':
    case 'prioritised':
    case 'slipped':
      return [];
    default:
      return event satisfies never;
  }
}

/** What a reminder says, and with what: the question again, or the choices. */
function reminding(client: Person, ticket: Ticket, { closes }: TicketEvent & { type: 'reminded' }): [string, { choices?: Choice[] }] {
  const last = closes ? { closes: dayHole(closes) } : undefined;
  if (ticket.awaiting?.type === 'answer') {
    const holes = { name: ticket.analyst?.name ?? '', question: ticket.awaiting.question, ...last };
    return [say(client.language, last ? 'told.reminded_last' : 'told.reminded', holes), {}];
  }
  const text = say(client.language, last ? 'told.reminded_approval' : 'told.reminded_approval_early', last);
  return [text, { choices: approvalChoices(client, ticket) }];
}

const approvalChoices = ({ language }: Person, { number }: Ticket): Choice[] => [
  { data: `a:${number}`, label: say(language, 'approve.yes') },
  { data: `x:${number}`, label: say(language, 'approve.changes') },
];

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
  const plain = (text: string, to = lane): Outbound => ({ lane: to, body: { type: 'text', text } });
  const card: Outbound = {
    lane,
    ticket: ticket.number,
    coalesce: `card:${ticket.number}`,
    body: cardOf(given.catalogue, language, ticket, client),
  };
  switch (event.type) {
    case 'opened': {
      const topic: Outbound = {
        lane,
        ticket: ticket.number,
        body: { type: 'topic', name: `${nameOf(ticket)} · ${nameAtDesk(given, client)}` },
        onParked: [{ lane: 'desk', body: { type: 'text', text: say(language, 'desk.no_topics') } }],
      };
      const files = [...event.first.files, ...event.brief.flatMap((line) => line.files)];
      const words: Content = { text: heard(given, 'new', event.first.text || say(language, 'desk.new_request')), files };
      return [topic, card, copy('💬', words)];
    }
    case 'answered':
    case 'commented':
      return [copy('💬', event.content), card];
    case 'changes_asked':
      return [copy('✏️', event.content), card];
    case 'approved':
      if (event.by.type === 'clock') return [plain(say(language, 'desk.accepted')), card];
      return [copy('✅', { text: event.text || say(language, 'desk.approved'), files: [] }), card];
    case 'slipped':
      return [
        ...slipped(given, ticket, event).map((text) => plain(text)),
        ...(event.slip === 'warned' ? [] : slipped(given, ticket, event).map((text) => plain(heard(given, 'late', text), 'desk'))),
        card,
      ];
    case 'rated': {
      const words = [say(language, 'desk.rated', { stars: event.stars }), event.text].filter(Boolean).join(' ');
      const holes = {
        stars: event.stars,
        client: nameAtDesk(given, client),
        ...whose(given, ticket),
        text: event.text || say(language, 'desk.no_words'),
      };
      return [
        copy('⭐'.repeat(event.stars), { text: words, files: [] }),
        ...(isLow(event.stars) ? [plain(heard(given, 'low_rating', say(language, 'desk.rated_low', holes)), 'desk')] : []),
      ];
    }
    case 'edited':
      return [copy('✏️', { text: say(language, 'desk.edited', { text: event.text }), files: [] }), card];
    case 'cancelled':
      if (ticket.lapsed) return [plain(say(language, 'desk.lapsed')), card];
      return event.by.type === 'client'
        ? [copy('🚫', { text: heard(given, 'cancelled', say(language, 'desk.cancelled_by_client')), files: [] }), card]
        : [card];
    case 'noted':
    case 'replied':
      return [];
    default:
      return [card];
  }
}

/** The ticket and who answers for it, as holes. */
const whose = (given: Given, ticket: Ticket): Holes => ({
  ticket: nameOf(ticket),
  name: ticket.analyst?.name ?? say(deskLanguage(given), 'card.nobody'),
});

/** What the team hears when something owed slips: plain words; who hears them by name is another's. */
function slipped(given: Given, ticket: Ticket, { owed, slip }: TicketEvent & { type: 'slipped' }): string[] {
  const language = deskLanguage(given);
  if (owed === 'delivery' && ticket.due === undefined) return [say(language, 'slipped.undated', whose(given, ticket))];
  return [say(language, `slipped.${owed}_${slip}`, { ...whose(given, ticket), ...(ticket.due ? { due: dayHole(ticket.due) } : {}) })];
}
