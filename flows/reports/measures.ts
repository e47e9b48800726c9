// The ten measures of the desk: what each is, and what facts make of it in a stretch of time. One definition, for the page, the files and /stats.
import { type Place, places } from './fact.ts';
import { type Facts, only, onlyWithin, type Pairs, situationCode, startIn } from './facts.ts';
import { isWithin, type Stretch } from './period.ts';
import { medianOf, mostOf } from './ranks.ts';

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
export function figuresOf(facts: Facts, within: Stretch, complaints: ReadonlySet<string>): Figures {
  const opened = onlyWithin(facts, 'openedAt', within);
  const closed = onlyWithin(facts, 'closedAt', within);
  const done = onlyDone(closed);
  return {
    volume: volumeOf(facts, opened, within),
    reply: replyOf(onlyWithin(facts, 'repliedAt', within)),
    resolve: resolveOf(done),
    first_contact: firstContactOf(done),
    on_time: onTimeOf(done),
    awaiting: awaitingOf(closed),
    reopened: reopenedOf(facts, within),
    rating: ratingOf(done),
    complaints: complaintsOf(opened, complaints),
    returning: returningOf(opened),
  };
}

const [doneCode, openCode] = [situationCode('done'), situationCode('open')];

/** Those that were not cancelled, of closed ones. */
export function onlyDone(facts: Facts): Facts {
  const { situation } = facts;
  return only(facts, (row) => situation[row] === doneCode);
}

const part = (some: number, of: number): { value?: number; of: number } => (of > 0 ? { value: some / of, of } : { of });

/** How many of them are so. */
function countOf({ rows }: Facts, is: (row: number) => boolean): number {
  let some = 0;
  for (const row of rows) if (is(row)) some++;
  return some;
}

/** The sum of a column. */
export function sumOf(facts: Facts, column: 'awaitingMs' | 'stars' | Place): number {
  const values = facts[column];
  let sum = 0;
  for (const row of facts.rows) sum += values[row] ?? 0;
  return sum;
}

function volumeOf(facts: Facts, opened: Facts, within: Stretch): Measured {
  const { openedAt, turns } = facts;
  let [closed, reopened, backlog] = [0, 0, 0];
  for (const row of facts.rows) {
    for (let i = startIn(turns, row); i < startIn(turns, row + 1); i++)
      if (isWithin(within, turns.first[i])) turns.second[i] === openCode ? reopened++ : closed++;
    if ((openedAt[row] ?? 0) < within.to && isOpenAt(turns, row, within.to)) backlog++;
  }
  const of = opened.rows.length;
  return { value: of, of, more: { closed, reopened, backlog } };
}

/** Whether a ticket that was filed before a moment was open just before it. */
export function isOpenAt(turns: Pairs, row: number, moment: number): boolean {
  let isOpen = true;
  for (let i = startIn(turns, row); i < startIn(turns, row + 1); i++) if ((turns.first[i] ?? 0) < moment) isOpen = !isOpen;
  return isOpen;
}

function replyOf(replied: Facts): Measured {
  const { replyMs } = replied;
  return usualOf(lengthsOf(replied, (row) => replyMs[row] ?? 0));
}

function resolveOf(done: Facts): Measured {
  const { openedAt, closedAt } = done;
  const elapsed = lengthsOf(done, (row) => (closedAt[row] ?? 0) - (openedAt[row] ?? 0));
  return usualOf(lengthsOf(done, workedIn(done)), { elapsed: medianOf(elapsed) });
}

/** The team's own time in a ticket: working time in which nobody else was waited for. */
function workedIn(facts: Facts): (row: number) => number {
  const withTeam = places.filter((place) => place.endsWith('/open')).map((place) => facts[place]);
  return (row) => {
    let ms = 0;
    for (const waits of withTeam) ms += waits[row] ?? 0;
    return ms;
  };
}

function firstContactOf(done: Facts): Measured {
  const { contacts, turns } = done;
  const some = countOf(done, (row) => contacts[row] === 1 && startIn(turns, row + 1) - startIn(turns, row) === 1);
  return { ...part(some, done.rows.length), more: { count: some } };
}

function onTimeOf(done: Facts): Measured {
  const { lateDays, promises } = done;
  const promised = only(done, (row) => !Number.isNaN(lateDays[row]));
  const of = promised.rows.length;
  const late = countOf(promised, (row) => (lateDays[row] ?? 0) > 0);
  const moved = countOf(promised, (row) => (promises[row] ?? 0) > 1);
  return { ...part(of - late, of), more: { late, moved: part(moved, of).value } };
}

function awaitingOf(closed: Facts): Measured {
  const waited = sumOf(closed, 'awaitingMs');
  const open = openMsOf(closed);
  return { ...part(waited, closed.rows.length), more: { part: open > 0 ? waited / open : undefined } };
}

/** How long closed tickets were open, by the calendar: from being filed or opened again to being closed. */
function openMsOf({ rows, openedAt, turns }: Facts): number {
  let ms = 0;
  for (const row of rows) {
    const start = startIn(turns, row);
    ms -= openedAt[row] ?? 0;
    for (let i = start; i < startIn(turns, row + 1); i++) ms += (i - start) % 2 === 0 ? (turns.first[i] ?? 0) : -(turns.first[i] ?? 0);
  }
  return ms;
}

function reopenedOf({ rows, turns }: Facts, within: Stretch): Measured {
  let [done, again] = [0, 0];
  for (const row of rows) {
    const end = startIn(turns, row + 1);
    for (let i = startIn(turns, row); i < end; i++) {
      if (turns.second[i] !== doneCode || !isWithin(within, turns.first[i])) continue;
      done++;
      if (i + 1 < end) again++;
    }
  }
  return { ...part(again, done), more: { count: again } };
}

function ratingOf(done: Facts): Measured {
  const { stars } = done;
  const rated = only(done, (row) => (stars[row] ?? 0) > 0);
  const of = rated.rows.length;
  const low = countOf(rated, (row) => (stars[row] ?? 0) <= 2);
  return { ...part(sumOf(rated, 'stars'), of), more: { answered: part(of, done.rows.length).value, low } };
}

function complaintsOf(opened: Facts, services: ReadonlySet<string>): Measured {
  const { service, words, rows } = opened;
  const codes = new Set([...services].map((one) => words.indexOf(one)));
  const complaints = countOf(opened, (row) => codes.has(service[row] ?? 0));
  return { value: complaints, of: rows.length, more: { part: part(complaints, rows.length).value } };
}

function returningOf({ rows, words, person, returning }: Facts): Measured {
  const [isKnown, isReturning] = [new Uint8Array(words.length), new Uint8Array(words.length)];
  let [clients, again] = [0, 0];
  for (const row of rows) {
    const who = person[row] ?? 0;
    if (isKnown[who] === 0) clients++;
    isKnown[who] = 1;
    if (returning[row] === 0 || isReturning[who] === 1) continue;
    isReturning[who] = 1;
    again++;
  }
  return { ...part(again, clients), more: { count: again } };
}

/** A length of each of them. */
function lengthsOf({ rows }: Facts, lengthOf: (row: number) => number): Float64Array {
  const lengths = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) lengths[i] = lengthOf(rows[i] ?? 0);
  return lengths;
}

function usualOf(lengths: Float64Array, more: Measured['more'] = {}): Measured {
  const value = medianOf(lengths);
  return { ...(value === undefined ? {} : { value }), of: lengths.length, more: { most: mostOf(lengths), ...more } };
}
