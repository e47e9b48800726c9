// A ticket as reports count it: one row of moments, lengths and counts, made of what happened to it.
// Moments and lengths are ms, moments since the epoch. Must not know periods, nor how anything is shown.
import { dayOf, type Hours, workedMs } from '../hours.ts';
import { type Situation, type Stage, stages } from '../ticket.ts';
import { numberOf } from '../week.ts';

/** Where work can wait: a stage, with the team or with the client. Nobody is waited for before somebody has taken it. */
export const places = [
  'triage/open',
  'analysis/open',
  'analysis/awaiting',
  'planning/open',
  'planning/awaiting',
  'production/open',
  'production/awaiting',
  'delivery/open',
  'delivery/awaiting',
] as const;
export type Place = (typeof places)[number];

/** What is known of a ticket besides its events. `returning`: its person had filed another one before. */
export type Subject = {
  number: number;
  person: string;
  returning: boolean;
  service: string;
  team?: string;
  channel?: string;
  campaign?: string;
  openedAt: number;
  /** When a person of the team first answered. */
  repliedAt?: number;
  stars?: number;
};

/** An event as far as it is counted. `stage` and `situation`: where the ticket stood after the commit that it came in. */
export type Happened = { at: number; type: string; byStaff: boolean; stage: Stage; situation: Situation; due?: string };

/** A ticket was closed, or opened again. */
export type Turning = readonly [at: number, to: Situation];

/** A step back. The same stage twice: the client sent back what they were shown within production. */
export type Loop = readonly [from: Stage, to: Stage];

export type Fact = Subject & {
  stage: Stage;
  situation: Situation;
  /** Working time until the first answer. */
  replyMs?: number;
  /** Answers of the team before it was last closed; all of them while it is open. */
  contacts: number;
  /** When it was last closed; only while it is. */
  closedAt?: number;
  /** When it was closed, opened again, closed … */
  turns: readonly Turning[];
  /** Days from the day promised to the day on which the team last handed over what was asked for; 0 or less is on time. */
  lateDays?: number;
  /** How many days were promised. */
  promises: number;
  loops: readonly Loop[];
  /** How long the client was waited for, by the calendar. */
  awaitingMs: number;
  /** Working time in each of the places, in their order, until the last event. */
  waits: readonly number[];
};

/** Words of the team that reach the client, as flows/evolve.ts has it. */
const answers: ReadonlySet<string> = new Set(['asked', 'replied', 'concluded', 'delivered', 'promised', 'submitted']);
const handsOver: ReadonlySet<string> = new Set(['delivered', 'concluded']);

const isClosed = ({ situation }: Pick<Happened, 'situation'>): boolean => situation === 'done' || situation === 'cancelled';

/** What is counted of a ticket. `events`: all of them, in order. */
export function factOf(subject: Subject, events: readonly Happened[], hours: Hours): Fact {
  const waits = places.map(() => 0);
  const turns: Turning[] = [];
  const loops: Loop[] = [];
  let [contacts, answered, promises, awaitingMs] = [0, 0, 0, 0];
  let promised: string | undefined;
  let lateDays: number | undefined;
  let last: Happened | undefined;
  for (const event of events) {
    if (last && !isClosed(last)) {
      const place = places.indexOf(placeOf(last));
      waits[place] = (waits[place] ?? 0) + workedMs(hours, last.at, event.at);
      if (last.situation === 'awaiting') awaitingMs += event.at - last.at;
    }
    if (last && isClosed(last) !== isClosed(event)) turns.push([event.at, event.situation]);
    if (last && isBack(last.stage, event)) loops.push([last.stage, event.stage]);
    if (event.type === 'promised') [promised, promises] = [event.due, promises + 1];
    if (event.byStaff && answers.has(event.type)) answered++;
    if (handsOver.has(event.type) && promised) lateDays = numberOf(dayOf(hours.zone, event.at)) - numberOf(promised);
    if (isClosed(event) && !(last && isClosed(last))) contacts = answered;
    last = event;
  }
  const { stage, situation } = last ?? { stage: 'triage', situation: 'open' };
  const closedAt = turns.length % 2 === 1 ? turns.at(-1)?.[0] : undefined;
  return {
    ...subject,
    stage,
    situation,
    ...(subject.repliedAt === undefined ? {} : { replyMs: workedMs(hours, subject.openedAt, subject.repliedAt) }),
    contacts: closedAt === undefined ? answered : contacts,
    ...(closedAt === undefined ? {} : { closedAt }),
    turns,
    ...(lateDays === undefined ? {} : { lateDays }),
    promises,
    loops,
    awaitingMs,
    waits,
  };
}

/** Of an open ticket: the moves allow no other place. */
const placeOf = ({ stage, situation }: Happened): Place => `${stage}/${situation}` as Place;

/** To an earlier stage, or to the step before: the client asked for changes of what they were shown in production. */
const isBack = (from: Stage, { stage, type }: Happened): boolean =>
  stages.indexOf(stage) < stages.indexOf(from) || (type === 'changes_asked' && stage === from);
