// One language's words made ready for looking up: phrases of up to four words, each with the letter of its meaning.
import { isNear } from '../match.ts';
import { holidays } from './date-holidays.ts';
import { fold } from './date-scan.ts';
import { type Counted, type DateWords, meanings, type Span } from './date-words.ts';

/** What a phrase means: its letter, its number, and of which unit the number is. */
export type Sense = { readonly code: string; readonly value: number; readonly unit?: string };

export type Lexicon = {
  readonly phrases: ReadonlyMap<string, Sense>;
  /** How many words the longest phrase that begins so has. */
  readonly longest: ReadonlyMap<string, number>;
  /** Names in which slips of the finger pass, by their first letter. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly notTypos: ReadonlySet<string>;
  readonly tails: ReadonlySet<string>;
  readonly caseTails: ReadonlySet<string>;
  readonly pastEndings: readonly string[];
};

const counted: Record<Counted | Span, Sense> = {
  today: { code: 'D', value: 0 },
  tomorrow: { code: 'D', value: 1 },
  dayAfter: { code: 'D', value: 2 },
  thisWeek: { code: 'K', value: 0 },
  nextWeek: { code: 'K', value: 1 },
  weekAfter: { code: 'K', value: 2 },
  thisMonth: { code: 'Q', value: 0 },
  nextMonth: { code: 'Q', value: 1 },
  thisYear: { code: 'U', value: 0 },
  nextYear: { code: 'U', value: 1 },
  oneDay: { code: 'V', value: 1, unit: 'd' },
  oneWeek: { code: 'V', value: 1, unit: 'k' },
  twoWeeks: { code: 'V', value: 2, unit: 'k' },
  fifteenDays: { code: 'V', value: 15, unit: 'd' },
  oneMonth: { code: 'V', value: 1, unit: 'm' },
  twoDaysOrMore: { code: 'V', value: 2.5, unit: 'd' },
  twoWeeksOrMore: { code: 'V', value: 2.5, unit: 'k' },
  inDays: { code: 'e', value: 1, unit: 'd' },
  inMonths: { code: 'e', value: 1, unit: 'm' },
};

/** Marks the months of a language that has them before their days. */
export const monthFirst = 'first';

const holidayNames: readonly string[] = holidays;
const spellings = (list: string): string[] =>
  list
    .split(' ')
    .filter(Boolean)
    .map((one) => fold(one).replaceAll('_', ' '));

/** Makes a language's words ready. The first meaning given to a phrase stays. */
export function lexiconOf(language: DateWords): Lexicon {
  const phrases = new Map<string, Sense>();
  const put = (phrase: string, sense: Sense): void => {
    if (!phrases.has(phrase)) phrases.set(phrase, sense);
  };
  const putAll = (list: string, sense: Sense): void => {
    for (const phrase of spellings(list)) put(phrase, sense);
  };
  const endings = ['', ...spellings(language.endings ?? '')];
  const putNames = (list: string, sense: Sense): void => {
    for (const phrase of spellings(list)) for (const ending of endings) put(phrase + ending, sense);
  };
  putAll(language.words.nothing ?? '', { code: '_', value: 1 });
  for (const [first, second] of language.pairs ?? [])
    for (const one of first.split(' ')) putNames(second.split(' ').map((other) => `${one}_${other}`).join(' '), { code: '_', value: 1 }); // biome-ignore format: one thought
  for (const [index, list] of language.weekdays.entries()) putAll(list, { code: 'W', value: index + 1 });
  const month = (index: number): Sense => ({ code: 'M', value: index + 1, ...(language.isMonthFirst ? { unit: monthFirst } : {}) });
  for (const [index, list] of language.months.entries()) putAll(list, month(index));
  for (const [index, list] of language.weekdays.entries()) putNames(list, { code: 'W', value: index + 1 });
  for (const [index, list] of language.months.entries()) putNames(list, month(index));
  for (const [holiday, list] of Object.entries(language.holidays))
    putNames(list ?? '', { code: 'H', value: holidayNames.indexOf(holiday) });
  putNumbers(language, put);
  for (const [meaning, list] of Object.entries(language.words))
    putAll(list ?? '', counted[meaning as Counted] ?? { code: meanings[meaning as keyof typeof meanings], value: 0 });
  for (const [index, list] of language.shortWeekdays.entries()) putAll(list, { code: 'w', value: index + 1 });
  return {
    phrases,
    longest: longestOf(phrases),
    names: namesOf(phrases),
    notTypos: new Set(spellings(language.notTypos)),
    tails: new Set(spellings(language.tails)),
    caseTails: new Set(spellings(language.caseTails ?? '')),
    pastEndings: spellings(language.pastEndings ?? ''),
  };
}

function putNumbers({ numbers, twenty, thirty, joiner, ordinals = [] }: DateWords, put: (phrase: string, sense: Sense) => void): void {
  const all = (list: string): string[] => spellings(list.replaceAll('/', ' '));
  const putTens = (list: readonly string[], code: string): void => {
    for (const [index, units] of list.slice(0, 9).entries())
      for (const unit of all(units)) {
        put(fold(twenty) + joiner + unit, { code, value: 21 + index });
        if (index === 0) put(fold(thirty) + joiner + unit, { code, value: 31 });
      }
  };
  for (const [index, list] of numbers.entries()) for (const one of all(list)) put(one, { code: 'u', value: index + 1 });
  put(fold(thirty), { code: 'u', value: 30 });
  putTens(numbers, 'u');
  for (const [index, list] of ordinals.entries())
    for (const one of all(list)) put(one, { code: 'O', value: index === 20 ? 30 : index + 1 });
  if (ordinals.length > 1) putTens(ordinals, 'O');
}

function longestOf(phrases: ReadonlyMap<string, Sense>): Map<string, number> {
  const longest = new Map<string, number>();
  for (const phrase of phrases.keys()) {
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    longest.set(first, Math.max(longest.get(first) ?? 0, words.length));
  }
  return longest;
}

/** A spelling shorter than its name and near it is a slip already: what is near that slip is another word (sundy, sunny). */
function namesOf(phrases: ReadonlyMap<string, Sense>): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [phrase, { code, value }] of phrases) {
    if (phrase.length < 5 || phrase.includes(' ') || !(code === 'W' || code === 'M' || (code === 'D' && value > 0))) continue;
    const first = phrase[0] ?? '';
    if (
      phrase.length < 6 &&
      names.get(first)?.some((name) => name.length > phrase.length && phrases.get(name)?.value === value && isNear(phrase, name))
    )
      continue;
    names.set(first, [...(names.get(first) ?? []), phrase]);
  }
  return names;
}

/** Cheap to tell: one slip leaves the beginning or the end whole. */
const isAlike = (word: string, name: string): boolean =>
  Math.abs(name.length - word.length) < 2 &&
  (name[1] === word[1] ? name[2] === word[2] || name.at(-1) === word.at(-1) : name.endsWith(word.slice(-2)));

/** A name that the word is a slip of; a long one may have two slips. */
export function nameNear(lexicon: Lexicon, word: string): Sense | undefined {
  if (word.length < 5 || word.length > 14 || lexicon.notTypos.has(word)) return undefined;
  const near = lexicon.names.get(word[0] ?? '')?.find((name) => isAlike(word, name) && isNear(word, name));
  return near === undefined ? undefined : lexicon.phrases.get(near);
}
