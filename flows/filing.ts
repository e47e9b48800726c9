// A draft becomes a ticket, in triage: by the client's yes, or because it was left half-way and no need may be lost (R22).
import { replyBy } from './acknowledge.ts';
import { inLanguage, type Service, type Terms, termsOf } from './catalogue.ts';
import { withoutPoint } from './contact-point.ts';
import { briefOf, serviceOfDraft } from './draft.ts';
import { dayQuestion } from './facts.ts';
import { decide } from './moves.ts';
import { tell } from './notify.ts';
import { idle } from './reply.ts';
import { assignedAtOnce, factsOf, hoursOf, routeOf } from './routed.ts';
import type { Birth } from './ticket.ts';
import { type ClientGiven, type Conversation, type Draft, emptyTurn, type Turn } from './turn.ts';

/** The client's request becomes a ticket. */
export function file(given: ClientGiven, conversation: Conversation, draft: Draft, unfinished = false): Turn {
  const by = { type: 'client', name: given.person.name } as const;
  const birth = { ...birthOf(given, conversation, draft), ...(conversation.own ? { own: conversation.own } : {}) };
  const decision = decide(null, { type: 'open', ...birth, ...(unfinished ? { unfinished } : {}) }, by, given.now);
  if (decision.type === 'refused') throw new Error('Opening a ticket was refused, which no rule provides for.');
  const change = assignedAtOnce(given, { ticket: decision.ticket, events: decision.events, isNew: true });
  const outbound = tell(given, given.person, { ...change, events: decision.events });
  return { ...emptyTurn(), conversation: withoutPoint(idle(conversation)), changes: [change], outbound };
}

function birthOf(given: ClientGiven, conversation: Conversation, draft: Draft): Birth {
  const service = serviceOfDraft(given, draft);
  const { answers } = draft;
  const wanted = answers[dayQuestion(service)]?.value;
  const campaign = answers['+campaign']?.value;
  const brief = briefOf(given, draft);
  const isNew = given.tickets.length === 0 && !given.served;
  const facts = factsOf(given, given.person, { service: service.id, campaign, brief, first: draft.first }, isNew, draft.point ?? conversation.point); // biome-ignore format: one thought
  const route = routeOf(given, facts);
  return {
    number: given.nextNumber,
    person: given.person.id,
    service: service.id,
    title: inLanguage(service.name, given.person.language),
    language: given.person.language,
    approval: service.delivery === 'approve',
    terms: termsFor(service, answers['+urgent']?.options?.[0] === 'yes'),
    replyBy: replyBy({ ...given, hours: hoursOf(given, route, facts.point) }, service),
    waiting: given.waiting,
    brief,
    first: draft.first,
    ...(wanted ? { wanted } : {}),
    ...(campaign ? { campaign } : {}),
    ...(route ? { route } : {}),
  };
}

/** What presses stands before what does not; whether it is truly urgent is for a lead to say. */
function termsFor(service: Service, isUrgent: boolean): Terms {
  const terms = termsOf(service);
  return isUrgent && (terms.priority === 'low' || terms.priority === 'normal') ? { ...terms, priority: 'high' } : terms;
}
