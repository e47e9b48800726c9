// What programs are told of a change to a ticket: thin events, in order, without anybody's words or names. They ask the API for more.
import type { Outbound } from './message.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import type { Change } from './turn.ts';

export const announcementTypes = ['ticket.opened', 'ticket.changed', 'message.created'] as const;
export type AnnouncementType = (typeof announcementTypes)[number];

/** An endpoint, and what it wants to hear of. */
export type Hook = { id: string; types: readonly string[] };

/**
 * One event for a program. `id`: the same event always has the same, whatever endpoint it goes to and however often. `timestamp`: when it
 * happened, ISO 8601.
 */
export type Announcement = { id: string; type: AnnouncementType; timestamp: string; data: AnnouncementData };
export type AnnouncementData = Pick<Ticket, 'number' | 'service' | 'stage' | 'situation'> & {
  /** What happened, and as the how-manieth of the ticket's events. */
  event: TicketEvent['type'];
  seq: number;
  by: TicketEvent['by']['type'];
};

/** Events that change nothing of a ticket but what was said. */
const onlyWords: ReadonlySet<TicketEvent['type']> = new Set(['commented', 'replied', 'noted']);
/** Events in which somebody says something. */
const withWords: ReadonlySet<TicketEvent['type']> = new Set([...onlyWords, 'asked', 'answered', 'delivered', 'submitted', 'changes_asked', 'concluded']); // biome-ignore format: a list

const typesOf = ({ type }: TicketEvent): AnnouncementType[] => {
  if (type === 'opened') return ['ticket.opened'];
  return [...(onlyWords.has(type) ? [] : (['ticket.changed'] as const)), ...(withWords.has(type) ? (['message.created'] as const) : [])];
};

/** What is to be told of a change, in order. */
export function announcementsOf({ ticket, events }: Change): Announcement[] {
  const { number, service, stage, situation } = ticket;
  return events.flatMap((event, i) => {
    const seq = ticket.events - events.length + i + 1;
    const data = { number, service, stage, situation, event: event.type, seq, by: event.by.type };
    return typesOf(event).map((type) => ({ id: idOf(type, number, seq), type, timestamp: new Date(event.at).toISOString(), data }));
  });
}

const idOf = (type: AnnouncementType, number: number, seq: number): string =>
  `${type === 'message.created' ? 'msg' : 'evt'}_${number}_${seq}`;

export const laneOfHook = (id: string): string => `hook:${id}`;

/** The outbox rows that tell these endpoints of the changes; a row's id is the endpoint's lane and the event's own. */
export const toHooks = (hooks: readonly Hook[], changes: readonly Change[]): { id: string; outbound: Outbound }[] =>
  hooks.length === 0
    ? []
    : changes.flatMap(announcementsOf).flatMap(({ id, ...told }) =>
        hooks
          .filter(({ types }) => types.includes(told.type))
          .map((hook) => ({
            id: `${laneOfHook(hook.id)}:${id}`,
            outbound: { lane: laneOfHook(hook.id), body: { type: 'text', text: JSON.stringify(told) } },
          })),
      );

/** The event's own id, of an outbox row's. */
export const announcementOf = (row: string): string => row.slice(row.lastIndexOf(':') + 1);
