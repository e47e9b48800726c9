// The first answer to somebody who named no service: the menu, or at once the service that the contact point they came by is for (R32).
import { serviceOf } from './catalogue.ts';
import { pointFor } from './contact-point.ts';
import { begin } from './intake.ts';
import { greet } from './menu.ts';
import { settled } from './reply.ts';
import type { Content } from './ticket.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';

const nothing: Content = { text: '', files: [] };

/** Begins the point's own service with what they said; greets where there is none, or where the menu stands open. */
export function welcome(given: ClientGiven, conversation: Conversation, first: Content = nothing): Turn {
  const id = conversation.asking?.type === 'service' ? undefined : pointFor(given, given.person, conversation.point)?.service;
  const service = id === undefined ? undefined : serviceOf(given.catalogue, id);
  return service ? begin(given, settled(conversation), service, first) : greet(given, conversation, first);
}
