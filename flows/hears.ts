// Who of the team hears of what (R37): a table of events and roles, kept in the store, that a lead changes.
// Whoever should hear is named in the desk's own message; nobody is written to in private.
import { z } from 'zod';
import { teamOf } from './routed.ts';
import type { Ticket } from './ticket.ts';
import { type DeskGiven, roles, type Staff, type StaffRole } from './turn.ts';

/** What there is to hear, at each link of the chain from a campaign to what comes after a delivery. */
export const hearLinks = {
  campaign: ['campaign', 'new_campaign'],
  operations: ['new', 'late', 'escalated', 'cancelled', 'digest'],
  support: ['problem', 'undelivered'],
  delivery: ['changes'],
  care: ['low_rating'],
} as const;
export type HearLink = keyof typeof hearLinks;
export const hearEvents = Object.values(hearLinks).flat();
export type HearEvent = (typeof hearEvents)[number];
export type Hears = Record<HearEvent, StaffRole[]>;

export const hearsKey = 'hears';
const Kept = z.partialRecord(z.enum(hearEvents), z.array(z.enum(roles)));
const defaults: Hears = {
  new_campaign: [],
  problem: ['lead'],
  changes: [],
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

type Given = Partial<Pick<DeskGiven, 'team' | 'kept' | 'routing'>>;

/** `👉 Bruno, Carla`; empty where nobody has to hear of it. Of a ticket that is with a team, its leads and its members hear. */
export function mention(given: Given, events: readonly HearEvent[], ticket?: Ticket): string {
  const { team = [], kept = new Map<string, string>() } = given;
  const table = hearsOf(kept);
  const wanted = new Set(events.flatMap((event) => table[event]));
  const names = team.filter((one) => isMeant(given, wanted, one, ticket)).map(({ name }) => name);
  return names.length > 0 ? `👉 ${names.join(', ')}` : '';
}

function isMeant(given: Given, wanted: ReadonlySet<StaffRole>, { address, role }: Staff, ticket: Ticket | undefined): boolean {
  const theirs = ticket && teamOf(given, ticket);
  if (!theirs) return wanted.has(role);
  const isLead = theirs.leads.length > 0 ? theirs.leads.includes(address) : role === 'lead';
  return (
    (wanted.has('manager') && role === 'manager') ||
    (wanted.has('lead') && isLead) ||
    (wanted.has('analyst') && theirs.members.includes(address))
  );
}
