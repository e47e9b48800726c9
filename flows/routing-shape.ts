// Teams, contact points and rules as they are kept and written in files: values with a shape, and nothing that decides.
import { z } from 'zod';
import { parseHours } from './hours-written.ts';

/** A name of the house's own for a team or a rule: small letters, digits, hyphens. */
export const slugOf = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 40); // biome-ignore format: one thought

const Name = z.string().trim().min(1).max(80);
/** Working hours that can be read; see hours-written.ts. */
export const isHours = (written: string): boolean => {
  try {
    return parseHours('UTC', written).week !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

const Address = z.string().min(3).max(200);

/** `capacity`: open tickets a member at most · `hours`: as in TEAM_HOURS · `assign`: whether whoever is first in line gets it at once. */
export const Team = z.object({
  id: z.string().min(1).max(40),
  name: Name,
  leads: z.array(Address).default([]),
  members: z.array(Address).default([]),
  capacity: z.number().int().min(1).max(1000).optional(),
  hours: z.string().max(200).refine(isHours).optional(),
  language: z.string().max(20).optional(),
  assign: z.enum(['suggest', 'auto']).default('suggest'),
});
export type Team = z.infer<typeof Team>;

/** Every account: a code of such a point is good wherever it is written. */
export const anyContact = 'any';

/** A start code: what a link, a QR or a plus-address bears. */
export const codeShape = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * `contact`: an account's own name, or `any` · `code`: empty for the account itself, whatever was written to it without a code ·
 * `hours`: when somebody answers there, as in TEAM_HOURS; as its team's when left out.
 */
export const ContactPoint = z.object({
  contact: z.string().min(1).max(80),
  code: z.string().regex(codeShape).or(z.literal('')).default(''),
  name: Name,
  team: z.string().optional(),
  service: z.string().optional(),
  campaign: z.string().optional(),
  language: z.string().max(20).optional(),
  hours: z.string().max(200).refine(isHours).optional(),
});
export type ContactPoint = z.infer<typeof ContactPoint>;

export const conditionNames = ['contact', 'code', 'service', 'campaign', 'client', 'unit', 'side', 'language', 'phone', 'known', 'words'] as const; // biome-ignore format: a list
export type ConditionName = (typeof conditionNames)[number];

const Values = z.preprocess(
  (value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : value),
  z.array(z.string().min(1).max(200)).min(1),
);

/** All of its conditions must fit, of a condition's values any; then it goes to the team. */
export const Rule = z.object({
  id: z.string().min(1).max(60),
  name: Name,
  if: z.partialRecord(z.enum(conditionNames), Values).default({}),
  team: z.string().min(1),
});
export type Rule = z.infer<typeof Rule>;

/** All of it, rules in their order. */
export type Routing = { teams: readonly Team[]; contacts: readonly ContactPoint[]; rules: readonly Rule[] };

export const noRouting: Routing = { teams: [], contacts: [], rules: [] };

/** One row as it is kept; without a body it goes. */
export type RoutingRow = { kind: 'team' | 'contact' | 'rule'; id: string; place: number; body: Team | ContactPoint | Rule | null };

/** What a contact point is kept by: codes that differ in capitals alone are one. */
export const contactKey = ({ contact, code }: Pick<ContactPoint, 'contact' | 'code'>): string => `${contact}/${code.toLowerCase()}`;

/** Everything as rows, in order. */
export const rowsOf = ({ teams, contacts, rules }: Routing): RoutingRow[] => [
  ...teams.map((body, place): RoutingRow => ({ kind: 'team', id: body.id, place, body })),
  ...contacts.map((body, place): RoutingRow => ({ kind: 'contact', id: contactKey(body), place, body })),
  ...rules.map((body, place): RoutingRow => ({ kind: 'rule', id: body.id, place, body })),
];
