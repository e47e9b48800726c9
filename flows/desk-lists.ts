// The lists of the desk: the queue in its order, one's own, what is late and due soon, earlier tickets like one.
import { type Deed, dayAfter, isWorkday, type TicketDeed, workdayFrom, wrong } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { type Choice, laneOfTicket, type Outbound } from './message.ts';
import { deskLanguage } from './notify.ts';
import { isLate, queueOrder, why } from './queue.ts';
import { nameOf, placeOf } from './status.ts';
import { stepName } from './steps.ts';
import { teamNamed, teamNames } from './team-named.ts';
import { dayHole } from './texts.ts';
import type { Ticket } from './ticket.ts';
import type { DeskGiven, Turn } from './turn.ts';

const mostShown = 20;
const mostButtons = 8;

/** A button for the card of each. */
export const cardButtons = (tickets: readonly Ticket[]): Choice[] =>
  tickets.slice(0, mostButtons).map((ticket) => ({ data: `card:${ticket.number}`, label: nameOf(ticket) }));

/** What fits one message; the rest as a number. */
export function shown(given: DeskGiven, lines: readonly string[]): string {
  const more = lines.length - mostShown;
  return [...lines.slice(0, mostShown), ...(more > 0 ? [textAtDesk(given, 'desk.and_more', { count: more })] : [])].join('\n');
}

const clientOf = (given: DeskGiven, ticket: Ticket): string => given.clients?.get(ticket.person)?.name ?? '';

export function queue(deed: Deed): Turn {
  const { given, content } = deed;
  const team = content.text === '' ? undefined : teamNamed(given, content.text);
  if (content.text !== '' && !team) return wrong(deed, 'team.unknown', { names: teamNames(given) });
  return list(deed, team ? given.queue.filter(({ route }) => route?.team === team.id) : given.queue, 'desk.queue', team?.name);
}

export function mine(deed: Deed): Turn {
  const { given, staff } = deed;
  return list(deed, given.queue.filter(({ analyst, owner }) => [analyst?.address, owner?.address].includes(staff.address)), 'desk.mine'); // biome-ignore format: one thought
}

function list(deed: Deed, tickets: readonly Ticket[], key: 'desk.queue' | 'desk.mine', team?: string): Turn {
  const { given, today } = deed;
  const language = deskLanguage(given);
  const lines = queueOrder(tickets, { today, zone: given.zone }).map((ticket) => {
    const who = ticket.analyst?.name ?? textAtDesk(given, 'card.nobody');
    const at = team === undefined && ticket.route ? `→ ${ticket.route.name}` : '';
    const head = [nameOf(ticket), clientOf(given, ticket), placeOf(language, ticket), at, who].filter(Boolean).join(' · ');
    return `${head}\n  ${why(language, ticket, { today, zone: given.zone })}`;
  });
  const title = [textAtDesk(given, key, { count: tickets.length }), team ?? ''].filter(Boolean).join(' · ');
  return post(deskLane(deed.topic), { type: 'text', title, text: shown(given, lines) || textAtDesk(given, 'desk.empty') });
}

/** Late, today, and the next three working days; with who leads it and what is to be done next. */
export function due(deed: Deed): Turn {
  const { given, today } = deed;
  const end = workdayFrom(given, today, 3);
  const promised = given.queue.filter((ticket) => ticket.due !== undefined || isLate(ticket, today));
  const late = promised.filter((ticket) => isLate(ticket, today));
  const days = daysTo(today, end).filter((day) => isWorkday(given, day) || promised.some((ticket) => ticket.due === day));
  const parts = [
    { title: textAtDesk(given, 'due.late'), tickets: late },
    ...days.map((day) => ({
      title: day === today ? textAtDesk(given, 'due.today') : textAtDesk(given, 'day', { day: dayHole(day) }),
      tickets: promised.filter((ticket) => ticket.due === day && !late.includes(ticket)),
    })),
  ].filter(({ tickets }) => tickets.length > 0);
  const all = parts.flatMap(({ tickets }) => tickets);
  const text = parts.map(({ title, tickets }) => `${title}\n${tickets.map((ticket) => dueLine(given, ticket)).join('\n')}`).join('\n\n');
  const title = textAtDesk(given, 'due.title', { count: all.length });
  return post(deskLane(deed.topic), { type: 'text', title, text: text || textAtDesk(given, 'due.none'), choices: cardButtons(all) });
}

const daysTo = (from: string, to: string): string[] => (from > to ? [] : [from, ...daysTo(dayAfter(from), to)]);

function dueLine(given: DeskGiven, ticket: Ticket): string {
  const next = ticket.steps.find(({ state }) => state !== 'done');
  const who = (next?.owner ?? ticket.owner ?? ticket.analyst)?.name ?? textAtDesk(given, 'card.nobody');
  const step = ticket.stage === 'production' && next ? stepName(given.catalogue, deskLanguage(given), ticket, next.id) : undefined;
  return `• ${[nameOf(ticket), clientOf(given, ticket), step ?? placeOf(deskLanguage(given), ticket), who].filter(Boolean).join(' · ')}`;
}

/** Earlier tickets like this one (R5): for whoever begins its analysis, and for `/similar`. */
export function similarTo(given: DeskGiven, ticket: Ticket): Outbound[] {
  const others = given.similar.filter((one) => one.number !== ticket.number);
  if (others.length === 0) return [];
  const lines = others.map((one) =>
    `${nameOf(one)} — ${placeOf(deskLanguage(given), one)}\n${one.brief.find((line) => line.text)?.text.slice(0, 120) ?? ''}`.trim(),
  );
  return [
    { lane: laneOfTicket(ticket.number), body: { type: 'text', title: textAtDesk(given, 'desk.similar'), text: lines.join('\n\n') } },
  ];
}

export function similar({ given, ticket, topic }: TicketDeed): Turn {
  const [found] = similarTo(given, ticket);
  const body = found?.body ?? ({ type: 'text', text: textAtDesk(given, 'desk.none_similar') } as const);
  return post(deskLane(topic), body);
}
