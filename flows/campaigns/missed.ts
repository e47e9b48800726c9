// A promise that delivery will miss warns whoever owns it: a request for a campaign that will be ready after the campaign, or whose day
// nobody has promised while the end comes near.
import { deskLanguage, type Given, heard } from '../desk-words.ts';
import type { Outbound } from '../message.ts';
import { nameOf } from '../status.ts';
import { dayHole, say } from '../texts.ts';
import { isClosed, type Ticket, type TicketEvent } from '../ticket.ts';
import { type BookedCampaign, campaignOfTicket, ownersOf } from './campaign.ts';
import { nameOfCampaign } from './shown.ts';

/** The open tickets of a campaign that are promised for a day after its end, or for none; what is delivered has no day to miss. */
export const missedBy = (campaign: BookedCampaign, tickets: readonly Ticket[]): Ticket[] =>
  tickets.filter(
    (one) =>
      one.campaign === campaign.code &&
      !isClosed(one) &&
      one.awaiting?.type !== 'approval' &&
      (one.due === undefined || one.due > campaign.to),
  );

/** Words for the owners: their names below; where none is on the desk, those who hear of what is late. */
function toOwners(given: Given, campaign: BookedCampaign, text: string): Outbound {
  const names = ownersOf(campaign, given.team);
  return { lane: 'desk', body: { type: 'text', text: names.length > 0 ? `${text}\n👉 ${names.join(', ')}` : heard(given, 'late', text) } };
}

/** What the owners are told of several at once; nothing when all of them will be ready. */
export function missedTold(given: Given, campaign: BookedCampaign, tickets: readonly Ticket[]): Outbound[] {
  const language = deskLanguage(given);
  const missed = missedBy(campaign, tickets);
  if (missed.length === 0) return [];
  const lines = missed.map((ticket) => {
    const day = ticket.due ? say(language, 'day', { day: dayHole(ticket.due) }) : say(language, 'campaign.undated');
    return `• ${nameOf(ticket)} · ${day}`;
  });
  const head = say(language, 'campaign.missed', { campaign: nameOfCampaign(campaign), to: dayHole(campaign.to), count: missed.length });
  return [toOwners(given, campaign, [head, ...lines].join('\n'))];
}

/** What the owners are told when something happens to one ticket: it is promised for after the end, or its delivery is late. */
export function missedByEvent(given: Given, ticket: Ticket, event: TicketEvent): Outbound[] {
  const campaign = campaignOfTicket(given.book, ticket);
  if (!campaign || campaign.state === 'cancelled') return [];
  const language = deskLanguage(given);
  const holes = { ticket: nameOf(ticket), campaign: nameOfCampaign(campaign), to: dayHole(campaign.to) };
  if (event.type === 'promised' && event.due > campaign.to)
    return [toOwners(given, campaign, say(language, 'campaign.promised_late', { ...holes, due: dayHole(event.due) }))];
  if (event.type === 'slipped' && event.owed === 'delivery' && event.slip === 'late')
    return [toOwners(given, campaign, say(language, 'campaign.slipped', holes))];
  return [];
}
