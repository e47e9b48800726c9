// What it means to put a card into a column: the desk command that leads there, and what it needs to be told. Pure.
// Whether the command is legal is not decided here but at the desk (flows/moves.ts), whose sentence is shown when it is not.
import type { DeskCommandName } from '../../../flows/desk-commands.ts';
import { isLegal } from '../../../flows/moves.ts';
import { isClosed, stageBefore, stages, type Ticket } from '../../../flows/ticket.ts';
import type { Place } from './view.ts';

/** `needs`: what the small form asks for; `day` comes before the command, as a promise. `far`: no one command leads so far back. */
export type Landing =
  | { type: 'stay' }
  | { type: 'far'; to: Place }
  | { type: 'command'; name: DeskCommandName; needs: 'nothing' | 'text' | 'content' | 'day' };

const onward = { triage: 'take', analysis: 'take', planning: 'plan', production: 'produce', delivery: 'finish' } as const;

export function landingOf(ticket: Ticket, to: Place): Landing {
  const command = (name: DeskCommandName, needs: Extract<Landing, { type: 'command' }>['needs'] = 'nothing'): Landing => ({
    type: 'command',
    name,
    needs,
  });
  if (isClosed(ticket)) return to === ticket.stage ? command('reopen') : to === 'closed' ? { type: 'stay' } : { type: 'far', to };
  if (to === ticket.stage) return { type: 'stay' };
  if (to === 'closed') return closing(ticket, command);
  if (stages.indexOf(to) > stages.indexOf(ticket.stage)) {
    if (to === 'analysis') return command('take');
    const isUndated = to === 'production' && ticket.stage === 'planning' && ticket.situation === 'open' && ticket.due === undefined;
    return command(onward[to], isUndated ? 'day' : 'nothing');
  }
  if (to !== stageBefore(ticket.stage)) return { type: 'far', to };
  return command('back', isLegal(ticket, 'back') ? 'text' : 'nothing');
}

/** Delivered, answered, or cancelled while nobody works on it yet; where neither is legal the desk says so. */
function closing(ticket: Ticket, command: (name: DeskCommandName, needs?: 'nothing' | 'text' | 'content') => Landing): Landing {
  if (isLegal(ticket, 'deliver')) return command('deliver', 'content');
  if (isLegal(ticket, 'conclude')) return command('conclude', 'text');
  return ticket.stage === 'triage' ? command('cancel', 'text') : command('conclude');
}

/** The columns that a card may be put into now. */
export function opensTo(ticket: Ticket): Place[] {
  const all: Place[] = [...stages, 'closed'];
  return all.filter((place) => {
    const landing = landingOf(ticket, place);
    if (landing.type !== 'command') return false;
    if (landing.needs === 'day') return true;
    const { name } = landing;
    return name === 'take' ? ticket.stage === 'triage' : isLegal(ticket, name as 'plan'); // all others that are used here are moves
  });
}
