// One turn at the desk: a button, a command, a reply or a note of a member of the team.
import { cardChoices, cardOf, moveLabel } from './card.ts';
import type { Command } from './command.ts';
import { parseDay, workingDaysAfter } from './day.ts';
import { type DeskCommandName, deskCommands, deskRequest } from './desk-commands.ts';
import { deskLane, notice, post, refuse, textAtDesk } from './desk-reply.ts';
import { isHeld, release } from './hold.ts';
import { type Inbound, laneOfTicket, type Outbound, type OutboundBody } from './message.ts';
import { type DeskMove, decide, isLegal } from './moves.ts';
import { deskLanguage, nameAtDesk, tell } from './notify.ts';
import { claim, join, letIn } from './staff.ts';
import { nameOf, placeOf } from './status.ts';
import { dayHole } from './texts.ts';
import { type Content, type Ticket, ticketKey } from './ticket.ts';
import { type DeskGiven, emptyTurn, type Staff, type Turn } from './turn.ts';

/** What a desk member's inbound leads to. `topic`: the ticket whose topic it came from. `today`: the day at the desk. */
export function deskTurn(given: DeskGiven, inbound: Inbound, topic: number | undefined, today: string): Turn {
  const request = deskRequest(inbound, topic, given.link);
  if (request.type === 'silence') return emptyTurn();
  if (request.type === 'command' && request.name === 'claim') return claim(given, inbound, request.content.text);
  if (inbound.from.anonymous) return refuse(given, inbound, topic, textAtDesk(given, 'desk.anonymous'));
  if (request.type === 'command' && request.name === 'join') return join(given, inbound);
  if (!given.staff || !given.desk) {
    const plain = request.type === 'command' && request.name === 'note' && inbound.type === 'message' && !inbound.text?.startsWith('/');
    return plain ? emptyTurn() : refuse(given, inbound, topic, textAtDesk(given, 'desk.stranger'));
  }
  if (request.type === 'unknown') return refuse(given, inbound, topic, textAtDesk(given, 'desk.unknown_command', { word: request.word }));
  const done = perform(given, inbound, topic, today, given.staff, request.name, request.content, request.pressed, request.ticket);
  return request.pressed && !done.outbound.some((out) => out.body.type === 'notice')
    ? { ...done, outbound: [...notice(inbound), ...done.outbound] }
    : done;
}

function perform(
  given: DeskGiven,
  inbound: Inbound,
  topic: number | undefined,
  today: string,
  staff: Staff,
  name: DeskCommandName,
  content: Content,
  pressed: boolean,
  number: number | undefined,
): Turn {
  const lane = deskLane(topic);
  switch (name) {
    case 'queue':
      return post(lane, listText(given, given.queue, 'desk.queue'));
    case 'mine':
      return post(
        lane,
        listText(
          given,
          given.queue.filter((one) => one.analyst?.address === staff.address),
          'desk.mine',
        ),
      );
    case 'help':
      return post(lane, { type: 'text', title: textAtDesk(given, 'desk.help_title'), text: textAtDesk(given, 'desk.help') });
    case 'let':
      return letIn(given, inbound, staff, content.text);
    case 'claim':
    case 'join':
      return emptyTurn();
    default:
      break;
  }
  const { ticket } = given;
  if (!ticket)
    return refuse(
      given,
      inbound,
      topic,
      number === undefined
        ? textAtDesk(given, 'desk.which_ticket', { command: deskCommands[name].slash ?? name })
        : textAtDesk(given, 'desk.no_ticket', { number }),
    );
  if (name === 'card')
    return {
      ...emptyTurn(),
      outbound: given.client
        ? [
            {
              lane: laneOfTicket(ticket.number),
              ticket: ticket.number,
              body: cardOf(deskLanguage(given), ticket, given.client),
              coalesce: `card:${ticket.number}`,
            },
          ]
        : [],
    };
  if (name === 'bot') return letBotBack(given, ticket);
  if (!isLegal(ticket, name) || (pressed && !isShown(given, ticket, name)))
    return refuse(given, inbound, topic, refusal(given, ticket, name));
  const needs = deskCommands[name].needs;
  if (needs === 'day') return promise(given, inbound, staff, ticket, content.text, today);
  if ((needs === 'text' && content.text === '') || (needs === 'content' && content.text === '' && content.files.length === 0))
    return prompt(given, inbound, ticket, name);
  return move(given, inbound, staff, ticket, commandOf(name, content, staff), pressed);
}

/** A button is good for as long as the card shows it: one that stayed on a screen takes nobody's ticket over. */
const isShown = (given: DeskGiven, ticket: Ticket, name: DeskMove): boolean =>
  cardChoices(deskLanguage(given), ticket).some(({ data }) => data === `${name}:${ticket.number}`);

/** The sentence that says what is possible now. */
function refusal(given: DeskGiven, ticket: Ticket, name: DeskMove): string {
  const language = deskLanguage(given);
  const possible = cardChoices(language, ticket)
    .map(({ label }) => `“${label}”`)
    .join(', ');
  return textAtDesk(given, 'desk.refused', {
    move: moveLabel(language, name, ticket),
    ticket: `#${ticket.number}`,
    place: placeOf(language, ticket),
    possible,
  });
}

function commandOf(name: DeskMove, content: Content, staff: Staff): Command & { type: DeskMove } {
  const { text } = content;
  switch (name) {
    case 'take':
      return { type: 'take', analyst: { address: staff.address, name: staff.name } };
    case 'ask':
      return { type: 'ask', question: text };
    case 'resume':
    case 'cancel':
    case 'reopen':
      return { type: name, reason: text };
    case 'plan':
    case 'produce':
    case 'finish':
      return { type: name };
    case 'conclude':
      return { type: 'conclude', text };
    case 'back':
      return { type: 'back', reason: text };
    case 'step':
      return { type: 'step', step: text.split(/\s+/)[0] ?? '', state: 'done', owner: { address: staff.address, name: staff.name } };
    case 'prioritise':
      return { type: 'prioritise', priority: 'high', reason: text };
    case 'submit':
    case 'deliver':
    case 'reply':
    case 'note':
      return { type: name, content };
    default:
      throw new Error(`The desk has no command for the move "${name}".`);
  }
}

/** Decides, tells, and marks the desk member's own message: 👍 sent, 👎 failed, ✍ noted. */
function move(
  given: DeskGiven,
  inbound: Inbound,
  staff: Staff,
  ticket: Ticket,
  command: Command & { type: DeskMove },
  pressed = false,
): Turn {
  const decision = decide(ticket, command, { type: 'staff', address: staff.address, name: staff.name }, given.now);
  if (decision.type === 'refused') return refuse(given, inbound, ticket.number, refusal(given, ticket, command.type));
  if (!given.client) throw new Error(`Ticket ${ticketKey(ticket.number)} has no person; the store was changed by hand?`);
  const change = { ticket: decision.ticket, events: decision.events, isNew: false };
  const lane = laneOfTicket(ticket.number);
  const mark = inbound.message && !pressed ? { lane: inbound.thread === undefined ? 'desk' : lane, message: inbound.message } : undefined;
  const told = tell(given, given.client, change, mark);
  const noted: Outbound[] =
    command.type === 'note' && mark ? [{ lane: mark.lane, body: { type: 'reaction', message: mark.message, mark: 'noted' } }] : [];
  const similar = command.type === 'take' && ticket.stage === 'triage' ? similarTo(given, ticket) : [];
  return { ...emptyTurn(), changes: [change], outbound: [...told, ...similar, ...noted] };
}

/** Whoever answered the client from the phone is done: the bot answers again. */
function letBotBack(given: DeskGiven, ticket: Ticket): Turn {
  const { conversation, now } = given;
  const isOver = !conversation || !isHeld(conversation, now);
  const text = textAtDesk(given, isOver ? 'desk.bot_never_left' : 'desk.bot_back', { name: nameAtDesk(given, given.client) });
  return { ...post(laneOfTicket(ticket.number), { type: 'text', text }), ...(isOver ? {} : { conversation: release(conversation, now) }) };
}

/** Earlier tickets like this one, for whoever begins its analysis (R5). */
function similarTo(given: DeskGiven, ticket: Ticket): Outbound[] {
  const others = given.similar.filter((one) => one.number !== ticket.number);
  if (others.length === 0) return [];
  const lines = others.map((one) =>
    `${nameOf(one)} — ${placeOf(deskLanguage(given), one)}\n${one.brief.find((line) => line.text)?.text.slice(0, 120) ?? ''}`.trim(),
  );
  return [
    { lane: laneOfTicket(ticket.number), body: { type: 'text', title: textAtDesk(given, 'desk.similar'), text: lines.join('\n\n') } },
  ];
}

function promise(given: DeskGiven, inbound: Inbound, staff: Staff, ticket: Ticket, text: string, today: string): Turn {
  if (text === '') {
    const choices = workingDaysAfter(today, 6).map((day) => ({
      data: `promise:${ticket.number}:${day}`,
      label: textAtDesk(given, 'day', { day: dayHole(day) }),
    }));
    return post(
      laneOfTicket(ticket.number),
      { type: 'text', title: nameOf(ticket), text: textAtDesk(given, 'desk.which_day'), choices },
      { ticket: ticket.number, role: 'prompt:promise' },
    );
  }
  const due = parseDay(text, today);
  if (!due) return refuse(given, inbound, ticket.number, textAtDesk(given, 'desk.bad_day', { text: text.slice(0, 40) }));
  if (due < today) return refuse(given, inbound, ticket.number, textAtDesk(given, 'desk.past_day', { day: dayHole(due) }));
  return move(given, inbound, staff, ticket, { type: 'promise', due });
}

/** Asks the desk member for the text that the command needs; their reply to it carries it out. */
function prompt(given: DeskGiven, inbound: Inbound, ticket: Ticket, name: DeskMove): Turn {
  const text = textAtDesk(given, `prompt.${name as 'ask'}`, { number: ticket.number, stage: '' });
  const quote = inbound.type === 'message' ? inbound.message : undefined;
  return post(
    laneOfTicket(ticket.number),
    { type: 'prompt', text, to: inbound.from.address, ...(quote ? { quote } : {}) },
    { ticket: ticket.number, role: `prompt:${name}` },
  );
}

function listText(given: DeskGiven, tickets: readonly Ticket[], key: 'desk.queue' | 'desk.mine'): OutboundBody {
  const language = deskLanguage(given);
  const lines = tickets.map((one) =>
    [
      `${nameOf(one)} — ${placeOf(language, one)}`,
      one.analyst?.name ?? textAtDesk(given, 'card.nobody'),
      one.due ? textAtDesk(given, 'day', { day: dayHole(one.due) }) : '',
    ]
      .filter(Boolean)
      .join(' · '),
  );
  return {
    type: 'text',
    title: textAtDesk(given, key, { count: tickets.length }),
    text: lines.join('\n') || textAtDesk(given, 'desk.empty'),
  };
}
