// A place in a list as people say it: `2`, `2️⃣`, `two`, `the second one`, `option 2`, in any language; and several of them at once.
import { normalize } from './normalize.ts';
import { type TextKey, wordsFor } from './texts.ts';

const keys = Array.from({ length: 10 }, (_, i) => `number.${i + 1}` as TextKey);
let numbers: Map<string, number> | undefined;
let fillers: Set<string> | undefined;
const isFiller = (word: string): boolean => {
  fillers ??= new Set(
    [...wordsFor('hint.option'), ...wordsFor('hint.address'), ...wordsFor('hint.particle')].flatMap((phrase) =>
      normalize(phrase).split(' '),
    ),
  );
  return fillers.has(word);
};

/** `the day please` is the day; a text of fillers alone stays as it is. */
export const withoutFillers = (normalized: string): string =>
  normalized
    .split(' ')
    .filter((word) => !isFiller(word))
    .join(' ') || normalized;

/** The place (from 1) that these words name, and nothing else; undefined where they say more. */
export function placeNamed(text: string): number | undefined {
  numbers ??= new Map(keys.flatMap((key, i) => wordsFor(key).map((word): [string, number] => [normalize(word), i + 1])));
  const said = normalize(
    text
      .replace(/(\d)\uFE0F?\u20E3/g, '$1')
      .replace(/🔟/gu, '10')
      .replace(/(\d)\s*[ºª°]/g, '$1'),
  );
  if (/^\d{1,2}$/.test(said)) return Number(said);
  const known = numbers.get(said);
  if (known !== undefined || said.length > 40) return known;
  const words = said.split(' ');
  const meaning = words.filter((word) => !isFiller(word)); // `one` is a number, and in "the second one" it is not
  const rest = meaning.length > 0 ? meaning : words.filter((word) => numbers?.has(word));
  const [only] = rest;
  if (rest.length !== 1 || only === undefined) return numbers.get(rest.join(' ')); // `ke 4`
  return /^\d{1,2}$/.test(only) ? Number(only) : numbers.get(only);
}

/** `1, 3 and 4` · `instagram e facebook`: what stands between commas, strokes and the words for "and". */
export function partsOf(text: string): string[] {
  joiners ??= new RegExp(`[,;/+&\\n]+|\\s(?:${wordsFor('hint.and').join('|')})\\s`, 'iu');
  return text
    .split(joiners)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
let joiners: RegExp | undefined;
