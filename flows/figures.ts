// What the desk is told in numbers: how many stand where, and how a week went, by the measures of the reports.
import type { Facts } from './reports/facts.ts';
import { figuresOf } from './reports/measures.ts';
import type { Stretch } from './reports/period.ts';
import type { Situation, Stage } from './ticket.ts';

export type Count = { stage: Stage; situation: Situation; count: number };
export type DeskFigures = { counts: readonly Count[]; facts: Facts };

/** `onTime`: from 0 to 1; `reply`: working ms. */
export type Week = { opened: number; done: number; onTime?: number; reply?: number; rating?: number };

export function weekOf(facts: Facts, within: Stretch): Week {
  const { volume, resolve, on_time: onTime, reply, rating } = figuresOf(facts, within, new Set());
  return { opened: volume.of, done: resolve.of, onTime: onTime.value, reply: reply.value, rating: rating.value };
}
