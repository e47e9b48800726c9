// What the clock brings up in a client's conversation: a request left half-way, and whatever time does to a ticket.
// Nothing of it leaves to a client while the team does not work, or while the team itself is writing with them.
import { type CareWatch, careAsking, isBusy } from './after-care.ts';
import { inLanguage } from './catalogue.ts';
import { ask, serviceOfDraft } from './draft.ts';
import { isHeld } from './hold.ts';
import { addWorked, nextOpening } from './hours.ts';
import { draftReminderMs } from './intake.ts';
import { hasChat, type InboundOf } from './message.ts';
import { decide } from './moves.ts';
import { tell } from './notify.ts';
import { answer, textIn } from './reply.ts';
import type { Ticket } from './ticket.ts';
import { dueStep, stepsOf, ticketOfTimer, timerAt, type Watch, watchOf } from './timers.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';
import { emptyTurn } from './turn.ts';

const hourMs = 3_600_000;

/** A timer that came due. What it was for may be over by now: the ticket, or the draft, decides as it stands. */
export function clientTimer(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'timer'>): Turn {
  const watch = watchOf(inbound.key);
  const number = ticketOfTimer(inbound);
  if (!watch || number === undefined) return draftTimer(given, conversation, inbound);
  const ticket = given.tickets.find((one) => one.number === number);
  return ticket
    ? ticketTimer(given, conversation, ticket, watch)
    : { ...emptyTurn(), timers: [{ key: inbound.key, dueAt: null, body: inbound.body }] };
}

/** Does the latest step that is due, or sets the timer anew. */
function ticketTimer(given: ClientGiven, conversation: Conversation, ticket: Ticket, watch: Watch): Turn {
  const { now, person } = given;
  const steps = stepsOf(ticket, watch, given);
  const step = dueStep(steps, now);
  const setTo = (dueAt: number | null): Turn => ({ ...emptyTurn(), timers: [timerAt(ticket, watch, person.address, dueAt)] });
  if (!step) return setTo(steps.find(({ at }) => at > now)?.at ?? null);
  const command = step.command(now);
  const isCare = command.type === 'ask_rating' || command.type === 'follow_up';
  if (isCare && !(person.reachable && hasChat(person.address))) return setTo(null);
  const later = watch === 'client' || watch === 'care' ? putOff(given, conversation, isCare) : undefined;
  if (later !== undefined) return setTo(later);
  const decision = decide(ticket, command, { type: 'clock' }, now);
  if (decision.type === 'refused') return setTo(steps.find(({ at }) => at > now)?.at ?? null);
  const change = { ticket: decision.ticket, events: decision.events, isNew: false };
  const turn = { ...emptyTurn(), changes: [change], outbound: tell(given, person, change) };
  return isCare ? { ...turn, conversation: careAsking(conversation, command.type as CareWatch, ticket.number) } : turn;
}

/** When the client can be written to, if not now. What only asks a favour waits for a quiet moment of theirs, too. */
function putOff(given: ClientGiven, conversation: Conversation, isFavour: boolean): number | undefined {
  const { now, hours } = given;
  const open = nextOpening(hours, Math.max(now, conversation.held ?? 0));
  if (open > now) return open;
  return isFavour && isBusy({ ...given, conversation }) ? nextOpening(hours, addWorked(hours, now, hourMs)) : undefined;
}

/** Reminds of a draft that was left half-way, once; a draft that goes on puts the reminder off, and so does a chat that is held. */
function draftTimer(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'timer'>): Turn {
  const { draft } = conversation;
  const setTo = (dueAt: number | null): Turn => ({
    ...emptyTurn(),
    conversation,
    timers: [{ key: inbound.key, dueAt, body: inbound.body }],
  });
  if (isHeld(conversation, given.now)) return setTo(conversation.held ?? null);
  if (!draft) return setTo(null);
  const dueAt = nextOpening(given.hours, draft.lastAt + draftReminderMs);
  if (dueAt > given.now) return setTo(dueAt);
  const later = putOff(given, conversation, false);
  if (later !== undefined) return setTo(later);
  const body = ask(given, draft);
  const service = inLanguage(serviceOfDraft(given, draft).name, given.person.language);
  const turn = answer(given, conversation, { ...body, text: `${textIn(given, 'intake.reminder', { service })}\n\n${body.text}` });
  return { ...turn, timers: [{ key: inbound.key, dueAt: null, body: inbound.body }] };
}
