// One turn with a client: what came in is given to the part of the conversation it belongs to.
import { act } from './act.ts';
import { afterFollowUp, afterRating, isOutdated } from './after-care.ts';
import { afterDay } from './after-day.ts';
import { afterReply } from './after-reply.ts';
import { changeInBurst, collect, endBurst, isQuietTimer } from './burst.ts';
import { command, forTicket, isOnlyThanks, newServiceIn, unaddressed } from './clarify.ts';
import { arrive } from './contact-point.ts';
import { edited, reacted, removed } from './correction.ts';
import { current, isHeld } from './hold.ts';
import { begin, joinAlbum, missed } from './intake.ts';
import { aboutLink } from './link.ts';
import { proved, setApart, withOriginal } from './mail.ts';
import { answeredTogether, askedTogether } from './mail-brief.ts';
import { isApproval, isGreeting, isMoment, isNo, isYes, matchChoice, matchWord } from './match.ts';
import { greet } from './menu.ts';
import type { Inbound, InboundOf } from './message.ts';
import { aboutData } from './my-data.ts';
import { normalize } from './normalize.ts';
import { deskLanguage } from './notify.ts';
import { serviceNamed } from './offer.ts';
import { again, comeBack, currentBody, currentChoices } from './open-question.ts';
import { meansBot, ownerTurn, toDesk, toTeam, unanswered } from './owner.ts';
import { joined, partsOf } from './parts.ts';
import { fileReady } from './ready-request.ts';
import { clientTimer } from './reminder.ts';
import { andThen, answer, isOffer, isTooLong, settled, textIn, tooLong } from './reply.ts';
import { placed, seen } from './seen.ts';
import { draftOf, giveReply, replyFor } from './standard-reply.ts';
import { statusAsked } from './status-asked.ts';
import { say } from './texts.ts';
import { type Content, isClosed } from './ticket.ts';
import { askTongue, heardTongue } from './tongue.ts';
import { type ClientGiven, type Conversation, emptyTurn, type Turn } from './turn.ts';
import { languageNamed } from './understand/language.ts';
import { welcome } from './welcome.ts';
import { type Said, said } from './words.ts';

/** What the desk and the client hear of one inbound of the client's. Never throws for anything a client can send. */
export function clientTurn(before: ClientGiven, came: Inbound): Turn {
  const apart = setApart(before, came);
  if (apart) return apart;
  const { given, inbound } = arrive(before, came);
  const person = heardTongue(given, placed(given, proved(given, seen(given.person, inbound), inbound), inbound), inbound);
  const goOn = (more: ClientGiven, said: Inbound) => aboutLink(more, said, route);
  const turn = aboutData({ ...given, person, conversation: current(given.conversation, given.now) }, inbound, goOn);
  const isOther = person !== given.person || given.isNew;
  const whole = { ...turn, ...(turn.person || !isOther ? {} : { person }) };
  return withOriginal(askedTogether({ ...given, person }, whole), inbound);
}

function route(given: ClientGiven, inbound: Inbound): Turn {
  const { conversation } = given;
  switch (inbound.type) {
    case 'message':
      return (
        fileReady(given, conversation, inbound) ??
        answeredTogether(given, conversation, inbound) ??
        collect(given, conversation, inbound) ??
        oncePerAlbum(given, conversation, inbound)
      );
    case 'choice':
      return choice(given, conversation, inbound);
    case 'edit':
      return (
        changeInBurst(conversation, inbound) ??
        (isHeld(conversation, given.now) && !conversation.draft
          ? editedWhileHeld(given, conversation, inbound)
          : edited(given, conversation, inbound))
      );
    case 'timer':
      return isQuietTimer(inbound) ? endBurst(given, inbound, clientTurn) : clientTimer(given, conversation, inbound);
    case 'owner':
      return ownerTurn(given, conversation, inbound);
    case 'removal':
      return changeInBurst(conversation, inbound) ?? removed(given, conversation, inbound);
    case 'reaction':
      return reacted(given, inbound);
    case 'unknown':
      if (isHeld(conversation, given.now)) return emptyTurn();
      return inbound.chat === inbound.from.address ? answer(given, conversation, textIn(given, 'unknown')) : emptyTurn();
    case 'reach':
    case 'moved':
      return { ...emptyTurn(), conversation };
    case 'delivery':
    case 'alarm':
    case 'deed':
      return emptyTurn();
    default:
      return inbound satisfies never;
  }
}

/** Five photos sent at once are five messages: each is kept where it belongs, and they are answered once (R17). */
function oncePerAlbum(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'message'>): Turn {
  const { album } = inbound;
  const turn = message(given, conversation, inbound);
  if (!album || !turn.conversation) return turn;
  const isRest = album === conversation.album;
  return {
    ...turn,
    conversation: { ...turn.conversation, album, ...(isRest ? { misses: conversation.misses } : {}) },
    outbound: isRest ? turn.outbound.filter(({ lane }) => lane !== given.person.address) : turn.outbound,
  };
}

function message(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'message'>): Turn {
  const text = (inbound.text ?? '').trim();
  const words = { text: text.replace(/^\/start\b.*$/i, ''), files: inbound.files };
  const content: Content = { ...words, ...partsOf(inbound, words) };
  const { draft, asking } = conversation;
  if (isHeld(conversation, given.now) && !meansBot(given, conversation, { text, files: inbound.files }))
    return toTeam(given, conversation, {
      text: text || (inbound.other ? say(deskLanguage(given), 'desk.other', { what: inbound.other }) : ''),
      files: inbound.files,
    });
  if (draft && inbound.album && inbound.album === draft.album?.id)
    return joinAlbum(conversation, draft, content) ?? unaddressed(given, conversation, content, inbound);
  if (isTooLong(text)) return tooLong(given, conversation, text);
  const isEmpty = !inbound.other && text === '' && inbound.files.length === 0;
  if (inbound.other || (isEmpty && !inbound.mentioned)) return unreadable(given, conversation, inbound.other);
  if (/^\/start\b/i.test(text) || isEmpty) return draft ? again(given, conversation) : welcome(given, settled(conversation));
  const tongue = askTongue(given, conversation, inbound);
  if (tongue) return tongue;
  const isWord = inbound.files.length === 0 && !isOffered(given, conversation, text);
  const word = isWord ? (matchWord(text.replace(/^\//, '')) ?? aboutStatus(given, text)) : undefined;
  if (word)
    return isAside(given, conversation, word.word)
      ? answer(given, conversation, textIn(given, 'held.later'))
      : said(given, conversation, { ...word, group: inbound.group });
  if (inbound.files.length === 0 && isMoment(text)) return answer(given, conversation, textIn(given, 'ok'));
  const quoted = given.link && given.tickets.find((ticket) => ticket.number === given.link?.ticket);
  if (quoted) return backToDraft(given, forTicket(given, conversation, quoted, content));
  return backToDraft(
    given,
    asking ? answered(given, conversation, asking, content, inbound) : unaddressed(given, conversation, content, inbound),
  );
}

/** The very words of a choice that stands open are that choice, though they be a command elsewhere ("new request"). */
const isOffered = (given: ClientGiven, conversation: Conversation, text: string): boolean =>
  conversation.asking !== undefined &&
  (currentChoices(given, conversation).choices ?? []).some(({ label }) => normalize(label) === normalize(text));

/** "where is my banner": the word, with what is asked about. */
function aboutStatus({ catalogue, person }: ClientGiven, text: string): Said | undefined {
  const asked = statusAsked(text, catalogue, person.language);
  return asked && { word: 'status', ...asked };
}

/** What was said for a ticket in the middle of a request leaves the request's question standing open: it comes back. */
function backToDraft(given: ClientGiven, turn: Turn): Turn {
  const { conversation, changes } = turn;
  return conversation?.draft && !conversation.asking && changes.length > 0 ? andThen(turn, comeBack(given, conversation)) : turn;
}

function unreadable(given: ClientGiven, conversation: Conversation, what: string | undefined): Turn {
  const why = what ? 'intake.unreadable' : 'intake.empty';
  if (conversation.draft && !conversation.asking) return missed(given, conversation, conversation.draft, why);
  const isAsked = (conversation.asking && !isOffer(conversation.asking)) || given.tickets.some(({ awaiting }) => awaiting);
  if (!isAsked && what) return notAsked(given, conversation, what);
  const turn = answer(given, conversation, textIn(given, why));
  const current = conversation.asking ? currentBody(given, conversation) : undefined;
  return current ? andThen(turn, answer(given, conversation, current)) : turn;
}

/** A sticker where nothing is asked is a smile, and is smiled back at; anything else that can't be read is said in other words. */
function notAsked(given: ClientGiven, conversation: Conversation, what: string): Turn {
  if (what !== 'sticker') return answer(given, conversation, textIn(given, 'unknown'));
  return given.tickets.length > 0 ? answer(given, conversation, textIn(given, 'ok')) : greet(given, settled(conversation));
}

/** A text while a question of the bot's own stands open. */
function answered(
  given: ClientGiven,
  conversation: Conversation,
  asking: NonNullable<Conversation['asking']>,
  content: Content,
  inbound: InboundOf<'message'>,
): Turn {
  const calm = settled(conversation);
  if (isOutdated(given, asking)) return unaddressed(given, calm, content, inbound);
  const { choices = [], nav } = currentChoices(given, conversation);
  const offered = isOffer(asking);
  const isElse = content.files.length > 0 || (offered && serviceNamed(given, content.text) !== undefined);
  const match = isElse ? undefined : matchChoice(content.text, choices, nav);
  if (match) return act(given, conversation, match.data, inbound);
  if (asking.type === 'answered') return afterReply(given, conversation, asking, content);
  if (!offered && isOnlyThanks(content, true)) return answer(given, conversation, textIn(given, 'thanks'));
  if (!offered && isGreeting(content.text) && content.files.length === 0)
    return asking.type === 'service' ? greet(given, conversation) : again(given, conversation);
  switch (asking.type) {
    case 'service': {
      const found = replyFor(given, content);
      if (found) return giveReply(given, calm, found, draftOf(given, found, content, asking.first));
      const service = serviceNamed(given, content.text);
      const first = joined(asking.first, content);
      return service
        ? begin(given, calm, service, first)
        : given.tickets.some((ticket) => !isClosed(ticket))
          ? unaddressed(given, calm, first, inbound)
          : greet(given, conversation, content);
    }
    case 'which': {
      const [only] = asking.targets.length === 1 ? asking.targets : [];
      if (only?.type === 'ticket' && content.files.length === 0) {
        if (isApproval(content.text)) return act(given, conversation, `a:${only.number}`, inbound);
        if (isYes(content.text)) return act(given, conversation, `x:${only.number}`, inbound);
        if (isNo(content.text)) return act(given, conversation, `m:${only.number}`, inbound);
      }
      if (isYes(content.text) && content.files.length === 0) return again(given, conversation);
      const kept = joined(asking.content, content);
      const service = newServiceIn(given, asking.targets, content.text);
      if (service) return begin(given, calm, service, kept);
      const next = { ...conversation, asking: { ...asking, content: kept } };
      return answer(given, next, currentBody(given, next) ?? textIn(given, 'unknown'));
    }
    case 'changes': {
      const ticket = given.tickets.find((one) => one.number === asking.number);
      return ticket ? command(given, calm, ticket, { type: 'changes', content }) : unaddressed(given, calm, content, inbound);
    }
    case 'cancel':
      if (isNo(content.text)) return act(given, conversation, 'k:no', inbound);
      if (isYes(content.text))
        return asking.numbers.length === 1 ? act(given, conversation, `k:${asking.numbers[0]}`, inbound) : again(given, conversation);
      return unaddressed(given, calm, content, inbound);
    case 'reopen':
      if (isYes(content.text)) return act(given, conversation, `r:${asking.number}`, inbound);
      if (isNo(content.text)) return answer(given, calm, textIn(given, 'nothing_changed'));
      return unaddressed(given, calm, content, inbound);
    case 'rating':
      return afterRating(given, conversation, asking, content) ?? unaddressed(given, calm, content, inbound);
    case 'follow_up':
      return afterFollowUp(given, conversation, asking, content, inbound) ?? unaddressed(given, calm, content, inbound);
    case 'day':
      return afterDay(given, conversation, asking, content, inbound);
    case 'language': {
      const named = languageNamed(content.text, given.languages);
      if (named) return act(given, conversation, `l:${named}`, inbound);
      return unaddressed(given, calm, asking.first ? joined(asking.first, content) : content, inbound);
    }
    case 'edit':
    case 'detail':
      return unaddressed(given, calm, content, inbound);
    default:
      return asking satisfies never;
  }
}

/** While the chat is held, a correction goes where the words had gone. */
function editedWhileHeld(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'edit'>): Turn {
  const turn = unanswered(given, edited(given, conversation, inbound));
  const text = (inbound.text ?? '').trim();
  return turn.changes.length > 0 || text === ''
    ? turn
    : { ...turn, outbound: [...turn.outbound, toDesk(given, '✏️', { text, files: inbound.files })] };
}

const choice = (given: ClientGiven, conversation: Conversation, inbound: InboundOf<'choice'>): Turn => {
  const turn = isAside(given, conversation, inbound.data)
    ? answer(given, conversation, textIn(given, 'held.later'))
    : backToDraft(given, act(given, conversation, inbound.data, inbound));
  return inbound.callback
    ? {
        ...turn,
        outbound: [{ lane: `${inbound.chat}#${inbound.callback}`, body: { type: 'notice', callback: inbound.callback } }, ...turn.outbound],
      }
    : turn;
};

/** A button or a word about what was put aside while the chat is held. */
function isAside(given: ClientGiven, conversation: Conversation, meant: string): boolean {
  const { aside, draft, asking } = conversation;
  if (!isHeld(conversation, given.now) || !aside || draft || asking) return false;
  return aside.draft ? /^[ocnew]:|^(back|cancel|restart)$/.test(meant) : /^[wq]:/.test(meant);
}
