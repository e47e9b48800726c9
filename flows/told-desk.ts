// What the desk hears when something happened to a ticket: its card anew, the client's own words, and what somebody must look at.
import { campaignOfTicket } from './campaigns/campaign.ts';
import { cardOf } from './card.ts';
import { serviceOf } from './catalogue.ts';
import { deskLanguage, type Given, heard, nameAtDesk } from './desk-words.ts';
import type { HearEvent } from './hears.ts';
import { laneOfTicket, type Outbound } from './message.ts';
import { isLow } from './stars.ts';
import { nameOf } from './status.ts';
import { dayHole, type Holes, say } from './texts.ts';
import type { Content, Ticket, TicketEvent } from './ticket.ts';
import type { Change, Person } from './turn.ts';

/** What one event posts, in the ticket's topic and at the desk at large. */
export function toDesk(given: Given, client: Person, change: Change, event: TicketEvent): Outbound[] {
  const { ticket } = change;
  const language = deskLanguage(given);
  const lane = laneOfTicket(ticket.number);
  const copy = (icon: string, content: Content): Outbound => ({
    lane,
    ticket: ticket.number,
    role: 'copy',
    body: {
      type: 'text',
      title: `${icon} ${nameAtDesk(given, client)}`,
      text: content.text,
      ...(content.files.length > 0 ? { files: content.files } : {}),
    },
    ...(content.files.length > 0 ? { onParked: [notShown(given, client, lane, content)] } : {}),
  });
  const plain = (text: string, to = lane): Outbound => ({ lane: to, body: { type: 'text', text } });
  const card: Outbound = {
    lane,
    ticket: ticket.number,
    coalesce: `card:${ticket.number}`,
    body: cardOf(given.catalogue, language, ticket, client, campaignOfTicket(given.book, ticket)),
  };
  switch (event.type) {
    case 'opened': {
      const topic: Outbound = {
        lane,
        ticket: ticket.number,
        body: { type: 'topic', name: `${nameOf(ticket)} · ${nameAtDesk(given, client)}` },
        onParked: [{ lane: 'desk', body: { type: 'text', text: say(language, 'desk.no_topics') } }],
      };
      const files = [...event.first.files, ...event.brief.flatMap((line) => line.files)];
      const said = [event.unfinished ? `⚠️ ${say(language, 'desk.unfinished')}` : '', event.first.text].filter(Boolean).join('\n\n');
      const words: Content = { text: heard(given, newsOf(given, ticket), said || say(language, 'desk.new_request'), ticket), files };
      return [topic, card, copy('💬', words)];
    }
    case 'answered':
    case 'commented':
      return [copy('💬', event.content), card];
    case 'changes_asked':
      return [copy('✏️', { ...event.content, text: heard(given, 'changes', event.content.text, ticket) }), card];
    case 'approved':
      if (event.by.type === 'clock') return [plain(say(language, 'desk.accepted')), card];
      return [copy('✅', { text: event.text || say(language, 'desk.approved'), files: [] }), card];
    case 'slipped':
      return [
        ...slipped(given, ticket, event).map((text) => plain(text)),
        ...(event.slip === 'warned'
          ? []
          : slipped(given, ticket, event).map((text) =>
              plain(heard(given, event.slip === 'escalated' ? 'escalated' : 'late', text, ticket), 'desk'),
            )),
        card,
      ];
    case 'rated': {
      const words = [say(language, 'desk.rated', { stars: event.stars }), event.text].filter(Boolean).join(' ');
      const holes = {
        stars: event.stars,
        client: nameAtDesk(given, client),
        ...whose(given, ticket),
        text: event.text || say(language, 'desk.no_words'),
      };
      return [
        copy('⭐'.repeat(event.stars), { text: words, files: [] }),
        ...(isLow(event.stars) ? [plain(heard(given, 'low_rating', say(language, 'desk.rated_low', holes), ticket), 'desk')] : []),
      ];
    }
    case 'edited':
      return [copy('✏️', { text: say(language, 'desk.edited', { text: event.text }), files: [] }), card];
    case 'cancelled':
      if (ticket.lapsed) return [plain(say(language, 'desk.lapsed')), card];
      return event.by.type === 'client'
        ? [copy('🚫', { text: heard(given, 'cancelled', say(language, 'desk.cancelled_by_client'), ticket), files: [] }), card]
        : [card];
    case 'noted':
    case 'replied':
      return [];
    default:
      return [card];
  }
}

/** The words of a copy whose files the desk's chat does not take: without them, the team would never read what goes with those. */
function notShown(given: Given, client: Person, lane: string, { text, files }: Content): Outbound {
  const language = deskLanguage(given);
  const names = files.map(({ name, kind }) => name ?? say(language, `kind.${kind}`)).join(', ');
  const told = say(language, 'panel.desk_large', { name: nameAtDesk(given, client), files: names });
  return { lane, body: { type: 'text', text: [told, text].filter(Boolean).join('\n\n') } };
}

/** What a new request is news of. */
function newsOf({ catalogue }: Given, { campaign, service }: Ticket): HearEvent[] {
  const role = serviceOf(catalogue, service)?.role;
  return ['new', ...(campaign === undefined ? [] : ['new_campaign' as const]), ...(role === 'complaint' || role === 'fault' ? ['problem' as const] : [])]; // biome-ignore format: one thought
}

/** The ticket and who answers for it, as holes. */
const whose = (given: Given, ticket: Ticket): Holes => ({
  ticket: nameOf(ticket),
  name: ticket.analyst?.name ?? say(deskLanguage(given), 'card.nobody'),
});

/** What the team hears when something owed slips: plain words; who hears them by name is another's. */
function slipped(given: Given, ticket: Ticket, { owed, slip }: TicketEvent & { type: 'slipped' }): string[] {
  const language = deskLanguage(given);
  if (owed === 'delivery' && ticket.due === undefined) return [say(language, 'slipped.undated', whose(given, ticket))];
  return [say(language, `slipped.${owed}_${slip}`, { ...whose(given, ticket), ...(ticket.due ? { due: dayHole(ticket.due) } : {}) })];
}
