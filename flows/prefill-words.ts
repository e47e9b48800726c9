// Where in a client's own words an answer stands: behind its label, in quotation marks, after "for", as a sum. Must not know drafts.
import type { Service } from './catalogue.ts';
import { holdsWord, isGreeting, isNear } from './match.ts';
import { normalize } from './normalize.ts';
import { wordsFor } from './texts.ts';
import { quoted } from './understand/quoted.ts';

/** `Where: on the site`, a line each: what stands behind the label of a question is its answer. */
export function labelled({ questions }: Service, text: string): [id: string, words: string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const [, label = '', words = ''] = /^\s*[-•*]?\s*([^:\n]{2,40}?)\s*[:=]\s*(\S.*)$/.exec(line) ?? [];
    const said = normalize(label);
    const question = said === '' ? undefined : questions.find((one) => one.type === 'text' && Object.values(one.label).some((name) => normalize(name) === said || isNear(normalize(name), said))); // biome-ignore format: one thought
    return question ? [[question.id, words.trim()]] : [];
  });
}

/** The words in quotation marks, where they are said to be words: a name may stand in them, too. */
export function quotedIn(text: string): string | undefined {
  if (!wordsFor('hint.words').some((word) => holdsWord(normalize(text), word))) return undefined;
  const found = [...text.matchAll(quoted)];
  return found.map((one) => (one[1] ?? one[2] ?? one[3] ?? one[4] ?? '').trim()).filter(Boolean).join('\n') || undefined; // biome-ignore format: one thought
}

/** A whole message that says what it is about: more than a greeting and a word or two. */
export const messageIn = (text: string): string | undefined =>
  normalize(text).split(' ').length >= 4 && !isGreeting(text) ? text.trim() : undefined;

const amount = String.raw`\d[\d.,]*(?:\s?(?:k|mil|jt|juta|rb|ribu|bin|тис)(?![\p{L}]))?`;
const money = new RegExp(
  `(?:(?:R\\$|Rp\\.?|US\\$|[$€£₺₴])\\s?${amount})|(?:${amount}\\s?(?:R\\$|reais|juta|jt|ribu|rupiah|TL|lira|₺|грн|гривень|₴|dollars?|dólares|euros?|USD|EUR|€|pounds?)(?![\\p{L}]))`,
  'iu',
);

/** A sum of money with its currency. */
export const moneyIn = (text: string): string | undefined => money.exec(text)?.[0].trim();

/** What it is for: the words after "for" up to the next stop, or before "için". */
export function purposeIn(service: Service, text: string): string | undefined {
  const before = wordsFor('hint.for').filter((word) => word !== 'için');
  const after = new RegExp(`(?<![\\p{L}])(?:${before.join('|')})\\s+([^.,;:!?\\n]{3,80})`, 'giu');
  const candidates = [
    ...[...text.matchAll(after)].map((found) => found[1] ?? ''),
    ...[...text.matchAll(/(?:^|[.,;:!?\n])\s*([^.,;:!?\n]{3,60}?)\s+için(?![\p{L}])/giu)].map((found) => found[1] ?? ''),
  ];
  return candidates.map((words) => words.trim()).find((words) => isPurpose(service, words));
}

/** Neither somebody, nor the thing itself, nor one of the options of another question. */
function isPurpose(service: Service, words: string): boolean {
  const said = normalize(words);
  const [first = ''] = said.split(' ');
  if (said.length < 3 || /^\d/.test(said) || wordsFor('hint.us').some((word) => normalize(word) === first)) return false;
  const taken = [
    ...Object.values(service.keywords).flat(),
    ...service.questions.flatMap(({ options }) => options.flatMap(({ keywords }) => Object.values(keywords).flat())),
  ];
  return !taken.some((word) => holdsWord(said, word));
}
