// The campaign that a message is for: by its words, its code or its name; and where those words stand, which are then no day.
import { kept } from '../kept.ts';
import { type Fit, fitOf } from './endings.ts';
import type { Reading } from './reading.ts';
import { hitsOf } from './reading.ts';
import { type Token, tokensOf } from './tokens.ts';
import { allTongues } from './words.ts';

/** `promises`: what clients were told, each a sentence. */
export type Campaign = { code: string; name: string; words: readonly string[]; promises?: readonly string[] };

/** A campaign found; `from`..`to` is where in the message; `isDeadline`: the same words tell the day ("by Black Friday"). */
export type CampaignFound = { code: string; from: number; to: number; isDeadline: boolean };

/** `orders`: which way round its words may stand; `joined`: all of them run together, where that may be; `isDay`: what it says may as well be a day (12.12, Christmas), so a deadline by those words names no campaign. */
type Spelling = {
  code: string;
  orders: readonly (readonly string[])[];
  joined: string;
  words: readonly string[];
  size: number;
  numeric: boolean;
  isDay: boolean;
};

const languages = ['en', 'pt-BR', 'id', 'tr', 'uk'];
const plainly = (written: string): string =>
  tokensOf(written)
    .map(({ word }) => word)
    .join(' ');
const wordOf = (written: string): string => tokensOf(written)[0]?.word ?? '';
const nouns = allTongues.flatMap(({ campaigns }) => campaigns.split('|').map(wordOf));
const same = new Map(
  allTongues.flatMap((tongue) => Object.entries(tongue.same).map(([from, to]) => [from, tokensOf(to).map(({ word }) => word)] as const)),
);
const fillers = new Set(['de', 'da', 'do', 'the', 'of', 'a', 'our', 'da', 'на', 'dei']);
const noun = '#';

const spelled = new WeakMap<readonly Campaign[], Spelling[]>();

function spellingsOf(campaigns: readonly Campaign[]): Spelling[] {
  let spellings = spelled.get(campaigns);
  if (!spellings) {
    spellings = campaigns.flatMap(({ code, name, words }) =>
      [...new Set([...words, name, code])].map((written): Spelling => {
        const plain = tokensOf(written).map(({ word }) => word).filter((word) => !fillers.has(word)).flatMap(widened); // biome-ignore format: one thought
        const numeric = plain.every((word) => /^\d+$/.test(word));
        return {
          code,
          orders: plain.length === 2 && plain.includes(noun) ? [plain, plain.toReversed()] : [plain],
          joined: plain.length > 1 && !plain.includes(noun) ? plain.join('') : '',
          words: plain,
          size: plain.join('').length,
          numeric,
          isDay: numeric || !words.some((one) => plainly(one) === plainly(written)),
        };
      }),
    );
    spelled.set(campaigns, spellings);
  }
  return spellings;
}

/** How well a word of a message fits one of a campaign, whatever the language. */
const fitIn = (said: string, word: string): Fit => (said[0] !== word[0] && said[0] !== word[1] ? 0 : fitOfPair(`${said} ${word}`));
const fitOfPair = kept((pair): Fit => {
  const [said = '', word = ''] = pair.split(' ');
  return fitOf(said, word, languages);
});

/** A word for campaigns in general, in any language. */
const isNoun = kept((word) => nouns.some((one) => fitOf(word, one, languages) > (one.length > 6 ? 0 : 1)));
const widened = (word: string): readonly string[] => same.get(word) ?? (isNoun(word) ? [noun] : [word]);

type Part = { word: string; token: number };

/** The campaign asked for; the longest of its words wins, then the first. What only tells a day ("before Christmas") is none. */
export function findCampaign(reading: Reading, text: string, campaigns: readonly Campaign[]): CampaignFound | undefined {
  const { tokens } = reading;
  const parts: Part[] = tokens.flatMap(({ word }, token) => (fillers.has(word) ? [] : widened(word).map((word) => ({ word, token }))));
  let best: (CampaignFound & { size: number }) | undefined;
  for (const { code, words, orders, joined, size, numeric, isDay } of spellingsOf(campaigns)) {
    if (words.length === 0 || words.join('') === noun) continue;
    for (let at = 0; at < parts.length; at++) {
      const span = numeric ? digitsAt(parts, at, words, tokens, text) : spanAt(parts, at, orders, joined);
      const [first, last] = span ? [tokens[span[0]], tokens[span[1]]] : [];
      if (!span || !first || !last) continue;
      const isDeadline = isByThen(reading, span[0], span[1] + 1, numeric);
      if (isDeadline && isDay) continue;
      if (!best || size > best.size) best = { code, from: first.from, to: last.to, isDeadline, size };
    }
  }
  if (!best) return undefined;
  const { size: _, ...found } = best;
  return found;
}

/** The words side by side, a campaign's noun on either side; one word apart is near enough, or all of them run together. */
function spanAt(parts: readonly Part[], at: number, orders: Spelling['orders'], joined: string): [number, number] | undefined {
  if (joined !== '' && fitIn(parts[at]?.word ?? '', joined) > 0) return [parts[at]?.token ?? 0, parts[at]?.token ?? 0];
  for (const wanted of orders) {
    const found = wanted.every((word, i) => {
      const said = parts[at + i]?.word ?? '';
      return word === noun || said === noun ? word === said : fitIn(said, word) >= (word.length < 5 && wanted.length === 1 ? 2 : 1);
    });
    const last = parts[at + wanted.length - 1];
    if (found && last) return [parts[at]?.token ?? 0, last.token];
  }
  return undefined;
}

/** Numbers count as they are written: 12.12, not 12/12, which is a day. */
function digitsAt(
  parts: readonly Part[],
  at: number,
  words: readonly string[],
  tokens: readonly Token[],
  text: string,
): [number, number] | undefined {
  if (!words.every((word, i) => parts[at + i]?.word === word)) return undefined;
  const [from, to] = [parts[at]?.token ?? 0, parts[at + words.length - 1]?.token ?? 0];
  const written = text.slice(tokens[from]?.from, tokens[to]?.to);
  const before = text[(tokens[from]?.from ?? 0) - 1] ?? ' ';
  const after = text.slice(tokens[to]?.to ?? 0, (tokens[to]?.to ?? 0) + 2);
  if (/[./\d-]/.test(before) || /^[./-]\d/.test(after)) return undefined;
  return words.length === 1 || written === words.join('.') ? [from, to] : undefined;
}

/** "before Christmas", "до 12.12": the day, not the campaign. */
function isByThen(reading: Reading, from: number, to: number, numeric: boolean): boolean {
  const near = numeric ? 0 : 2;
  return (
    hitsOf(reading, 'deadline').some((hit) => hit.to <= from && from - hit.to <= near && reading.tokens[hit.from]?.clause === reading.tokens[from]?.clause) || // biome-ignore format: one thought
    hitsOf(reading, 'deadlineAfter').some((hit) => hit.from >= to && hit.from - to <= near && reading.tokens[hit.from]?.clause === reading.tokens[from]?.clause) // biome-ignore format: one thought
  );
}
