// A ticket: what it is, what may have happened to it, and how it becomes what it is from its events.
// The legal moves stand in moves.ts.
import type { Address, FileRef } from './message.ts';

export const stages = ['triage', 'analysis', 'planning', 'production', 'delivery'] as const;
export type Stage = (typeof stages)[number];
export const situations = ['open', 'awaiting', 'done', 'cancelled'] as const;
export type Situation = (typeof situations)[number];

export type Actor = { type: 'client'; name: string } | { type: 'staff'; address: Address; name: string } | { type: 'clock' };

/** One line of the brief: the question as it was asked and what the client answered. */
export type BriefLine = { question: string; label: string; text: string; files: FileRef[]; messages: string[] };

export type Content = { text: string; files: FileRef[] };

type Happening =
  | {
      type: 'opened';
      number: number;
      person: string;
      service: string;
      title: string;
      language: string;
      approval: boolean;
      brief: BriefLine[];
      first: Content;
    }
  | { type: 'taken'; analyst: { address: Address; name: string } }
  | { type: 'planned' }
  | { type: 'promised'; due: string }
  | { type: 'produced' }
  | { type: 'finished' }
  | { type: 'asked'; question: string }
  | { type: 'answered'; content: Content }
  | { type: 'resumed'; reason: string }
  | { type: 'delivered'; content: Content; approval: boolean }
  | { type: 'approved'; text: string }
  | { type: 'changes_asked'; content: Content }
  | { type: 'concluded'; text: string }
  | { type: 'returned'; to: Stage; reason: string }
  | { type: 'cancelled'; reason: string }
  | { type: 'reopened'; reason: string }
  | { type: 'commented'; content: Content }
  | { type: 'replied'; content: Content }
  | { type: 'noted'; content: Content }
  | { type: 'edited'; message: string; text: string };

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
  awaiting?: { type: 'answer'; question: string } | { type: 'approval'; since: number };
  brief: BriefLine[];
  first: Content;
  analyst?: { address: Address; name: string };
  /** The day promised, `YYYY-MM-DD`. */
  due?: string;
  openedAt: number;
  changedAt: number;
};

/** The ticket after the event. The first event must be `opened`. */
export function evolve(ticket: Ticket | null, event: TicketEvent): Ticket {
  if (event.type === 'opened') return birth(event);
  if (!ticket) throw new Error(`A ticket's first event must be "opened", not "${event.type}".`);
  const { awaiting, ...rest } = ticket;
  const next: Ticket = { ...rest, events: ticket.events + 1, changedAt: event.at };
  const kept = awaiting ? { ...next, awaiting } : next;
  switch (event.type) {
    case 'taken':
      return { ...kept, analyst: event.analyst, stage: ticket.stage === 'triage' ? 'analysis' : ticket.stage };
    case 'planned':
      return { ...next, stage: 'planning', situation: 'open' };
    case 'promised':
      return { ...kept, due: event.due };
    case 'produced':
      return { ...next, stage: 'production', situation: 'open' };
    case 'finished':
      return { ...next, stage: 'delivery', situation: 'open' };
    case 'asked':
      return { ...next, situation: 'awaiting', awaiting: { type: 'answer', question: event.question } };
    case 'answered':
    case 'resumed':
      return { ...next, situation: 'open' };
    case 'delivered':
      return event.approval
        ? { ...next, stage: 'delivery', situation: 'awaiting', awaiting: { type: 'approval', since: event.at } }
        : { ...next, stage: 'delivery', situation: 'done' };
    case 'approved':
    case 'concluded':
      return { ...next, situation: 'done' };
    case 'changes_asked':
      return { ...next, stage: 'production', situation: 'open' };
    case 'returned':
      return { ...next, stage: event.to, situation: 'open' };
    case 'cancelled':
      return { ...next, situation: 'cancelled' };
    case 'reopened':
      return { ...next, situation: 'open' };
    case 'commented':
    case 'replied':
    case 'noted':
      return kept;
    case 'edited':
      return { ...kept, brief: kept.brief.map((line) => (line.messages.includes(event.message) ? { ...line, text: event.text } : line)) };
    default:
      return event satisfies never;
  }
}

function birth(event: TicketEvent & { type: 'opened' }): Ticket {
  return {
    id: ticketKey(event.number),
    number: event.number,
    version: 0,
    events: 1,
    person: event.person,
    service: event.service,
    title: event.title,
    language: event.language,
    approval: event.approval,
    stage: 'triage',
    situation: 'open',
    brief: event.brief,
    first: event.first,
    openedAt: event.at,
    changedAt: event.at,
  };
}

export const ticketKey = (number: number): string => `t:${number}`;

export const isClosed = (ticket: Ticket): boolean => ticket.situation === 'done' || ticket.situation === 'cancelled';
