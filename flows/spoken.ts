// A short answer as it is spoken: with small words at its ends that change nothing ("kak", "please", "né"), with letters held ("yesss"),
// in several breaths ("oke kak, siap"). What it means without them is looked up in the words' lists; the small words are data, by language.
import { kept } from './kept.ts';
import { normalize } from './normalize.ts';
import { isMadeOf } from './pieces.ts';
import { languages, type TextKey, wordsFor, wordsIn } from './texts.ts';

/** Normalized, or as it is where that leaves nothing: `?`, 👍 in any colour. */
export const plain = (text: string): string => normalize(text) || text.replace(/\p{Emoji_Modifier}|\uFE0F/gu, '').trim();

const shortened = (said: string): string => said.replace(/(\p{L})\1+/gu, '$1');

/** A text with letters held too long (three and more of one, or the last of a longer word twice), without any twice; nothing of any other. */
const letGo = kept((said) => {
  const isHeld = /(\p{L})\1\1/u.test(said) || /\p{L}{3,}(\p{L})\1(?!\p{L})/u.test(said);
  return isHeld ? shortened(said) : '';
});

/** `ameiii` is `amei`, `yesss` is `yes`. */
const withoutDrawl = kept((said) => said.replace(/(\p{L})\1{2,}/gu, '$1'));

type Lookup<T> = (said: string) => T | undefined;

/** What a plain text means in lists of spellings: exactly, or with held letters let go, where that leaves two letters and one meaning. */
export function lexicon<T>(entries: Iterable<readonly [spelling: string, meaning: T]>): Lookup<T> {
  const exact = new Map<string, T>();
  const short = new Map<string, T | undefined>();
  for (const [spelling, meaning] of entries) {
    const said = plain(spelling);
    if (!exact.has(said)) exact.set(said, meaning);
    const less = shortened(said);
    short.set(less, short.has(less) && short.get(less) !== meaning ? undefined : meaning);
  }
  return (said) => exact.get(said) ?? (letGo(said).length > 1 ? short.get(letGo(said)) : undefined);
}

const among = (words: string[]): Lookup<true> => lexicon(words.map((word) => [word, true] as const));

type Small = { ends: Lookup<true>; begins: Lookup<true> };
let small: Small[] | undefined;
const smallWords = (): Small[] =>
  (small ??= languages.map((language) => {
    const address = wordsIn(language, 'hint.address');
    return { ends: among([...address, ...wordsIn(language, 'hint.particle')]), begins: among(address) };
  }));

/** A plain text without the small words at its ends, a word at a time, as long as something is left: for each language in turn. */
const baredIn = kept((said) => smallWords().map((one) => bared(said, one)));
function bared(said: string, { ends, begins }: Small): string[] {
  const all: string[] = [];
  let words = said.split(' ');
  for (;;) {
    const last = [2, 1].find((n) => words.length > n && ends(words.slice(-n).join(' ')));
    const first = last ? undefined : [2, 1].find((n) => words.length > n && begins(words.slice(0, n).join(' ')));
    if (!last && !first) return all;
    words = last ? words.slice(0, -last) : words.slice(first);
    all.push(words.join(' '));
  }
}

/** The same in any language: what is left when nothing more can be taken off. */
export const bare = kept(
  (said): string =>
    baredIn(said)
      .map((less) => less.at(-1) ?? said)
      .toSorted((a, b) => a.length - b.length)[0] ?? said,
);

/**
 * What a short text means in the lists of these keys. Small words change nothing beside words of their own language, and English ones:
 * "sim mas" is a Brazilian's "yes but", and no "yes, sir" of an Indonesian's.
 */
export function spoken<T>(keys: readonly (readonly [TextKey, T])[]): Lookup<T> {
  const words = (of: (key: TextKey) => string[]) => lexicon(keys.flatMap(([key, meaning]) => of(key).map((word) => [word, meaning] as const))); // biome-ignore format: one thought
  let all: Lookup<T> | undefined;
  let own: Lookup<T>[] | undefined;
  return (text) => {
    const said = plain(text);
    all ??= words(wordsFor);
    own ??= languages.map((language) => words((key) => [...wordsIn(language, key), ...wordsIn('en', key)]));
    const exact = all(said);
    if (exact !== undefined || !said.includes(' ') || said.length > mostLetters) return exact; // a sentence is no short answer
    for (const [i, lesser] of baredIn(said).entries())
      for (const less of lesser) {
        const found = own[i]?.(less);
        if (found !== undefined) return found;
      }
    return undefined;
  };
}
const mostLetters = 60;

/**
 * Whether a text is one of these words, as it is spoken, or several of them in a row of breaths: "iya kak, kirim".
 * Words that may stand `beside` them change nothing: the thanks in "udah bener makasih".
 */
export function isSaidIn(keys: readonly TextKey[], beside: readonly TextKey[] = []): (text: string) => boolean {
  const known = spoken(keys.map((key) => [key, true] as const));
  const other = spoken(beside.map((key) => [key, true] as const));
  let sets: readonly [Set<string>, Set<string>] | undefined;
  return (text) => {
    if (known(text)) return true;
    if (text.length > 2 * mostLetters) return false;
    sets ??= [new Set(keys.flatMap(wordsFor).map(plain)), new Set(beside.flatMap(wordsFor).map(plain))];
    const said = bare(plain(text));
    if (isMadeOf(said, ...sets) || isMadeOf(withoutDrawl(said), ...sets)) return true;
    const breaths = breathsOf(text);
    return breaths.some((one) => known(one)) && breaths.every((one) => known(one) ?? other(one));
  };
}

/** What stands between stops, and between the names that somebody is called by. */
const breathsOf = kept((text): string[] =>
  text.split(/[,.!?;\n]+/).flatMap((part) => {
    const breaths: string[][] = [[]];
    for (const word of normalize(part).split(' ')) isAddress(word) ? breaths.push([]) : breaths.at(-1)?.push(word);
    const said = breaths.map((words) => words.join(' ')).filter(Boolean);
    return said.length === 1 ? [normalize(part)] : said; // at its end a name is a small word, of one language
  }),
);

const isAddress = kept((word) => smallWords().some(({ begins }) => begins(word)));
