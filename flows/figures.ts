// What can be counted of tickets: how many were opened and closed, how many kept their promise, how long a first answer took.
import { type Hours, workedMs } from './hours.ts';
import type { Situation, Stage } from './ticket.ts';
import { dayOf } from './zone.ts';

/** A ticket, as far as it is counted. Moments are ms since the epoch. */
export type TicketFacts = { openedAt: number; repliedAt?: number; closedAt?: number; due?: string; situation: Situation; stars?: number };
export type Count = { stage: Stage; situation: Situation; count: number };
export type Figures = { counts: readonly Count[]; facts: readonly TicketFacts[] };

export type Week = {
  opened: number;
  done: number;
  /** Of those with a promise that were done, the part that kept it, from 0 to 1. */
  onTime?: number;
  /** Median of the working time until a person answered, ms. */
  reply?: number;
  rating?: number;
};

export function weekOf(facts: readonly TicketFacts[], from: number, to: number, zone: string, hours: Hours): Week {
  const within = (at: number | undefined): boolean => at !== undefined && at >= from && at < to;
  const done = facts.filter((one) => one.situation === 'done' && within(one.closedAt));
  const promised = done.filter(({ due }) => due !== undefined);
  const kept = promised.filter(({ due = '', closedAt = 0 }) => dayOf(zone, closedAt) <= due);
  const waits = facts.flatMap(({ openedAt, repliedAt }) =>
    repliedAt !== undefined && within(repliedAt) ? [workedMs(hours, openedAt, repliedAt)] : [],
  );
  const stars = done.flatMap((one) => one.stars ?? []);
  const reply = median(waits);
  return {
    opened: facts.filter(({ openedAt }) => within(openedAt)).length,
    done: done.length,
    ...(promised.length > 0 ? { onTime: kept.length / promised.length } : {}),
    ...(reply === undefined ? {} : { reply }),
    ...(stars.length > 0 ? { rating: stars.reduce((sum, one) => sum + one, 0) / stars.length } : {}),
  };
}

export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle];
  return high === undefined || sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
}
