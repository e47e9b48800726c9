// The end of what is kept about a person (R46): their open requests are cancelled, their words go, counts and times stay.
// The client asks for it in their chat (my-data.ts), or a manager for them (desk-erase.ts); the store carries it out (db/erase.ts).
import { cardOf } from './card.ts';
import { deskLanguage, type Given } from './desk-words.ts';
import { hasChat, laneOfTicket, type Outbound } from './message.ts';
import { decide } from './moves.ts';
import { redact, redactPerson, redactTicket } from './redact.ts';
import { nameOf } from './status.ts';
import { say } from './texts.ts';
import { type Actor, isClosed, type Ticket } from './ticket.ts';
import { type Change, emptyTurn, type Mine, type Person, type Turn } from './turn.ts';

/** Five digits that belong to these words: shown by the bot and typed back, so that nobody is erased by a slip. No secret. */
export function codeFor(words: string): string {
  let hash = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words.charCodeAt(i), 0x01000193);
  return String(10_000 + ((hash >>> 0) % 90_000));
}

/** `#1001, #1004` */
export const listOf = (tickets: readonly Ticket[]): string => tickets.map(({ number }) => `#${number}`).join(', ');

/** Erases them. The desk is told, with nobody's name; the client gets one last message where they have a chat. */
export function erasePerson(given: Given & { now: number }, person: Person, mine: Mine, by: Actor): Turn {
  const nobody = redactPerson(person);
  const changes = mine.tickets.map((ticket) => close(ticket, by, given.now));
  const cancelled = mine.tickets.filter((ticket) => !isClosed(ticket)).length;
  const language = deskLanguage(given);
  const topics = changes.map(({ ticket }) => ({
    lane: laneOfTicket(ticket.number),
    name: `${nameOf(ticket)} · ${say(language, 'desk.erased_name')}`,
  }));
  const goodbye: Outbound[] = hasChat(person.address)
    ? [{ lane: person.address, body: { type: 'text', text: say(person.language, 'erase.done', { count: cancelled }) } }]
    : [];
  const lists: Outbound[] =
    mine.named.length > 0
      ? [
          {
            lane: 'desk',
            body: { type: 'forget', messages: mine.named },
            onParked: [
              { lane: 'desk', body: { type: 'text', text: say(language, 'desk.erased_named', { tickets: listOf(mine.tickets) }) } },
            ],
          },
        ]
      : [];
  const told: Outbound[] =
    mine.tickets.length > 0
      ? [{ lane: 'desk', body: { type: 'text', text: say(language, 'desk.erased', { tickets: listOf(mine.tickets), count: cancelled }) } }]
      : [];
  return {
    ...emptyTurn(),
    person: nobody,
    changes,
    outbound: [
      ...goodbye,
      ...changes.flatMap(({ ticket }, i) => atDesk(given, ticket, nobody, topics[i]?.name ?? '', mine)),
      ...lists,
      ...told,
    ],
    erasure: {
      person: person.id,
      at: given.now,
      chats: mine.chats,
      keys: mine.keys,
      tickets: mine.tickets.map(({ number }) => number),
      topics,
      events: [...mine.events].map(([ticket, events]) => ({ ticket, events: events.map(redact) })),
      files: mine.tickets.flatMap((ticket) => filesOf(ticket, mine)),
      names: [person.name, person.phone ?? '', ...(mine.formerly ?? [])].filter((name) => name.length > 1),
      ...(mine.versions ? { versions: mine.versions } : {}),
    },
  };
}

/** The ticket with no words, and cancelled where it was open. */
function close(ticket: Ticket, by: Actor, now: number): Change {
  const decision = decide(ticket, { type: 'cancel', reason: '' }, by, now);
  return decision.type === 'decided'
    ? { ticket: redactTicket(decision.ticket), events: decision.events.map(redact), isNew: false }
    : { ticket: { ...redactTicket(ticket), version: ticket.version + 1 }, events: [], isNew: false };
}

/** The topic goes. Where the bot may not delete it, its card shows nobody and the desk hears what is left to do. */
function atDesk(given: Given, ticket: Ticket, nobody: Person, name: string, mine: Mine): Outbound[] {
  const language = deskLanguage(given);
  const lane = laneOfTicket(ticket.number);
  const left = say(language, 'desk.erased_left', { ticket: nameOf(ticket) });
  const body = cardOf(given.catalogue, language, ticket, nobody);
  return [
    {
      lane,
      body: { type: 'forget', name, messages: mine.posted.get(ticket.number) ?? [] },
      onParked: [
        { lane, ticket: ticket.number, coalesce: `card:${ticket.number}`, body },
        { lane: 'desk', body: { type: 'text', text: left } },
      ],
    },
  ];
}

/** The files of everything that happened to it, by id. */
function filesOf({ id, first, brief }: Ticket, mine: Mine): string[] {
  const happened = (mine.events.get(id) ?? []).flatMap((event) =>
    'content' in event
      ? event.content.files
      : event.type === 'opened'
        ? [...event.first.files, ...event.brief.flatMap(({ files }) => files)]
        : [],
  );
  return [...new Set([...first.files, ...brief.flatMap(({ files }) => files), ...happened].map((file) => file.id))];
}
