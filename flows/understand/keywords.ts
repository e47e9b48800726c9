// The catalogue's keywords, ready to be found in a message: in every language, with endings and slips, also those of a team's own services.
import type { Catalogue } from '../catalogue.ts';
import { type Fit, fitOf } from './endings.ts';
import { type Token, wordsOf } from './tokens.ts';

/** A service named in a message: the tokens `from` up to and without `to`. */
export type Mention = { service: string; from: number; to: number; fit: Fit };

type Keyword = { service: string; words: readonly string[]; language: string };

const known = new WeakMap<Catalogue, Keyword[]>();

/** Longer keywords first; `landing page` is also understood as `landingpage`. */
function keywordsOf(catalogue: Catalogue): Keyword[] {
  const ready = known.get(catalogue);
  if (ready) return ready;
  const seen = new Set<string>();
  const keywords = catalogue
    .flatMap(({ id, keywords }) =>
      Object.entries(keywords).flatMap(([language, list]) =>
        list.flatMap((written) => {
          const words = wordsOf(written);
          const joined = words.length > 1 && words.every(({ length }) => length > 3) ? [[words.join('')]] : [];
          return [words, ...joined].map((words): Keyword => ({ service: id, words, language }));
        }),
      ),
    )
    .filter(({ service, words, language }) => {
      const key = `${service} ${words.join(' ')} ${language}`;
      return words.join('') !== '' && !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => b.words.length - a.words.length);
  known.set(catalogue, keywords);
  return keywords;
}

/** The services named in the message, in order and none within another: the longest and best written keyword counts. */
export function mentionsIn(tokens: readonly Token[], catalogue: Catalogue, language: string, masked: ReadonlySet<number>): Mention[] {
  const found: Mention[] = [];
  const fits = new Map<string, Fit>();
  const closeness = (written: string, word: string, own: string): Fit => {
    const key = `${written} ${word} ${own}`;
    let known = fits.get(key);
    if (known === undefined) {
      known = fitOf(written, word, own === language ? [own] : [language, own]);
      fits.set(key, known);
    }
    return known;
  };
  for (const keyword of keywordsOf(catalogue))
    for (let from = 0; from + keyword.words.length <= tokens.length; from++) {
      const mention = at(keyword, from);
      if (mention) found.push(mention);
    }
  return apart(found);

  function at({ words, service, language: own }: Keyword, from: number): Mention | undefined {
    let worst: Fit = 3;
    for (const [i, word] of words.entries()) {
      const token = tokens[from + i];
      if (!token || masked.has(from + i) || (i > 0 && token.sentence !== tokens[from]?.sentence)) return undefined;
      const one = closeness(token.word, word, own);
      if (one === 0) return undefined;
      if (one < worst) worst = one;
    }
    return { service, from, to: from + words.length, fit: worst };
  }
}

const length = ({ from, to }: Mention): number => to - from;

/** The best of those that overlap: whole words before slips, then the longer. */
function apart(found: readonly Mention[]): Mention[] {
  const kept: Mention[] = [];
  const best = found.toSorted((a, b) => Number(b.fit > 1) - Number(a.fit > 1) || length(b) - length(a) || b.fit - a.fit || a.from - b.from);
  for (const one of best) if (kept.every(({ from, to }) => one.to <= from || one.from >= to)) kept.push(one);
  return kept.toSorted((a, b) => a.from - b.from);
}
