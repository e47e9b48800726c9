// A draft becomes a ticket, in triage: by the client's yes, or because it was left half-way and no need may be lost (R22).
import { replyBy } from './acknowledge.ts';
import { inLanguage, type Service, type Terms, termsOf } from './catalogue.ts';
import { briefOf, serviceOfDraft } from './draft.ts';
import { dayQuestion } from './facts.ts';
import { decide } from './moves.ts';
import { tell } from './notify.ts';
import { idle } from './reply.ts';
import type { Birth } from './ticket.ts';
import { type ClientGiven, type Conversation, type Draft, emptyTurn, type Turn } from './turn.ts';

/** The client's request becomes a ticket. */
export function file(given: ClientGiven, conversation: Conversation, draft: Draft, unfinished = false): Turn {
  const by = { type: 'client', name: given.person.name } as const;
  const decision = decide(
    null,
    {
      type: 'open',
      ...birthOf(given, draft),
      ...(conversation.own ? { own: conversation.own } : {}),
      ...(unfinished ? { unfinished } : {}),
    },
    by,
    given.now,
  );
  if (decision.type === 'refused') throw new Error('Opening a ticket was refused, which no rule provides for.');
  const change = { ticket: decision.ticket, events: decision.events, isNew: true };
  return { ...emptyTurn(), conversation: idle(conversation), changes: [change], outbound: tell(given, given.person, change) };
}

function birthOf(given: ClientGiven, draft: Draft): Birth {
  const service = serviceOfDraft(given, draft);
  const { answers } = draft;
  const wanted = answers[dayQuestion(service)]?.value;
  const campaign = answers['+campaign']?.value;
  return {
    number: given.nextNumber,
    person: given.person.id,
    service: service.id,
    title: inLanguage(service.name, given.person.language),
    language: given.person.language,
    approval: service.delivery === 'approve',
    terms: termsFor(service, answers['+urgent']?.options?.[0] === 'yes'),
    replyBy: replyBy(given, service),
    waiting: given.waiting,
    brief: briefOf(given, draft),
    first: draft.first,
    ...(wanted ? { wanted } : {}),
    ...(campaign ? { campaign } : {}),
  };
}

/** What presses stands before what does not; whether it is truly urgent is for a lead to say. */
function termsFor(service: Service, isUrgent: boolean): Terms {
  const terms = termsOf(service);
  return isUrgent && (terms.priority === 'low' || terms.priority === 'normal') ? { ...terms, priority: 'high' } : terms;
}
