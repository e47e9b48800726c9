// The moves of a ticket as the desk makes them: by words, by a button, or by the reply to a question of the bot's.
import { cardChoices, moveLabel } from './card.ts';
import type { Command } from './command.ts';
import { deskCommands } from './desk-commands.ts';
import { prompt, type TicketDeed } from './desk-deed.ts';
import { similarTo } from './desk-lists.ts';
import { refuse, textAtDesk } from './desk-reply.ts';
import { laneOfTicket, type Outbound } from './message.ts';
import { type DeskMove, decide, isLegal } from './moves.ts';
import { deskLanguage, tell } from './notify.ts';
import { placeOf } from './status.ts';
import { say } from './texts.ts';
import { type Ticket, ticketKey } from './ticket.ts';
import { type DeskGiven, emptyTurn, type Staff, type Turn } from './turn.ts';

/** The refusal of a move that is not possible now; nothing when it is. A button is good for as long as the card shows it. */
export function isWrongNow(deed: TicketDeed, move: DeskMove): Turn | undefined {
  const { given, inbound, name, topic, ticket, pressed } = deed;
  const isOver = pressed && name === 'take' && ticket.stage !== 'triage'; // one that stayed on a screen takes nobody's ticket over
  return isLegal(ticket, move) && !isOver ? undefined : refuse(given, inbound, topic, refusal(given, ticket, move));
}

/** The sentence that says what is possible now. */
function refusal(given: DeskGiven, ticket: Ticket, move: DeskMove): string {
  const language = deskLanguage(given);
  const possible = cardChoices(language, ticket)
    .map(({ label }) => say(language, 'quoted', { text: label }))
    .join(', ');
  return textAtDesk(given, 'desk.refused', {
    move: moveLabel(language, move, ticket),
    ticket: `#${ticket.number}`,
    place: placeOf(language, ticket),
    possible,
  });
}

/** A move that needs no more than words, or nothing. */
export function plainMove(deed: TicketDeed, move: PlainMove): Turn {
  const { given, content, ticket, staff } = deed;
  const refused = isWrongNow(deed, move);
  if (refused) return refused;
  if (move === 'take' && ticket.stage !== 'triage' && ticket.analyst?.address === staff.address)
    return refuse(given, deed.inbound, deed.topic, textAtDesk(given, 'desk.yours_already'));
  const { needs } = deskCommands[move];
  const isMissing = needs === 'text' ? content.text === '' : needs === 'content' && content.text === '' && content.files.length === 0;
  return isMissing ? prompt(deed, textAtDesk(given, `prompt.${move as 'ask'}`)) : makeMove(deed, commandOf(deed, move)); // those that need words have a prompt
}

type PlainMove = Exclude<DeskMove, 'promise' | 'step' | 'prioritise' | 'pass'>;

function commandOf({ content, staff }: TicketDeed, move: PlainMove): Command & { type: DeskMove } {
  const { text } = content;
  switch (move) {
    case 'take':
      return { type: 'take', analyst: named(staff) };
    case 'plan':
      return { type: 'plan', owner: named(staff) };
    case 'ask':
      return { type: 'ask', question: text };
    case 'resume':
    case 'cancel':
    case 'reopen':
    case 'back':
      return { type: move, reason: text };
    case 'produce':
    case 'finish':
      return { type: move };
    case 'conclude':
      return { type: 'conclude', text };
    case 'submit':
    case 'deliver':
    case 'reply':
    case 'note':
      return { type: move, content };
    default:
      return move satisfies never;
  }
}

export const named = ({ address, name }: Staff) => ({ address, name });

/** Decides, tells, and marks the desk member's own message: 👍 sent, 👎 failed, ✍ noted. */
export function makeMove(deed: TicketDeed, command: Command & { type: DeskMove }): Turn {
  const { given, inbound, staff, ticket, pressed } = deed;
  const decision = decide(ticket, command, { type: 'staff', ...named(staff) }, given.now);
  if (decision.type === 'refused') return refuse(given, inbound, deed.topic, refusal(given, ticket, command.type));
  if (!given.client) throw new Error(`Ticket ${ticketKey(ticket.number)} has no person; the store was changed by hand?`);
  const change = { ticket: decision.ticket, events: decision.events, isNew: false };
  const lane = laneOfTicket(ticket.number);
  const mark = inbound.message && !pressed ? { lane: inbound.thread === undefined ? 'desk' : lane, message: inbound.message } : undefined;
  const told = tell(given, given.client, change, mark);
  const noted: Outbound[] =
    command.type === 'note' && mark ? [{ lane: mark.lane, body: { type: 'reaction', message: mark.message, mark: 'noted' } }] : [];
  return { ...emptyTurn(), changes: [change], outbound: [...told, ...beside(deed, command, decision.ticket), ...noted] };
}

/** What the topic reads besides the card: earlier requests like it when it is taken up, and who has it now when it is handed over. */
function beside(deed: TicketDeed, command: Command, after: Ticket): Outbound[] {
  const { given, ticket, staff } = deed;
  const lane = laneOfTicket(ticket.number);
  const text = (words: string): Outbound => ({ lane, body: { type: 'text', text: words } });
  if (command.type === 'take') {
    const similar = ticket.stage === 'triage' ? similarTo(given, ticket) : [];
    const to = command.analyst;
    const isGiven = to.address !== staff.address;
    if (!isGiven && (!ticket.analyst || ticket.analyst.address === to.address)) return similar;
    const from = ticket.analyst?.name ?? staff.name;
    return [
      text(textAtDesk(given, isGiven ? 'desk.handed_over' : 'desk.taken_over', { from: isGiven ? staff.name : from, to: to.name })),
      ...similar,
    ];
  }
  if (command.type === 'pass') {
    const { name, analyst } = command.route;
    const words = { from: staff.name, team: name, ...(analyst ? { name: analyst.name } : {}) };
    return [text(textAtDesk(given, analyst ? 'team.passed_for' : 'team.passed', words))];
  }
  if (command.type === 'step' && after.stage === 'delivery')
    return [text(textAtDesk(given, 'desk.all_done', { name: after.analyst?.name ?? textAtDesk(given, 'card.nobody') }))];
  return [];
}
