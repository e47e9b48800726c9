// The order of the queue, and why each ticket stands where it does (R36): how urgent it is, the promise, the client, the wait.
import type { Priority } from './catalogue.ts';
import { say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import { numberOf } from './week.ts';
import { dayOf } from './zone.ts';

export type Day = { today: string; zone: string };

/** What each thing weighs. A day waited weighs little: it parts those that are alike. */
const weights = { urgent: 6, high: 3, normal: 0, low: -3, late: 4, dueToday: 2, dueSoon: 1, unanswered: 2, cameBack: 1, dayWaited: 0.1 };
const soonDays = 3;

export type Reason = { type: 'priority'; priority: Priority } | { type: 'late' | 'due'; days: number } | { type: 'unanswered' | 'came_back' | 'awaiting' } | { type: 'waits'; days: number }; // biome-ignore format: a list of kinds

/** Whether the day promised is over, or the clock found the delivery late. */
export const isLate = (ticket: Ticket, today: string): boolean =>
  (ticket.due !== undefined && ticket.due < today) || ['late', 'escalated'].includes(ticket.slipped.delivery ?? '');

/** Since when it waits for somebody to do something, ms since the epoch. */
const since = (ticket: Ticket): number => ticket.awaitingSince ?? (ticket.repliedAt === undefined ? ticket.openedAt : ticket.changedAt);

const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from);

/** Why it stands where it does, what weighs most first. */
export function reasonsOf(ticket: Ticket, { today, zone }: Day): Reason[] {
  const days = ticket.due === undefined ? undefined : daysBetween(today, ticket.due);
  const isUnanswered = ticket.repliedAt === undefined && ['late', 'escalated'].includes(ticket.slipped.reply ?? '');
  return [
    ...(ticket.situation === 'awaiting' ? [{ type: 'awaiting' } as const] : []),
    ...(ticket.priority === 'normal' ? [] : [{ type: 'priority', priority: ticket.priority } as const]),
    ...(isLate(ticket, today) ? [{ type: 'late', days: Math.max(0, -(days ?? 0)) } as const] : []),
    ...(days !== undefined && days >= 0 && days <= soonDays ? [{ type: 'due', days } as const] : []),
    ...(isUnanswered ? [{ type: 'unanswered' } as const] : []),
    ...(ticket.reopened > 0 ? [{ type: 'came_back' } as const] : []),
    { type: 'waits', days: Math.max(0, daysBetween(dayOf(zone, since(ticket)), today)) },
  ];
}

function weightOf(reason: Reason): number {
  switch (reason.type) {
    case 'priority':
      return weights[reason.priority];
    case 'late':
      return weights.late;
    case 'due':
      return reason.days === 0 ? weights.dueToday : weights.dueSoon;
    case 'unanswered':
      return weights.unanswered;
    case 'came_back':
      return weights.cameBack;
    case 'waits':
      return Math.min(reason.days, 10) * weights.dayWaited;
    case 'awaiting':
      return -100; // nothing can be done about it now
    default:
      return reason satisfies never;
  }
}

/** How much a ticket weighs on a day. */
export const weightOn = (ticket: Ticket, day: Day): number => reasonsOf(ticket, day).reduce((sum, reason) => sum + weightOf(reason), 0);

/** What is to be done next comes first; what waits for its client, last. `weigh`: for who knows the weights already. */
export function queueOrder(tickets: readonly Ticket[], day: Day, weigh = weightOn): Ticket[] {
  const weighed = tickets.map((ticket) => ({ ticket, weight: weigh(ticket, day) }));
  return weighed.sort((a, b) => b.weight - a.weight || since(a.ticket) - since(b.ticket)).map(({ ticket }) => ticket);
}

/** `urgent · late by 2 days · waits 3 days` */
export const why = (language: string, ticket: Ticket, day: Day): string =>
  reasonsOf(ticket, day)
    .map((reason) => {
      if (reason.type === 'priority') return say(language, `priority.${reason.priority}`);
      return 'days' in reason ? say(language, `why.${reason.type}`, { days: reason.days }) : say(language, `why.${reason.type}`);
    })
    .join(' · ');
