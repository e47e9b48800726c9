// What programs are told of a change to a ticket, and of people who are joined or parted: thin events, in order, without anybody's words or
// names. They ask the API for more.
import type { Joins } from './joins.ts';
import type { Outbound } from './message.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import type { Change } from './turn.ts';

export const announcementTypes = ['ticket.opened', 'ticket.changed', 'message.created', 'person.joined', 'person.parted'] as const;
export type AnnouncementType = (typeof announcementTypes)[number];

/** An endpoint, and what it wants to hear of. */
export type Hook = { id: string; types: readonly string[] };

/**
 * One event for a program. `id`: the same event always has the same, whatever endpoint it goes to and however often. `timestamp`: when it
 * happened, ISO 8601.
 */
export type Announcement = { id: string; type: AnnouncementType; timestamp: string; data: TicketNews | PersonNews };
type TicketNews = Pick<Ticket, 'number' | 'service' | 'stage' | 'situation'> & {
  /** What happened, and as the how-manieth of the ticket's events. */
  event: TicketEvent['type'];
  seq: number;
  by: TicketEvent['by']['type'];
};

/** Joined: everything of `from` is the person's now, and `from` is nobody any more. Parted: the person is no part of `from` any more. */
type PersonNews = { person: string; from: string };

/** What a commit holds that is told. `name`: the commit's own. */
export type Told = { name: string; changes: readonly Change[]; joins?: Joins };

/** Events that change nothing of a ticket but what was said. */
const onlyWords: ReadonlySet<TicketEvent['type']> = new Set(['commented', 'replied', 'noted']);
/** Events in which somebody says something. */
const withWords: ReadonlySet<TicketEvent['type']> = new Set([...onlyWords, 'asked', 'answered', 'delivered', 'submitted', 'changes_asked', 'concluded']); // biome-ignore format: a list

const typesOf = ({ type }: TicketEvent): AnnouncementType[] => {
  if (type === 'opened') return ['ticket.opened'];
  return [...(onlyWords.has(type) ? [] : (['ticket.changed'] as const)), ...(withWords.has(type) ? (['message.created'] as const) : [])];
};

/** What is to be told of a change, in order. */
function announcementsOf({ ticket, events }: Change): Announcement[] {
  const { number, service, stage, situation } = ticket;
  return events.flatMap((event, i) => {
    const seq = ticket.events - events.length + i + 1;
    const data = { number, service, stage, situation, event: event.type, seq, by: event.by.type };
    return typesOf(event).map((type) => ({ id: idOf(type, number, seq), type, timestamp: new Date(event.at).toISOString(), data }));
  });
}

const idOf = (type: AnnouncementType, number: number, seq: number): string =>
  `${type === 'message.created' ? 'msg' : 'evt'}_${number}_${seq}`;

/** What is to be told of people. Whoever is joined by WhatsApp as they first write was nobody before. */
function peopleTold(name: string, { joining, parting }: Joins): Announcement[] {
  const told = (type: AnnouncementType, at: number, people: readonly PersonNews[]): Announcement[] =>
    people.map((data, i) => ({ id: `prs_${name}_${i}`, type, timestamp: new Date(at).toISOString(), data }));
  return [
    ...(joining && joining.how !== 'channel' ? told('person.joined', joining.at, [{ person: joining.into, from: joining.from }]) : []),
    ...(parting ? told('person.parted', parting.at, parting.people.map(({ id }) => ({ person: id, from: parting.person }))) : []), // biome-ignore format: one thought
  ];
}

export const laneOfHook = (id: string): string => `hook:${id}`;

/** The outbox rows that tell these endpoints of a commit; a row's id is the endpoint's lane and the event's own. */
export const toHooks = (hooks: readonly Hook[], { name, changes, joins = {} }: Told): { id: string; outbound: Outbound }[] =>
  hooks.length === 0
    ? []
    : [...changes.flatMap(announcementsOf), ...peopleTold(name, joins)].flatMap(({ id, ...told }) =>
        hooks
          .filter(({ types }) => types.includes(told.type))
          .map((hook) => ({
            id: `${laneOfHook(hook.id)}:${id}`,
            outbound: { lane: laneOfHook(hook.id), body: { type: 'text', text: JSON.stringify(told) } },
          })),
      );

/** The event's own id, of an outbox row's. */
export const announcementOf = (row: string): string => row.slice(row.lastIndexOf(':') + 1);
