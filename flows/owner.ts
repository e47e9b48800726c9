// The team answers a client by the account's own phone: the bot steps back for a while, and loses nothing of what is said meanwhile.
import { command } from './clarify.ts';
import { hold, holdMs, isHeld } from './hold.ts';
import { isNo, isYes, matchChoice, matchWord } from './match.ts';
import { type InboundOf, laneOfTicket, type Outbound } from './message.ts';
import { decide } from './moves.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { currentChoices } from './open-question.ts';
import { settled } from './reply.ts';
import { say } from './texts.ts';
import { type Content, isClosed, type Ticket } from './ticket.ts';
import { type ClientGiven, type Conversation, emptyTurn, type Turn } from './turn.ts';
import { wallOf } from './zone.ts';

/** Words of the team's own, already with the client: they hold the chat, and stand on the ticket when it can be only one. */
export function ownerTurn(given: ClientGiven, before: Conversation, inbound: InboundOf<'owner'>): Turn {
  const ticket = onlyOpen(given);
  const until = Math.min(inbound.at, given.now) + holdMs;
  const isNews = until > given.now && !isHeld(before, given.now);
  const conversation = until > given.now ? hold(before, until, given.now) : before;
  const recorded = ticket
    ? record(given, ticket, { text: (inbound.text ?? '').trim(), files: inbound.files }, inbound.contact)
    : emptyTurn();
  const notice: Outbound[] = isNews
    ? [{ lane: ticket ? laneOfTicket(ticket.number) : 'desk', body: { type: 'text', text: heldText(given, until) } }]
    : [];
  return { ...recorded, conversation, outbound: [...notice, ...recorded.outbound] };
}

const heldText = (given: ClientGiven, until: number): string =>
  say(deskLanguage(given), 'desk.held', { name: nameAtDesk(given, given.person), until: new Date(wallOf(given.zone, until)) });

/** The desk reads along; the client, who has it already, is sent nothing. */
function record(given: ClientGiven, ticket: Ticket, content: Content, contact: string): Turn {
  if (content.text === '' && content.files.length === 0) return emptyTurn();
  const name = say(deskLanguage(given), 'owner.name');
  const decision = decide(ticket, { type: 'reply', content }, { type: 'staff', address: contact, name }, given.now);
  if (decision.type === 'refused') return emptyTurn();
  return {
    ...emptyTurn(),
    changes: [{ ticket: decision.ticket, events: decision.events, isNew: false }],
    outbound: [
      { lane: laneOfTicket(ticket.number), ticket: ticket.number, body: { type: 'text', title: `📱 ${name}`, ...withFiles(content) } },
    ],
  };
}

/** Words that the client says to whoever writes from the phone: to the desk too, and unanswered. */
export function toTeam(given: ClientGiven, conversation: Conversation, content: Content): Turn {
  const calm = settled(conversation);
  const quoted = given.tickets.find((one) => one.number === given.link?.ticket);
  const ticket = quoted ?? onlyOpen(given);
  if (content.text === '' && content.files.length === 0) return { ...emptyTurn(), conversation: calm };
  if (ticket) return unanswered(given, command(given, calm, ticket, { type: 'comment', content }));
  return { ...emptyTurn(), conversation: calm, outbound: [toDesk(given, '💬', content)] };
}

/** What the client says without a ticket, as the desk reads it. */
export function toDesk(given: ClientGiven, icon: string, content: Content): Outbound {
  const text = `${icon} ${nameAtDesk(given, given.person)}: ${content.text}`.trim();
  return { lane: 'desk', body: { type: 'text', ...withFiles({ ...content, text }) } };
}

/** The turn without what it would say to the client. */
export const unanswered = (given: ClientGiven, turn: Turn): Turn => ({
  ...turn,
  outbound: turn.outbound.filter(({ lane }) => lane !== given.person.address),
});

/**
 * Whether the client means the bot while the chat is held: by a word that is always understood, by a choice that it offered
 * since, or in a request that they began since. All else is said to the team. ("Nothing" is said to people, and skips nothing.)
 */
export function meansBot(given: ClientGiven, conversation: Conversation, content: Content): boolean {
  const { draft, asking } = conversation;
  if (draft || /^\/start\b/i.test(content.text)) return true;
  if (content.files.length > 0) return false;
  const word = matchWord(content.text.replace(/^\//, ''))?.word;
  if (word && word !== 'skip') return true;
  if (!asking) return false;
  const { choices = [], nav } = currentChoices(given, conversation);
  return matchChoice(content.text, choices, nav) !== undefined || (asking.type === 'cancel' && (isYes(content.text) || isNo(content.text)));
}

function onlyOpen({ tickets }: ClientGiven): Ticket | undefined {
  const open = tickets.filter((ticket) => !isClosed(ticket));
  return open.length === 1 ? open[0] : undefined;
}

const withFiles = ({ text, files }: Content) => ({ text, ...(files.length > 0 ? { files } : {}) });
