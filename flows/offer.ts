// What can be asked for: the services as choices, and the one that a text names.
import { inLanguage, type Service } from './catalogue.ts';
import { holdsWord } from './match.ts';
import type { Choice } from './message.ts';
import { normalize } from './normalize.ts';
import type { ClientGiven } from './turn.ts';

/** The service a first message names, if it names just one. */
export function serviceNamed(given: ClientGiven, text: string): Service | undefined {
  const said = normalize(text);
  const named = given.catalogue.filter((service) =>
    Object.values(service.keywords)
      .flat()
      .some((word) => holdsWord(said, word)),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** Every service as a choice, in the catalogue's order. */
export const serviceChoices = (given: ClientGiven): Choice[] =>
  given.catalogue.map((service) => ({
    data: `s:${service.id}`,
    label: `${service.emoji} ${inLanguage(service.name, given.person.language)}`,
  }));
