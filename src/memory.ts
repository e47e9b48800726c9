// What the engine remembers between turns, so that a chat under way costs no reads. With one owner of the file it is the
// truth; with a server shared by several processes it is emptied before each group, and the version guard has the last word.
import { readCampaigns } from '../db/campaigns.ts';
import { readConversations, readPeople, type Versioned } from '../db/conversations.ts';
import { deskOf, readSettings, readStaff, readTopicOf } from '../db/desk.ts';
import { readHooks } from '../db/hooks.ts';
import { readRouting } from '../db/routing.ts';
import { inOneTrip, type Store } from '../db/store.ts';
import { readHolders, readLastNumber, readReplied, readServed, readTicketsOf, readUnanswered } from '../db/tickets.ts';
import type { Hook } from '../flows/announce.ts';
import { type BookedCampaign, nameable } from '../flows/campaigns/campaign.ts';
import { type Hours, workedMs } from '../flows/hours.ts';
import type { Joins } from '../flows/joins.ts';
import { isMail } from '../flows/link-words.ts';
import { contactOf, ticketOfLane } from '../flows/message.ts';
import { noRouting, type Routing } from '../flows/routing-shape.ts';
import { isClosed, type Named, type Ticket } from '../flows/ticket.ts';
import type { Conversation, Desk, Guest, Person, Reply, Staff } from '../flows/turn.ts';
import { keepFacts } from './facts.ts';
import { createLoads } from './loads.ts';

const closedShownMs = 30 * 86_400_000;
const most = 20_000;
const firstNumber = 1001;
const mostReplies = 1_000;
/** Where others answer too, what is known of first replies is read again after this long. */
const repliesOldMs = 60_000;
type Replied = Pick<Ticket, 'number' | 'service' | 'openedAt' | 'repliedAt' | 'waiting'>;

export type Memory = Awaited<ReturnType<typeof openMemory>>;

/** `fallbackDesk`: who works the desk while none is claimed. */
export async function openMemory(
  store: Store,
  options: { hours: Hours; alone: boolean; fallbackDesk: Desk | null; fixedDesk: Desk | null },
) {
  const conversations = new Map<string, Versioned<Conversation> | null>();
  const people = new Map<string, Person>();
  const tickets = new Map<string, Ticket[]>();
  const topics = new Map<string, number>();
  let staff = new Map<string, Staff>();
  let guests = new Map<string, Guest>();
  let book: readonly BookedCampaign[] = [];
  /** Those that a client may name on a day: the same list as long as neither day nor book changes. */
  let named: { day: string; of: readonly BookedCampaign[]; campaigns: readonly BookedCampaign[] } | undefined;
  let kept: ReadonlyMap<string, string> = new Map();
  let routing: Routing = noRouting;
  const served = new Map<string, Named>();
  const loads = createLoads();
  let hooks: readonly Hook[] = [];
  let desk: Desk | null = null;
  let claimCode: string | null = null;
  let lastNumber = 0;

  async function readDesk(): Promise<void> {
    const together = inOneTrip(store);
    const [settings, known, routes, told, campaigns, last] = await Promise.all([
      readSettings(together),
      readStaff(together),
      readRouting(together),
      readHooks(together),
      readCampaigns(together),
      readLastNumber(together),
    ]);
    lastNumber = Math.max(firstNumber - 1, lastNumber, last);
    hooks = told;
    book = campaigns;
    const claimed = deskOf(settings);
    desk = options.fixedDesk
      ? { ...options.fixedDesk, language: claimed?.language ?? options.fixedDesk.language }
      : (claimed ?? options.fallbackDesk);
    if (
      options.fixedDesk &&
      claimed &&
      claimed.contact === options.fixedDesk.contact &&
      settings.get('desk_moved_from') === options.fixedDesk.chat
    )
      desk = claimed;
    claimCode = settings.get('claim_code') || null;
    kept = settings;
    routing = routes;
    staff = new Map(known.staff.map((one) => [one.address, one]));
    guests = new Map(known.guests.map((one) => [one.address, one]));
  }

  await readDesk();

  const replies = new Map<number, Reply>();
  let lastReplies: readonly Reply[] | undefined;
  /** The open tickets that no person of the team has answered yet. */
  let unanswered = new Set<number>();
  /** The last first replies, newest last. */
  function keepReply({ number, service, openedAt, repliedAt, waiting }: Replied): void {
    if (repliedAt === undefined || replies.has(number)) return;
    const ms = workedMs(options.hours, openedAt, repliedAt);
    replies.set(number, { service, ms, ...(waiting === undefined ? {} : { waiting }) });
    for (const oldest of replies.keys()) if (replies.size > mostReplies) replies.delete(oldest);
    lastReplies = undefined;
  }
  let repliesReadAt: number | undefined;
  async function needReplies(now: number): Promise<void> {
    if (repliesReadAt !== undefined && (options.alone || now - repliesReadAt < repliesOldMs)) return;
    repliesReadAt = now;
    const [replied, open, held] = await Promise.all([readReplied(store, mostReplies), readUnanswered(store), readHolders(store)]);
    loads.read(held);
    for (const one of replied) keepReply(one);
    unanswered = new Set(open);
  }
  if (options.alone) await needReplies(0);

  return {
    desk: () => desk,
    claimCode: () => claimCode,
    staff: (address: string) => staff.get(address) ?? null,
    guest: (address: string) => guests.get(address),
    /** Everybody of the desk: of its own channel, and who was added by mail; who may act on the try-it page is none of another desk's. */
    team: (): readonly Staff[] =>
      [...staff.values()].filter(({ address }) => desk === null || contactOf(address) === desk.contact || isMail(address)),
    kept: () => kept,
    /** Teams, contact points and rules. */
    routing: () => routing,
    /** How many open tickets each of the team has. */
    loads: loads.counted,
    /** Who of the team served somebody last. */
    served: (person: string) => served.get(person),
    /** Where programs are told of changes. */
    hooks: () => hooks,
    /** The whole campaign book, and what of it clients may name on a day `YYYY-MM-DD`. */
    book: () => book,
    campaigns: (day: string): readonly BookedCampaign[] => {
      if (named?.day !== day || named.of !== book) named = { day, of: book, campaigns: nameable(book, day) };
      return named.campaigns;
    },
    lastNumber: () => lastNumber,
    /** What reports count. */
    facts: keepFacts(store, options.alone),
    /** Where a house lives for one request they are read when a request may be filed. */
    needReplies,
    replies: (): readonly Reply[] => {
      lastReplies ??= [...replies.values()];
      return lastReplies;
    },
    /** How many requests wait for their first reply. */
    waiting: () => unanswered.size,
    readDesk,

    /** Before a group: forgets everything where others write too. */
    async begin(): Promise<void> {
      if (options.alone) {
        if (conversations.size > most) conversations.clear();
        if (people.size > most) people.clear();
        if (tickets.size > most) tickets.clear();
        return;
      }
      conversations.clear();
      people.clear();
      tickets.clear();
      served.clear();
      topics.clear();
      await readDesk();
    },

    /** After something unforeseen: what is remembered may be wrong. */
    async forget(): Promise<void> {
      conversations.clear();
      people.clear();
      tickets.clear();
      served.clear();
      topics.clear();
      await readDesk();
    },

    /** Makes sure that these are in memory; then `conversation()` knows them. */
    async needConversations(keys: readonly string[]): Promise<void> {
      const missing = keys.filter((key) => !conversations.has(key));
      if (missing.length === 0) return;
      const found = await readConversations(store, missing);
      for (const key of missing) conversations.set(key, found.get(key) ?? null);
    },
    conversation: (key: string) => conversations.get(key) ?? null,

    async needPeople(ids: readonly string[], now: number): Promise<void> {
      const unknown = ids.filter((id) => !people.has(id));
      if (unknown.length > 0) for (const [id, person] of await readPeople(store, unknown)) people.set(id, person);
      const unread = ids.filter((id) => !tickets.has(id));
      if (unread.length === 0) return;
      for (const id of unread) tickets.set(id, []);
      const [found, analysts] = await Promise.all([readTicketsOf(store, unread, now - closedShownMs), readServed(store, unread)]);
      for (const ticket of found) tickets.get(ticket.person)?.push(ticket);
      for (const [id, analyst] of analysts) served.set(id, analyst);
    },
    person: (id: string) => people.get(id),
    ticketsOf: (id: string): readonly Ticket[] => tickets.get(id) ?? [],

    /** The ticket whose topic this is. */
    async topicOf(chat: string, thread: string): Promise<number | undefined> {
      const key = `${chat}\n${thread}`;
      const known = topics.get(key);
      if (known !== undefined) return known;
      const topic = await readTopicOf(store, chat, thread);
      const number = topic ? ticketOfLane(topic.lane) : undefined;
      if (number !== undefined) topics.set(key, number);
      return number;
    },

    /** What was committed is what is remembered. */
    keep(
      conversation: { key: string; version: number; state: Conversation } | undefined,
      person: Person | undefined,
      changed: readonly Ticket[],
    ): void {
      if (conversation) conversations.set(conversation.key, { version: conversation.version, value: conversation.state });
      if (person) people.set(person.id, person);
      if (person && conversation?.version === 1) tickets.set(person.id, tickets.get(person.id) ?? []);
      for (const ticket of changed) {
        lastNumber = Math.max(lastNumber, ticket.number);
        keepReply(ticket);
        if (ticket.repliedAt === undefined && !isClosed(ticket)) unanswered.add(ticket.number);
        else unanswered.delete(ticket.number);
        loads.note(ticket);
        if (ticket.analyst) served.set(ticket.person, ticket.analyst);
        const all = tickets.get(ticket.person);
        if (!all) continue;
        const at = all.findIndex((one) => one.number === ticket.number);
        if (at >= 0) all[at] = ticket;
        else all.push(ticket);
        if (all.length > 60)
          tickets.set(
            ticket.person,
            all
              .filter((one) => !isClosed(one))
              .concat(all.filter(isClosed).slice(-20))
              .sort((a, b) => a.number - b.number),
          );
      }
    },
    dropConversation: (key: string) => conversations.delete(key),
    dropTickets: (person: string) => tickets.delete(person),
    /** Who was joined or parted is read again, with their tickets and what is kept of their chats. */
    dropJoined({ joining, parting }: Joins = {}): void {
      for (const [key] of [...(joining?.keys ?? []), ...(parting?.keys ?? [])]) conversations.delete(key);
      for (const id of [joining?.into, joining?.from, parting?.person, ...(parting?.people ?? []).map((one) => one.id)]) {
        if (id === undefined) continue;
        people.delete(id);
        tickets.delete(id);
        served.delete(id);
      }
    },
  };
}
