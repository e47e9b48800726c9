// The ten measures of the desk: what each is, and what facts make of it in a stretch of time. One definition, for the page, the files and /stats.
import { type Fact, places } from './fact.ts';
import { isWithin, type Stretch } from './period.ts';

/** `part`: from 0 to 1. `ms` with the clock `team` is working time; with `calendar` it is all time. */
export type Unit = 'count' | 'ms' | 'elapsed' | 'part' | 'stars';
type Description = {
  unit: Unit;
  better: 'more' | 'less' | 'neither';
  clock: 'team' | 'calendar' | 'none';
  more: Readonly<Record<string, Unit>>;
};

/** What is measured, in the order of R42. `more`: what is said beside the one figure. What each means is told by its text. */
// biome-ignore format: a table is read by its columns
export const measures = {
  volume:        { unit: 'count',   better: 'neither', clock: 'none',     more: { closed: 'count', reopened: 'count', backlog: 'count' } },
  reply:         { unit: 'ms',      better: 'less',    clock: 'team',     more: { most: 'ms' } },
  resolve:       { unit: 'ms',      better: 'less',    clock: 'team',     more: { most: 'ms', elapsed: 'elapsed' } },
  first_contact: { unit: 'part',    better: 'more',    clock: 'none',     more: { count: 'count' } },
  on_time:       { unit: 'part',    better: 'more',    clock: 'calendar', more: { late: 'count', moved: 'part' } },
  awaiting:      { unit: 'elapsed', better: 'less',    clock: 'calendar', more: { part: 'part' } },
  reopened:      { unit: 'part',    better: 'less',    clock: 'none',     more: { count: 'count' } },
  rating:        { unit: 'stars',   better: 'more',    clock: 'none',     more: { answered: 'part', low: 'count' } },
  complaints:    { unit: 'count',   better: 'less',    clock: 'none',     more: { part: 'part' } },
  returning:     { unit: 'part',    better: 'more',    clock: 'none',     more: { count: 'count' } },
} as const satisfies Record<string, Description>;
export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as Measure[]; // Object.keys widens what the table's type knows
export const describe = (measure: Measure): Description => measures[measure];

/** `of`: how many requests or clients it is made of; without any there is no value. */
export type Measured = { value?: number; of: number; more: Readonly<Record<string, number | undefined>> };
export type Figures = Readonly<Record<Measure, Measured>>;

/** `zone`: the team's, in which days begin. `complaints`: the services that complaints are filed under. */
export type Means = { zone: string; complaints: ReadonlySet<string> };

/** The ten measures of these tickets in a stretch of time. */
export function figuresOf(facts: readonly Fact[], within: Stretch, complaints: ReadonlySet<string>): Figures {
  const [opened, closed, done, replies]: [Fact[], Fact[], Fact[], number[]] = [[], [], [], []];
  for (const fact of facts) {
    if (isWithin(within, fact.openedAt)) opened.push(fact);
    if (isWithin(within, fact.repliedAt)) replies.push(fact.replyMs ?? 0);
    if (!isWithin(within, fact.closedAt)) continue;
    closed.push(fact);
    if (fact.situation === 'done') done.push(fact);
  }
  return {
    volume: volumeOf(facts, opened, within),
    reply: lengthsOf(replies),
    resolve: resolveOf(done),
    first_contact: countedPart(done, ({ contacts, turns }) => contacts === 1 && turns.length === 1),
    on_time: onTimeOf(done),
    awaiting: awaitingOf(closed),
    reopened: reopenedOf(facts, within),
    rating: ratingOf(done),
    complaints: complaintsOf(opened, complaints),
    returning: returningOf(opened),
  };
}

const count = (measure: number): Measured => ({ value: measure, of: measure, more: {} });
const part = (some: number, of: number): { value?: number; of: number } => (of > 0 ? { value: some / of, of } : { of });

function countedPart(facts: readonly Fact[], is: (fact: Fact) => boolean): Measured {
  const some = facts.filter(is).length;
  return { ...part(some, facts.length), more: { count: some } };
}

function volumeOf(facts: readonly Fact[], opened: readonly Fact[], within: Stretch): Measured {
  let [closed, reopened, backlog] = [0, 0, 0];
  for (const { openedAt, turns } of facts) {
    for (const turn of turns) if (isWithin(within, turn[0])) turn[1] === 'open' ? reopened++ : closed++;
    if (openedAt < within.to && isOpenAt(turns, within.to)) backlog++;
  }
  return { ...count(opened.length), more: { closed, reopened, backlog } };
}

/** Whether a ticket that was filed before a moment was open just before it. */
export function isOpenAt(turns: Fact['turns'], moment: number): boolean {
  let isOpen = true;
  for (const turn of turns) if (turn[0] < moment) isOpen = !isOpen;
  return isOpen;
}

function lengthsOf(lengths: readonly number[], more: Measured['more'] = {}): Measured {
  const sorted = inOrder(lengths);
  const value = median(sorted);
  return { ...(value === undefined ? {} : { value }), of: lengths.length, more: { most: mostOf(sorted), ...more } };
}

const resolveOf = (done: readonly Fact[]): Measured =>
  lengthsOf(done.map(workedOf), { elapsed: median(inOrder(done.map(({ openedAt, closedAt = openedAt }) => closedAt - openedAt))) });

/** The team's own time in a ticket: working time in which nobody else was waited for. */
function workedOf({ waits }: Fact): number {
  let ms = 0;
  for (const i of withTeam) ms += waits[i] ?? 0;
  return ms;
}
const withTeam = places.flatMap((place, i) => (place.endsWith('/open') ? [i] : []));

function onTimeOf(done: readonly Fact[]): Measured {
  const promised = done.filter(({ lateDays }) => lateDays !== undefined);
  const late = promised.filter(({ lateDays = 0 }) => lateDays > 0).length;
  const moved = part(promised.filter(({ promises }) => promises > 1).length, promised.length).value;
  return { ...part(promised.length - late, promised.length), more: { late, moved } };
}

function awaitingOf(closed: readonly Fact[]): Measured {
  const waited = sum(closed.map(({ awaitingMs }) => awaitingMs));
  const open = sum(closed.map(openMs));
  return { ...part(waited, closed.length), more: { part: open > 0 ? waited / open : undefined } };
}

/** How long a closed ticket was open, by the calendar. */
const openMs = ({ openedAt, turns }: Fact): number => turns.reduce((ms, [at], i) => (i % 2 === 0 ? ms + at : ms - at), -openedAt);

function reopenedOf(facts: readonly Fact[], within: Stretch): Measured {
  let [done, again] = [0, 0];
  for (const { turns } of facts)
    for (let i = 0; i < turns.length; i++) {
      const turn = turns[i];
      if (turn?.[1] !== 'done' || !isWithin(within, turn[0])) continue;
      done++;
      if (i + 1 < turns.length) again++;
    }
  return { ...part(again, done), more: { count: again } };
}

function ratingOf(done: readonly Fact[]): Measured {
  const stars = done.flatMap((fact) => fact.stars ?? []);
  const low = stars.filter((one) => one <= 2).length;
  return { ...part(sum(stars), stars.length), more: { answered: part(stars.length, done.length).value, low } };
}

function complaintsOf(opened: readonly Fact[], services: ReadonlySet<string>): Measured {
  const complaints = opened.filter(({ service }) => services.has(service)).length;
  return { value: complaints, of: opened.length, more: { part: part(complaints, opened.length).value } };
}

function returningOf(opened: readonly Fact[]): Measured {
  const clients = new Map<string, boolean>();
  for (const { person, returning } of opened) if (returning || !clients.has(person)) clients.set(person, returning);
  let again = 0;
  for (const returning of clients.values()) if (returning) again++;
  return { ...part(again, clients.size), more: { count: again } };
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

const inOrder = (values: readonly number[]): Float64Array => new Float64Array(values).sort();

/** The middle one of sorted ones; between the two middle ones where there is none. */
function median(sorted: Float64Array): number | undefined {
  const middle = sorted.length >> 1;
  const high = sorted[middle];
  return high === undefined || sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
}

/** Nine in ten took no longer. */
const mostOf = (sorted: Float64Array): number | undefined => sorted[Math.ceil(sorted.length * 0.9) - 1];
