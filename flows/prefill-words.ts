// Where in a client's own words an answer stands: behind its label, in quotation marks, as a sum. Must not know drafts.
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
