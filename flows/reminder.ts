// What the clock brings up in a client's conversation.

import { inLanguage } from './catalogue.ts';
import { ask, serviceOfDraft } from './draft.ts';
import { isHeld } from './hold.ts';
import { draftReminderMs } from './intake.ts';
import type { InboundOf } from './message.ts';
import { answer, textIn } from './reply.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';
import { emptyTurn } from './turn.ts';

/** Reminds of a draft that was left half-way, once; a draft that goes on puts the reminder off, and so does a chat that is held. */
export function clientTimer(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'timer'>): Turn {
  const { draft } = conversation;
  const done = { key: inbound.key, dueAt: null, body: inbound.body };
  if (isHeld(conversation, given.now)) return { ...emptyTurn(), conversation, timers: [{ ...done, dueAt: conversation.held ?? null }] };
  if (!draft) return { ...emptyTurn(), conversation, timers: [done] };
  const dueAt = draft.lastAt + draftReminderMs;
  if (dueAt > given.now) return { ...emptyTurn(), conversation, timers: [{ ...done, dueAt }] };
  const body = ask(given, draft);
  const service = inLanguage(serviceOfDraft(given, draft).name, given.person.language);
  const turn = answer(given, conversation, { ...body, text: `${textIn(given, 'intake.reminder', { service })}\n\n${body.text}` });
  return { ...turn, timers: [done] };
}
