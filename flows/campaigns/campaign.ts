// A campaign as the book keeps it: what is promised, when, and what the team must know of it. What a client may name of it is less.
import type { Address } from '../message.ts';
import type { Ticket } from '../ticket.ts';
import type { Staff } from '../turn.ts';
import type { Campaign } from '../understand/understand.ts';
import { dayMs } from '../zone.ts';

/** `booked` runs by its days · `ended` before its day, `to` says when · `cancelled` before it began. */
export const campaignStates = ['booked', 'ended', 'cancelled'] as const;

/**
 * `from` and `to`: its first and last day, `YYYY-MM-DD` · `promises`: each a sentence, as clients read it · `facts`: what staff need ·
 * `owners`: addresses of the team · `version`: raised with every change · `bookedAt`, `changedAt`: ms since the epoch.
 */
export type BookedCampaign = Campaign & {
  promises: readonly string[];
  from: string;
  to: string;
  channels: readonly string[];
  facts: string;
  owners: readonly Address[];
  state: (typeof campaignStates)[number];
  version: number;
  bookedAt: number;
  changedAt: number;
};

/** The key of a campaign, beside those of conversations and tickets. */
export const campaignKey = (code: string): string => `campaign:${code}`;

/** A code as it is kept, `BF26`; undefined for what can be none. It fits a link: letters without accents, digits, `-` and `_`. */
export function codeIn(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return /^[A-Z0-9][A-Z0-9_-]{1,19}$/.test(code) && code !== 'NEW' ? code : undefined;
}

export type Phase = 'coming' | 'running' | 'over' | 'cancelled';

/** Where it stands on a day. */
export function phaseOf({ state, from, to }: Pick<BookedCampaign, 'state' | 'from' | 'to'>, today: string): Phase {
  if (state === 'cancelled') return 'cancelled';
  if (state === 'ended' || to < today) return 'over';
  return from > today ? 'coming' : 'running';
}

/** Days after its end in which clients still write about it. */
const afterwardsDays = 30;

/** Those that a client may name on a day: clients write of what is over, too. */
export function nameable(book: readonly BookedCampaign[], today: string): BookedCampaign[] {
  const since = new Date(Date.parse(`${today}T00:00:00Z`) - afterwardsDays * dayMs).toISOString().slice(0, 10);
  return book.filter(({ state, to }) => state !== 'cancelled' && to >= since);
}

/** The current and the coming ones of a day, what begins first first. */
export const currentOf = (book: readonly BookedCampaign[], today: string): BookedCampaign[] =>
  book
    .filter((one) => ['running', 'coming'].includes(phaseOf(one, today)))
    .toSorted((a, b) => (a.from === b.from ? (a.code < b.code ? -1 : 1) : a.from < b.from ? -1 : 1));

/** The campaign that a ticket is for, as the book has it now. */
export const campaignOfTicket = (
  book: readonly BookedCampaign[] | undefined,
  { campaign }: Pick<Ticket, 'campaign'>,
): BookedCampaign | undefined => (campaign === undefined ? undefined : book?.find(({ code }) => code === campaign));

/** Its owners who are on the desk, by name. */
export const ownersOf = ({ owners }: BookedCampaign, team: readonly Staff[] = []): string[] =>
  owners.flatMap((address) => team.find((one) => one.address === address)?.name ?? []);
