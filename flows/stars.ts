// How well it went, in stars: the choices, and what people write for them. Must not know tickets or turns.
import { holdsWord, isNear } from './match.ts';
import type { Choice } from './message.ts';
import { normalize } from './normalize.ts';
import { placeNamed } from './ordinal.ts';
import { bare, spoken } from './spoken.ts';
import { say, type TextKey, wordsFor } from './texts.ts';

export const mostStars = 5;
/** So few stars reach the team's leads. */
export const isLow = (stars: number): boolean => stars <= 2;

const levels = [1, 2, 3, 4, 5] as const;

export const ratingChoices = (language: string, number: number): Choice[] =>
  levels.map((stars) => ({ data: `g:${number}:${stars}`, label: `${'⭐'.repeat(stars)} ${say(language, `rating.${stars}`)}` }));

export const followUpChoices = (language: string, number: number): Choice[] => [
  { data: `f:${number}:yes`, label: say(language, 'follow_up.yes') },
  { data: `f:${number}:no`, label: say(language, 'follow_up.no') },
];

export type Rating = { stars: number; text: string };

/** `5`, `4/5`, `9/10`, `4 of 5`, `⭐⭐⭐`, "great", "5: lovely work", "Ótimo! Adorei as cores" → stars, and the word that came with them. */
export function readRating(text: string): Rating | undefined {
  const said = text.trim();
  const [, head = '', rest = ''] = /^([^,.!?;:\n–—]+)[,.!?;:\n–—]*\s*([\s\S]*)$/.exec(said.replace(/\s+-+\s+/, ', ')) ?? [];
  const stars = starsOf(said) ?? (rest !== '' && isPlain(rest) ? starsOf(head) : undefined);
  if (stars === undefined) return undefined;
  return { stars, text: starsOf(said) === undefined ? (isCount(head) ? rest.trim() : said) : isCount(said) ? '' : said };
}

/** "Great, but late" is no clear five. */
const isPlain = (rest: string): boolean => !wordsFor('hint.but').some((word) => holdsWord(normalize(rest), word));

/** Nothing but the number of stars. */
const isCount = (said: string): boolean => counted(said) !== undefined;

const starsOf = (said: string): number | undefined => counted(said) ?? worded(said);

function counted(said: string): number | undefined {
  const plain = said.trim().replace(/(\d)\uFE0F?\u20E3/g, '$1');
  const drawn = [...plain.replace(/[\uFE0F\s]/g, '')];
  if (drawn.length > 0 && drawn.length <= mostStars && drawn.every((sign) => '⭐★🌟'.includes(sign))) return drawn.length;
  const [, digits, of, unit] = /^(\d{1,2})(?:\s*\/\s*(\d{1,2}))?(?:\s+(\p{L}+))?$/u.exec(plain) ?? outOf(plain) ?? [];
  if (!digits || (unit && !wordsFor('word.star').some((word) => holdsWord(normalize(unit), word)))) return undefined;
  const value = of === '10' ? Math.ceil(Number(digits) / 2) : of === undefined || of === '5' ? Number(digits) : 0;
  return value >= 1 && value <= mostStars ? value : undefined;
}

/** `4 of 5`, `5 üzerinden 4`, in digits or words: both numbers, the stars first; the texts show where each stands. */
function outOf(said: string): (string | undefined)[] | undefined {
  shapes ??= wordsFor('word.out_of').map((shape) => new RegExp(`^${shape.split(' ').map(part).join(' ')}(?: (?<unit>\\S+))?$`));
  const words = bare(normalize(said));
  const { stars = '', of = '', unit } = shapes.map((shape) => shape.exec(words)?.groups).find((one) => one !== undefined) ?? {};
  const [value, most] = [placeNamed(stars), placeNamed(of)];
  return value && most ? ['', `${value}`, `${most}`, unit] : undefined;
}
let shapes: RegExp[] | undefined;
const part = (word: string): string => ({ '★': '(?<stars>\\S+)', '#': '(?<of>\\S+)' })[word] ?? normalize(word);

const meant = spoken(levels.map((stars): [TextKey, number] => [`stars.${stars}`, stars]));
let known: [string, number][] | undefined;

function worded(said: string): number | undefined {
  const exact = meant(said);
  const plain = normalize(said);
  if (exact !== undefined || plain.length < 5 || plain.includes(' ')) return exact;
  known ??= levels.flatMap((stars) => wordsFor(`stars.${stars}`).map((word): [string, number] => [normalize(word), stars]));
  const near = new Set(known.flatMap(([word, stars]) => (word.length >= 5 && isNear(plain, word) ? [stars] : [])));
  return near.size === 1 ? [...near][0] : undefined;
}
