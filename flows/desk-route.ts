// /route: the rules in their order. Everybody reads them; leads and managers add, move and take out.
import { serviceOf } from './catalogue.ts';
import { type Deed, wrong } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { normalize } from './normalize.ts';
import { readLine, writePairs } from './one-line.ts';
import { type ConditionName, conditionNames, noRouting, type Routing, type RoutingRow, type Rule, slugOf } from './routing-shape.ts';
import { teamNamed, teamNames } from './team-named.ts';
import { nearestLanguage } from './texts.ts';
import { type DeskGiven, sides, type Turn } from './turn.ts';

/**
 * `/route` lists them; `/route add Instagram work: service=social-post words=instagram -> Social` puts one behind the others;
 * `/route move 3 1`, `/route delete 2`.
 */
export function route(deed: Deed): Turn {
  const { given, content } = deed;
  const [, verb = '', rest = ''] = /^(add|move|delete)\b\s*([\s\S]*)$/i.exec(content.text) ?? [];
  const rules = given.routing?.rules ?? noRouting.rules;
  switch (verb.toLowerCase()) {
    case 'add':
      return add(deed, rest, rules);
    case 'move':
      return move(deed, rest, rules);
    case 'delete':
      return drop(deed, rest, rules);
    default:
      return said(deed, shownRules(given, rules));
  }
}

const said = (deed: Deed, text: string, routing?: RoutingRow[]): Turn => ({
  ...post(deskLane(deed.topic), { type: 'text', text }),
  ...(routing ? { routing } : {}),
});

/** `Instagram work: service=social-post words=instagram → Social`, as it is read. */
export const writeRule = ({ teams }: Pick<Routing, 'teams'>, rule: Rule): string =>
  [`${rule.name}:`, writePairs(rule.if), '→', teams.find(({ id }) => id === rule.team)?.name ?? rule.team].filter(Boolean).join(' ');

function shownRules(given: DeskGiven, rules: readonly Rule[]): string {
  const lines = rules.map((rule, i) => `${i + 1}. ${writeRule(given.routing ?? noRouting, rule)}`);
  return [lines.join('\n') || textAtDesk(given, 'routing.none'), textAtDesk(given, 'routing.how')].join('\n\n');
}

/** Every rule at the place where it stands now. */
const placed = (rules: readonly Rule[]): RoutingRow[] => rules.map((body, place) => ({ kind: 'rule', id: body.id, place, body }));

function add(deed: Deed, text: string, rules: readonly Rule[]): Turn {
  const { given } = deed;
  const [, name = '', conditions = '', to = ''] = /^([^:=]{1,80}):([\s\S]*?)(?:->|→|=>)\s*(.+)$/.exec(text.trim()) ?? [];
  if (slugOf(name) === '') return wrong(deed, 'routing.wrong_form');
  const team = teamNamed(given, to);
  if (!team) return wrong({ ...deed, content: { ...deed.content, text: to } }, 'team.unknown', { names: teamNames(given) });
  const { words, pairs } = readLine(conditions);
  const read = [...pairs].map(([key, values]) => [key, values.map((value) => meant(given, key, value))] as const);
  const strange = words || read.find(([, values]) => values.includes(undefined))?.[0];
  if (strange) return wrong({ ...deed, content: { ...deed.content, text: strange } }, 'routing.wrong_condition', { names: conditionNames.join(', ') }); // biome-ignore format: one thought
  const id = freeId(rules, slugOf(name));
  const rule: Rule = { id, name: name.trim(), if: Object.fromEntries(read) as Rule['if'], team: team.id }; // undefined was refused above
  const next = [...rules, rule];
  return said(deed, `${textAtDesk(given, 'routing.added', { place: next.length })}\n\n${shownRules(given, next)}`, placed(next));
}

const freeId = (rules: readonly Rule[], id: string): string =>
  rules.some((rule) => rule.id === id)
    ? freeId(rules, /-\d+$/.test(id) ? id.replace(/\d+$/, (n) => String(Number(n) + 1)) : `${id}-2`)
    : id;

const isCondition = (name: string): name is ConditionName => (conditionNames as readonly string[]).includes(name); // widened to ask

/** A condition's value as rules know it; undefined for what could never fit. */
function meant({ catalogue, languages }: DeskGiven, name: string, value: string): string | undefined {
  if (!isCondition(name)) return undefined;
  switch (name) {
    case 'service':
      return serviceOf(catalogue, value)?.id ?? catalogue.find((one) => Object.values(one.name).some((label) => normalize(label ?? '') === normalize(value)))?.id; // biome-ignore format: one thought
    case 'language':
      return nearestLanguage(value, languages);
    case 'side':
      return sides.find((side) => side === value.toLowerCase());
    case 'known':
      return ['new', 'known'].find((one) => one === value.toLowerCase());
    case 'phone':
      return /^\+?\d{1,15}$/.test(value) ? value : undefined;
    default:
      return value;
  }
}

/** A rule by its number in the list, or by its name. */
const ruleNamed = (rules: readonly Rule[], text: string): Rule | undefined =>
  rules[Number(text.trim()) - 1] ?? rules.find(({ id, name }) => id === text.trim() || normalize(name) === normalize(text));

function move(deed: Deed, text: string, rules: readonly Rule[]): Turn {
  const [, which = '', to = ''] = /^([\s\S]+?)\s+(\d{1,4})$/.exec(text.trim()) ?? [];
  const rule = ruleNamed(rules, which);
  if (!rule) return wrong(deed, 'routing.unknown_rule');
  const others = rules.filter((one) => one !== rule);
  const next = others.toSpliced(Math.max(0, Number(to) - 1), 0, rule);
  return said(deed, shownRules(deed.given, next), placed(next));
}

function drop(deed: Deed, text: string, rules: readonly Rule[]): Turn {
  const rule = ruleNamed(rules, text);
  if (!rule) return wrong(deed, 'routing.unknown_rule');
  const next = rules.filter((one) => one !== rule);
  const gone: RoutingRow = { kind: 'rule', id: rule.id, place: 0, body: null };
  return said(deed, `${textAtDesk(deed.given, 'routing.deleted', { name: rule.name })}\n\n${shownRules(deed.given, next)}`, [gone, ...placed(next)]); // biome-ignore format: one thought
}
