// A ticket: what it is, and what may have happened to it.
// The legal moves stand in moves.ts, what they make of a ticket in evolve.ts.
import type { Priority, Terms } from './catalogue.ts';
import type { Address, FileRef } from './message.ts';

export const stages = ['triage', 'analysis', 'planning', 'production', 'delivery'] as const;
export type Stage = (typeof stages)[number];
export const situations = ['open', 'awaiting', 'done', 'cancelled'] as const;
export type Situation = (typeof situations)[number];

export type Actor = { type: 'client'; name: string } | { type: 'staff'; address: Address; name: string } | { type: 'clock' };

/** Somebody of the team, as a ticket names them. */
export type Named = { address: Address; name: string };

/**
 * The team a ticket went to. `by`: what decided, `because`: its name (a rule's, a contact point's, of whoever handed it over) ·
 * `analyst`: who is first in line there, `first`: why.
 */
export type Route = {
  team: string;
  name: string;
  by: 'code' | 'rule' | 'contact' | 'language' | 'hand';
  because?: string;
  analyst?: Named;
  first?: 'served' | 'least';
};

/** A step of production as it stands. */
export type Step = { id: string; state: 'todo' | 'doing' | 'done'; owner?: Named };

/** What the team owes: the first answer of a person, and the delivery. */
export type Owed = 'reply' | 'delivery';
/** How far a thing owed has slipped: 80 % of its time are gone · it is late · its lead was told, too. */
export const slips = ['warned', 'late', 'escalated'] as const;
export type Slip = (typeof slips)[number];

/** One line of the brief: the question as it was asked and what the client answered. */
export type BriefLine = { question: string; label: string; text: string; files: FileRef[]; messages: string[]; parts?: Part[] };

/** A time in which the team's clocks stand: the client was waited for, or the ticket was closed. Without an end it goes on. */
export type Pause = { as: 'awaiting' | 'closed'; from: number; to?: number };

/** One of the messages that a content was said in. */
export type Part = { message: string; text: string; files: FileRef[] };

export type Content = { text: string; files: FileRef[]; parts?: Part[] };

/** What a ticket is born with. */
export type Birth = {
  number: number;
  person: string;
  /** The person of the chat that it was filed from, where that is joined to another: see joins.ts. */
  own?: string;
  service: string;
  title: string;
  language: string;
  /** The client approves what is delivered. */
  approval: boolean;
  terms: Terms;
  brief: BriefLine[];
  first: Content;
  /** When the client was told that a person will have answered by then, ms since the epoch. */
  replyBy?: number;
  /** How many requests waited for their first reply then. */
  waiting?: number;
  /** The day by which the client needs it, `YYYY-MM-DD`; the code of the campaign it is for. */
  wanted?: string;
  campaign?: string;
  /** The client left it half-way, and it was kept for the desk. */
  unfinished?: true;
  route?: Route;
};

type Happening =
  | ({ type: 'opened' } & Birth)
  /** `from`: whoever had it before. */
  | { type: 'taken'; analyst: Named; from?: Named; route?: Route }
  /** To another team; the client's contact stays until somebody there takes it. */
  | { type: 'passed'; route: Route; from?: string }
  | { type: 'planned'; owner?: Named }
  /** `reason`: why the day promised before is changed. */
  | { type: 'promised'; due: string; reason?: string }
  | { type: 'stepped'; step: string; state: Step['state']; owner?: Named }
  | { type: 'prioritised'; priority: Priority; reason: string }
  | { type: 'produced' }
  | { type: 'finished' }
  | { type: 'asked'; question: string }
  | { type: 'answered'; content: Content }
  | { type: 'resumed'; reason: string }
  | { type: 'delivered'; content: Content; approval: boolean }
  /** A step of production is the client's to approve. */
  | { type: 'submitted'; step: string; content: Content }
  /** `step`: it was that step, and not the delivery. */
  | { type: 'approved'; text: string; step?: string }
  | { type: 'changes_asked'; content: Content; step?: string }
  | { type: 'concluded'; text: string }
  | { type: 'returned'; to: Stage; reason: string }
  | { type: 'cancelled'; reason: string }
  | { type: 'reopened'; reason: string }
  | { type: 'commented'; content: Content }
  | { type: 'replied'; content: Content }
  | { type: 'noted'; content: Content }
  | { type: 'edited'; message: string; text: string }
  /** The clock's: the client was reminded of what they are waited for, for the `count`th time; `closes`: the day it ends without them. */
  | { type: 'reminded'; count: number; closes?: string }
  | { type: 'slipped'; owed: Owed; slip: Slip }
  | { type: 'rating_asked' }
  | { type: 'rated'; stars: number; text: string }
  | { type: 'followed_up' };

/** What happened, by whom, and when (milliseconds since the epoch). */
export type TicketEvent = Happening & { at: number; by: Actor };

export type Ticket = {
  id: string;
  number: number;
  /** Raised by one with every commit that touches it; guards against stale turns. */
  version: number;
  /** How many events it has. */
  events: number;
  person: string;
  service: string;
  title: string;
  language: string;
  /** The client approves what is delivered; otherwise they are only told. */
  approval: boolean;
  stage: Stage;
  situation: Situation;
  /** What the client is waited for; only while the situation is `awaiting`. */
  awaiting?: { type: 'answer'; question: string } | { type: 'approval'; since: number; step?: string };
  brief: BriefLine[];
  first: Content;
  /** The one contact that the client has in the team. */
  analyst?: Named;
  /** Who leads its production. */
  owner?: Named;
  /** The team that it is with. */
  route?: Route;
  priority: Priority;
  terms: Terms;
  steps: Step[];
  /** How many requests waited for their first reply when this one was filed. */
  waiting?: number;
  wanted?: string;
  campaign?: string;
  /** When a person of the team first answered the client, in words. */
  repliedAt?: number;
  /** Since when it awaits the client, how often they were reminded and when last; only while it does. */
  awaitingSince?: number;
  reminded?: number;
  remindedAt?: number;
  /** When the team's clocks stood, in order. */
  pauses: Pause[];
  slipped: Partial<Record<Owed, Slip>>;
  rating?: { stars: number; text: string };
  /** What came after it was done. */
  care?: 'rating_asked' | 'followed_up';
  /** When it was last closed; only while it is. `lapsed`: by the clock, because the client never answered. */
  closedAt?: number;
  lapsed?: true;
  /** How often it was opened again after it was closed. */
  reopened: number;
  /** The day promised, `YYYY-MM-DD`, and when it was. */
  due?: string;
  promisedAt?: number;
  openedAt: number;
  changedAt: number;
};

export const ticketKey = (number: number): string => `t:${number}`;

export const isClosed = (ticket: Ticket): boolean => ticket.situation === 'done' || ticket.situation === 'cancelled';

/** The stage before, where `back` leads unless told otherwise. */
export const stageBefore = (stage: Stage): Stage | undefined => stages[stages.indexOf(stage) - 1];

/** The step that is the client’s, once it is next. */
export const clientStep = (ticket: Ticket): string | undefined => {
  const next = ticket.steps.find(({ state }) => state !== 'done');
  return next && ticket.terms.steps.some(({ id, by }) => id === next.id && by === 'client') ? next.id : undefined;
};
