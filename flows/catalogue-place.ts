// How a place in a service's file is called in a sentence, and the word that somebody must have meant.
import { isNear } from './match.ts';
import { normalize } from './normalize.ts';

/** Keys and positions from the top of the file down to the place. */
export type Path = readonly (string | number)[];

/** A mistake at its place; `onKey`: about the key itself rather than what stands behind it. */
export type Finding = { path: Path; onKey?: boolean; sentence: string };

const singular: Record<string, string> = { questions: 'question', options: 'option', steps: 'step', replies: 'standard reply' };
const kinds: Record<string, string> = {
  questions: 'a question',
  options: 'an option',
  steps: 'a step',
  replies: 'a standard reply',
};

/** What stands there, or undefined. */
export function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(part))?.[1];
  }
  return value;
}

/** The place by name: `“ask” of question “size”`; an empty text for the service itself. */
export function nameOfPlace(path: Path, raw: unknown): string {
  const last = path.at(-1);
  if (last === undefined) return '';
  if (typeof last === 'string') {
    const owner = nameOfPlace(path.slice(0, -1), raw);
    return `“${last}”${owner ? ` of ${owner}` : ''}`;
  }
  const list = String(path.at(-2) ?? '');
  const item = valueAt(raw, path);
  const id = typeof item === 'string' ? item : valueAt(item, ['id']);
  const isNamed = typeof id === 'string' && id !== '' && list in singular;
  const owner = nameOfPlace(list in singular ? path.slice(0, -2) : path.slice(0, -1), raw);
  return `${singular[list] ?? 'entry'} ${isNamed ? `“${id}”` : last + 1}${owner ? ` of ${owner}` : ''}`;
}

/** What kind of thing has these keys: a service, a question … */
export const kindOfPlace = (path: Path): string =>
  path.length === 0 ? 'a service' : (kinds[String(path.at(-2))] ?? nameOfPlace(path, {}));

const plain = (word: string): string => normalize(word).replaceAll(' ', '');

/** The one of these that was meant by a slip of the finger, or by other capitals and hyphens. */
export function meant(word: string, known: readonly string[]): string | undefined {
  const said = plain(word);
  const same = known.find((one) => plain(one) === said);
  return same ?? known.find((one) => isNear(said, plain(one)));
}

/** A value as a sentence shows it. */
export const shown = (value: unknown): string =>
  typeof value === 'string'
    ? `“${value.length > 40 ? `${value.slice(0, 40).toWellFormed()}…` : value}”`
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : Array.isArray(value)
        ? 'a list'
        : value === null || value === undefined
          ? 'nothing'
          : 'a group of lines';
