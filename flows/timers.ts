// When the clock acts on a ticket next, and what it does then: a pure function of the ticket as it stands.
// Steps are in order; those whose moment is past give way to the latest of them, so that nothing is made up for in a burst.
// Must not know who hears of it: a step is a command, decided like any other.
import { z } from 'zod';
import type { Command } from './command.ts';
import { addWorked, addWorkingDays, dayOf, type Hours, nextOpening } from './hours.ts';
import { contactOf, type Inbound, type InboundOf } from './message.ts';
import { slipsAt } from './owed.ts';
import type { Patience, Settings } from './settings.ts';
import { type Owed, slips, type Ticket, ticketKey } from './ticket.ts';
import type { Change, Timer } from './turn.ts';

const hourMs = 3_600_000;

/** What the clock looks after: the client who is waited for, the two things owed to them, and what comes after it was done. */
export const watches = ['client', 'reply', 'delivery', 'care'] as const;
export type Watch = (typeof watches)[number];

/** `until`: from then on it is too late for it. The command is made for the moment at which it is given. */
export type Step = { at: number; until?: number; command: (now: number) => Command };

/** What the clock counts by. */
export type Clockwork = { hours: Hours; settings: Settings };

/** The steps that are still to come for this watch, in order; none when it is over. */
export function stepsOf(ticket: Ticket, watch: Watch, clockwork: Clockwork): Step[] {
  switch (watch) {
    case 'client':
      return ticket.situation === 'awaiting' ? awaitingSteps(ticket, clockwork) : [];
    case 'reply':
    case 'delivery':
      return ticket.situation === 'open' ? slipSteps(ticket, watch, clockwork) : [];
    case 'care':
      return ticket.situation === 'done' ? careSteps(ticket, clockwork) : [];
    default:
      return watch satisfies never;
  }
}

/** Reminders, and then the end: days after the last reminder, so that nothing ends unannounced. */
function awaitingSteps(ticket: Ticket, { hours, settings }: Clockwork): Step[] {
  const isApproval = ticket.awaiting?.type === 'approval';
  const { remindDays, endDays }: Patience = isApproval ? settings.approval : settings.answer;
  const since = ticket.awaitingSince ?? ticket.changedAt;
  const { reminded = 0, remindedAt } = ticket;
  const left = remindDays.slice(reminded).map((days, i): Step => {
    const count = reminded + i + 1;
    const at = addWorkingDays(hours, since, days);
    const isLast = count === remindDays.length;
    return {
      at: remindedAt === undefined ? at : Math.max(at, addWorkingDays(hours, remindedAt, 1)),
      command: (now) => ({ type: 'remind', count, ...(isLast ? { closes: dayOf(hours.zone, addWorkingDays(hours, now, endDays)) } : {}) }),
    };
  });
  if (left.length > 0) return left;
  const command: Command = isApproval ? { type: 'approve', text: '' } : { type: 'cancel', reason: '' };
  return [{ at: addWorkingDays(hours, remindedAt ?? since, endDays), command: () => command }];
}

function slipSteps(ticket: Ticket, owed: Owed, { hours, settings }: Clockwork): Step[] {
  const slipped = ticket.slipped[owed];
  return slips.slice(slipped ? slips.indexOf(slipped) + 1 : 0).flatMap((slip): Step[] => {
    const at = slipsAt(ticket, owed, slip, hours, settings);
    return at === undefined ? [] : [{ at, command: () => ({ type: 'slip', owed, slip }) }];
  });
}

/** A rating while it is fresh; some days later a friendly question about what was delivered. */
function careSteps(ticket: Ticket, { hours, settings }: Clockwork): Step[] {
  const { closedAt = ticket.changedAt, care, rating, stage } = ticket;
  const { ratingHours, followUpDays } = settings;
  const at = nextOpening(hours, addWorked(hours, closedAt, ratingHours * hourMs));
  const until = addWorkingDays(hours, closedAt, Math.max(0, followUpDays - 1));
  return [
    ...(care === undefined && !rating ? [{ at, until, command: (): Command => ({ type: 'ask_rating' }) }] : []),
    ...(care !== 'followed_up' && stage === 'delivery'
      ? [{ at: addWorkingDays(hours, closedAt, followUpDays), command: (): Command => ({ type: 'follow_up' }) }]
      : []),
  ];
}

/** The latest step whose moment has come and is not over. */
export const dueStep = (steps: readonly Step[], now: number): Step | undefined =>
  steps.findLast(({ at, until }) => at <= now && (until === undefined || now < until));

export const timerKey = (number: number, watch: Watch): string => `${ticketKey(number)}:${watch}`;

/** The watch that a ticket's timer is for. */
export const watchOf = (key: string): Watch | undefined => watches.find((watch) => /^t:\d+:/.test(key) && key.endsWith(`:${watch}`));

/** The row of one timer; `dueAt`: null when there is nothing to do. */
export const timerAt = ({ number, version }: Ticket, watch: Watch, chat: string, dueAt: number | null): Timer => ({
  key: timerKey(number, watch),
  dueAt,
  body: { chat, ticket: number, version },
});

/** The rows of a ticket's timers. `chat`: where its client is written to. */
export const timersOf = (ticket: Ticket, chat: string, clockwork: Clockwork): Timer[] =>
  watches.map((watch) => timerAt(ticket, watch, chat, stepsOf(ticket, watch, clockwork)[0]?.at ?? null));

/** The timers that changes of tickets lead to, beside those that the turn sets itself, which go first. */
export function timersAfter(changes: readonly Change[], own: readonly Timer[], chat: string, clockwork: Clockwork): Timer[] {
  const set = new Set(own.map(({ key }) => key));
  const rows = changes.flatMap(({ ticket, isNew }) =>
    timersOf(ticket, chat, clockwork).filter(({ key, dueAt }) => !set.has(key) && (dueAt !== null || !isNew)),
  );
  return [...own, ...rows];
}

const TimerBody = z.object({ chat: z.string(), thread: z.string().optional(), version: z.union([z.number(), z.string()]).optional() });

/**
 * A timer as it comes in; undefined when its body names no chat. A timer of one moment, and of one state of what it is about, comes
 * in once: its id says which.
 */
export function timerInbound({ key, dueAt, body }: Timer, now: number): InboundOf<'timer'> | undefined {
  const parsed = TimerBody.safeParse(body);
  if (!parsed.success) return undefined;
  const { chat, thread, version } = parsed.data;
  const contact = contactOf(chat);
  const id = `timer:${key}:${dueAt}${version === undefined ? '' : `:${version}`}`;
  return { type: 'timer', id, contact, chat, ...(thread ? { thread } : {}), from: { address: chat, name: '' }, at: now, key, body };
}

const Body = z.object({ ticket: z.number().int().nonnegative() });

/** The number of the ticket whose timer came due; undefined for anything else. */
export function ticketOfTimer(inbound: Inbound): number | undefined {
  if (inbound.type !== 'timer' || !watchOf(inbound.key)) return undefined;
  return Body.safeParse(inbound.body).data?.ticket;
}
