// What can be asked for: the services as choices, and the one that a text names.
import { inLanguage, type Service, serviceOf } from './catalogue.ts';
import type { Choice } from './message.ts';
import type { ClientGiven } from './turn.ts';
import { heardIn } from './understand/heard.ts';

/** The service that a first message asks for, if that is plain. */
export const serviceNamed = (given: ClientGiven, text: string): Service | undefined => {
  const { service } = heardIn(given, text);
  return service === null ? undefined : serviceOf(given.catalogue, service);
};

/** The services as choices, in the catalogue's order: all, or some and whatever stands for everything else. */
export const serviceChoices = (given: ClientGiven, of?: readonly string[]): Choice[] =>
  given.catalogue
    .filter(({ id }, i) => !of || of.includes(id) || i === given.catalogue.length - 1)
    .map((service) => ({
      data: `s:${service.id}`,
      label: `${service.emoji} ${inLanguage(service.name, given.person.language)}`,
    }));
