// The moves of a ticket over stage × situation, as one table, and the decision on a command by that table.
import {
  type Actor,
  type BriefLine,
  type Content,
  evolve,
  type Situation,
  type Stage,
  stages,
  type Ticket,
  type TicketEvent,
} from './ticket.ts';

type Place = `${Stage}/${Situation}`;
type Move = { by: 'desk' | 'client' | 'both'; from: readonly Place[]; to: string; when?: (ticket: Ticket) => boolean };

const at = (situation: Situation, ...of: Stage[]): Place[] => of.map((stage): Place => `${stage}/${situation}`);
const assigned: Stage[] = ['analysis', 'planning', 'production', 'delivery'];
const working = [...at('open', ...stages), ...at('awaiting', ...assigned)];
const closed: Place[] = ['analysis/done', 'delivery/done', ...at('cancelled', ...stages)];
const asksAnswer = (ticket: Ticket) => ticket.awaiting?.type === 'answer';
const asksApproval = (ticket: Ticket) => ticket.awaiting?.type === 'approval';

/** Every move: who may make it, where from, and where it leads. What is not here does not exist. */
// biome-ignore format: a table is read by its columns
export const moves = {
  take:     { by: 'desk',   from: working,                                                to: 'analysis/open from triage; else the same, with a new analyst' },
  ask:      { by: 'desk',   from: at('open', ...assigned),                                to: 'the same stage, awaiting' },
  answer:   { by: 'client', from: at('awaiting', ...assigned), when: asksAnswer,          to: 'the same stage, open' },
  resume:   { by: 'desk',   from: at('awaiting', ...assigned),                            to: 'the same stage, open' },
  plan:     { by: 'desk',   from: ['analysis/open'],                                      to: 'planning/open' },
  promise:  { by: 'desk',   from: [...at('open', 'planning', 'production', 'delivery'), ...at('awaiting', 'planning', 'production', 'delivery')], to: 'the same, with a day promised' },
  produce:  { by: 'desk',   from: ['planning/open'], when: (ticket) => ticket.due !== undefined, to: 'production/open' },
  finish:   { by: 'desk',   from: ['production/open'],                                    to: 'delivery/open' },
  deliver:  { by: 'desk',   from: ['delivery/open'],                                      to: 'delivery/awaiting when the client approves; else delivery/done' },
  approve:  { by: 'client', from: ['delivery/awaiting'], when: asksApproval,              to: 'delivery/done' },
  changes:  { by: 'client', from: ['delivery/awaiting'], when: asksApproval,              to: 'production/open' },
  conclude: { by: 'desk',   from: ['analysis/open', 'analysis/awaiting', 'delivery/open', 'delivery/awaiting'], to: 'the same stage, done' },
  back:     { by: 'desk',   from: at('open', ...assigned),                                to: 'an earlier stage, open' },
  cancel:   { by: 'both',   from: working,                                                to: 'the same stage, cancelled' },
  reopen:   { by: 'both',   from: closed,                                                 to: 'the same stage, open' },
  comment:  { by: 'client', from: [...working, ...closed],                                to: 'the same' },
  reply:    { by: 'desk',   from: [...working, ...closed],                                to: 'the same' },
  note:     { by: 'desk',   from: [...working, ...closed],                                to: 'the same' },
  edit:     { by: 'client', from: [...working, ...closed],                                to: 'the same' },
} satisfies Record<string, Move>;
export type MoveName = keyof typeof moves;
/** The moves that the desk may make. */
export type DeskMove = { [N in MoveName]: (typeof moves)[N]['by'] extends 'client' ? never : N }[MoveName];

export const moveNames = Object.keys(moves) as MoveName[]; // Object.keys widens what the table's type knows

export type Command =
  | {
      type: 'open';
      number: number;
      person: string;
      service: string;
      title: string;
      language: string;
      approval: boolean;
      brief: BriefLine[];
      first: Content;
    }
  | { type: 'take'; analyst: { address: string; name: string } }
  | { type: 'ask'; question: string }
  | { type: 'answer' | 'changes' | 'deliver' | 'comment' | 'reply' | 'note'; content: Content }
  | { type: 'resume' | 'cancel' | 'reopen'; reason: string }
  | { type: 'plan' | 'produce' | 'finish' }
  | { type: 'promise'; due: string }
  | { type: 'approve' | 'conclude'; text: string }
  | { type: 'back'; reason: string; to?: Stage }
  | { type: 'edit'; message: string; text: string };

/** `events` lead to `ticket`; a refusal names what is possible now. */
export type Decision =
  | { type: 'decided'; ticket: Ticket; events: TicketEvent[] }
  | { type: 'refused'; move: MoveName; possible: MoveName[] };

/** The moves that would not be refused now, for one side. */
export function legalMoves(ticket: Ticket, by: 'desk' | 'client'): MoveName[] {
  return moveNames.filter((name) => (moves[name].by === by || moves[name].by === 'both') && isLegal(ticket, name));
}

export function isLegal(ticket: Ticket, name: MoveName): boolean {
  const move: Move = moves[name];
  return move.from.includes(`${ticket.stage}/${ticket.situation}`) && (move.when?.(ticket) ?? true);
}

/** The stage before, where `back` leads unless told otherwise. */
export const stageBefore = (stage: Stage): Stage | undefined => stages[stages.indexOf(stage) - 1];

/** What a command leads to, or why not. `ticket` is null only for `open`. `at`: milliseconds since the epoch. */
export function decide(ticket: Ticket | null, command: Command, by: Actor, at: number): Decision {
  if (command.type === 'open') return decided(ticket, { ...command, type: 'opened', at, by });
  if (!ticket) throw new Error(`The command "${command.type}" needs a ticket.`);
  const side = by.type === 'client' ? 'client' : 'desk';
  const who = moves[command.type].by;
  const earlier = command.type !== 'back' || isEarlier(command.to ?? stageBefore(ticket.stage), ticket.stage);
  if (!isLegal(ticket, command.type) || (who !== 'both' && who !== side && by.type !== 'clock') || !earlier) {
    return { type: 'refused', move: command.type, possible: legalMoves(ticket, side) };
  }
  return decided(ticket, { ...happening(ticket, command), at, by });
}

const isEarlier = (to: Stage | undefined, from: Stage): boolean => to !== undefined && stages.indexOf(to) < stages.indexOf(from);

function decided(before: Ticket | null, event: TicketEvent): Decision {
  const after = evolve(before, event);
  return { type: 'decided', ticket: { ...after, version: (before?.version ?? 0) + 1 }, events: [event] };
}

type Happening = TicketEvent extends infer E ? (E extends TicketEvent ? Omit<E, 'at' | 'by'> : never) : never;

function happening(ticket: Ticket, command: Exclude<Command, { type: 'open' }>): Happening {
  switch (command.type) {
    case 'take':
      return { type: 'taken', analyst: command.analyst };
    case 'ask':
      return { type: 'asked', question: command.question };
    case 'answer':
      return { type: 'answered', content: command.content };
    case 'resume':
      return { type: 'resumed', reason: command.reason };
    case 'plan':
      return { type: 'planned' };
    case 'promise':
      return { type: 'promised', due: command.due };
    case 'produce':
      return { type: 'produced' };
    case 'finish':
      return { type: 'finished' };
    case 'deliver':
      return { type: 'delivered', content: command.content, approval: ticket.approval };
    case 'approve':
      return { type: 'approved', text: command.text };
    case 'changes':
      return { type: 'changes_asked', content: command.content };
    case 'conclude':
      return { type: 'concluded', text: command.text };
    case 'back':
      return { type: 'returned', to: command.to ?? stageBefore(ticket.stage) ?? 'triage', reason: command.reason };
    case 'cancel':
      return { type: 'cancelled', reason: command.reason };
    case 'reopen':
      return { type: 'reopened', reason: command.reason };
    case 'comment':
      return { type: 'commented', content: command.content };
    case 'reply':
      return { type: 'replied', content: command.content };
    case 'note':
      return { type: 'noted', content: command.content };
    case 'edit':
      return { type: 'edited', message: command.message, text: command.text };
    default:
      return command satisfies never;
  }
}
