// What the client does to a message afterwards: changes it, takes it back, or marks one of ours.

import { command } from './clarify.ts';
import { ask, serviceOfDraft } from './draft.ts';
import { matchChoice } from './match.ts';
import { type InboundOf, laneOfTicket } from './message.ts';
import { decide } from './moves.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { answer, isTooLong, textIn, tooLong } from './reply.ts';
import { say } from './texts.ts';
import { isClosed, type Ticket } from './ticket.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';
import { emptyTurn } from './turn.ts';

/** A message that was changed changes the answer it gave, until the request is filed; afterwards the desk is told. */
export function edited(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'edit'>): Turn {
  const { draft } = conversation;
  const message = inbound.message ?? '';
  const text = (inbound.text ?? '').trim();
  if (isTooLong(text)) return tooLong(given, conversation, text);
  const found = draft && Object.entries(draft.answers).find(([, one]) => one.messages.includes(message));
  if (draft && found && text !== '') {
    const [id, old] = found;
    const question = serviceOfDraft(given, draft).questions.find((one) => one.id === id);
    const option = question?.options.find(
      (one) =>
        matchChoice(
          text,
          question.options.map((each) => ({ data: each.id, label: each.label[given.person.language] ?? each.label.en })),
        )?.data === one.id,
    );
    if (question?.type === 'choice' && !option) return answer(given, conversation, textIn(given, 'intake.choose'), ask(given, draft));
    const changed = {
      ...draft,
      answers: { ...draft.answers, [id]: { ...old, text: option ? '' : text, ...(option ? { options: [option.id] } : {}) } },
    };
    const body = ask(given, changed);
    return answer(given, { ...conversation, draft: changed }, { ...body, text: `${textIn(given, 'intake.edited')}\n\n${body.text}` });
  }
  const ticket = ticketOf(given, message);
  return ticket && text !== '' ? command(given, conversation, ticket, { type: 'edit', message, text }) : { ...emptyTurn(), conversation };
}

/** The ticket that a message went into. */
const ticketOf = (given: ClientGiven, message: string): Ticket | undefined =>
  given.tickets.find((one) => one.brief.some((line) => line.messages.includes(message)) || one.number === given.link?.ticket);

/** A message taken back: what was written stays, and the desk knows. A request in the making keeps the answer. */
export function removed(given: ClientGiven, inbound: InboundOf<'removal'>): Turn {
  const ticket = ticketOf(given, inbound.message ?? '');
  if (!ticket) return emptyTurn();
  const text = say(deskLanguage(given), 'desk.taken_back', { name: nameAtDesk(given, given.person) });
  const decision = decide(ticket, { type: 'note', content: { text, files: [] } }, { type: 'clock' }, given.now);
  if (decision.type === 'refused') return emptyTurn();
  const change = { ticket: decision.ticket, events: decision.events, isNew: false };
  return { ...emptyTurn(), changes: [change], outbound: [{ lane: laneOfTicket(ticket.number), body: { type: 'text', text } }] };
}

/** A mark on one of our messages about an open ticket is shown at the desk, and means nothing more. */
export function reacted(given: ClientGiven, { emoji }: InboundOf<'reaction'>): Turn {
  const ticket = given.tickets.find((one) => one.number === given.link?.ticket);
  if (!emoji || !ticket || isClosed(ticket)) return emptyTurn();
  const text = `${emoji} ${nameAtDesk(given, given.person)}`;
  return {
    ...emptyTurn(),
    outbound: [{ lane: laneOfTicket(ticket.number), ticket: ticket.number, role: 'copy', body: { type: 'text', text } }],
  };
}
