// How typed words are matched to what may be chosen: by number, by label, or by a spelling near enough to be meant.
import type { Choice } from './message.ts';
import { normalize } from './normalize.ts';
import { partsOf, placeNamed } from './ordinal.ts';
import { type TextKey, wordsFor } from './texts.ts';

/**
 * The choice that a text means: its number in the list, its label, the one label near enough, or the one that holds these words.
 * `nav` are chosen by their words only: where there are no buttons, they bear no numbers.
 */
export function matchChoice(text: string, choices: readonly Choice[], nav: readonly Choice[] = []): Choice | undefined {
  const place = placeNamed(text);
  if (place !== undefined && choices[place - 1]) return choices[place - 1];
  const said = normalize(text);
  if (said === '' || /^\d{1,2}$/.test(said)) return undefined;
  const labels = [...choices, ...nav].map((choice) => ({ choice, label: normalize(choice.label) }));
  const same = labels.find(({ label }) => label === said);
  if (same) return same.choice;
  const near = labels.filter(({ label }) => isNear(said, label) || (said.length >= 4 && holds(label, said)));
  return near.length === 1 ? near[0]?.choice : undefined;
}

/** Several choices at once, `1 and 3`, where the question allows it: each part must mean one. */
export function matchChoices(text: string, choices: readonly Choice[]): Choice[] {
  const whole = matchChoice(text, choices);
  if (whole) return [whole];
  const parts = /^[\d\s]+$/.test(text.trim()) ? text.trim().split(/\s+/) : partsOf(text);
  const found = parts.map((part) => matchChoice(part, choices));
  return found.every((one) => one !== undefined) ? choices.filter((one) => found.includes(one)) : [];
}

/** Whether the label begins so, or has these words in it (`email` is `e-mail`). */
const holds = (label: string, said: string): boolean =>
  label.startsWith(said) || ` ${label} `.includes(` ${said} `) || label.replaceAll(' ', '').endsWith(said.replaceAll(' ', ''));

/** One slip of the finger in four letters, two in eight. */
export function isNear(a: string, b: string): boolean {
  const slips = Math.min(2, Math.floor(Math.min(a.length, b.length) / 4));
  if (slips === 0 || Math.abs(a.length - b.length) > slips) return false;
  return (a[0] === b[0] || a[0] === b[1] || a[1] === b[0]) && distance(a, b) <= slips;
}

/** Damerau–Levenshtein distance (optimal string alignment): inserts, deletes, changes and swaps of neighbours. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

const words = {
  status: 'word.status',
  help: 'word.help',
  back: 'word.back',
  skip: 'word.skip',
  cancel: 'word.cancel',
  restart: 'word.restart',
  menu: 'word.menu',
  language: 'word.language',
  person: 'word.person',
} as const satisfies Record<string, TextKey>;
export type Word = keyof typeof words;

/** Words that only tell: the others act, and are never guessed from a slip (a brand called Pearson is no wish for a person). */
const harmless: ReadonlySet<Word> = new Set(['status', 'help', 'language']);

let known: Map<string, Word> | undefined;

/** Words that are understood in the middle of anything. `status 1024` gives the number too. Slips pass for words that only tell. */
export function matchWord(text: string): { word: Word; number?: number } | undefined {
  if (text.length > 60) return undefined;
  known ??= new Map(Object.entries(words).flatMap(([word, key]) => wordsFor(key).map((spelling) => [plain(spelling), word as Word])));
  const said = plain(text);
  const numbered = /^(.*?) ?(\d{1,9})$/.exec(said);
  const word = known.get(said) ?? known.get((numbered?.[1] ?? said).trim());
  if (word) return numbered && word === 'status' ? { word, number: Number(numbered[2]) } : numbered ? undefined : { word };
  if (asksForPerson(said)) return { word: 'person' };
  if (said.length < 5 || said.includes(' ')) return undefined;
  const near = [...known].find(([spelling, meant]) => harmless.has(meant) && spelling.length >= 5 && isNear(said, spelling));
  return near ? { word: near[1] } : undefined;
}

/** "can I talk to a human?": a short text with a word for a person and a word for talking. */
const asksForPerson = (said: string): boolean => {
  personHints ??= [wordsFor('hint.person'), wordsFor('hint.talk')];
  return said.includes(' ') && personHints.every((hints) => hints.some((hint) => holdsWord(said, hint)));
};
let personHints: string[][] | undefined;

/** Normalized, or as it is where that leaves nothing: `?`, 👍 in any colour. */
const plain = (text: string): string => normalize(text) || text.replace(/\p{Emoji_Modifier}|\uFE0F/gu, '').trim();

const isOneOf = (...keys: TextKey[]) => {
  let spellings: Set<string> | undefined;
  return (text: string): boolean => {
    spellings ??= new Set(keys.flatMap(wordsFor).map(plain));
    return spellings.has(plain(text));
  };
};

export const isYes = isOneOf('word.yes', 'word.approve');
/** Praise: a yes that can't be meant for "shall we change that?". */
export const isApproval = isOneOf('word.approve');
export const isNo = isOneOf('word.no');
export const isThanks = isOneOf('word.thanks');
export const isGreeting = isOneOf('word.greeting');
export const isMyData = isOneOf('word.my_data');
export const isEraseData = isOneOf('word.erase_data');

const patterns = new Map<string, RegExp | null>();

/** Whether the text holds the word as words of its own, plural endings allowed. The words are the house's own, so each is compiled once. */
export function holdsWord(normalized: string, word: string): boolean {
  let pattern = patterns.get(word);
  if (pattern === undefined) {
    const wanted = normalize(word);
    pattern = wanted === '' ? null : new RegExp(`(^| )${wanted}(s|es)?( |$)`);
    patterns.set(word, pattern);
  }
  return pattern?.test(normalized) ?? false;
}

/** Whether a text begins with a word that takes something back: "actually", "na verdade", "şey". */
export function isCorrection(text: string): boolean {
  corrections ??= wordsFor('hint.correction').map((word) => `${normalize(word)} `);
  const said = `${normalize(text)} `;
  return corrections.some((word) => said.startsWith(word) && said !== word);
}
let corrections: string[] | undefined;
