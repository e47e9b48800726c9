// Finds phrases in a message: many lists at once, each phrase under the kind that it is of.
import { plainWord, type Token } from './tokens.ts';

/** Phrases by kind, parted by `|`. `*` at a word's end stands for any ending, `~` for one to three words of the same sentence. */
export type Phrases<Kind extends string> = Readonly<Record<Kind, string>>;

/** A phrase found: the tokens `from` up to and without `to`. */
export type Hit<Kind extends string> = { kind: Kind; from: number; to: number };

type Part = { word: string; open: boolean } | 'gap';
type Phrase<Kind> = { kind: Kind; parts: readonly Part[] };

/** Phrases made ready to be found: by their first word, or by the first two letters where its ending is open. */
export type Index<Kind extends string> = { whole: Map<string, Phrase<Kind>[]>; open: Map<string, Phrase<Kind>[]> };

const mostGap = 3;
const prefix = (word: string): string => word.slice(0, 2);

/** Makes the lists of a language ready. */
export function indexOf<Kind extends string>(phrases: Phrases<Kind>): Index<Kind> {
  const index: Index<Kind> = { whole: new Map(), open: new Map() };
  for (const [kind, list] of Object.entries(phrases) as [Kind, string][]) // its keys are kinds
    for (const written of list.split('|')) {
      const parts = written.trim().split(/[\s-]+/).filter(Boolean).map(partOf); // biome-ignore format: one thought
      const [first] = parts;
      if (first === undefined || first === 'gap') continue;
      const map = first.open ? index.open : index.whole;
      const key = first.open ? prefix(first.word) : first.word;
      map.set(key, [...(map.get(key) ?? []), { kind, parts }]);
    }
  return index;
}

const partOf = (written: string): Part =>
  written === '~' ? 'gap' : { word: plainWord(written.replace(/\*$/, '')), open: written.endsWith('*') };

const fits = (part: Part | undefined, token: Token | undefined): boolean =>
  part !== undefined &&
  part !== 'gap' &&
  token !== undefined &&
  (token.word === part.word || (part.open && token.word.startsWith(part.word)));

/** Where the phrase that begins at a token ends; undefined where it does not stand there. */
function endOf(parts: readonly Part[], tokens: readonly Token[], from: number): number | undefined {
  let at = from;
  for (let i = 0; i < parts.length; i++) {
    if (at > from && tokens[at]?.sentence !== tokens[from]?.sentence) return undefined;
    if (parts[i] !== 'gap') {
      if (!fits(parts[i], tokens[at])) return undefined;
      at++;
      continue;
    }
    const rest = parts.slice(i + 1);
    for (let skipped = 1; skipped <= mostGap; skipped++) {
      if (tokens[at + skipped]?.sentence !== tokens[from]?.sentence) return undefined;
      const end = endOf(rest, tokens, at + skipped);
      if (end !== undefined) return end;
    }
    return undefined;
  }
  return at;
}

/** Every phrase that stands in the message, in order; of one kind at one place the longest. */
export function hitsIn<Kind extends string>(tokens: readonly Token[], { whole, open }: Index<Kind>): Hit<Kind>[] {
  return tokens.flatMap(({ word }, from) => {
    const longest = new Map<Kind, Hit<Kind>>();
    for (const { kind, parts } of [...(whole.get(word) ?? []), ...(open.get(prefix(word)) ?? [])]) {
      const to = endOf(parts, tokens, from);
      if (to !== undefined && to > (longest.get(kind)?.to ?? from)) longest.set(kind, { kind, from, to });
    }
    return [...longest.values()];
  });
}
