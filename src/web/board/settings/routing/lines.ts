// What a form of the routing page says, as it would be typed at the desk: the command and its line. Pure.
import { keyOf } from '../../../../../flows/desk-contact.ts';
import { hearEvents, hearsOf } from '../../../../../flows/hears.ts';
import { anyContact, type Routing } from '../../../../../flows/routing-shape.ts';
import { roles } from '../../../../../flows/turn.ts';

/** The parts of the page; a form says which it is of. */
export const kinds = ['team', 'contact', 'route', 'hears'] as const;
export type Kind = (typeof kinds)[number];

/** A form as it came; a name may have several values. */
export type Form = Readonly<Record<string, unknown>>;
type Line = { name: Kind; text: string };
type Known = { routing: Routing; kept: ReadonlyMap<string, string> };

const longest = 1000;
/** All values of a name in a form. */
export const allOf = (form: Form, name: string): string[] => [form[name] ?? []].flat().filter((one) => typeof one === 'string');
/** One value of a form, in one line. */
export const wordsOf = (form: Form, name: string): string => (allOf(form, name)[0] ?? '').replace(/\s+/g, ' ').trim().slice(0, longest);

/** `members="web:eva","web:rui"`; without values it takes out what was there. */
const pair = (name: string, values: readonly string[]): string =>
  `${name}=${values.map((value) => `"${value.replace(/["“”„«»]/g, '')}"`).join(',') || '""'}`;

/** The lines that do what a form says; none where nothing changes. */
export function linesIn(kind: Kind, form: Form, known: Known): Line[] {
  if (kind === 'hears') return heard(form, known.kept).map((place) => line(kind, place));
  const does = wordsOf(form, 'do');
  if (kind === 'route') return [line(kind, ruleLine(form, does, known.routing))];
  if (does === 'delete') return [line(kind, `delete ${wordsOf(form, 'key')}`)];
  return [line(kind, kind === 'team' ? teamLine(form) : contactLine(form))];
}

const line = (name: Kind, text: string): Line => ({ name, text });

/** A team that is there is called by its id, a new one by its name. */
function teamLine(form: Form): string {
  const one = (name: string): string => pair(name, [wordsOf(form, name)].filter(Boolean));
  const people = [pair('lead', allOf(form, 'lead')), pair('members', allOf(form, 'members'))];
  const assign = pair('assign', [wordsOf(form, 'assign') === 'auto' ? 'auto' : 'suggest']);
  return ['new', wordsOf(form, 'key') || wordsOf(form, 'name'), ...people, one('capacity'), one('language'), one('hours'), assign].join(
    ' ',
  );
}

function contactLine(form: Form): string {
  const [on, code] = [wordsOf(form, 'contact'), wordsOf(form, 'code')];
  const key = wordsOf(form, 'key') || keyOf({ contact: on || anyContact, code });
  const pairs = ['team', 'service', 'campaign', 'language', 'hours'].map((name) => pair(name, [wordsOf(form, name)].filter(Boolean)));
  return ['new', key, wordsOf(form, 'name'), ...pairs].join(' ');
}

/** A rule is meant by its id: its number may be another one since the page was read. */
function ruleLine(form: Form, does: string, { rules }: Routing): string {
  if (does === 'add') return `add ${wordsOf(form, 'line')}`;
  const place = rules.findIndex(({ id }) => id === wordsOf(form, 'key')) + 1;
  return does === 'delete' ? `delete ${place}` : `move ${place} ${does === 'up' ? Math.max(1, place - 1) : place + 1}`;
}

/** The places of the table that stand otherwise in the form: each is turned over. */
function heard(form: Form, kept: ReadonlyMap<string, string>): string[] {
  const table = hearsOf(kept);
  const wanted = new Set(allOf(form, 'heard'));
  return hearEvents.flatMap((event) =>
    roles.filter((role) => wanted.has(`${event} ${role}`) !== table[event].includes(role)).map((role) => `${event} ${role}`),
  );
}
