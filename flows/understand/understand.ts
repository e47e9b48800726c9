// STUB
import type { Catalogue } from '../catalogue.ts';
import { holdsWord } from '../match.ts';
import { normalize } from '../normalize.ts';
import type { DateFound } from './date.ts';
export type Campaign = { code: string; name: string; words: readonly string[] };
export type Understood = {
  service: string | null;
  services: string[];
  isStatus: boolean;
  date: DateFound | null;
  campaign: string | null;
  urgent: boolean;
  links: string[];
  quantity: number | null;
};
export function understand(
  text: string,
  given: { catalogue: Catalogue; campaigns: readonly Campaign[]; today: string; language: string },
): Understood {
  const said = normalize(text);
  const named = given.catalogue.filter((service) =>
    Object.values(service.keywords)
      .flat()
      .some((word) => holdsWord(said, word)),
  );
  return {
    service: named.length === 1 ? (named[0]?.id ?? null) : null,
    services: named.map(({ id }) => id),
    isStatus: false,
    date: null,
    campaign: null,
    urgent: false,
    links: [],
    quantity: null,
  };
}
