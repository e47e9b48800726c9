// A client joins another address of theirs to this chat: a code that is shown here and written there, or sent to a mail and written here.
// Whoever does both holds both. What is said never tells whether an address is known.
import { cardOf } from './card.ts';
import { channelName, channelsOf, told } from './channels.ts';
import { type JoinCode, type JoinsGiven, merged, type PersonSide } from './joins.ts';
import { codeIn, isLink, isLinking, isMail, isNotifyByMail, isOnlyCode, isStopMails, mailIn, withoutMail, wordsIn } from './link-words.ts';
import { newsByMail, noNewsByMail } from './mail-news.ts';
import { isNo, matchWord } from './match.ts';
import { type Address, type Inbound, type InboundOf, laneOfTicket, type Outbound } from './message.ts';
import { deskLanguage } from './notify.ts';
import { answer, textIn } from './reply.ts';
import { say } from './texts.ts';
import type { ClientGiven, Conversation, Person, Turn } from './turn.ts';

/** So long (milliseconds) a code is good. */
const codeMs = 15 * 60_000;
const minutes = codeMs / 60_000;

type LinkGiven = ClientGiven & { joins: JoinsGiven };
type GoOn = (given: ClientGiven, inbound: Inbound) => Turn;

/** Answers what is about joining addresses; everything else goes on. In a group it is nobody's to ask. */
export function aboutLink(given: ClientGiven, inbound: Inbound, goOn: GoOn): Turn {
  const { joins, conversation, now } = given;
  if (inbound.type !== 'message' || inbound.files.length > 0) return goOn(given, inbound);
  const words = wordsIn(inbound);
  const isAsked = given.link !== undefined || given.tickets.some(({ awaiting }) => awaiting);
  const asks = isLink(withoutMail(words), conversation, isAsked);
  if (inbound.group) return asks ? answer(given, conversation, textIn(given, 'my_data.alone')) : goOn(given, inbound);
  const open = isLinking(conversation, now);
  if (!joins) return open && isOver(words) ? answer(given, closed(conversation), textIn(given, 'link.left')) : goOn(given, inbound);
  const all: LinkGiven = { ...given, joins };
  if (isNotifyByMail(words)) return newsByMail(all, inbound.chat, now + codeMs);
  if (isStopMails(words)) return noNewsByMail(all);
  if (codeIn(words)) return typed(all, inbound, words, goOn);
  const mail = mailIn(words);
  if (mail && (asks || open)) return sendCode(all, inbound, mail);
  return asks ? showCode(all, inbound) : goOn(given, inbound);
}

const isOver = (words: string): boolean => matchWord(words)?.word === 'cancel' || isNo(words);

const closed = ({ linking: _, ...rest }: Conversation): Conversation => rest;

/** Nothing shows that a mail is from whom it says: it may ask, since the answer goes to that address, and no more. */
const isDoubtful = ({ proof }: InboundOf<'message'>): boolean => proof !== undefined && proof !== 'proven';

function showCode(given: LinkGiven, { chat }: InboundOf<'message'>): Turn {
  const { conversation, joins, now } = given;
  if (!joins.mayShow) return answer(given, conversation, textIn(given, 'link.later'));
  const { code, hash } = joins.fresh;
  const until = now + codeMs;
  const text = textIn(given, 'link.show', { code, minutes });
  const byMail = joins.hasMailbox && !isMail(chat) ? textIn(given, 'link.or_mail') : '';
  const turn = answer(given, { ...conversation, linking: { until } }, [text, byMail].filter(Boolean).join('\n\n'));
  return { ...turn, joins: { code: { hash, chat, at: now, until } } };
}

/** The answer is the same whatever the address is to us, and however many codes it was sent before. */
function sendCode(given: LinkGiven, inbound: InboundOf<'message'>, mail: Address): Turn {
  const { conversation, joins, now, person } = given;
  if (!joins.hasMailbox) return answer(given, conversation, textIn(given, 'link.no_mailbox'));
  if (isDoubtful(inbound)) return answer(given, conversation, textIn(given, 'link.unproven'));
  if (mail === inbound.chat || joins.mine.chats.some(({ chat }) => chat === mail))
    return answer(given, closed(conversation), textIn(given, 'link.already'));
  const until = now + codeMs;
  const linking = { ...conversation.linking, until };
  const turn = answer(given, { ...conversation, linking }, textIn(given, 'link.sent', { minutes }));
  if (!joins.maySend) return turn;
  const { code, hash } = joins.fresh;
  const channel = channelName(person.language, inbound.chat);
  const letter: Outbound = {
    lane: mail,
    body: { type: 'text', title: textIn(given, 'link.mail_title'), text: textIn(given, 'link.mail', { code, minutes, channel }) },
  };
  return { ...turn, outbound: [...turn.outbound, letter], joins: { code: { hash, chat: inbound.chat, mail, at: now, until } } };
}

/** A code was written. One that is not good is a number like any other where nobody waits for a code. */
function typed(given: LinkGiven, inbound: InboundOf<'message'>, words: string, goOn: GoOn): Turn {
  const { conversation, joins, now, person } = given;
  const { found } = joins;
  if (!found) {
    const isMeant = isLinking(conversation, now) || isOnlyCode(words);
    const turn = isMeant ? answer(given, conversation, textIn(given, 'link.wrong')) : goOn(given, inbound);
    return { ...turn, joins: { ...turn.joins, tried: { chat: inbound.chat, at: now } } };
  }
  if (found.code.mail === undefined && found.code.chat === inbound.chat)
    return answer(given, conversation, textIn(given, 'link.elsewhere'));
  if (isDoubtful(inbound)) return answer(given, conversation, textIn(given, 'link.unproven'));
  if (found.side.person.id === person.id)
    return { ...answer(given, closed(conversation), textIn(given, 'link.already')), joins: { used: found.code.hash } };
  return found.code.mail === undefined ? joinHere(given, inbound, found) : joinMail(given, inbound, found.code, found.side);
}

/** The code was shown in the other chat: this chat comes to the person there. */
function joinHere(given: LinkGiven, inbound: InboundOf<'message'>, { code, side: into }: NonNullable<JoinsGiven['found']>): Turn {
  const { conversation, joins, person } = given;
  const from: PersonSide = { ...joins.mine, person };
  const state = { ...closed(conversation), person: into.person.id, own: conversation.own ?? person.id };
  return join(given, inbound, { into, from, code, state, elsewhere: code.chat, chats: [{ chat: inbound.chat, own: state.own }] });
}

/** The code was sent to a mail: whoever that address is comes to the person here, or the address alone. */
function joinMail(given: LinkGiven, inbound: InboundOf<'message'>, code: JoinCode, side: PersonSide): Turn {
  const { conversation, joins, person } = given;
  const mail = code.mail ?? '';
  const isNobody = side.person.id === '';
  const from = isNobody ? { ...side, person: { ...side.person, id: joins.fresh.id, language: person.language } } : side;
  const wish = conversation.linking?.mails ? { mail } : {};
  const into: PersonSide = { ...joins.mine, person: { ...person, ...wish } };
  const chats = isNobody ? [{ chat: mail, own: joins.fresh.id }] : [];
  return join(given, inbound, { into, from, code, state: closed(conversation), elsewhere: mail, chats });
}

type Both = {
  into: PersonSide;
  from: PersonSide;
  code: JoinCode;
  state: Conversation;
  /** Where they are told besides. */
  elsewhere: Address;
  chats: { chat: Address; own: string }[];
};

function join(given: LinkGiven, inbound: InboundOf<'message'>, { into, from, code, state, elsewhere, chats }: Both): Turn {
  const { joins, now } = given;
  const person = merged(into.person, from.person, inbound.chat);
  const count = into.open.length + from.open.length;
  const done = answer(given, state, textIn(given, 'link.joined', { channel: channelName(given.person.language, elsewhere), count }));
  const there = say(person.language, 'link.joined_there', { channel: channelName(person.language, inbound.chat) });
  const mailed = person.mail && person.mail !== joins.mine.person.mail ? [say(given.person.language, 'link.mails_on')] : [];
  return {
    ...done,
    person,
    outbound: [
      ...done.outbound,
      ...mailed.map((text): Outbound => ({ lane: inbound.chat, body: { type: 'text', text } })),
      { lane: elsewhere, body: { type: 'text', text: there } },
      told(given, 'link.desk_joined', { name: shown(given, into), other: shown(given, from, chats) }),
      ...cardsAfter(given, from, person),
    ],
    joins: {
      used: code.hash,
      joining: {
        into: into.person.id,
        from: from.person.id,
        how: code.mail === undefined ? 'code' : 'mail',
        at: now,
        before: [code.mail === undefined ? into.person : joins.mine.person, from.person],
        chats,
        keys: [...into.keys, ...from.keys],
      },
    },
  };
}

/** `Ana (Telegram, WhatsApp)` */
function shown(given: ClientGiven, { person, chats }: PersonSide, added: readonly { chat: Address }[] = []): string {
  const channels = channelsOf(deskLanguage(given), [...chats, ...added]);
  return `${person.name || say(deskLanguage(given), 'desk.unnamed')} (${channels})`;
}

/** The cards of requests that belong to somebody else now. */
export const cardsAfter = (
  given: Pick<ClientGiven, 'catalogue' | 'desk' | 'languages'>,
  { open }: PersonSide,
  person: Person,
): Outbound[] =>
  open.map((ticket) => ({
    lane: laneOfTicket(ticket.number),
    ticket: ticket.number,
    coalesce: `card:${ticket.number}`,
    body: cardOf(given.catalogue, deskLanguage(given), ticket, person),
  }));
