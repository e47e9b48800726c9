// What a thing is wanted for: the words after "for" or before "için", or the occasion that stands beside the thing. Neither a day nor a place.
import type { Service } from '../catalogue.ts';
import { holdsWord } from '../match.ts';
import { normalize } from '../normalize.ts';
import { wordsFor } from '../texts.ts';
import { isFeast, occasionBeside } from './occasion.ts';

/** What the text says it is for, in so many words. */
export const purposeIn = (service: Service, text: string): string | undefined => firstOf(service, forWords(text));

/** The occasion beside the thing. `free`: the text without its day; with "до" the day may itself be the occasion ("банер до Дня матері"). */
export function occasionIn(service: Service, free: string, text: string): string | undefined {
  const things = Object.values(service.keywords).flat();
  const texts = /(?<!\p{L})до\s/iu.test(text) ? [free, text] : [free];
  return firstOf(service, texts.map((one) => occasionBeside(one, things) ?? '')); // biome-ignore format: one thought
}

function firstOf(service: Service, candidates: readonly string[]): string | undefined {
  for (const said of candidates) {
    const words = bare(said);
    if (words.length > 1 && isPurpose(service, said.trim(), words)) return words;
  }
  return undefined;
}

/** The words after "for" up to the next stop, or before "için". */
function forWords(text: string): string[] {
  const before = wordsFor('hint.for').filter((word) => word !== 'için');
  const after = new RegExp(`(?<![\\p{L}])(?:${before.join('|')})\\s+([^.,;:!?\\n]{3,80})`, 'giu');
  return [
    ...[...text.matchAll(after)].map((found) => found[1] ?? ''),
    ...[...text.matchAll(/(?:^|[.,;:!?\n])\s*([^.,;:!?\n]{3,60}?)\s+için(?![\p{L}])/giu)].map((found) => found[1] ?? ''),
  ];
}

const article = /^(?:the|an?|os?|as?|uma?s?|uns|bir|sebuah|suatu)\s+/iu;
const manners =
  /(?:\s+(?:please|pls|plz|thanks|thank you|thx|por favor|pfv|pf|obrigad[oa]|tolong|ya|dong|deh|kak|min|makasih|lütfen|lutfen|teşekkürler|будь ласка|будьласка|плз|плиз|пліз|дякую))+$/iu;
/** Left behind where the day was cut out: "for the fair on", "para o evento de". */
const dangling = /(?:\s+(?:on|by|at|in|de|do|em|no|na|dia|pada|di|tanggal|tgl|в|у|на|до|з))+$/iu;
/** Turkish endings behind an apostrophe: Anneler Günü'ne, Black Friday'e. */
const ending = /(?<=\p{L})['’ʼ‘`´](?:y?[aeıiuü]|n?[ae]|[dt][ae]n?|[yn]?[ıiuü]n?)$/iu;

/** Without its article, its manners and its ending. */
function bare(said: string): string {
  let words = said.trim();
  for (const part of [article, manners, dangling, ending]) words = words.replace(part, '');
  return words.replace(/^([Дд])ня(?=\s)/u, '$1ень').trim();
}

/** Neither somebody, nor the thing itself, nor one of the options of another question. `said`: with its article. */
function isPurpose(service: Service, said: string, words: string): boolean {
  const plain = normalize(words);
  const [first = ''] = normalize(said).split(' ');
  const isUs = wordsFor('hint.us').map(normalize).some((word) => word === first || word === plain); // biome-ignore format: one thought
  if (said.length < 3 || /^\d/.test(said) || (isUs && !isFeast(words))) return false;
  const taken = [
    ...Object.values(service.keywords).flat(),
    ...service.questions.flatMap(({ options }) => options.flatMap(({ keywords }) => Object.values(keywords).flat())),
  ];
  return !taken.some((word) => holdsWord(plain, word));
}
