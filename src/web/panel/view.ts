// What the page of one person shows, read from the store: their tickets, and one of them in full. Nobody else's can be asked for.
import { findClosed, readKeptFiles, readPanelTicket, readPanelTickets } from '../../../db/panel.ts';
import type { Store } from '../../../db/store.ts';
import { readEvents } from '../../../db/tickets.ts';
import type { FileRef } from '../../../flows/message.ts';
import { type Entry, filesOfBirth, timelineOf } from '../../../flows/panel-timeline.ts';
import type { Ticket } from '../../../flows/ticket.ts';
import type { Person } from '../../../flows/turn.ts';

const mostClosed = 20;

/** A ticket with its timeline. `sizes`: bytes of the files that the house has, by id. */
export type Told = { ticket: Ticket; entries: readonly Entry[]; birth: readonly FileRef[]; sizes: ReadonlyMap<string, number> };

/** `named`: the ticket was asked for by its number. */
export type View = {
  open: readonly Ticket[];
  closed: readonly Ticket[];
  closedCount: number;
  found?: { words: string; tickets: readonly Ticket[] };
  told?: Told;
  named: boolean;
};

/** The list, and the ticket of this number: without one, the ticket that most waits for them. Undefined when it is none of theirs. */
export async function readView(store: Store, person: Person, asked: { number?: number; words?: string }): Promise<View | undefined> {
  const { number, words = '' } = asked;
  const [{ open, closed, of }, found, named] = await Promise.all([
    readPanelTickets(store, person.id, mostClosed),
    words === '' ? undefined : findClosed(store, person.id, words, mostClosed),
    number === undefined ? undefined : readPanelTicket(store, person.id, number),
  ]);
  if (number !== undefined && !named) return undefined;
  const waiting = open.toSorted((a, b) => turnOf(a) - turnOf(b) || b.changedAt - a.changedAt);
  const ticket = named ?? waiting[0] ?? closed[0];
  return {
    open: waiting,
    closed,
    closedCount: of,
    ...(found ? { found: { words, tickets: found } } : {}),
    ...(ticket ? { told: await readTold(store, person, ticket) } : {}),
    named: named !== undefined,
  };
}

/** What waits for the client comes first. */
const turnOf = ({ situation }: Ticket): number => (situation === 'awaiting' ? 0 : 1);

async function readTold(store: Store, { language }: Person, ticket: Ticket): Promise<Told> {
  const entries = timelineOf(language, await readEvents(store, ticket.id));
  const birth = filesOfBirth(ticket);
  const ids = [...birth, ...entries.flatMap(({ files }) => files)].map(({ id }) => id);
  return { ticket, entries, birth, sizes: ids.length > 0 ? await readKeptFiles(store, ids) : new Map() };
}

/** The file of this id, where their ticket shows it to them. */
export async function readShownFile(store: Store, person: Person, number: number, id: string): Promise<FileRef | undefined> {
  const ticket = await readPanelTicket(store, person.id, number);
  if (!ticket) return undefined;
  const { entries, birth } = await readTold(store, person, ticket);
  return [...birth, ...entries.flatMap(({ files }) => files)].find((file) => file.id === id);
}
