// What the clock brings up in a client's conversation: a request left half-way, and whatever time does to a ticket.
// Nothing of it leaves to a client while the team does not work, or while the team itself is writing with them.
import { type CareWatch, careAsking, isBusy } from './after-care.ts';
import { inLanguage } from './catalogue.ts';
import { ask, draftWith, serviceOfDraft } from './draft.ts';
import { draftReminderMs } from './draft-timer.ts';
import { file } from './filing.ts';
import { isHeld } from './hold.ts';
import { addWorked, nextOpening, usualDay } from './hours.ts';
import { hasChat, type InboundOf } from './message.ts';
import { decide } from './moves.ts';
import { tell } from './notify.ts';
import { answer, idle, textIn } from './reply.ts';
import type { Ticket } from './ticket.ts';
import { dueStep, stepsOf, ticketOfTimer, timerAt, type Watch, watchOf } from './timers.ts';
import type { ClientGiven, Conversation, Draft, Turn } from './turn.ts';
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
  if (!draft) return keepUnsorted(given, conversation, setTo);
  if (draft.reminded) return keepUnfinished(given, conversation, draft, setTo);
  const dueAt = nextOpening(given.hours, draft.lastAt + draftReminderMs);
  if (dueAt > given.now) return setTo(dueAt);
  const later = putOff(given, conversation, false);
  if (later !== undefined) return setTo(later);
  const body = ask(given, draft);
  const service = inLanguage(serviceOfDraft(given, draft).name, given.person.language);
  const turn = answer(given, conversation, { ...body, text: `${textIn(given, 'intake.reminder', { service })}\n\n${body.text}` });
  const keptAt = addWorked(given.hours, given.now, given.settings.draftKeptDays * usualDay(given.hours));
  return {
    ...turn,
    conversation: { ...conversation, draft: { ...draft, reminded: given.now, lastAt: given.now } },
    timers: [{ key: inbound.key, dueAt: keptAt, body: inbound.body }],
  };
}

/** Reminded and left all the same: what was told so far goes to the desk, so that no need is lost (R22). */
function keepUnfinished(given: ClientGiven, conversation: Conversation, draft: Draft, setTo: (dueAt: number | null) => Turn): Turn {
  const dueAt = addWorked(given.hours, draft.lastAt, given.settings.draftKeptDays * usualDay(given.hours));
  if (dueAt > given.now) return setTo(dueAt);
  const later = putOff(given, conversation, false);
  if (later !== undefined) return setTo(later);
  if (!isWorthKeeping(draft)) return { ...setTo(null), conversation: idle(conversation) };
  const filed = file(given, conversation, draft, true);
  return { ...filed, timers: setTo(null).timers };
}

/** Words that no service was chosen for are kept too, as a request for something else. */
function keepUnsorted(given: ClientGiven, conversation: Conversation, setTo: (dueAt: number | null) => Turn): Turn {
  const { asking } = conversation;
  const service = given.catalogue.at(-1);
  if (asking?.type !== 'service' || !service) return setTo(null);
  const draft: Draft = { ...draftWith(service, asking.first), lastAt: given.now };
  if (!isWorthKeeping(draft)) return setTo(null);
  const later = putOff(given, conversation, false);
  if (later !== undefined) return setTo(later);
  return { ...file(given, conversation, draft, true), timers: setTo(null).timers };
}

/** Somebody who only pressed a button of the menu told nothing that could be lost. */
const isWorthKeeping = ({ first, answers }: Draft): boolean =>
  first.text !== '' ||
  first.files.length > 0 ||
  Object.values(answers).some(({ text, files, options }) => text !== '' || files.length > 0 || options);
