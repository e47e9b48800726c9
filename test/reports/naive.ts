// The report once more, by other means: from the events alone, with a clock that goes minute by minute over each request and asks what it sees.
// Slow and plain on purpose. It shares with the house what a ticket is (evolve) and when the team works (isWorking), and no calculation.
import { evolve } from '../../flows/evolve.ts';
import { type Hours, isWorking } from '../../flows/hours.ts';
import type { Stage, Ticket, TicketEvent } from '../../flows/ticket.ts';

const minute = 60_000;

/** A request as somebody who kept every event sees it. */
export type Seen = { person: string; channel: string; events: TicketEvent[]; states: Ticket[] };

export function seen(person: string, channel: string, events: TicketEvent[]): Seen {
  let ticket: Ticket | null = null;
  const states = events.map((event) => {
    ticket = evolve(ticket, event);
    return ticket;
  });
  return { person, channel, events, states };
}

type Days = { from: string; to: string };
const shut = (ticket: Ticket | undefined): boolean => ticket?.situation === 'done' || ticket?.situation === 'cancelled';
const born = ({ events }: Seen): number => events[0]?.at ?? 0;

/** How it stood just after everything of a moment had happened. */
const stoodAt = ({ events, states }: Seen, moment: number): Ticket | undefined => states[events.findLastIndex(({ at }) => at <= moment)];
const before = ({ events, states }: Seen, moment: number): Ticket | undefined => states[events.findLastIndex(({ at }) => at < moment)];

const dayIn = (zone: string, at: number): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);

/** Every moment at which something happened, each once. */
const moments = ({ events }: Seen): number[] => [...new Set(events.map(({ at }) => at))];
const closings = (one: Seen): { at: number; as: string }[] =>
  moments(one).flatMap((at) => (shut(stoodAt(one, at)) && !shut(before(one, at)) ? [{ at, as: stoodAt(one, at)?.situation ?? '' }] : []));
const reopenings = (one: Seen): number[] => moments(one).filter((at) => shut(before(one, at)) && !shut(stoodAt(one, at)));
const lastClosing = (one: Seen): number | undefined => (shut(one.states.at(-1)) ? closings(one).at(-1)?.at : undefined);

/** Working minutes in each stage × situation, and calendar minutes with the client and open. */
function walk(one: Seen, hours: Hours): { places: Record<string, number>; withClient: number; open: number } {
  const [places, end]: [Record<string, number>, number] = [{}, one.events.at(-1)?.at ?? 0];
  let [withClient, open] = [0, 0];
  for (let now = born(one); now < end; now += minute) {
    const ticket = stoodAt(one, now);
    if (!ticket || shut(ticket)) continue;
    open += minute;
    if (ticket.situation === 'awaiting') withClient += minute;
    const place = `${ticket.stage}/${ticket.situation}`;
    if (isWorking(hours, now)) places[place] = (places[place] ?? 0) + minute;
  }
  return { places, withClient, open };
}

function worked(hours: Hours, from: number, to: number): number {
  let ms = 0;
  for (let now = from; now < to; now += minute) if (isWorking(hours, now)) ms += minute;
  return ms;
}

const isWord = ({ type, by }: TicketEvent): boolean =>
  by.type === 'staff' && /^(asked|replied|concluded|delivered|promised|submitted)$/.test(type);
const firstWord = ({ events }: Seen): number | undefined => events.find(isWord)?.at;

const middle = (values: number[]): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
};
/** The smallest value that nine in ten do not pass. */
const nineInTen = (values: number[]): number | undefined =>
  values.toSorted((a, b) => a - b).find((value) => values.filter((one) => one <= value).length >= 0.9 * values.length);
const mean = (values: number[]): number | undefined => (values.length > 0 ? values.reduce((a, b) => a + b) / values.length : undefined);
const share = (some: number, of: number): number | undefined => (of > 0 ? some / of : undefined);

export function naiveFigures(all: readonly Seen[], { from, to }: Days, hours: Hours, everything: readonly Seen[]) {
  const { zone } = hours;
  const within = (at: number | undefined): boolean => at !== undefined && dayIn(zone, at) >= from && dayIn(zone, at) <= to;
  const by = (moment: number): boolean => dayIn(zone, moment) <= to;
  const opened = all.filter((one) => within(born(one)));
  const closed = all.filter((one) => within(lastClosing(one)));
  const done = closed.filter(({ states }) => states.at(-1)?.situation === 'done');
  const walks = new Map(closed.map((one) => [one, walk(one, hours)]));
  const replies = all.flatMap((one) => {
    const at = firstWord(one);
    return at !== undefined && within(at) ? [worked(hours, born(one), at)] : [];
  });
  const teams = done.map((one) => mine(walks.get(one)?.places ?? {}));
  const promised = done.flatMap((one) => {
    const handed = one.events.findLastIndex(({ type }) => type === 'delivered' || type === 'concluded');
    const due = one.events.slice(0, handed).findLast(({ type }) => type === 'promised');
    const at = one.events[handed]?.at ?? 0;
    return due?.type === 'promised' ? [{ late: dayIn(zone, at) > due.due, moved: one.events.filter(({ type }) => type === 'promised').length > 1 }] : []; // biome-ignore format: one thought
  });
  const doneClosings = all.flatMap((one) => closings(one).flatMap(({ at, as }) => (as === 'done' && within(at) ? [{ one, at }] : [])));
  const again = doneClosings.filter(({ one, at }) => reopenings(one).some((later) => later > at)).length;
  const stars = done.flatMap(({ states }) => states.at(-1)?.rating?.stars ?? []);
  const people = [...new Set(opened.map(({ person }) => person))];
  const isReturning = (person: string) => opened.some((one) => one.person === person && everything.indexOf(one) > everything.findIndex((other) => other.person === person)); // biome-ignore format: one thought
  const complaints = opened.filter(({ states }) => states[0]?.service === 'complaint').length;
  const atOnce = done.filter((one) => closings(one).length === 1 && one.events.filter((event) => isWord(event) && event.at <= (lastClosing(one) ?? 0)).length - afterwards(one) === 1).length; // biome-ignore format: one thought
  return {
    volume: {
      value: opened.length,
      of: opened.length,
      more: {
        closed: all.flatMap(closings).filter(({ at }) => within(at)).length,
        reopened: all.flatMap(reopenings).filter(within).length,
        backlog: all.filter((one) => by(born(one)) && !shut(one.states[one.events.findLastIndex(({ at }) => by(at))])).length,
      },
    },
    reply: { value: middle(replies), of: replies.length, more: { most: nineInTen(replies) } },
    resolve: {
      value: middle(teams),
      of: teams.length,
      more: { most: nineInTen(teams), elapsed: middle(done.map((one) => (lastClosing(one) ?? 0) - born(one))) },
    },
    first_contact: { value: share(atOnce, done.length), of: done.length, more: { count: atOnce } },
    on_time: {
      value: share(promised.filter(({ late }) => !late).length, promised.length),
      of: promised.length,
      more: {
        late: promised.filter(({ late }) => late).length,
        moved: share(promised.filter(({ moved }) => moved).length, promised.length),
      },
    },
    awaiting: {
      value: mean(closed.map((one) => walks.get(one)?.withClient ?? 0)),
      of: closed.length,
      more: {
        part: share(
          closed.reduce((sum, one) => sum + (walks.get(one)?.withClient ?? 0), 0),
          closed.reduce((sum, one) => sum + (walks.get(one)?.open ?? 0), 0),
        ),
      },
    },
    reopened: { value: share(again, doneClosings.length), of: doneClosings.length, more: { count: again } },
    rating: {
      value: mean(stars),
      of: stars.length,
      more: { answered: share(stars.length, done.length), low: stars.filter((one) => one < 3).length },
    },
    complaints: { value: complaints, of: opened.length, more: { part: share(complaints, opened.length) } },
    returning: {
      value: share(people.filter(isReturning).length, people.length),
      of: people.length,
      more: { count: people.filter(isReturning).length },
    },
  };
}

/** Words at the very moment of the closing that came after it. */
function afterwards(one: Seen): number {
  const last = lastClosing(one) ?? 0;
  const closing = one.events.findIndex((event, i) => event.at === last && shut(one.states[i]));
  return one.events.filter((event, i) => i > closing && event.at === last && isWord(event)).length;
}

const mine = (places: Record<string, number>): number =>
  Object.entries(places).reduce((sum, [place, ms]) => (place.endsWith('/open') ? sum + ms : sum), 0);

export function naiveWaits(all: readonly Seen[], { from, to }: Days, hours: Hours) {
  const closed = all.filter((one) => {
    const at = lastClosing(one);
    return at !== undefined && dayIn(hours.zone, at) >= from && dayIn(hours.zone, at) <= to;
  });
  const total: Record<string, number> = {};
  for (const one of closed) for (const [place, ms] of Object.entries(walk(one, hours).places)) total[place] = (total[place] ?? 0) + ms;
  const loops: Record<string, number> = {};
  for (const one of closed)
    for (const at of moments(one)) {
      const [was, is] = [before(one, at), stoodAt(one, at)];
      const order: Stage[] = ['triage', 'analysis', 'planning', 'production', 'delivery'];
      if (was && is && order.indexOf(is.stage) < order.indexOf(was.stage)) loops[`${was.stage}/${is.stage}`] = (loops[`${was.stage}/${is.stage}`] ?? 0) + 1; // biome-ignore format: one thought
      const isSentBack = one.events.some((event) => event.at === at && event.type === 'changes_asked' && event.step !== undefined);
      if (isSentBack) loops['production/production'] = (loops['production/production'] ?? 0) + 1;
    }
  return { requests: closed.length, total, loops };
}

export function naiveWeek(all: readonly Seen[], monday: string, zone: string) {
  const sunday = new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10);
  const within = (at: number) => dayIn(zone, at) >= monday && dayIn(zone, at) <= sunday;
  return {
    monday,
    opened: all.filter((one) => within(born(one))).length,
    closed: all.flatMap(closings).filter(({ at }) => within(at)).length,
    backlog: all.filter((one) => {
      const last = one.events.findLastIndex(({ at }) => dayIn(zone, at) <= sunday);
      return last >= 0 && !shut(one.states[last]);
    }).length,
  };
}
