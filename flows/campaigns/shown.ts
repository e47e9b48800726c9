// A campaign as the desk reads it: a line in the list, all of it, and what of it stands on a ticket's card.
import { dayHole, type Holes, say, type TextKey } from '../texts.ts';
import type { Staff } from '../turn.ts';
import { type BookedCampaign, ownersOf, type Phase, phaseOf } from './campaign.ts';

const mostOnCard = 600;

/** `Black Friday (BF26)` */
export const nameOfCampaign = ({ name, code }: Pick<BookedCampaign, 'name' | 'code'>): string =>
  name === code ? name : `${name} (${code})`;

/** `23 November – 30 November`, or the one day. */
export const daysOf = (language: string, { from, to }: Pick<BookedCampaign, 'from' | 'to'>): string =>
  from === to
    ? say(language, 'campaign.day', { from: dayHole(from) })
    : say(language, 'campaign.days', { from: dayHole(from), to: dayHole(to) });

const phaseTexts = {
  coming: 'campaign.phase.coming',
  running: 'campaign.phase.running',
  over: 'campaign.phase.over',
  cancelled: 'campaign.phase.cancelled',
} as const satisfies Record<Phase, TextKey>;

export const phaseName = (language: string, campaign: BookedCampaign, today: string): string =>
  say(language, phaseTexts[phaseOf(campaign, today)]);

/** `• Black Friday (BF26) · 23 November – 30 November · running` */
export const lineOf = (language: string, campaign: BookedCampaign, today: string): string =>
  `• ${[nameOfCampaign(campaign), daysOf(language, campaign), phaseName(language, campaign, today)].join(' · ')}`;

const promisesOf = ({ promises }: BookedCampaign): string => promises.map((one) => `✔️ ${one}`).join('\n');

/** Everything that staff may want to know of it. */
export function factsOf(language: string, campaign: BookedCampaign, team: readonly Staff[], today: string): string {
  const line = (key: TextKey, value: string, holes: Holes = {}): string => (value === '' ? '' : `${say(language, key, holes)}: ${value}`);
  const head = [
    `${daysOf(language, campaign)} · ${phaseName(language, campaign, today)}`,
    line('campaign_field.channels', campaign.channels.join(', ')),
    line('campaign_field.words', campaign.words.join(', ')),
    line('campaign_field.owners', ownersOf(campaign, team).join(', ')),
  ];
  const promises = promisesOf(campaign) || say(language, 'campaign.no_promises');
  return [head.filter(Boolean).join('\n'), promises, campaign.facts].filter(Boolean).join('\n\n');
}

/** What whoever opens a ticket of it must know: what was promised, and the facts, cut where they are long. */
export function onCard(language: string, campaign: BookedCampaign): string {
  const { facts, code } = campaign;
  const short = facts.length > mostOnCard ? `${facts.slice(0, mostOnCard).replace(/\s\S*$/, '')} … /campaign ${code}` : facts;
  const state =
    campaign.state === 'booked'
      ? ''
      : ` · ${say(language, campaign.state === 'ended' ? 'campaign.phase.over' : 'campaign.phase.cancelled')}`;
  return [`📣 ${nameOfCampaign(campaign)} · ${daysOf(language, campaign)}${state}`, promisesOf(campaign), short].filter(Boolean).join('\n');
}
