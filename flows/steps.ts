// What the steps of production are called and how they stand, in one line each. Must not know what may be done with them.
import { type Catalogue, inLanguage, serviceAt } from './catalogue.ts';
import { sayIfKnown } from './texts.ts';
import type { Step, Ticket } from './ticket.ts';

const marks: Record<Step['state'], string> = { todo: '▫️', doing: '▶️', done: '✅' };

/** As the service says, in a language; by the usual word for its id where it says nothing; else its id. */
export function stepName(catalogue: Catalogue, language: string, ticket: Ticket, id: string): string {
  const known = serviceAt(catalogue, ticket.service, ticket.terms.version)?.steps.find((one) => one.id === id);
  return known?.name ? inLanguage(known.name, language) : (sayIfKnown(language, `step.${id}`) ?? id);
}

/** `✅ concept · Bruno` */
export const stepLine = (catalogue: Catalogue, language: string, ticket: Ticket, { id, state, owner }: Step): string =>
  `${marks[state]} ${stepName(catalogue, language, ticket, id)}${owner ? ` · ${owner.name}` : ''}`;
