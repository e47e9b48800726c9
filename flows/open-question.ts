// The question that stands open in a conversation, and how it comes back after a word like "status".

import { careChoices } from './after-care.ts';
import { changesOrNot, which } from './clarify.ts';
import { ask, offer } from './draft.ts';
import { askLanguage, greet } from './menu.ts';
import type { Choice } from './message.ts';
import { serviceChoices } from './offer.ts';
import { answer, type Body, choiceIn, textIn } from './reply.ts';
import { answeredBody } from './standard-reply.ts';
import { nameOf, statusChoices } from './status.ts';
import type { Ticket } from './ticket.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';
import { emptyTurn } from './turn.ts';
import { dayBody } from './which-day.ts';

/** Asks which request to cancel, if any. */
export const cancelBody = (given: ClientGiven, numbers: readonly number[]): Body => ({
  type: 'text',
  text: textIn(given, 'cancel.which', { count: numbers.length }),
  choices: cancelChoices(given, numbers),
});

const cancelChoices = (given: ClientGiven, numbers: readonly number[]): Choice[] => [
  ...given.tickets
    .filter((ticket) => numbers.includes(ticket.number))
    .map((ticket) => choiceIn(given, `k:${ticket.number}`, 'cancel.one', { ticket: nameOf(ticket) })),
  choiceIn(given, 'k:no', 'cancel.none'),
];

/** Whatever stood open before a word like "status", said again; nothing when nothing did. */
export function comeBack(given: ClientGiven, conversation: Conversation): Turn {
  const body = currentBody(given, conversation);
  return body ? answer(given, conversation, body) : { ...emptyTurn(), conversation };
}

/** Says again what stands open; the menu when nothing does. */
export function again(given: ClientGiven, conversation: Conversation): Turn {
  const body = currentBody(given, conversation);
  return body ? answer(given, conversation, body) : greet(given, conversation);
}

/** What may be chosen now by its number or its words. */
export function currentChoices(given: ClientGiven, conversation: Conversation): Pick<Body, 'choices' | 'nav'> {
  const { asking } = conversation;
  if (asking?.type === 'detail') return { choices: statusChoices(given, asking.numbers) };
  if (asking?.type === 'reopen') return { choices: [choiceIn(given, `r:${asking.number}`, 'approve.reopen')] };
  if (asking?.type === 'rating' || asking?.type === 'follow_up') return { choices: careChoices(given, asking) };
  return currentBody(given, conversation) ?? {};
}

/** The question that stands open now: the bot's own before the draft's. */
export function currentBody(given: ClientGiven, conversation: Conversation): Body | undefined {
  const { asking, draft } = conversation;
  const ticketOf = (number: number): Ticket | undefined => given.tickets.find((one) => one.number === number);
  switch (asking?.type) {
    case undefined:
      return draft ? ask(given, draft) : undefined;
    case 'service':
      return { type: 'text', text: textIn(given, asking.of ? 'menu.which_of' : 'menu.which'), choices: serviceChoices(given, asking.of) };
    case 'which': {
      const single = asking.targets.length === 1 && asking.targets[0]?.type === 'ticket' ? ticketOf(asking.targets[0].number) : undefined;
      return single ? changesOrNot(given, single) : which(given, asking.targets);
    }
    case 'changes':
      return { type: 'text', text: textIn(given, 'approve.what_changes') };
    case 'cancel':
      return cancelBody(given, asking.numbers);
    case 'answered':
      return answeredBody(given);
    case 'edit':
      return draft ? offer(given, draft) : undefined;
    case 'day':
      return dayBody(given, asking);
    case 'language':
      return askLanguage(given);
    case 'detail':
    case 'reopen':
    case 'rating':
    case 'follow_up':
      return undefined;
    default:
      return asking satisfies never;
  }
}
