// The day by which something is needed, found in free text: as people write it in English, Portuguese, Indonesian, Turkish and Ukrainian.
// Where native readers would differ, or a date is past, impossible or at odds with its weekday, nothing is assumed: the readings are given.
import { thisDate, type Why } from './date-days.ts';
import { join } from './date-join.ts';
import { type Lexicon, lexiconOf } from './date-lexicon.ts';
import { type Token, tokensOf } from './date-read.ts';
import { type Mention, mentionsIn } from './date-role.ts';
import { type Piece, scan } from './date-scan.ts';
import { shapesIn } from './date-shapes.ts';
import type { DateWords } from './date-words.ts';
import { english } from './date-words-en.ts';
import { indonesian } from './date-words-id.ts';
import { portuguese } from './date-words-pt.ts';
import { turkish } from './date-words-tr.ts';
import { ukrainian } from './date-words-uk.ts';

/** The day, or days to offer, soonest first; none where nothing near is possible. `from` and `to`: where in the text it stands. */
export type DateFound =
  | { type: 'day'; day: string; from: number; to: number }
  | { type: 'unsure'; why: Why; readings: string[]; from: number; to: number };

const languages: Record<string, DateWords> = { en: english, 'pt-BR': portuguese, id: indonesian, tr: turkish, uk: ukrainian };
const lexicons = new Map<string, Lexicon>();

function lexiconFor(language: string): Lexicon {
  const known = lexicons.get(language);
  if (known) return known;
  const lexicon = lexiconOf(languages[language] ?? english);
  lexicons.set(language, lexicon);
  return lexicon;
}

/** The day that a first message asks for, today being `YYYY-MM-DD` in the client's zone; undefined when it names none. */
export const findDate = (text: string, today: string, language: string): DateFound | undefined => find(text, today, language, false);

/** The day that an answer to “by when?” names: a bare 28 or a holiday is one too. */
export function readDate(text: string, today: string, language: string): DateFound | undefined {
  const bare = /^\D{0,3}?(\d{1,2})[\s.!)ºª°]*$/.exec(text);
  if (bare && !/[-+$€£]/.test(text)) return foundIn({ ...thisDate(today, Number(bare[1])), from: 0, to: text.length });
  return find(text, today, language, true) ?? ordinalIn(text, today);
}

/** "ok, 30th then": a day by its ordinal in a short answer. The first few are more likely a place in a list. */
function ordinalIn(text: string, today: string): DateFound | undefined {
  const [, digits] = /(?<![\d/.-])(\d{1,2})(?:st|nd|rd|th)\b/i.exec(text) ?? [];
  return digits && Number(digits) > mostPlaces && text.length <= 40
    ? foundIn({ ...thisDate(today, Number(digits)), from: 0, to: text.length })
    : undefined;
}
const mostPlaces = 4;

function find(text: string, today: string, language: string, isAnswer: boolean): DateFound | undefined {
  const readings = readingsOf(scan(text), language);
  const kept: Mention[] = [];
  for (const [index, { tokens, language: own }] of readings.entries()) {
    const codes = tokens.map(({ code }) => code).join('');
    const isVerbLast = own === 'tr';
    const mentions = mentionsIn(
      { tokens, codes, today, isAnswer, isVerbLast },
      join(shapesIn(tokens, codes, today), { tokens, codes, today }),
    );
    for (const mention of mentions) if (index === 0 || !isBlocked(mention, readings[0]?.tokens ?? [])) keep(kept, mention);
  }
  const [best] = kept.filter(({ isDropped }) => !isDropped).sort((a, b) => b.weight - a.weight || b.from - a.from);
  return best && foundIn(best);
}

type Reading = { readonly language: string; readonly tokens: readonly Token[] };

/** The feasts that a text names in any language, and where; names so short that they may be a colour are left out. */
export const feastsIn = (text: string): { from: number; to: number }[] =>
  Object.keys(languages).flatMap(
    (language) =>
    tokensOf(scan(text), lexiconFor(language), false).filter(({ code, from, to }) => code === 'H' && to - from >= leastFeast && !/^black$/i.test(text.slice(from, to))), // biome-ignore format: one thought
  );
const leastFeast = 4;

/** The text in every language: first in the one given, or in one that knows far more of its words. */
function readingsOf(pieces: readonly Piece[], language: string): Reading[] {
  const others = Object.keys(languages).filter((one) => one !== language);
  const spoken = others.filter((one) => pieces.some((piece) => piece.type === 'word' && isTelling(lexiconFor(one), piece.text)));
  const all = [language, ...spoken].map((one, index) => ({ language: one, tokens: tokensOf(pieces, lexiconFor(one), index === 0) }));
  const known = all.map(
    ({ tokens }) => tokens.filter(({ code, value }) => !'_,.oNXY-#'.includes(code) || (code === '_' && value === 1)).length,
  );
  const most = known.indexOf(Math.max(...known));
  if (most === 0 || (known[most] ?? 0) < 2 * (known[0] ?? 0) + 2) return all;
  const first = all[most] as Reading;
  return [{ language: first.language, tokens: tokensOf(pieces, lexiconFor(first.language), true) }, ...all.filter((one) => one !== first)];
}

/** Whether a word of that language has to do with days, more than a mere “of” or “on”. */
const isTelling = ({ phrases }: Lexicon, word: string): boolean => !'_orvAT#<>&@^|ntiucfRwG2'.includes(phrases.get(word)?.code ?? '_');

/** Words that mean something else in the text's own language: Turkish `senin` is no Indonesian Monday. */
const isBlocked = ({ from, to }: Mention, own: readonly Token[]): boolean =>
  own.some((token) => token.code === '_' && token.value === 1 && token.from < to && token.to > from);

/** Of two readings of one place the one that explains more of it stays. */
function keep(kept: Mention[], mention: Mention): void {
  const over = kept.filter(({ from, to }) => from < mention.to && to > mention.from);
  if (over.some(({ from, to }) => to - from >= mention.to - mention.from)) return;
  for (const one of over) kept.splice(kept.indexOf(one), 1);
  kept.push(mention);
}

function foundIn({ days, why, from, to }: Pick<Mention, 'days' | 'why' | 'from' | 'to'>): DateFound | undefined {
  const [day] = days;
  if (why !== undefined) return { type: 'unsure', why, readings: [...days], from, to };
  return day === undefined ? undefined : { type: 'day', day, from, to };
}
