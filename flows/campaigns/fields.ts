// What a campaign is written with, field by field: how a field is called in any language, and how what is typed for it is read.
import { parseDay } from '../day.ts';
import { memberNamed } from '../desk-people.ts';
import { normalize } from '../normalize.ts';
import { type Holes, type TextKey, wordsFor } from '../texts.ts';
import type { Staff } from '../turn.ts';
import { numberOf } from '../week.ts';
import type { BookedCampaign } from './campaign.ts';

export const campaignFields = ['name', 'days', 'from', 'to', 'channels', 'promises', 'facts', 'words', 'owners'] as const;
export type CampaignField = (typeof campaignFields)[number];

/** A campaign in the making: before its days are told it has none. */
export type Unbooked = Pick<BookedCampaign, 'code' | 'name' | 'words' | 'promises' | 'channels' | 'facts' | 'owners'> & {
  from?: string;
  to?: string;
};

export type Reader = { team: readonly Staff[]; today: string };
export type Mistake = { key: TextKey; holes?: Holes };
type Read<T> = { type: 'read'; campaign: T } | { type: 'mistake'; mistake: Mistake };

const longest = { name: 80, item: 60, promise: 300, facts: 3000 };
const most = { items: 30, promises: 12 };

/** The field that somebody means, in whatever language. */
export function fieldNamed(word: string): CampaignField | undefined {
  const said = normalize(word);
  return campaignFields.find((field) => field === said || [...wordsFor(`campaign_typed.${field}`), ...wordsFor(`campaign_field.${field}`)].some((one) => normalize(one) === said)); // biome-ignore format: one thought
}

/** The campaign with a field as it was typed; `-` empties one that may be empty. */
export function withField<T extends Unbooked>(campaign: T, field: CampaignField, typed: string, { team, today }: Reader): Read<T> {
  const value = /^[-–—]$/.test(typed.trim()) ? '' : typed.trim();
  const read = (more: Partial<Unbooked>): Read<T> => ({ type: 'read', campaign: { ...campaign, ...more } });
  const mistake = (key: TextKey, holes: Holes = {}): Read<T> => ({ type: 'mistake', mistake: { key, holes } });
  switch (field) {
    case 'name':
      return value === '' || value.length > longest.name || value.includes('\n')
        ? mistake('campaign.wrong.name', { most: longest.name })
        : read({ name: value });
    case 'days':
    case 'from':
    case 'to': {
      const days = daysIn(campaign, field, value, today);
      return days ? read(days) : mistake('campaign.wrong.days');
    }
    case 'channels':
    case 'words': {
      const items = listed(value, /[,;\n]/);
      const isWrong = items.length > most.items || items.some(({ length }) => length > longest.item);
      return isWrong ? mistake('campaign.wrong.list', { most: most.items, longest: longest.item }) : read({ [field]: items });
    }
    case 'promises': {
      const promises = listed(value, /\n/);
      const isWrong = promises.length > most.promises || promises.some(({ length }) => length > longest.promise);
      return isWrong ? mistake('campaign.wrong.list', { most: most.promises, longest: longest.promise }) : read({ promises });
    }
    case 'facts':
      return value.length > longest.facts ? mistake('campaign.wrong.facts', { most: longest.facts }) : read({ facts: value });
    case 'owners': {
      const owners = listed(value, /[,;\n]/).map((name) => memberNamed(team, name)?.address);
      const known = owners.flatMap((one) => one ?? []);
      return known.length === owners.length
        ? read({ owners: [...new Set(known)] })
        : mistake('campaign.wrong.owners', { names: team.map(({ name }) => name).join(', ') || '—' });
    }
    default:
      return field satisfies never;
  }
}

/** The parts of a list, without the signs that stand before them. */
const listed = (value: string, at: RegExp): string[] => [...new Set(value.split(at).map((one) => one.replace(/^\s*[•*·–-]\s+/, '').trim()).filter(Boolean))]; // biome-ignore format: one thought

const written = /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}(?:[/.](?:\d{4}|\d{2}))?/g;

/** The days of a text as they stand in it. */
export const daysWritten = (text: string): string[] => text.match(written) ?? [];

function daysIn(
  { from, to }: Unbooked,
  field: 'days' | 'from' | 'to',
  value: string,
  today: string,
): { from?: string; to?: string } | undefined {
  const [first, last = first, ...more] = daysWritten(value);
  if (first === undefined || last === undefined || more.length > 0 || (field !== 'days' && last !== first)) return undefined;
  const start = field === 'to' ? from : nearestDay(first, today);
  const end = field === 'from' ? to : parseDay(last, start ?? today);
  if ((field !== 'to' && !start) || (field !== 'from' && !end) || (start && end && (end < start || isFar(last, start, end))))
    return undefined;
  return { ...(start ? { from: start } : {}), ...(end ? { to: end } : {}) };
}

/** Half a year and more is told with its year: “1/11” after 20 November is a slip. */
const isFar = (typed: string, start: string, end: string): boolean =>
  !/\d{4}/.test(typed) && numberOf(end) - numberOf(start) > mostUntoldDays;
const mostUntoldDays = 180;

/** A day without a year is the nearest such day: a campaign may be running already. */
function nearestDay(text: string, today: string): string | undefined {
  const next = parseDay(text, today);
  const before = next && parseDay(text, `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`);
  if (!next || !before) return next;
  return numberOf(next) - numberOf(today) <= numberOf(today) - numberOf(before) ? next : before;
}
