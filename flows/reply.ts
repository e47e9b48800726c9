// How a client's turn is put together: what is said back, and to whom. No rule of the service lives here.
import type { Choice, OutboundBody } from './message.ts';
import { type Holes, say, type TextKey } from './texts.ts';
import type { Asking, ClientGiven, Conversation, Turn } from './turn.ts';
import { emptyTurn } from './turn.ts';

export type Body = Extract<OutboundBody, { type: 'text' }>;

/** A message in the client's language. */
export const textIn = (given: ClientGiven, key: TextKey, holes?: Holes): string => say(given.person.language, key, holes);

/** A choice labelled in the client's language. */
export const choiceIn = (given: ClientGiven, data: string, key: TextKey, holes?: Holes): Choice => ({
  data,
  label: textIn(given, key, holes),
});

/** A turn that keeps this conversation and says these messages, in order. */
export function answer(given: ClientGiven, conversation: Conversation, ...bodies: (Body | string)[]): Turn {
  const outbound = bodies.map((body) => ({
    lane: given.person.address,
    body: typeof body === 'string' ? ({ type: 'text', text: body } as const) : body,
  }));
  return { ...emptyTurn(), conversation, outbound };
}

/** Two turns of one inbound as one: the later one's conversation stands, what is said follows in order. */
export function andThen(first: Turn, second: Turn): Turn {
  return {
    ...first,
    ...second,
    changes: [...first.changes, ...second.changes],
    outbound: [...first.outbound, ...second.outbound],
    timers: [...first.timers, ...second.timers],
  };
}

/** The conversation with no question of the bot's own standing open. */
export function settled(conversation: Conversation): Conversation {
  const { asking: _, ...rest } = conversation;
  return { ...rest, misses: 0 };
}

/** Offers stand open until something else is written, and are passed over in silence then. */
export const isOffer = ({ type }: Asking): boolean => type === 'detail' || type === 'reopen' || type === 'rating' || type === 'follow_up';

/** The conversation with neither question nor draft. */
export function idle(conversation: Conversation): Conversation {
  const { draft: _, ...rest } = settled(conversation);
  return rest;
}

/** Characters of one message; what is longer belongs into a file. */
export const longestText = 8_000;

export const isTooLong = (text: string): boolean => text.length > longestText;

/** Says how much one message may hold, and what to do with more. */
export const tooLong = (given: ClientGiven, conversation: Conversation, text: string): Turn =>
  answer(given, conversation, textIn(given, 'too_long', { length: text.length, longest: longestText }));
