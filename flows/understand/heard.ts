// What was understood of a client's words, with what a turn is given: the catalogue, the campaigns, the day where the team is.
import { dayOf } from '../hours.ts';
import type { ClientGiven } from '../turn.ts';
import { type Understood, understand } from './understand.ts';

/** Today at the desk, `YYYY-MM-DD`. */
export const today = ({ zone, now }: Pick<ClientGiven, 'zone' | 'now'>): string => dayOf(zone, now);

/** Service, day, campaign, links, quantity and urgency that a text tells. Several steps of a turn ask for the same text: it is read once. */
export function heardIn(given: ClientGiven, text: string): Understood {
  const { catalogue, campaigns, person } = given;
  const day = today(given);
  if (last && last.text === text && last.day === day && last.language === person.language && last.catalogue === catalogue && last.campaigns === campaigns) return last.found; // biome-ignore format: one thought
  const found = understand(text, { catalogue, campaigns, today: day, language: person.language });
  last = { text, day, language: person.language, catalogue, campaigns, found };
  return found;
}
let last: (Pick<ClientGiven, 'catalogue' | 'campaigns'> & { text: string; day: string; language: string; found: Understood }) | undefined;
