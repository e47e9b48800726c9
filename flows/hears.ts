// Who of the team hears of what (R37): a table of events and roles, kept in the store, that a lead changes.
// Whoever should hear is named in the desk's own message; nobody is written to in private.
import { z } from 'zod';
import { type DeskGiven, roles, type StaffRole } from './turn.ts';

export const hearEvents = ['new', 'late', 'escalated', 'low_rating', 'cancelled', 'undelivered', 'campaign', 'digest'] as const;
export type HearEvent = (typeof hearEvents)[number];
export type Hears = Record<HearEvent, StaffRole[]>;

export const hearsKey = 'hears';
const Kept = z.partialRecord(z.enum(hearEvents), z.array(z.enum(roles)));
const defaults: Hears = {
  new: [],
  late: ['lead'],
  escalated: ['lead', 'manager'],
  low_rating: ['lead', 'manager'],
  cancelled: [],
  undelivered: ['lead'],
  campaign: [],
  digest: [],
};

export function hearsOf(kept: ReadonlyMap<string, string>): Hears {
  const table = kept.get(hearsKey);
  return { ...defaults, ...(table ? Kept.parse(JSON.parse(table)) : {}) };
}

type Given = Partial<Pick<DeskGiven, 'team' | 'kept'>>;

/** `👉 Bruno, Carla`; empty where nobody has to hear of it. */
export function mention(given: Given, event: HearEvent): string {
  const { team = [], kept = new Map<string, string>() } = given;
  const wanted = hearsOf(kept)[event];
  const names = team.filter(({ role }) => wanted.includes(role)).map(({ name }) => name);
  return names.length > 0 ? `👉 ${names.join(', ')}` : '';
}
