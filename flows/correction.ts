// What the client does to a message afterwards: changes it, takes it back, or marks one of ours.

import { command } from './clarify.ts';
import { ask, askedBefore, serviceOfDraft } from './draft.ts';
import { rehear } from './hearing.ts';
import { begin } from './intake.ts';
import { matchChoice } from './match.ts';
import { type InboundOf, laneOfTicket } from './message.ts';
import { decide } from './moves.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { serviceNamed } from './offer.ts';
import { hasPart, withoutPart, withPart } from './parts.ts';
import { answer, isTooLong, settled, textIn, tooLong } from './reply.ts';
import { say } from './texts.ts';
import { isClosed, type Ticket } from './ticket.ts';
import type { Answer, ClientGiven, Conversation, Draft, Turn } from './turn.ts';
import { emptyTurn } from './turn.ts';
import { readDate } from './understand/date.ts';
import { today } from './understand/heard.ts';

/** A message that was changed changes the answer it gave, until the request is filed; afterwards the desk is told. */
export function edited(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'edit'>): Turn {
  const { draft } = conversation;
  const message = inbound.message ?? '';
  const text = (inbound.text ?? '').trim();
  if (isTooLong(text)) return tooLong(given, conversation, text);
  if (text === '') return { ...emptyTurn(), conversation };
  const found = draft && answerSaidIn(draft, message);
  if (draft && found) {
    const [id, old] = found;
    const changed = editedAnswer(given, draft, id, old, { message, text });
    if (!changed) return answer(given, conversation, textIn(given, 'intake.choose'), ask(given, draft));
    return again(given, conversation, { ...draft, answers: { ...draft.answers, [id]: changed } }, 'intake.edited');
  }
  if (draft && hasPart(draft.first, message))
    return again(given, conversation, rehear(given, draft, withPart(draft.first, message, text)), 'intake.edited');
  const { asking } = conversation;
  if (asking?.type === 'service' && hasPart(asking.first, message)) {
    const first = withPart(asking.first, message, text);
    const service = serviceNamed(given, text);
    return service ? begin(given, settled(conversation), service, first) : { ...emptyTurn(), conversation: { ...conversation, asking: { ...asking, first } } }; // biome-ignore format: one thought
  }
  if (asking?.type === 'which' && hasPart(asking.content, message))
    return { ...emptyTurn(), conversation: { ...conversation, asking: { ...asking, content: withPart(asking.content, message, text) } } };
  const ticket = ticketOf(given, message);
  return ticket ? command(given, conversation, ticket, { type: 'edit', message, text }) : { ...emptyTurn(), conversation };
}

const answerSaidIn = (draft: Draft, message: string): [string, Answer] | undefined =>
  Object.entries(draft.answers).find(([, one]) => one.messages.includes(message));

/** The answer with these words of it changed; undefined where they choose nothing any more. */
function editedAnswer(given: ClientGiven, draft: Draft, id: string, old: Answer, { message, text }: { message: string; text: string }) {
  const question = serviceOfDraft(given, draft).questions.find((one) => one.id === id);
  if (question?.type === 'day') {
    const { value: _, ...words } = withPart(old, message, text);
    const day = readDate(words.text, today(given), given.person.language);
    return day?.type === 'day' ? { ...words, value: day.day } : words;
  }
  if (question?.type !== 'choice') return withPart(old, message, text);
  const labels = question.options.map((each) => ({ data: each.id, label: each.label[given.person.language] ?? each.label.en }));
  const option = matchChoice(text, labels)?.data;
  return option ? { ...old, text: '', options: [option] } : undefined;
}

/** The draft after a correction: what changed is said, and what stood open comes back. */
function again(given: ClientGiven, conversation: Conversation, draft: Draft, why: 'intake.edited' | 'intake.taken_back'): Turn {
  const body = ask(given, draft);
  return answer(given, { ...conversation, draft }, { ...body, text: `${textIn(given, why)}\n\n${body.text}` });
}

/** The ticket that a message went into. */
const ticketOf = (given: ClientGiven, message: string): Ticket | undefined =>
  given.tickets.find(
    (one) => hasPart(one.first, message) || one.brief.some((line) => line.messages.includes(message)) || one.number === given.link?.ticket,
  );

/**
 * A message taken back. In a request in the making its part of an answer goes; the answer just given is asked for again. What was
 * answered longer ago stays: the summary shows it before anything is filed. In a ticket what was written stays, and the desk knows.
 */
export function removed(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'removal'>): Turn {
  const message = inbound.message ?? '';
  const { draft } = conversation;
  const found = draft && answerSaidIn(draft, message);
  if (draft && found) return unanswer(given, conversation, draft, found, message);
  const ticket = ticketOf(given, message);
  if (!ticket) return emptyTurn();
  const text = say(deskLanguage(given), 'desk.taken_back', { name: nameAtDesk(given, given.person) });
  const decision = decide(ticket, { type: 'note', content: { text, files: [] } }, { type: 'clock' }, given.now);
  if (decision.type === 'refused') return emptyTurn();
  const change = { ticket: decision.ticket, events: decision.events, isNew: false };
  return { ...emptyTurn(), changes: [change], outbound: [{ lane: laneOfTicket(ticket.number), body: { type: 'text', text } }] };
}

function unanswer(given: ClientGiven, conversation: Conversation, draft: Draft, [id, old]: [string, Answer], message: string): Turn {
  const left = withoutPart(old, message);
  if (left) return again(given, conversation, { ...draft, answers: { ...draft.answers, [id]: left } }, 'intake.edited');
  const step = serviceOfDraft(given, draft).questions.findIndex((question) => question.id === id);
  if (step !== askedBefore(serviceOfDraft(given, draft), draft) || draft.editing || conversation.asking)
    return { ...emptyTurn(), conversation };
  const { [id]: _, ...answers } = draft.answers;
  return again(given, conversation, { ...draft, step, answers, lastAt: given.now }, 'intake.taken_back');
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
