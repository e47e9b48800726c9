// What a command makes happen, once it is decided. Nothing is decided here.
import type { Command } from './command.ts';
import { plain } from './parts.ts';
import { clientStep, stageBefore, type Ticket, type TicketEvent } from './ticket.ts';

type Happening = TicketEvent extends infer E ? (E extends TicketEvent ? Omit<E, 'at' | 'by'> : never) : never;

/** The event, without who and when. */
export function happening(ticket: Ticket, command: Exclude<Command, { type: 'open' }>): Happening {
  switch (command.type) {
    case 'take':
      return {
        type: 'taken',
        analyst: command.analyst,
        ...(ticket.analyst ? { from: ticket.analyst } : {}),
        ...(command.route ? { route: command.route } : {}),
      };
    case 'pass':
      return { type: 'passed', route: command.route, ...(ticket.route ? { from: ticket.route.name } : {}) };
    case 'ask':
      return { type: 'asked', question: command.question };
    case 'answer':
      return { type: 'answered', content: plain(command.content) };
    case 'resume':
      return { type: 'resumed', reason: command.reason };
    case 'plan':
      return { type: 'planned', ...(command.owner ? { owner: command.owner } : {}) };
    case 'promise':
      return { type: 'promised', due: command.due, ...(command.reason ? { reason: command.reason } : {}) };
    case 'step':
      return { type: 'stepped', step: command.step, state: command.state, ...(command.owner ? { owner: command.owner } : {}) };
    case 'prioritise':
      return { type: 'prioritised', priority: command.priority, reason: command.reason };
    case 'remind':
      return { type: 'reminded', count: command.count, ...(command.closes ? { closes: command.closes } : {}) };
    case 'slip':
      return { type: 'slipped', owed: command.owed, slip: command.slip };
    case 'ask_rating':
      return { type: 'rating_asked' };
    case 'follow_up':
      return { type: 'followed_up' };
    case 'rate':
      return { type: 'rated', stars: command.stars, text: command.text };
    case 'produce':
      return { type: 'produced' };
    case 'finish':
      return { type: 'finished' };
    case 'deliver':
      return { type: 'delivered', content: command.content, approval: ticket.approval };
    case 'approve':
      return { type: 'approved', text: command.text, ...stepOf(ticket) };
    case 'changes':
      return { type: 'changes_asked', content: plain(command.content), ...stepOf(ticket) };
    case 'submit':
      return { type: 'submitted', step: clientStep(ticket) ?? '', content: command.content };
    case 'conclude':
      return { type: 'concluded', text: command.text };
    case 'back':
      return { type: 'returned', to: command.to ?? stageBefore(ticket.stage) ?? 'triage', reason: command.reason };
    case 'cancel':
      return { type: 'cancelled', reason: command.reason };
    case 'reopen':
      return { type: 'reopened', reason: command.reason };
    case 'comment':
      return { type: 'commented', content: plain(command.content) };
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

/** The step whose approval is waited for, where it is one. */
const stepOf = ({ awaiting }: Ticket): { step?: string } => (awaiting?.type === 'approval' && awaiting.step ? { step: awaiting.step } : {});
