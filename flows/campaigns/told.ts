// When the team hears of a campaign: a working day before it starts, as it starts, as its end comes near while requests have no day, and
// when it is over. Each is a timer of its own, set anew whenever the campaign changes; what is past already is not made up for.
import { dayAfter, workdayFrom } from '../desk-deed.ts';
import { deskLanguage, heard, type Given as Words } from '../desk-words.ts';
import { type Hours, nextOpening } from '../hours.ts';
import type { Inbound, InboundOf, Outbound } from '../message.ts';
import { nameOf } from '../status.ts';
import { dayHole, say } from '../texts.ts';
import type { Ticket } from '../ticket.ts';
import { type DeskGiven, emptyTurn, type Timer, type Turn } from '../turn.ts';
import { numberOf } from '../week.ts';
import { dayMs, dayOf, momentOf } from '../zone.ts';
import { type BookedCampaign, campaignKey, phaseOf } from './campaign.ts';
import { missedTold } from './missed.ts';
import { factsOf, nameOfCampaign } from './shown.ts';

const tellings = ['before', 'start', 'check', 'end'] as const;
type Telling = (typeof tellings)[number];

/** Working days before its end at which requests without a day are asked about. */
const checkDays = 3;

/** What a telling is given: the open tickets of the campaign are its `queue`. */
export type ToldGiven = Words & Pick<DeskGiven, 'now' | 'hours' | 'zone' | 'team' | 'kept' | 'queue'>;

/** The campaign and the telling that a timer is for. */
export function tellingOf(inbound: Inbound): { code: string; telling: Telling } | undefined {
  if (inbound.type !== 'timer') return undefined;
  const [, code = '', word] = /^campaign:([A-Z0-9_-]+):(\w+)$/.exec(inbound.key) ?? [];
  const telling = tellings.find((one) => one === word);
  return telling && { code, telling };
}

const openingOf = (hours: Hours, day: string): number => nextOpening(hours, momentOf(hours.zone, numberOf(day) * dayMs));

function momentsOf({ from, to }: BookedCampaign, hours: Hours): Record<Telling, number> {
  return {
    before: openingOf(hours, workdayFrom({ hours }, from, -1)),
    start: openingOf(hours, from),
    check: openingOf(hours, workdayFrom({ hours }, to, -checkDays)),
    end: openingOf(hours, dayAfter(to)),
  };
}

/** The rows of its timers, as it stands now. */
export function timersOfCampaign(campaign: BookedCampaign, { hours, now }: Pick<DeskGiven, 'hours' | 'now'>): Timer[] {
  const key = campaignKey(campaign.code);
  const moments = momentsOf(campaign, hours);
  return tellings.map((telling) => ({
    key: `${key}:${telling}`,
    dueAt: campaign.state === 'booked' && moments[telling] > now ? moments[telling] : null,
    body: { chat: key, version: campaign.version },
  }));
}

/** A timer of a campaign's came due: the desk is told, if it still holds. */
export function campaignTurn(given: ToldGiven, inbound: InboundOf<'timer'>): Turn {
  const meant = tellingOf(inbound);
  const campaign = meant && given.book?.find(({ code }) => code === meant.code);
  const outbound = campaign?.state === 'booked' ? toldOf(given, campaign, meant?.telling ?? 'end') : [];
  return { ...emptyTurn(), outbound, timers: [{ key: inbound.key, dueAt: null, body: inbound.body }] };
}

function toldOf(given: ToldGiven, campaign: BookedCampaign, telling: Telling): Outbound[] {
  const today = dayOf(given.zone, given.now);
  const phase = phaseOf(campaign, today);
  switch (telling) {
    case 'before':
      return phase === 'coming' ? [facts(given, campaign, 'campaign.told.before', today)] : [];
    case 'start':
      return phase === 'running' ? [facts(given, campaign, 'campaign.told.start', today)] : [];
    case 'check':
      return phase === 'over' ? [] : missedTold(given, campaign, given.queue);
    case 'end':
      return phase === 'over' ? [ended(given, campaign, given.queue)] : [];
    default:
      return telling satisfies never;
  }
}

function facts(given: ToldGiven, campaign: BookedCampaign, key: 'campaign.told.before' | 'campaign.told.start', today: string): Outbound {
  const language = deskLanguage(given);
  const title = say(language, key, { campaign: nameOfCampaign(campaign), from: dayHole(campaign.from) });
  const text = heard(given, 'campaign', factsOf(language, campaign, given.team, today));
  return { lane: 'desk', body: { type: 'text', title, text } };
}

/** It is over: what was promised holds no more, and what is still open for it. */
export function ended(given: Words, campaign: BookedCampaign, queue: readonly Ticket[]): Outbound {
  const language = deskLanguage(given);
  const open = queue.filter((one) => one.campaign === campaign.code);
  const lines = open.map((ticket) => `• ${nameOf(ticket)}`);
  const title = say(language, 'campaign.told.end', { campaign: nameOfCampaign(campaign) });
  const text = heard(given, 'campaign', [say(language, 'campaign.told.end_open', { count: open.length }), ...lines].join('\n'));
  return { lane: 'desk', body: { type: 'text', title, text } };
}
