// What time does to tickets, in numbers that a team may change. Days and hours are working ones, of the team's calendar.
// Must not know what is done when the time has come: that is timers.ts.
import type { Priority } from './catalogue.ts';

/** How long a client's silence is borne: reminded after these days, in order, and the end so many days after the last reminder. */
export type Patience = { readonly remindDays: readonly number[]; readonly endDays: number };

export type Settings = {
  /** For an answer: what is not answered is cancelled in the end. */
  readonly answer: Patience;
  /** For an approval: what is not looked at is taken as accepted in the end. */
  readonly approval: Patience;
  /** How long after it was cancelled for silence a message without an address still means it, in days of the calendar. */
  readonly lapsedDays: number;
  /** How long after its reminder a request left half-way is kept for the desk. */
  readonly draftKeptDays: number;
  /** The share of the time owed after which the team is warned. */
  readonly warnAt: number;
  /** How many days late something is when the managers hear of it. */
  readonly escalateDays: number;
  /** What a priority makes of the times of a service. */
  readonly pace: Readonly<Record<Priority, number>>;
  /** After it was done: hours until a rating is asked for, days until somebody asks how it goes. */
  readonly ratingHours: number;
  readonly followUpDays: number;
  /** Messages that follow each other within so many milliseconds are one answer; 0: each is its own. */
  readonly quietMs: number;
};

export const usualSettings: Settings = {
  answer: { remindDays: [1, 3], endDays: 3 },
  approval: { remindDays: [2], endDays: 3 },
  lapsedDays: 30,
  draftKeptDays: 2,
  warnAt: 0.8,
  escalateDays: 1,
  pace: { low: 2, normal: 1, high: 0.5, urgent: 0.25 },
  ratingHours: 1,
  followUpDays: 10,
  quietMs: 0,
};
