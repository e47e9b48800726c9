// How typed words are matched to what may be chosen: by number, by label, or by a spelling near enough to be meant.
import type { Choice } from './message.ts';
import { normalize } from './normalize.ts';
import { partsOf, placeNamed, withoutFillers } from './ordinal.ts';
import { bare, isSaidIn, plain, spoken } from './spoken.ts';
import { type TextKey, wordsFor } from './texts.ts';

/**
 * The choice that a text means: its number in the list, its label, the one label near enough, or the one that holds these words.
 * `nav` are chosen by their words only: where there are no buttons, they bear no numbers.
 */
export function matchChoice(text: string, choices: readonly Choice[], nav: readonly Choice[] = []): Choice | undefined {
  const found = choiceSaid(text, choices, nav);
  const less = found ? '' : bare(normalize(text));
  return found ?? (less !== '' && less !== normalize(text) ? choiceSaid(less, choices, nav) : undefined);
}

function choiceSaid(text: string, choices: readonly Choice[], nav: readonly Choice[]): Choice | undefined {
  const place = placeNamed(text);
  if (place !== undefined && choices[place - 1]) return choices[place - 1];
  const whole = normalize(text);
  if (whole === '' || /^\d{1,2}$/.test(whole)) return undefined;
  const labels = [...choices, ...nav].map((choice) => ({ choice, label: normalize(choice.label) }));
  for (const said of new Set([whole, withoutFillers(whole)])) {
    const same = labels.find(({ label }) => label === said);
    if (same) return same.choice;
    const near = labels.filter(
      ({ choice, label }) =>
        isNear(said, label) || (said.length >= 4 && holds(label, said)) || (!nav.includes(choice) && isEnded(label, said)),
    );
    if (near.length === 1) return near[0]?.choice;
  }
  return undefined;
}

/** Several choices at once, `1 and 3`, where the question allows it: each part must mean one. */
export function matchChoices(text: string, choices: readonly Choice[]): Choice[] {
  const whole = matchChoice(text, choices);
  if (whole) return [whole];
  const parts = /^[\d\s]+$/.test(text.trim()) ? text.trim().split(/\s+/) : partsOf(text);
  const found = parts.map((part) => matchChoice(part, choices));
  return found.every((one) => one !== undefined) ? choices.filter((one) => found.includes(one)) : [];
}

/** Whether a word of the label begins so, or it has these words in it (`email` is `e-mail`). */
const holds = (label: string, said: string): boolean =>
  ` ${label}`.includes(` ${said}`) || label.replaceAll(' ', '').endsWith(said.replaceAll(' ', ''));

/** A word of the label with an ending: `teksnya` is `teks`. */
const isEnded = (label: string, said: string): boolean =>
  label.split(' ').some((word) => word.length >= 4 && said.startsWith(word) && said.length - word.length <= 3 && !said.includes(' '));

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
  panel: 'panel.word',
  close_links: 'panel.word_close',
} as const satisfies Record<string, TextKey>;
export type Word = keyof typeof words;

/** Words that only tell: the others act, and are never guessed from a slip (a brand called Pearson is no wish for a person). */
const harmless: ReadonlySet<Word> = new Set(['status', 'help', 'language']);

/** Shorter words are too near to others: "durun" (hold on) to "durum" (status), "yarım" (half) to "yardım" (help). Their common slips are listed. */
const leastGuessed = 6;

const keys = Object.entries(words).map(([word, key]): [TextKey, Word] => [key, word as Word]); // Object.entries widens what the table's type knows
const known = spoken(keys);

/** Words that are understood in the middle of anything. `status 1024` gives the number too. Slips pass for words that only tell. */
export function matchWord(text: string): { word: Word; number?: number } | undefined {
  if (text.length > 60) return undefined;
  const said = plain(text);
  const word = known(said);
  if (word) return { word };
  const number = /(?:^| )(\d{1,9})(?= |$)/.exec(said);
  if (number) return known(said.replace(number[0], '').trim()) === 'status' ? { word: 'status', number: Number(number[1]) } : undefined;
  if (asksForPerson(said)) return { word: 'person' };
  if (said.length < leastGuessed || said.includes(' ')) return undefined;
  slips ??= keys.flatMap(([key, meant]) => (harmless.has(meant) ? wordsFor(key).map((one): [string, Word] => [plain(one), meant]) : []));
  const near = slips.find(([spelling]) => spelling.length >= leastGuessed && isNear(said, spelling));
  return near ? { word: near[1] } : undefined;
}
let slips: [string, Word][] | undefined;

/** "can I talk to a human?": a short text with a word for a person and a word for talking. */
const asksForPerson = (said: string): boolean => {
  personHints ??= [wordsFor('hint.person'), wordsFor('hint.talk')];
  return said.includes(' ') && personHints.every((hints) => hints.some((hint) => holdsWord(said, hint)));
};
let personHints: string[][] | undefined;

/** A yes and nothing else: one that is no thanks besides. */
export const isBareYes = isSaidIn(['word.yes', 'word.approve']);
export const isYes = isSaidIn(['word.yes', 'word.approve'], ['word.thanks', 'word.greeting', 'hint.beside']);
/** Praise: a yes that can't be meant for "shall we change that?". */
export const isApproval = isSaidIn(['word.approve'], ['word.yes', 'word.thanks', 'word.greeting', 'hint.beside']);
export const isNo = isSaidIn(['word.no'], ['word.skip', 'word.thanks', 'word.greeting', 'hint.beside']);
export const isThanks = isSaidIn(['word.thanks'], ['word.yes', 'word.approve', 'word.greeting', 'hint.beside']);
/** Two words of yes, or thanks with one, besides: for where nothing but a yes can be meant, as at a summary. */
export const isConfirmation = isSaidIn(
  ['word.yes', 'word.approve'],
  ['word.yes', 'word.approve', 'word.thanks', 'word.greeting', 'hint.beside'],
);
export const isGreeting = isSaidIn(['word.greeting'], ['hint.beside']);
/** They go to look, or to ask somebody: no answer yet. */
export const isMoment = isSaidIn(['word.moment']);
export const isMyData = isSaidIn(['word.my_data']);
export const isEraseData = isSaidIn(['word.erase_data']);

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

/** Whether a text names something that comes to what was named before: "and facebook", "o linkedin também". */
export function isAddition(text: string): boolean {
  additions ??= wordsFor('hint.added').map(normalize);
  const said = normalize(text);
  return additions.some((word) => said.startsWith(`${word} `) || said.endsWith(` ${word}`));
}
let additions: string[] | undefined;

/** Whether a word of the text begins as words of changing do: "değiştirelim", "quero mudar uma coisa". */
export function isChange(text: string): boolean {
  changes ??= wordsFor('hint.change').map(normalize);
  return normalize(text).split(' ').some((word) => changes?.some((stem) => word.startsWith(stem))); // biome-ignore format: one thought
}
let changes: string[] | undefined;
