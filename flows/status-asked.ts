// "where is my banner", "1024 ne durumda", "e o meu post, já ficou pronto?": where a request stands, asked with other words around it.
// Nothing but a service's name, a number and small words may stand there besides, so that an answer that only holds such words is none.
import type { Catalogue } from './catalogue.ts';
import { type TextKey, wordsFor } from './texts.ts';
import { mentionsIn } from './understand/keywords.ts';
import { type Token, tokensOf, wordsOf } from './understand/tokens.ts';

/** `service`: the one that is named · `number`: the ticket's. */
export type StatusAsked = { service?: string; number?: number };

const longest = 80;
/** `telling`: the words that a question for the status is made of. */
type Known = {
  telling: ReadonlySet<string>;
  small: ReadonlySet<string>;
  requests: ReadonlySet<string>;
  alone: ReadonlySet<string>;
  ofSomething: ReadonlySet<string>;
};
let known: Known | undefined;

function makeKnown(): Known {
  const wordsIn = (...keys: TextKey[]) => new Set(keys.flatMap(wordsFor).flatMap(wordsOf));
  const small = wordsIn('hint.around', 'hint.beside', 'hint.address', 'hint.particle');
  const phrases = (key: TextKey) => new Set(wordsFor(key).map((phrase) => essence(wordsOf(phrase), small)).filter(Boolean)); // biome-ignore format: one thought
  const telling = wordsIn('word.status', 'hint.status');
  return { telling, small, requests: wordsIn('hint.request'), alone: phrases('word.status'), ofSomething: phrases('hint.status') };
}

const essence = (words: readonly string[], small: ReadonlySet<string>): string => words.filter((word) => !small.has(word)).join(' ');

/** What a short text asks the status of, if it does nothing else. */
export function statusAsked(text: string, catalogue: Catalogue, language: string): StatusAsked | undefined {
  if (text.length > longest) return undefined;
  known ??= makeKnown();
  const tokens = tokensOf(text);
  if (!tokens.some(({ word }) => known?.telling.has(word))) return undefined;
  const named = mentionsIn(tokens, catalogue, language).filter(({ fit, from, to }) => fit > 1 || to - from > 1);
  const isNumber = ({ word }: Token) => /^\d{3,9}$/.test(word);
  const number = tokens.find(isNumber)?.word;
  const rest = tokens.filter((token, i) => !isNumber(token) && !named.some(({ from, to }) => from <= i && i < to));
  const words = rest.map(({ word }) => word);
  const { small, requests, alone, ofSomething } = known;
  const isOfSomething = named.length > 0 || number !== undefined || words.some((word) => requests.has(word));
  const asked = essence(words, new Set([...small, ...requests]));
  if (!alone.has(essence(words, small)) && !(isOfSomething && ofSomething.has(asked))) return undefined;
  const services = new Set(named.map(({ service }) => service));
  const [service] = services.size === 1 ? services : [];
  return { ...(service ? { service } : {}), ...(number ? { number: Number(number) } : {}) };
}
