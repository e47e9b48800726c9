// What a first message says, found at once: service, day, campaign, urgency, links, quantity. Nothing is assumed; what is found is said back.
import type { Catalogue } from '../catalogue.ts';
import { type Campaign, type CampaignFound, findCampaign } from './campaign.ts';
import { type DateFound, findDate } from './date.ts';
import { languageOf } from './language.ts';
import { findLinks } from './links.ts';
import { findPromised } from './promise.ts';
import { findQuantity } from './quantity.ts';
import { quoted } from './quoted.ts';
import { type Reading, read } from './reading.ts';
import { pickService, withRole } from './service.ts';
import { isUrgent } from './urgency.ts';
import { tongueOf } from './words.ts';

export type { Campaign } from './campaign.ts';

export type Understood = {
  service: string | null;
  /** Several were meant and none first: offered. */
  services: string[];
  /** Asks where a request stands. */
  isStatus: boolean;
  date: DateFound | null;
  /** The campaign's code. */
  campaign: string | null;
  urgent: boolean;
  links: string[];
  quantity: number | null;
};

type Given = { catalogue: Catalogue; campaigns: readonly Campaign[]; today: string; language: string };

/** `today`: the day `YYYY-MM-DD` in the client's zone; `language`: the client's, which a message in another one overrules. */
export function understand(text: string, { catalogue, campaigns, today, language: theirs }: Given): Understood {
  const { links, blanked } = findLinks(text);
  const own = withoutQuoted(blanked);
  const language = languageOf(blanked, theirs, known);
  const readAs = (words: string): Reading => read(words, catalogue, language, withRole(catalogue, 'other')?.id);
  const reading = readAs(blanked);
  const campaign = findCampaign(reading, blanked, campaigns) ?? findPromised(blanked, campaigns);
  const date = findDate(withoutCampaign(own, campaign), today, language) ?? null;
  const ownReading = own === blanked ? reading : readAs(own);
  const urgent = isUrgent(ownReading);
  const told = { hasDay: date !== null, isPressed: date !== null || campaign !== undefined || urgent };
  const picked = pickService(ownReading, catalogue, told);
  const isTold = picked.service !== null || picked.services.length > 0 || picked.isStatus;
  return {
    ...(isTold || own === blanked ? picked : pickService(reading, catalogue, told)),
    date,
    campaign: campaign?.code ?? null,
    urgent,
    links,
    quantity: findQuantity(ownReading, tongueOf(language), date),
  };
}

/** What stands in quotation marks is to be printed, or was read somewhere: "Half price weekend" is neither a price nor a day. */
const withoutQuoted = (text: string): string => text.replace(quoted, (found) => ' '.repeat(found.length));

const known = ['en', 'pt-BR', 'id', 'tr', 'uk'];

/** A campaign's name is no day ("чорна п'ятниця" is no Friday), unless it is said as one ("by Black Friday") or days are counted from it: H-1. */
const withoutCampaign = (text: string, campaign: CampaignFound | undefined): string =>
  campaign === undefined || campaign.isDeadline || /\bh\s?-\s?\d/i.test(text)
    ? text
    : text.slice(0, campaign.from) + ' '.repeat(campaign.to - campaign.from) + text.slice(campaign.to);
