// The morning's digest and the week's summary: what is late, what is due, who waits too long, what is new, and who has how much.
import { dayAfter, isWorkday, workdayFrom } from './desk-deed.ts';
import { textAtDesk } from './desk-reply.ts';
import { type Week, weekOf } from './figures.ts';
import { mention } from './hears.ts';
import type { Outbound } from './message.ts';
import { isLate } from './queue.ts';
import { nameOf } from './status.ts';
import type { Ticket } from './ticket.ts';
import { type DeskGiven, emptyTurn, type Turn } from './turn.ts';
import { mondayOf, numberOf } from './week.ts';
import { dayMs, dayOf, momentOf } from './zone.ts';

export type DigestGiven = Omit<DeskGiven, 'staff' | 'ticket' | 'client' | 'link' | 'guest' | 'conversation'>;

/** The key of the timer that brings it. */
export const digestKey = 'digest';

/** Working days that a client is waited for before it is said each morning. */
const tooLongDays = 3;

/** What a working morning brings; on the first of a week, the week before too. Nothing where there is nothing to say. */
export function digestTurn(given: DigestGiven): Turn {
  const today = dayOf(given.zone, given.now);
  if (!isWorkday(given, today)) return emptyTurn();
  const texts = [digestOf(given, today), ...(isFirstOfWeek(given, today) ? [weekly(given, today)] : [])];
  const named = mention(given, ['digest']);
  const outbound = texts.flatMap((one): Outbound[] =>
    one ? [{ lane: 'desk', body: { type: 'text', title: one.title, text: [one.text, named].filter(Boolean).join('\n\n') } }] : [],
  );
  return { ...emptyTurn(), outbound };
}

function isFirstOfWeek(given: DigestGiven, today: string): boolean {
  const before = numberOf(today) - numberOf(mondayOf(today));
  return !Array.from({ length: before }, (_, i) => dayAfter(today, -1 - i)).some((day) => isWorkday(given, day));
}

type Text = { title: string; text: string };

export function digestOf(given: DigestGiven, today: string): Text | undefined {
  const { queue, zone } = given;
  const waitedSince = workdayFrom(given, today, -tooLongDays);
  const newSince = workdayFrom(given, today, -1);
  const late = queue.filter((ticket) => isLate(ticket, today));
  const groups: [string, readonly Ticket[]][] = [
    [textAtDesk(given, 'digest.late'), late],
    [textAtDesk(given, 'digest.today'), queue.filter((ticket) => ticket.due === today && !late.includes(ticket))],
    [
      textAtDesk(given, 'digest.awaiting'),
      queue.filter(({ awaitingSince }) => awaitingSince !== undefined && dayOf(zone, awaitingSince) <= waitedSince),
    ],
    [textAtDesk(given, 'digest.new'), queue.filter(({ openedAt, stage }) => stage === 'triage' && dayOf(zone, openedAt) >= newSince)],
  ];
  const said = groups.filter(([, tickets]) => tickets.length > 0);
  if (said.length === 0) return undefined;
  const parts = said.map(([title, tickets]) => `${title}\n${linesOf(given, tickets)}`);
  return { title: textAtDesk(given, 'digest.title'), text: [...parts, perAnalyst(given, late)].filter(Boolean).join('\n\n') };
}

const most = 10;
function linesOf(given: DigestGiven, tickets: readonly Ticket[]): string {
  const lines = tickets.slice(0, most).map((ticket) => {
    const who = ticket.analyst?.name ?? textAtDesk(given, 'card.nobody');
    return `• ${[nameOf(ticket), given.clients?.get(ticket.person)?.name, who].filter(Boolean).join(' · ')}`;
  });
  return [...lines, ...(tickets.length > most ? [textAtDesk(given, 'desk.and_more', { count: tickets.length - most })] : [])].join('\n');
}

/** `Bruno: 4, 1 late` */
function perAnalyst(given: DigestGiven, late: readonly Ticket[]): string {
  const names = new Map(given.queue.flatMap(({ analyst }) => (analyst ? [[analyst.address, analyst.name] as const] : [])));
  return [...names]
    .map(([address, name]) => {
      const of = (tickets: readonly Ticket[]): number => tickets.filter(({ analyst }) => analyst?.address === address).length;
      return textAtDesk(given, 'digest.analyst', { name, count: of(given.queue), late: of(late) });
    })
    .join('\n');
}

function weekly(given: DigestGiven, today: string): Text | undefined {
  const { figures, zone } = given;
  if (!figures) return undefined;
  const end = numberOf(mondayOf(today));
  const week = weekOf(figures.facts, { from: momentOf(zone, (end - 7) * dayMs), to: momentOf(zone, end * dayMs) });
  if (week.opened === 0 && week.done === 0) return undefined;
  return { title: textAtDesk(given, 'week.title'), text: weekLines(given, week).join('\n') };
}

export function weekLines(given: DigestGiven, week: Week): string[] {
  return [
    textAtDesk(given, 'week.opened', { count: week.opened }),
    textAtDesk(given, 'week.done', { count: week.done }),
    week.onTime === undefined ? '' : textAtDesk(given, 'week.on_time', { part: Math.round(week.onTime * 100) }),
    week.reply === undefined ? '' : textAtDesk(given, 'week.reply', { hours: Math.floor(week.reply / 3_600_000), minutes: Math.round((week.reply % 3_600_000) / 60_000) }), // biome-ignore format: one thought
    week.rating === undefined ? '' : textAtDesk(given, 'week.rating', { stars: Math.round(week.rating * 10) / 10 }),
  ].filter(Boolean);
}

export const startOfWeek = (zone: string, today: string): number => momentOf(zone, numberOf(mondayOf(today)) * dayMs);
