// What the steps of production are called and how they stand, in one line each. Must not know what may be done with them.
import { type Catalogue, inLanguage, serviceAt } from './catalogue.ts';
import type { Step, Ticket } from './ticket.ts';

const marks: Record<Step['state'], string> = { todo: '▫️', doing: '▶️', done: '✅' };

/** As the service says, in a language; its id where it says nothing. */
export function stepName(catalogue: Catalogue, language: string, ticket: Ticket, id: string): string {
  const known = serviceAt(catalogue, ticket.service, ticket.terms.version)?.steps.find((one) => one.id === id);
  return known?.name ? inLanguage(known.name, language) : id;
}

/** `✅ concept · Bruno` */
export const stepLine = (catalogue: Catalogue, language: string, ticket: Ticket, { id, state, owner }: Step): string =>
  `${marks[state]} ${stepName(catalogue, language, ticket, id)}${owner ? ` · ${owner.name}` : ''}`;
