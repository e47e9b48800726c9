// When a request in the making is looked after: reminded of once, then kept for the desk.
import type { ClientGiven, Timer } from './turn.ts';

/** What is left alone this long (milliseconds) is reminded of, once. */
export const draftReminderMs = 24 * 3_600_000;

/** Set anew with everything that begins. */
export const draftTimer = ({ person, now }: Pick<ClientGiven, 'person' | 'now'>): Timer => ({
  key: `draft:${person.address}`,
  dueAt: now + draftReminderMs,
  body: { chat: person.address },
});
