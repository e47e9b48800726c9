// The moves of a ticket over stage × situation, as one table, and the decision on a command by that table.
import type { Command } from './command.ts';
import { evolve } from './evolve.ts';
import { happening } from './happening.ts';
import {
  type Actor,
  clientStep,
  type Situation,
  type Slip,
  type Stage,
  slips,
  stageBefore,
  stages,
  type Ticket,
  type TicketEvent,
} from './ticket.ts';

type Place = `${Stage}/${Situation}`;
type Move = { by: 'desk' | 'client' | 'both' | 'clock'; from: readonly Place[]; to: string; when?: (ticket: Ticket) => boolean };

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
  pass:     { by: 'desk',   from: working,                                                to: 'the same, with another team' },
  ask:      { by: 'desk',   from: at('open', ...assigned),                                to: 'the same stage, awaiting' },
  answer:   { by: 'client', from: at('awaiting', ...assigned), when: asksAnswer,          to: 'the same stage, open' },
  resume:   { by: 'desk',   from: at('awaiting', ...assigned),                            to: 'the same stage, open' },
  plan:     { by: 'desk',   from: ['analysis/open'],                                      to: 'planning/open' },
  promise:  { by: 'desk',   from: [...at('open', 'planning', 'production', 'delivery'), ...at('awaiting', 'planning', 'production', 'delivery')], to: 'the same, with a day promised' },
  step:     { by: 'desk',   from: at('open', 'planning', 'production'), when: (ticket) => ticket.steps.length > 0, to: 'the same, with a step begun or done' },
  submit:   { by: 'desk',   from: ['production/open'], when: (ticket) => clientStep(ticket) !== undefined, to: 'the same stage, awaiting the client’s approval of a step' },
  prioritise: { by: 'desk', from: working,                                                to: 'the same, with another priority' },
  produce:  { by: 'desk',   from: ['planning/open'], when: (ticket) => ticket.due !== undefined, to: 'production/open' },
  finish:   { by: 'desk',   from: ['production/open'],                                    to: 'delivery/open' },
  deliver:  { by: 'desk',   from: ['delivery/open'],                                      to: 'delivery/awaiting when the client approves; else delivery/done' },
  approve:  { by: 'client', from: ['delivery/awaiting', 'production/awaiting'], when: asksApproval, to: 'delivery/done; production/open when it was a step' },
  changes:  { by: 'client', from: ['delivery/awaiting', 'production/awaiting'], when: asksApproval,              to: 'production/open' },
  conclude: { by: 'desk',   from: ['analysis/open', 'analysis/awaiting', 'delivery/open', 'delivery/awaiting'], to: 'the same stage, done' },
  back:     { by: 'desk',   from: at('open', ...assigned),                                to: 'an earlier stage, open' },
  cancel:   { by: 'both',   from: working,                                                to: 'the same stage, cancelled' },
  reopen:   { by: 'both',   from: closed,                                                 to: 'the same stage, open' },
  comment:  { by: 'client', from: [...working, ...closed],                                to: 'the same' },
  reply:    { by: 'desk',   from: [...working, ...closed],                                to: 'the same' },
  note:     { by: 'desk',   from: [...working, ...closed],                                to: 'the same' },
  edit:     { by: 'client', from: [...working, ...closed],                                to: 'the same' },
  rate:     { by: 'client', from: ['analysis/done', 'delivery/done'],                     to: 'the same, with a rating' },
  remind:   { by: 'clock',  from: at('awaiting', ...assigned),                            to: 'the same; the client is reminded' },
  slip:     { by: 'clock',  from: working,                                                to: 'the same; the team hears of it' },
  ask_rating: { by: 'clock', from: ['analysis/done', 'delivery/done'], when: (ticket) => ticket.care === undefined && !ticket.rating, to: 'the same' },
  follow_up: { by: 'clock', from: ['delivery/done'], when: (ticket) => ticket.care !== 'followed_up', to: 'the same' },
} satisfies Record<string, Move>;
export type MoveName = keyof typeof moves;
/** The moves that the desk may make. */
export type DeskMove = { [N in MoveName]: (typeof moves)[N]['by'] extends 'client' | 'clock' ? never : N }[MoveName];

export const moveNames = Object.keys(moves) as MoveName[]; // Object.keys widens what the table's type knows

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

/** What a command leads to, or why not. `ticket` is null only for `open`. `at`: milliseconds since the epoch. */
export function decide(ticket: Ticket | null, command: Command, by: Actor, at: number): Decision {
  if (command.type === 'open') return decided(ticket, { ...command, type: 'opened', at, by });
  if (!ticket) throw new Error(`The command "${command.type}" needs a ticket.`);
  const side = by.type === 'client' ? 'client' : 'desk';
  const who = moves[command.type].by;
  const mine = by.type === 'clock' || who === 'both' || who === side;
  if (!mine || !isLegal(ticket, command.type) || !makesSense(ticket, command)) {
    return { type: 'refused', move: command.type, possible: legalMoves(ticket, side) };
  }
  const done = decided(ticket, { ...happening(ticket, command), at, by });
  return isThrough(done.ticket, command) ? decided(done.ticket, { type: 'finished', at, by }, done.events) : done;
}

/** What no table of places says. */
function makesSense(ticket: Ticket, command: Command): boolean {
  if (command.type === 'back') return isEarlier(command.to ?? stageBefore(ticket.stage), ticket.stage);
  if (command.type === 'slip') return slips.indexOf(command.slip) > slips.indexOf(ticket.slipped[command.owed] ?? ('' as Slip)); // not slipped yet: -1
  if (command.type === 'step') return ticket.steps.some(({ id, state }) => id === command.step && state !== command.state);
  return true;
}

/** The last step of production is done: the ticket goes back to its analyst, for delivery (R7, R8). */
const isThrough = ({ stage, situation, steps }: Ticket, command: Command): boolean =>
  (command.type === 'step' || command.type === 'approve') &&
  stage === 'production' &&
  situation === 'open' &&
  steps.every(({ state }) => state === 'done');

const isEarlier = (to: Stage | undefined, from: Stage): boolean => to !== undefined && stages.indexOf(to) < stages.indexOf(from);

/** `so`: what the same decision has led to before; it is one change of the ticket. */
function decided(before: Ticket | null, event: TicketEvent, so: TicketEvent[] = []): Decision & { type: 'decided' } {
  const version = so.length > 0 ? (before?.version ?? 1) : (before?.version ?? 0) + 1;
  return { type: 'decided', ticket: { ...evolve(before, event), version }, events: [...so, event] };
}
