// The shape of a turn: what a flow is given and what it gives back, client's or desk's. Values in, values out.
import type { BookedCampaign } from './campaigns/campaign.ts';
import type { Catalogue } from './catalogue.ts';
import type { DeskFigures } from './figures.ts';
import type { Hours } from './hours.ts';
import type { Joins, JoinsGiven, PersonSide } from './joins.ts';
import type { Address, DeliveryState, FileRef, InboundOf, Link, Outbound } from './message.ts';
import type { Routing, RoutingRow } from './routing-shape.ts';
import type { Settings } from './settings.ts';
import type { Content, Named, Part, Ticket, TicketEvent } from './ticket.ts';
import type { Campaign } from './understand/understand.ts';

/**
 * Somebody who asks for work, or a group that does. `name`: of whoever wrote last, empty while it is not known · `address`: where they
 * wrote last, and where they are answered · `phone`: digits, where the channel shows it · `side` and `unit`: see desk-requester.ts.
 */
export type Person = {
  id: string;
  name: string;
  language: string;
  address: Address;
  reachable: boolean;
  phone?: string;
  side?: Side;
  unit?: string;
  /** Nothing has shown yet that they are whom they say: see flows/mail.ts. */
  unproven?: true;
  /** Where news of their requests go by mail besides, because they wished it. */
  mail?: Address;
};

/** Whether a requester is of the house or comes from outside (R9); whoever nobody has told of is from outside. */
export const sides = ['internal', 'external'] as const;
export type Side = (typeof sides)[number];

export const roles = ['analyst', 'lead', 'manager'] as const;
export type StaffRole = (typeof roles)[number];
export type Staff = { address: Address; name: string; role: StaffRole };
/** Somebody who asked to be let in at the desk. */
export type Guest = { address: Address; name: string };

/** The desk: the chat where the team works. `chat` is an address; `contact` the contact point that serves it. */
export type Desk = { contact: string; chat: Address; language: string };

/**
 * `options`: ids of what was chosen · `value`: what the words mean, where that has one shape: a day `YYYY-MM-DD`, a campaign's code ·
 * `parts`: where it was said in several messages.
 */
export type Answer = { text: string; options?: string[]; value?: string; files: FileRef[]; messages: string[]; parts?: Part[] };

/** A request in the making. `step` indexes the service's questions; at their end stands the summary. */
export type Draft = {
  service: string;
  /** The version of the service that it began with, and keeps. */
  version?: number;
  step: number;
  answers: Record<string, Answer>;
  /** What was said before the questions began, and files sent beside them. */
  first: Content;
  /** Questions that were answered by the way, in the client's own words: they are said back, and not asked. */
  known?: string[];
  /** The questions are done and one of them is being answered again. */
  editing: boolean;
  /** The last album seen, so that its further files join the same answer. */
  album?: { id: string; question: string };
  /** The standard reply that did not answer it, in short: for the brief. */
  told?: string;
  /** When the client was reminded of it (ms since the epoch). */
  reminded?: number;
  /** The contact point that they came by: see flows/contact.ts. */
  point?: Arrival;
  lastAt: number;
};

/** By which start code of which contact point somebody came, and when (ms since the epoch). */
export type Arrival = { contact: string; code: string; at: number };

/** What a text without an address may be for. */
export type Target = { type: 'ticket'; number: number } | { type: 'draft' } | { type: 'new' };

/** A question of the bot's own that stands open besides the draft's. */
export type Asking =
  /** `of`: the services that their words could mean, where not all are offered. */
  | { type: 'service'; first: Content; of?: string[] }
  | { type: 'which'; targets: Target[]; content: Content; message?: string }
  | { type: 'changes'; number: number }
  | { type: 'cancel'; numbers: number[] }
  | { type: 'edit' }
  /** A day that is not sure, for a question of the draft's: which of the readings it is. */
  | { type: 'day'; question: string; why: 'two readings' | 'past' | 'impossible' | 'weekday'; readings: string[] }
  /** A standard reply was given; the draft is what they had asked, to be filed if that does not answer it. */
  | { type: 'answered'; draft: Draft }
  /** `first`: what somebody new wrote before their language was known. */
  | { type: 'language'; first?: Content }
  /** Offers from here on, which whoever writes of something else passes over in silence: a ticket in detail, opening one again. */
  | { type: 'detail'; numbers: number[] }
  | { type: 'reopen'; number: number }
  /** After it was done: how many stars (given already: a word about them), and some days later how it goes. */
  | { type: 'rating'; number: number; stars?: number }
  /** `problem`: there is one, in their words; is it that again, or something new? */
  | { type: 'follow_up'; number: number; problem?: Content };

/** What stood open when the team began to answer by the account's own phone, and comes back afterwards. */
export type Aside = { draft?: Draft; asking?: Asking; aside?: Aside };

/**
 * The messages of an answer that is still being written. `dueAt`: when it is over, unless more comes · `link`: what they quote ·
 * `isNew`: they are the first that the client ever wrote.
 */
export type Burst = { messages: InboundOf<'message'>[]; since: number; dueAt: number; link?: Link; isNew?: true };

/**
 * What is kept of a chat with a client between two messages. `v`: the shape's version, for later migrations.
 * `album`: the last album that was answered; its further messages are not answered again.
 * `held`: until then (ms since the epoch) the team answers by the account's own phone, and the bot is silent.
 */
export type Conversation = {
  v: 1;
  person: string;
  /** The person whom the chat makes by itself, where it was joined to another: see joins.ts. */
  own?: string;
  /** They want to join another address of theirs: what they write until then may be it, or a code. `mails`: for news by mail. */
  linking?: { until: number; mails?: true };
  draft?: Draft;
  asking?: Asking;
  burst?: Burst;
  album?: string;
  misses: number;
  held?: number;
  aside?: Aside;
  /** The start code that they came by; it counts for the next request, which takes it along. */
  point?: Arrival;
  /** They asked to be erased: the code that confirms it, until then (ms since the epoch). */
  erasing?: { code: string; until: number };
};

/** What became of a message of ours after it left. */
/** `next`: what did not arrive leaves again now, or once the client writes. */
export type Delivery = { chat: Address; message: string; state: DeliveryState; at: number; why?: string; next?: 'again' | 'park' };

export type Timer = { key: string; dueAt: number | null; body: unknown };

/** A ticket after its events, as one change to commit. */
export type Change = { ticket: Ticket; events: TicketEvent[]; isNew: boolean };

/** What a turn gives back; the engine commits all of it, or nothing. */
export type Turn = {
  conversation?: Conversation;
  person?: Person;
  changes: Change[];
  outbound: Outbound[];
  timers: Timer[];
  /** The provider's ids of the client's messages that it answers, where they are others than the inbound's own. */
  heard?: string[];
  staff?: Staff;
  guest?: Guest;
  desk?: Desk;
  /** The claim code was used up. */
  claimed?: boolean;
  delivery?: Delivery;
  /** What the desk keeps by name from now on; who is on it no more. */
  keeps?: { key: string; value: string }[];
  /** Teams, contact points and rules that are put in or taken out. */
  routing?: RoutingRow[];
  leaves?: Address;
  /** The campaign book has this from now on. */
  campaign?: BookedCampaign;
  /** Somebody is erased; `person` and `changes` hold what stays of them. */
  erasure?: Erasure;
  /** Chats are joined to one person or parted again; codes for that. */
  joins?: Joins;
  /** The person whose links to their own page end. */
  closesLinks?: string;
};

/** All that is kept about one person, read when they ask for its end. */
export type Mine = {
  tickets: readonly Ticket[];
  /** By the ticket's id, in order. */
  events: ReadonlyMap<string, readonly TicketEvent[]>;
  /** Where they were written to, and the keys of what is kept of those chats. */
  chats: readonly Address[];
  keys: readonly string[];
  /** How much came in from them. */
  messages: number;
  files: number;
  /** What stands in the topics of their tickets besides the card, by the ticket's number. */
  posted: ReadonlyMap<number, readonly string[]>;
  /** The bot's own messages elsewhere at the desk that name them or their tickets: lists, digests. */
  named: readonly string[];
  /** What they were called in chats that were joined; the versions of what is kept of their chats, by key. */
  formerly?: readonly string[];
  versions?: readonly (readonly [string, number])[];
};

/** What is to be taken out of the store: by person, chat and ticket. `events` take the place of those that are there. */
export type Erasure = {
  person: string;
  at: number;
  chats: readonly Address[];
  keys: readonly string[];
  tickets: readonly number[];
  /** The names of their tickets' topics from now on, by lane. */
  topics: readonly { lane: Address; name: string }[];
  events: readonly { ticket: string; events: readonly TicketEvent[] }[];
  /** Files that their tickets bear, by id; those of their messages are found with the messages. */
  files: readonly string[];
  /** What they are called at the desk: their name, their number. */
  names: readonly string[];
  /** As in `Mine`: whoever writes in one of their chats meanwhile makes the erasure wait. */
  versions?: readonly (readonly [string, number])[];
};

/** How long a first reply took, in working ms, for what service, and how many requests waited for theirs when it was filed. */
export type Reply = { service: string; ms: number; waiting?: number };

export const emptyTurn = (): Turn => ({ changes: [], outbound: [], timers: [] });

export type Given = {
  /** Milliseconds since the epoch. */
  now: number;
  catalogue: Catalogue;
  /** The number a ticket filed in this turn would get. */
  nextNumber: number;
  /** Languages offered, the house's own first. */
  languages: readonly string[];
  desk: Desk | null;
  /** The team's time zone. */
  zone: string;
  /** When the team works, and what time does to tickets. */
  hours: Hours;
  settings: Settings;
  /** The campaigns that a client may name. */
  campaigns: readonly Campaign[];
  /** The whole campaign book: what staff read of a ticket's campaign. */
  book?: readonly BookedCampaign[];
  /** Everybody of the desk, and what the desk keeps by name: its answers, who hears of what. */
  team?: readonly Staff[];
  kept?: ReadonlyMap<string, string>;
  /** Clients have a page of their own here, and may ask for a link to it. */
  panel?: boolean;
  /** Teams, contact points and rules; how many open tickets each of the team has; who served the client last. */
  routing?: Routing;
  loads?: ReadonlyMap<Address, number>;
  served?: Named;
};

export type ClientGiven = Given & {
  conversation: Conversation;
  person: Person;
  /** The client has never written before. */
  isNew: boolean;
  /** The person's tickets, open ones and the lately closed, oldest first. */
  tickets: readonly Ticket[];
  /** What the message quotes or changes, where it concerns a ticket. */
  link?: Link;
  /** The last first replies of the team, newest last, and how many requests wait for theirs now. */
  replies: readonly Reply[];
  waiting: number;
  /** All that is kept about them; only while they ask for their data or its end. */
  mine?: Mine;
  /** Only while they join another address of theirs. */
  joins?: JoinsGiven;
};

export type DeskGiven = Given & {
  staff: Staff | null;
  /** The one whom a pressed "let in" button is about. */
  guest?: Guest;
  /** The ticket that the topic, the button or the quote names, and its client. */
  ticket?: Ticket;
  client?: Person;
  /** What is kept of the client's chat, for the commands that change it. */
  conversation?: Conversation;
  link?: Link;
  /** Earlier tickets like this one, when it is taken up; every open one, when a list of them is asked for. */
  similar: readonly Ticket[];
  queue: readonly Ticket[];
  claimCode: string | null;
  team: readonly Staff[];
  kept: ReadonlyMap<string, string>;
  /** What was looked for: tickets, people. */
  found?: { tickets: readonly Ticket[]; people: readonly Person[] };
  /** The clients of the tickets in a list, by id. */
  clients?: ReadonlyMap<string, Person>;
  figures?: DeskFigures;
  /** The last first replies of the team and how many requests wait for theirs, for the promise to whoever files one. */
  replies?: readonly Reply[];
  waiting?: number;
  /** All that is kept about the client, for their erasure. */
  mine?: Mine;
  /** The two whom a lead would join, or the one who is to be parted. */
  sides?: { side: PersonSide; other?: { ticket: Ticket; side: PersonSide } };
};
