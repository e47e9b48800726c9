// The catalogue's keywords, ready to be found in a message: in every language, with endings and slips, also those of a team's own services.
import type { Catalogue, Role } from '../catalogue.ts';
import { type Fit, fitOf } from './endings.ts';
import { type Token, wordsOf } from './tokens.ts';

/** A service named in a message: the tokens `from` up to and without `to`; `isLoose`: by words that stand apart. */
export type Mention = { service: string; from: number; to: number; fit: Fit; isLoose: boolean };

/** At each place one of some words; before the places in `loose` a few others may stand; `least`: how well they must fit. */
type Keyword = { service: string; words: readonly (readonly string[])[]; loose: ReadonlySet<number>; least: Fit };
type Word = { plain: string; language: string; key: string };
/** Keywords by their first word; their words by the letter that they may begin with; and what words of messages fit, as it turned out. */
type Book = { keywords: ReadonlyMap<string, Keyword[]>; words: ReadonlyMap<string, Word[]>; fits: Map<string, ReadonlyMap<string, Fit>> };

const books = new WeakMap<Catalogue, Book>();
/** The last book made, for a catalogue read anew with the same words in it. */
let last: { words: string; book: Book } | undefined;
const mostKept = 5_000;
const keyOf = (plain: string, language: string): string => `${language} ${plain}`;

/** The catalogue's book; `landing page` is also understood as `landingpage`, `post|share … insta` as all that it stands for. */
function bookOf(catalogue: Catalogue): Book {
  const ready = books.get(catalogue);
  if (ready) return ready;
  const written = JSON.stringify(catalogue.map(({ id, keywords }) => [id, keywords]));
  const book = last?.words === written ? last.book : bookFrom(catalogue);
  last = { words: written, book };
  books.set(catalogue, book);
  return book;
}

/** What these are told by are words of every day: a slip of something else looks like them too easily. */
const talked: ReadonlySet<Role> = new Set<Role>(['question', 'complaint', 'fault']);

function bookFrom(catalogue: Catalogue): Book {
  const keywords = new Map<string, Keyword[]>();
  const words = new Map<string, Map<string, Word>>();
  for (const { id, role, keywords: lists } of catalogue)
    for (const [language, list] of Object.entries(lists))
      for (const { words, loose } of list.flatMap(spelled)) {
        const least = loose.size > 0 || (role !== undefined && talked.has(role)) ? 2 : 1;
        add(id, language, words, loose, least);
        const plain = words.flat();
        const isJoined = loose.size === 0 && plain.length > 1 && plain.length === words.length && plain.every(({ length }) => length > 3);
        if (isJoined) add(id, language, [[plain.join('')]], loose, least);
      }
  return { keywords, words: new Map([...words].map(([letter, some]) => [letter, [...some.values()]])), fits: new Map() };

  function add(service: string, language: string, places: Spelled['words'], loose: Spelled['loose'], least: Fit): void {
    const keyword = { service, words: places.map((some) => some.map((word) => keyOf(word, language))), loose, least };
    for (const first of keyword.words[0] ?? []) {
      const some = keywords.get(first);
      if (some) some.push(keyword);
      else keywords.set(first, [keyword]);
    }
    for (const word of places.flat())
      for (const letter of new Set(word.slice(0, 2))) {
        const some = words.get(letter) ?? new Map<string, Word>();
        words.set(letter, some.set(keyOf(word, language), { plain: word, language, key: keyOf(word, language) }));
      }
  }
}

type Spelled = Pick<Keyword, 'words' | 'loose'>;

/** What a keyword stands for: `post|share … insta` for two words or either, and something between; those of several words (`на_пошту`) each by itself. */
function spelled(written: string): Spelled[] {
  if (!/[|…]/.test(written)) return [{ words: wordsOf(written).map((word) => [word]), loose: new Set() }];
  let all: Spelled[] = [{ words: [], loose: new Set() }];
  let isLoose = false;
  for (const word of written.split(/\s+/)) {
    const ways = word === '…' ? [] : waysOf(word);
    const next = all.flatMap(({ words, loose }) =>
      ways.map((way) => ({ words: [...words, ...way], loose: isLoose ? new Set([...loose, words.length]) : loose })),
    );
    if (ways.length > 0) all = next;
    isLoose = word === '…';
  }
  return all;
}

/** One place with all the words that may stand there, and what takes several places. */
function waysOf(word: string): string[][][] {
  const each = word.split('|').map(wordsOf);
  const single = each.flatMap((some) => (some.length === 1 ? some : []));
  const longer = each.filter(({ length }) => length > 1).map((some) => some.map((one) => [one]));
  return single.length > 0 ? [[single], ...longer] : longer;
}

/** Which of the keywords' words a word of a message fits, and how well. */
function fitsOf({ words, fits }: Book, written: string, language: string): ReadonlyMap<string, Fit> {
  const kept = fits.get(keyOf(written, language));
  if (kept) return kept;
  const found = new Map<string, Fit>();
  for (const { plain, language: own, key } of words.get(written[0] ?? '') ?? []) {
    const fit = fitOf(written, plain, own === language ? [own] : [language, own]);
    if (fit > 1 || (fit === 1 && (own === language || own === 'en'))) found.set(key, fit);
  }
  if (fits.size >= mostKept) fits.clear();
  fits.set(keyOf(written, language), found);
  return found;
}

const mostBetween = 5;
/** In keywords of several words no shorter one is read with a slip: "the food" is no "the feed". */
const leastSlipped = 6;

type End = { to: number; fit: Fit; places: readonly number[] };

/** Where a keyword that begins at a token ends, and how well it fits; words that stand apart must be written without a slip. */
function endOf(
  { words, loose, least }: Keyword,
  fits: readonly ReadonlyMap<string, Fit>[],
  tokens: readonly Token[],
  from: number,
): End | undefined {
  let at = from;
  const places: number[] = [];
  let fit: Fit = 3;
  for (const [i, some] of words.entries()) {
    const last = loose.has(i) ? at + mostBetween : at;
    while (at < last && !some.some((word) => fits[at]?.has(word))) at++;
    if (tokens[at]?.sentence !== tokens[from]?.sentence) return undefined;
    fit = Math.min(fit, Math.max(...some.map((word) => fits[at]?.get(word) ?? 0))) as Fit; // of fits
    if (fit === 0) return undefined;
    if (fit === 1 && words.length > 1 && (tokens[at]?.word.length ?? 0) < leastSlipped) return undefined;
    places.push(at++);
  }
  return fit >= least ? { to: at, fit, places } : undefined;
}

/** The services named in the message, in order and none within another: the longest and best written keyword counts. */
export function mentionsIn(tokens: readonly Token[], catalogue: Catalogue, language: string): Mention[] {
  const book = bookOf(catalogue);
  const fits = tokens.map(({ word }) => fitsOf(book, word, language));
  const found = tokens.flatMap((_, from) =>
    [...(fits[from]?.keys() ?? [])].flatMap((first) =>
      (book.keywords.get(first) ?? []).flatMap((keyword): Found[] => {
        const end = endOf(keyword, fits, tokens, from);
        return end ? [{ service: keyword.service, from, ...end, isLoose: keyword.loose.size > 0 }] : [];
      }),
    ),
  );
  return apart(found);
}

type Found = Mention & End;
const length = ({ from, to }: Mention): number => to - from;

/** The best of those that overlap: whole words before slips, words that stand together before others unless they, or the one that names the thing, are some of those; then the longer. */
function apart(found: readonly Found[]): Mention[] {
  const kept: Found[] = [];
  const isCore = (place: number, { service }: Found): boolean =>
    found.some((one) => one.service === service && one.places.length === 1 && one.from === place);
  const isWithin = (one: Found, whole: Found): boolean =>
    one.places.every((place) => whole.places.includes(place)) || one.places.some((place) => whole.places.includes(place) && isCore(place, one)); // biome-ignore format: one thought
  const wholes = found.filter(
    (whole) =>
      whole.isLoose &&
      found.every((one) => one.isLoose || one.fit === 1 || one.to <= whole.from || one.from >= whole.to || isWithin(one, whole)),
  );
  const isPart = (one: Found): boolean => !one.isLoose && wholes.some((whole) => whole.service !== one.service && isWithin(one, whole));
  const best = found.filter((one) => !isPart(one)).toSorted((a, b) => Number(b.fit > 1) - Number(a.fit > 1) || Number(a.isLoose) - Number(b.isLoose) || b.places.length - a.places.length || length(b) - length(a) || b.fit - a.fit || a.from - b.from); // biome-ignore format: one thought
  for (const one of best) if (kept.every(({ from, to }) => one.to <= from || one.from >= to)) kept.push(one);
  return kept.toSorted((a, b) => a.from - b.from);
}
