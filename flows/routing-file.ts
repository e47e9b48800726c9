// Teams, contact points and rules as a YAML file: how a whole organisation is written down, and taken in and out of the store.
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { ContactPoint, contactKey, type Routing, Rule, slugOf, Team } from './routing-shape.ts';

/** An id that is left out is made of the name. */
const named = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => {
    const { success, data } = z.looseObject({ id: z.string().optional(), name: z.string() }).safeParse(value);
    return success && data.id === undefined ? { ...data, id: slugOf(data.name) } : value;
  }, shape);

const RoutingFile = z.strictObject({
  teams: z.array(named(Team.strict())).default([]),
  contacts: z.array(ContactPoint.strict()).default([]),
  rules: z.array(named(Rule.strict())).default([]),
});

/** What the file says. Throws a RangeError with a sentence that names the place and the mistake. */
export function readRoutingFile(text: string): Routing {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new RangeError(`This is no YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`, { cause: error });
  }
  const read = RoutingFile.safeParse(value ?? {});
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new RangeError(`${issue?.path.join('.') || 'The file'}: ${issue?.message}.`);
  }
  check(read.data);
  return read.data;
}

function check({ teams, contacts, rules }: Routing): void {
  const known = new Set(teams.map(({ id }) => id));
  const lost = [...contacts, ...rules].find(({ team }) => team !== undefined && !known.has(team));
  if (lost) throw new RangeError(`“${lost.name}” leads to the team “${lost.team}”, which is not among the teams. Its id is meant.`);
  const ids = [...teams.map(({ id }) => `team ${id}`), ...contacts.map(contactKey), ...rules.map(({ id }) => `rule ${id}`)];
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) throw new RangeError(`“${twice}” stands twice. Give one of them another id.`);
}

/** The file that says this. */
export const writeRoutingFile = ({ teams, contacts, rules }: Routing): string => stringify({ teams, contacts, rules });
