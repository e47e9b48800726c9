// Gathers what a request sees: the board through its filters, or one ticket with everything about it. Reads only.
import { type BoardRow, readClosed, readClosedCount } from '../../../db/board.ts';
import { readFilesKept } from '../../../db/desk.ts';
import { readAllTicketsOf, readHavingAll } from '../../../db/find.ts';
import { readEvents, readSimilar, readTickets } from '../../../db/tickets.ts';
import { inLanguage } from '../../../flows/catalogue.ts';
import { answersOf } from '../../../flows/desk-answers.ts';
import { stages } from '../../../flows/ticket.ts';
import type { Staff } from '../../../flows/turn.ts';
import type { AppParts } from '../parts.ts';
import type { Look, Shown } from './card.tsx';
import type { BoardView } from './page.tsx';
import type { Rows } from './rows.ts';
import type { TicketView } from './ticket.tsx';
import { timeOf } from './time.ts';
import { filesOf, timelineOf } from './timeline.ts';
import { boardOf, choicesOf, type Filter, firstSize, type Place, places, queryOf, readFilter, teamOf } from './view.ts';

type Parts = Pick<AppParts, 'house' | 'clock'>;
export type Who = { staff: Staff; language: string };
export type Query = Readonly<Record<string, string | undefined>>;

const mostFound = 5_000;
const mostShown = 2_000;
const mostOthers = 20;

const lookOf = (parts: Parts, { language }: Who, filter: Filter): Look => ({
  language,
  catalogue: parts.house.catalogue.current(),
  time: timeOf(parts),
  filter,
});

/** How many cards a column shall show. */
const sizeOf = (value: string | undefined): number => Math.min(mostShown, Math.max(firstSize, Number(value) || 0));

export async function seeBoard(parts: Parts, rows: Rows, who: Who, query: Query): Promise<BoardView> {
  const { store } = parts.house;
  const filter = readFilter(query);
  const look = lookOf(parts, who, filter);
  const all = await rows.current();
  const found = filter.search === '' ? undefined : await readHavingAll(store, filter.search, mostFound);
  const { columns, late, mine } = boardOf(all, { filter, me: who.staff.address, found, time: look.time });
  const kept = new Set((query.keep ?? '').split(',').map(Number));
  const shown = columns.map(({ stage, count, rows: here }): Shown => {
    const size = sizeOf(query[stage]);
    const beyond = here.slice(size).filter(({ ticket }) => kept.has(ticket.number)); // whoever just moved it shall not lose sight of it
    return { place: stage, count, size, rows: [...beyond, ...here.slice(0, size)] };
  });
  const { service, campaign, team } = filter;
  const asked = { staff: filter.mine ? who.staff.address : '', service, campaign, team, ...(found ? { numbers: [...found] } : {}) };
  const closed = await readClosedCount(store, asked);
  if (query.closed !== undefined) {
    const size = sizeOf(query.closed);
    shown.push({ place: 'closed', count: closed, size, rows: await readClosed(store, asked, size) });
  }
  return {
    staff: who.staff,
    look,
    place: placeIn(query, shown),
    columns: shown,
    closed,
    late,
    mine,
    choices: choicesIn(all),
    teamNames: new Map(parts.house.memory.routing().teams.map(({ id, name }) => [id, name])),
  };
}

function placeIn(query: Query, shown: readonly Shown[]): Place {
  const asked = places.find((place) => place === query.place);
  return asked ?? shown.find(({ count }) => count > 0)?.place ?? stages[0];
}

const known = new WeakMap<readonly BoardRow[], BoardView['choices']>();

function choicesIn(rows: readonly BoardRow[]): BoardView['choices'] {
  const choices = known.get(rows) ?? {
    services: choicesOf(rows, ({ service }) => service),
    campaigns: choicesOf(rows, ({ campaign }) => campaign),
    teams: choicesOf(rows, teamOf),
  };
  known.set(rows, choices);
  return choices;
}

/** The ticket with everything about it; undefined where there is none of that number. */
export async function seeTicket(parts: Parts, who: Who, number: number, query: Query, problem?: string): Promise<TicketView | undefined> {
  const { house } = parts;
  const { store, memory } = house;
  const ticket = (await readTickets(store, [number])).get(number);
  if (!ticket) return undefined;
  await memory.needPeople([ticket.person], parts.clock.now());
  const client = memory.person(ticket.person);
  const filter = readFilter(query);
  const look = lookOf(parts, who, filter);
  const [events, others, similar] = await Promise.all([
    readEvents(store, ticket.id),
    readAllTicketsOf(store, [ticket.person], mostOthers),
    readSimilar(store, ticket),
  ]);
  const given = { language: who.language, catalogue: look.catalogue, ticket, client: client?.name ?? '' };
  const files = await readFilesKept(store, [...filesOf(ticket, events).keys()]);
  const answers = answersOf({ kept: memory.kept(), catalogue: look.catalogue }, ticket);
  return {
    look,
    staff: who.staff,
    team: memory.team(),
    teams: memory.routing().teams,
    ticket,
    client,
    entries: timelineOf(given, events),
    others: others.filter((one) => one.number !== number),
    similar: similar.filter((one) => one.person !== ticket.person),
    answers: answers.map(({ name, words }) => ({ name, text: shortOf(words, who.language) })),
    files,
    query: queryOf(filter),
    ...(problem ? { problem } : {}),
  };
}

const shortOf = (words: Partial<Record<string, string>>, language: string): string =>
  (words.en === undefined ? (words[language] ?? Object.values(words)[0] ?? '') : inLanguage({ ...words, en: words.en }, language))
    .replace(/\s+/g, ' ')
    .slice(0, 60);
