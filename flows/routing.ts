// Which team a request goes to and who of it is first in line, by rules that are data (R33). Pure; whoever asks is told why.
import { holdsWord } from './match.ts';
import { normalize } from './normalize.ts';
import { type ConditionName, type ContactPoint, conditionNames, type Routing, type Rule, type Team } from './routing-shape.ts';
import type { Named, Route } from './ticket.ts';

/** What a rule may ask about. `point`: where they came from · `words`: what they wrote · `phone`: digits. */
export type Facts = {
  contact: string;
  point?: ContactPoint | undefined;
  service: string;
  campaign?: string | undefined;
  /** The person's id, and what else they are known by. */
  client: readonly string[];
  unit?: string | undefined;
  side?: string | undefined;
  language: string;
  phone?: string | undefined;
  isNew: boolean;
  words: string;
};

/** Who may be first in line: the team's people by address, how many open tickets each has, and who served this client last. */
export type Line = { people: readonly Named[]; loads: ReadonlyMap<string, number>; served?: Named | undefined };

const same = (a: string, b: string | undefined): boolean => b !== undefined && (a === b || normalize(a) === normalize(b));
const digits = (text: string): string => text.replace(/\D/g, '');

const fits: Record<ConditionName, (wanted: string, facts: Facts) => boolean> = {
  contact: (wanted, { contact }) => same(wanted, contact),
  code: (wanted, { point }) => point?.code !== '' && wanted.toLowerCase() === point?.code.toLowerCase(),
  service: (wanted, { service }) => same(wanted, service),
  campaign: (wanted, { campaign }) => same(wanted, campaign),
  client: (wanted, { client, phone }) => client.some((one) => same(wanted, one)) || (phone !== undefined && digits(wanted) === phone),
  unit: (wanted, { unit }) => same(wanted, unit),
  side: (wanted, { side }) => wanted === (side ?? 'external'),
  language: (wanted, { language }) => wanted.toLowerCase() === language.toLowerCase(),
  phone: (wanted, { phone }) => phone?.startsWith(digits(wanted)) === true,
  known: (wanted, { isNew }) => wanted === (isNew ? 'new' : 'known'),
  words: (wanted, { words }) => holdsWord(normalize(words), wanted),
};

/** The conditions of a rule that do not fit; none where it decides. */
export const misfits = (rule: Rule, facts: Facts): ConditionName[] =>
  conditionNames.filter((name) => rule.if[name] !== undefined && !rule.if[name].some((wanted) => fits[name](wanted, facts)));

/** A rule that was asked: it decides where nothing misfits and its team is there. */
export type Asked = { rule: Rule; misfits: ConditionName[]; team?: Team };

/** The rules in their order up to the one that decides. */
export function ask({ rules, teams }: Routing, facts: Facts): Asked[] {
  const asked: Asked[] = [];
  for (const rule of rules) {
    const team = teams.find(({ id }) => id === rule.team);
    const one: Asked = { rule, misfits: misfits(rule, facts), ...(team ? { team } : {}) };
    asked.push(one);
    if (team && one.misfits.length === 0) break;
  }
  return asked;
}

/**
 * The team, by what decides first: the start code they came by, the rules in their order, the channel they wrote on, a team of their
 * language. Nothing, where none of these names one.
 */
export function route(routing: Routing, line: Line, facts: Facts): Route | undefined {
  const decided = decide(routing, facts);
  return decided && { ...decided.why, team: decided.team.id, name: decided.team.name, ...firstInLine(decided.team, line) };
}

type Why = Pick<Route, 'by' | 'because'>;

function decide(routing: Routing, facts: Facts): { team: Team; why: Why } | undefined {
  const { point } = facts;
  const isCode = point !== undefined && point.code !== '';
  const own = routing.teams.find(({ id }) => id === point?.team);
  if (own && isCode) return { team: own, why: { by: 'code', because: point.name } };
  const last = ask(routing, facts).at(-1);
  if (last?.team && last.misfits.length === 0) return { team: last.team, why: { by: 'rule', because: last.rule.name } };
  if (own && point) return { team: own, why: { by: 'contact', because: point.name } };
  const speaks = routing.teams.find(({ language }) => language !== undefined && same(language, facts.language));
  return speaks && { team: speaks, why: { by: 'language' } };
}

/** Whoever served this client last, else whoever has the fewest open tickets; nobody whose hands are full. */
export function firstInLine(team: Team, { people, loads, served }: Line): Pick<Route, 'analyst' | 'first'> {
  const load = ({ address }: Named): number => loads.get(address) ?? 0;
  const free = team.members
    .flatMap((address) => people.filter((one) => one.address === address))
    .filter((one) => team.capacity === undefined || load(one) < team.capacity);
  const known = free.find(({ address }) => address === served?.address);
  const analyst = known ?? free.toSorted((a, b) => load(a) - load(b))[0];
  if (!analyst) return {};
  return { analyst: { address: analyst.address, name: analyst.name }, first: known ? 'served' : 'least' };
}
