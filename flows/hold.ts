// A chat is held while the team answers there by the account's own phone: what stood open is put aside and comes back afterwards.
import type { Aside, Conversation } from './turn.ts';

/** So long (milliseconds) after the team's last words by phone the bot stays silent. */
export const holdMs = 4 * 3_600_000;

export const isHeld = ({ held }: Conversation, now: number): boolean => held !== undefined && held > now;

/** The chat held until a moment, or longer where it is already. What stands open is put aside when the hold begins. */
export function hold(conversation: Conversation, until: number, now: number): Conversation {
  if (isHeld(conversation, now)) return { ...conversation, held: Math.max(conversation.held ?? 0, until) };
  const { draft, asking, aside, ...rest } = conversation;
  const open: Aside = { ...(draft ? { draft } : {}), ...(asking ? { asking } : {}), ...(aside ? { aside } : {}) };
  return { ...rest, held: until, misses: 0, ...(Object.keys(open).length > 0 ? { aside: open } : {}) };
}

/** The conversation as it is now: once a hold is over, what was put aside stands open again. A request begun meanwhile goes first. */
export function current(conversation: Conversation, now: number): Conversation {
  if (isHeld(conversation, now) || (conversation.held === undefined && !conversation.aside)) return conversation;
  const { held: _, aside, ...rest } = conversation;
  if (!aside) return rest;
  if (rest.draft) return { ...rest, aside };
  const { asking, ...calm } = rest;
  return { ...(aside.draft || aside.asking ? calm : rest), ...aside };
}

/** The hold is over at once. */
export const release = (conversation: Conversation, now: number): Conversation => current({ ...conversation, held: now }, now);
