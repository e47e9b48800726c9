// What can be asked for: the services as choices, and the one that a text names.
import { inLanguage, type Service } from './catalogue.ts';
import { holdsWord, normalize } from './match.ts';
import type { Choice } from './message.ts';
import type { ClientGiven } from './turn.ts';

/** The service a first message names, if it names just one. A keyword within a longer one does not count: a sponsored post is an ad. */
export function serviceNamed(given: ClientGiven, text: string): Service | undefined {
  const said = normalize(text);
  const found = given.catalogue.flatMap(
    (service) =>
    Object.values(service.keywords).flat().filter((word) => holdsWord(said, word)).map((word) => ({ service, word: normalize(word) })), // biome-ignore format: one thought
  );
  const isWithin = (one: string): boolean => found.some(({ word }) => word.length > one.length && holdsWord(word, one));
  const named = new Set(found.filter(({ word }) => !isWithin(word)).map(({ service }) => service));
  return named.size === 1 ? [...named][0] : undefined;
}

/** Every service as a choice, in the catalogue's order. */
export const serviceChoices = (given: ClientGiven): Choice[] =>
  given.catalogue.map((service) => ({
    data: `s:${service.id}`,
    label: `${service.emoji} ${inLanguage(service.name, given.person.language)}`,
  }));
