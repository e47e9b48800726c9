// What the client hears when something happened to their ticket, in their language. Nothing of the team's own doings.
import { momentHoles } from './acknowledge.ts';
import type { Given } from './desk-words.ts';
import type { Choice, Outbound } from './message.ts';
import { followUpChoices, isLow, ratingChoices } from './stars.ts';
import { bar, nameOf } from './status.ts';
import { dayHole, type Holes, say, type TextKey } from './texts.ts';
import type { Content, Ticket, TicketEvent } from './ticket.ts';
import type { Change, Person } from './turn.ts';

/** The message of one event, where it has one. */
export function toClient(given: Pick<Given, 'zone'>, client: Person, { ticket, events }: Change, event: TicketEvent): Outbound[] {
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
      if (event.unfinished) return update(speak('draft.kept', { number }));
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
    case 'passed':
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
