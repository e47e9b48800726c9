// One turn at the desk: a button, a command, a reply or a note of a member of the team. Who may is asked here, what it does elsewhere.
import { campaignOfTicket } from './campaigns/campaign.ts';
import { campaign } from './campaigns/command.ts';
import { cardOf } from './card.ts';
import { standard } from './desk-answers.ts';
import { type DeskCommandName, deskCommands } from './desk-commands.ts';
import { contact } from './desk-contact.ts';
import { promise } from './desk-day.ts';
import { type Deed, no, type TicketDeed } from './desk-deed.ts';
import { eraseClient } from './desk-erase.ts';
import { find, who } from './desk-find.ts';
import { hears } from './desk-hears.ts';
import { help } from './desk-help.ts';
import { split, unite } from './desk-join.ts';
import { due, mine, queue, similar } from './desk-lists.ts';
import { plainMove } from './desk-moves.ts';
import { enter } from './desk-new.ts';
import { passTo } from './desk-pass.ts';
import { assign, changeRole, remove } from './desk-people.ts';
import { prioritise } from './desk-priority.ts';
import { notice, post, refuse, textAtDesk } from './desk-reply.ts';
import { deskRequest } from './desk-request.ts';
import { domainOrNone, requester } from './desk-requester.ts';
import { atLeast, leastRole, whoMay } from './desk-roles.ts';
import { route } from './desk-route.ts';
import { colleague, rename } from './desk-staff.ts';
import { digest, stats } from './desk-stats.ts';
import { step } from './desk-steps.ts';
import { team } from './desk-team.ts';
import { isHeld, release } from './hold.ts';
import { type Inbound, laneOfTicket, type Outbound } from './message.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { claim, join, letIn } from './staff.ts';
import { type DeskGiven, emptyTurn, type Turn } from './turn.ts';

/** What a desk member's inbound leads to. `topic`: the ticket whose topic it came from. `today`: the day at the desk. */
export function deskTurn(given: DeskGiven, inbound: Inbound, topic: number | undefined, today: string): Turn {
  const request = deskRequest(inbound, topic, given.link);
  if (request.type === 'silence') return emptyTurn();
  if (request.type === 'command' && request.name === 'claim') return claim(given, inbound, request.content.text);
  if (inbound.from.anonymous) return refuse(given, inbound, topic, textAtDesk(given, 'desk.anonymous'));
  if (request.type === 'command' && request.name === 'join') return join(given, inbound);
  const { staff } = given;
  if (!staff || !given.desk) {
    const plain = request.type === 'command' && request.name === 'note' && inbound.type === 'message' && !inbound.text?.startsWith('/');
    return plain ? emptyTurn() : refuse(given, inbound, topic, textAtDesk(given, 'desk.stranger'));
  }
  if (request.type === 'unknown') return refuse(given, inbound, topic, textAtDesk(given, 'desk.unknown_command', { word: request.word }));
  const { name, content, pressed, ticket: number } = request;
  const deed: Deed = { given, inbound, topic, today, staff, name, content, pressed, ...(number === undefined ? {} : { number }) };
  const done = perform(deed);
  if (done.outbound.some((out) => out.body.type === 'notice')) return done;
  const ended = pressed || inbound.type === 'deed' ? notice(inbound) : [];
  return { ...done, outbound: [...ended, ...saidElsewhere(deed, done), ...done.outbound] };
}

/** What was written on a page for a ticket stands in its topic too, under the name of whoever wrote it. */
function saidElsewhere({ inbound, staff, content }: Deed, { changes }: Turn): Outbound[] {
  const [change] = changes;
  if (inbound.type !== 'deed' || !change || (content.text === '' && content.files.length === 0)) return [];
  const { number } = change.ticket;
  return [{ lane: laneOfTicket(number), ticket: number, body: { type: 'text', title: `🖥 ${staff.name}`, ...content } }];
}

function perform(deed: Deed): Turn {
  const { given, inbound, topic, name, number } = deed;
  const { ticket } = given;
  const least = leastRole(deed);
  if (!atLeast(deed.staff.role, least)) return refuse(given, inbound, topic, whoMay(deed, least));
  if (deskCommands[name].ticket === true && !ticket)
    return number === undefined
      ? no(deed, 'desk.which_ticket', { command: deskCommands[name].slash ?? name })
      : no(deed, 'desk.no_ticket', { number });
  return ticket ? (aboutTicket({ ...deed, ticket }) ?? atLarge(deed)) : atLarge(deed);
}

/** What is done to a ticket; nothing when it is not about one. */
function aboutTicket(deed: TicketDeed): Turn | undefined {
  const { name } = deed;
  switch (name) {
    case 'promise':
    case 'due':
      return promise(deed);
    case 'step':
      return step(deed);
    case 'prioritise':
      return prioritise(deed);
    case 'assign':
      return assign(deed);
    case 'pass':
      return passTo(deed);
    case 'similar':
      return similar(deed);
    case 'requester':
      return requester(deed);
    case 'card':
      return card(deed);
    case 'bot':
      return letBotBack(deed);
    case 'erase':
      return eraseClient(deed);
    case 'unite':
      return unite(deed);
    case 'split':
      return split(deed);
    default:
      return isMove(name) ? plainMove(deed, name) : undefined;
  }
}

const moveNames = ['take', 'ask', 'resume', 'plan', 'submit', 'produce', 'finish', 'deliver', 'conclude', 'back', 'cancel', 'reopen', 'reply', 'note'] as const; // biome-ignore format: a list
const isMove = (name: DeskCommandName): name is (typeof moveNames)[number] => (moveNames as readonly string[]).includes(name); // widened to ask

function atLarge(deed: Deed): Turn {
  const { given, inbound, content, name } = deed;
  switch (name) {
    case 'queue':
      return queue(deed);
    case 'mine':
      return mine(deed);
    case 'due':
      return due(deed);
    case 'find':
      return find(deed);
    case 'who':
      return who(deed);
    case 'stats':
      return stats(deed);
    case 'digest':
      return digest(deed);
    case 'standard':
      return standard(deed);
    case 'new':
      return enter(deed);
    case 'campaign':
      return campaign(deed);
    case 'hears':
      return hears(deed);
    case 'team':
      return team(deed);
    case 'contact':
      return contact(deed);
    case 'route':
      return route(deed);
    case 'requester':
      return domainOrNone(deed);
    case 'role':
      return changeRole(deed);
    case 'colleague':
      return colleague(deed);
    case 'rename':
      return rename(deed);
    case 'remove':
      return remove(deed);
    case 'help':
      return help(deed);
    case 'let':
      return letIn(given, inbound, content.text);
    default:
      return emptyTurn();
  }
}

/** The card anew, pinned in its topic; whoever asks from elsewhere reads it there too. */
function card({ given, ticket, topic }: TicketDeed): Turn {
  if (!given.client) return emptyTurn();
  const body = cardOf(given.catalogue, deskLanguage(given), ticket, given.client, campaignOfTicket(given.book, ticket));
  const { number } = ticket;
  const pinned = { lane: laneOfTicket(number), ticket: number, body, coalesce: `card:${number}` };
  if (topic === number) return { ...emptyTurn(), outbound: [pinned] };
  const here = post(topic === undefined ? 'desk' : laneOfTicket(topic), { ...body, type: 'text' });
  return { ...here, outbound: [...here.outbound, pinned] };
}

/** Whoever answered the client from the phone is done: the bot answers again. */
function letBotBack({ given, ticket }: TicketDeed): Turn {
  const { conversation, now } = given;
  const isOver = !conversation || !isHeld(conversation, now);
  const text = textAtDesk(given, isOver ? 'desk.bot_never_left' : 'desk.bot_back', { name: nameAtDesk(given, given.client) });
  return { ...post(laneOfTicket(ticket.number), { type: 'text', text }), ...(isOver ? {} : { conversation: release(conversation, now) }) };
}
