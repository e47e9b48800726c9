// What a ticket is owed and how its time went: worked, waited for the client, closed. The clocks stand while the client is waited for.
// Must not know who hears of it, nor a moment "now" that it was not given.
import { addWorked, endOfWork, type Hours, usualDay, workedMs } from './hours.ts';
import type { Settings } from './settings.ts';
import type { Owed, Pause, Slip, Ticket } from './ticket.ts';

const hourMs = 3_600_000;

/** The moment at which so many working ms have gone by since, pauses not counted; undefined while a pause goes on. */
export function deadline(hours: Hours, from: number, ms: number, pauses: readonly Pause[]): number | undefined {
  let left = ms;
  let start = from;
  for (const pause of pauses) {
    if (pause.to !== undefined && pause.to <= start) continue;
    const here = Math.max(0, workedMs(hours, start, pause.from));
    if (left <= here) return addWorked(hours, start, left);
    if (pause.to === undefined) return undefined;
    left -= here;
    start = pause.to;
  }
  return addWorked(hours, start, left);
}

/** Since when, and how many working ms long; nothing when it is owed no more, or nothing was promised. */
function term(ticket: Ticket, owed: Owed, hours: Hours, settings: Settings): { from: number; ms: number } | undefined {
  const { terms, openedAt, due, promisedAt } = ticket;
  if (owed === 'reply') {
    const pace = settings.pace[ticket.priority] / settings.pace[terms.priority];
    return ticket.repliedAt === undefined ? { from: openedAt, ms: terms.firstReplyHours * hourMs * pace } : undefined;
  }
  if (due === undefined) return { from: openedAt, ms: terms.deliveryDays * usualDay(hours) };
  const from = promisedAt ?? openedAt;
  return { from, ms: Math.max(0, workedMs(hours, from, endOfWork(hours, due))) };
}

/** When what is owed slips so far; undefined when it cannot now. Before a day is promised there is only the warning that none is. */
export function slipsAt(ticket: Ticket, owed: Owed, slip: Slip, hours: Hours, settings: Settings): number | undefined {
  const found = term(ticket, owed, hours, settings);
  if (!found || (owed === 'delivery' && ticket.due === undefined && slip !== 'warned')) return undefined;
  const { from, ms } = found;
  const till = { warned: ms * settings.warnAt, late: ms, escalated: ms + settings.escalateDays * usualDay(hours) }[slip];
  return deadline(hours, from, Math.round(till), ticket.pauses);
}

/** How the working time of a ticket went until a moment, in ms. The three make up its time in business hours. */
export function sharesOf(ticket: Pick<Ticket, 'openedAt' | 'pauses'>, hours: Hours, until: number) {
  const shares = { worked: 0, awaiting: 0, closed: 0 };
  let from = ticket.openedAt;
  for (const pause of ticket.pauses) {
    const to = pause.to ?? until;
    shares.worked += workedMs(hours, from, pause.from);
    shares[pause.as] += workedMs(hours, pause.from, to);
    from = to;
  }
  shares.worked += workedMs(hours, from, until);
  return shares;
}
