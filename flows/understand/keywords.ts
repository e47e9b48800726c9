// The catalogue's keywords, ready to be found in a message: in every language, with endings and slips, also those of a team's own services.
import type { Catalogue } from '../catalogue.ts';
import { type Fit, fitOf } from './endings.ts';
import { type Token, wordsOf } from './tokens.ts';

/** A service named in a message: the tokens `from` up to and without `to`. */
export type Mention = { service: string; from: number; to: number; fit: Fit };

type Keyword = { service: string; words: readonly string[] };
type Word = { plain: string; language: string; key: string };
/** Keywords by their first word; their words by the letter that they may begin with; and what words of messages fit, as it turned out. */
type Book = { keywords: ReadonlyMap<string, Keyword[]>; words: ReadonlyMap<string, Word[]>; fits: Map<string, ReadonlyMap<string, Fit>> };

const books = new WeakMap<Catalogue, Book>();
const mostKept = 5_000;
const keyOf = (plain: string, language: string): string => `${language} ${plain}`;

/** The catalogue's book; `landing page` is also understood as `landingpage`. */
function bookOf(catalogue: Catalogue): Book {
  const ready = books.get(catalogue);
  if (ready) return ready;
  const keywords = new Map<string, Keyword[]>();
  const words = new Map<string, Map<string, Word>>();
  for (const { id, keywords: lists } of catalogue)
    for (const [language, list] of Object.entries(lists))
      for (const written of list) {
        const plain = wordsOf(written);
        const joined = plain.length > 1 && plain.every(({ length }) => length > 3) ? [[plain.join('')]] : [];
        for (const one of [plain, ...joined]) add(id, language, one);
      }
  const book: Book = { keywords, words: new Map([...words].map(([letter, some]) => [letter, [...some.values()]])), fits: new Map() };
  books.set(catalogue, book);
  return book;

  function add(service: string, language: string, plain: readonly string[]): void {
    const keys = plain.map((word) => keyOf(word, language));
    const [first] = keys;
    if (first === undefined) return;
    keywords.set(first, [...(keywords.get(first) ?? []), { service, words: keys }]);
    for (const word of plain)
      for (const letter of new Set(word.slice(0, 2))) {
        const some = words.get(letter) ?? new Map<string, Word>();
        words.set(letter, some.set(keyOf(word, language), { plain: word, language, key: keyOf(word, language) }));
      }
  }
}

/** Which of the keywords' words a word of a message fits, and how well. */
function fitsOf({ words, fits }: Book, written: string, language: string): ReadonlyMap<string, Fit> {
  const kept = fits.get(keyOf(written, language));
  if (kept) return kept;
  const found = new Map<string, Fit>();
  for (const { plain, language: own, key } of words.get(written[0] ?? '') ?? []) {
    const fit = fitOf(written, plain, own === language ? [own] : [language, own]);
    if (fit > 0) found.set(key, fit);
  }
  if (fits.size >= mostKept) fits.clear();
  fits.set(keyOf(written, language), found);
  return found;
}

/** The services named in the message, in order and none within another: the longest and best written keyword counts. */
export function mentionsIn(tokens: readonly Token[], catalogue: Catalogue, language: string): Mention[] {
  const book = bookOf(catalogue);
  const fits = tokens.map(({ word }) => fitsOf(book, word, language));
  const found = tokens.flatMap((_, from) =>
    [...(fits[from]?.keys() ?? [])].flatMap((first) =>
      (book.keywords.get(first) ?? []).flatMap(({ service, words }): Mention[] => {
        const all = words.map((word, i) => (tokens[from + i]?.sentence === tokens[from]?.sentence && fits[from + i]?.get(word)) || 0);
        const fit = Math.min(...all) as Fit; // of fits
        return fit > 0 ? [{ service, from, to: from + words.length, fit }] : [];
      }),
    ),
  );
  return apart(found);
}

const length = ({ from, to }: Mention): number => to - from;

/** The best of those that overlap: whole words before slips, then the longer. */
function apart(found: readonly Mention[]): Mention[] {
  const kept: Mention[] = [];
  const best = found.toSorted((a, b) => Number(b.fit > 1) - Number(a.fit > 1) || length(b) - length(a) || b.fit - a.fit || a.from - b.from);
  for (const one of best) if (kept.every(({ from, to }) => one.to <= from || one.from >= to)) kept.push(one);
  return kept.toSorted((a, b) => a.from - b.from);
}
