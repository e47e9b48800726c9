// The first answer to somebody who named no service: the menu, or at once the service that the contact point they came by is for (R32).
import { type Service, serviceOf } from './catalogue.ts';
import { pointFor } from './contact-point.ts';
import { begin } from './intake.ts';
import { greet } from './menu.ts';
import { settled } from './reply.ts';
import type { Content } from './ticket.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';

const nothing: Content = { text: '', files: [] };

/** The service that the contact point is for, where it is for one. */
function presetOf(given: ClientGiven, conversation: Conversation): Service | undefined {
  const id = pointFor(given, given.person, conversation.point)?.service;
  return id === undefined ? undefined : serviceOf(given.catalogue, id);
}

/** Begins the point's own service with what they said; greets where there is none, or where the menu stands open. */
export function welcome(given: ClientGiven, conversation: Conversation, first: Content = nothing): Turn {
  const service = conversation.asking?.type === 'service' ? undefined : presetOf(given, conversation);
  return service ? begin(given, settled(conversation), service, first) : greet(given, conversation, first);
}

/** The service that was heard; the point's own instead of the one for everything else. */
export const heardOrPreset = (given: ClientGiven, conversation: Conversation, heard: Service): Service =>
  heard.role === 'other' ? (presetOf(given, conversation) ?? heard) : heard;
