// What comes after a request is done: how many stars, and some days later how it goes. What the client writes is taken for an answer
// only while it is asked, and only when it is one; whoever writes of something else is heard on that.
import { serviceOf } from './catalogue.ts';
import { askWhich, command } from './clarify.ts';
import { isApproval, isGreeting, isNo, isThanks, isYes } from './match.ts';
import type { Choice, Inbound } from './message.ts';
import { isLegal } from './moves.ts';
import { serviceNamed } from './offer.ts';
import { andThen, answer, type Body, choiceIn, isOffer, settled, textIn } from './reply.ts';
import { replyFor } from './standard-reply.ts';
import { followUpChoices, isLow, ratingChoices, readRating } from './stars.ts';
import { nameOf } from './status.ts';
import { type Content, isClosed, type Ticket } from './ticket.ts';
import type { Asking, ClientGiven, Conversation, Target, Turn } from './turn.ts';

const hourMs = 3_600_000;
const somethingBroke = 'something-broke';

export type CareWatch = 'ask_rating' | 'follow_up';
type Rating = Extract<Asking, { type: 'rating' }>;
type FollowUp = Extract<Asking, { type: 'follow_up' }>;

/** In the middle of something else: no time to be asked a favour. */
export const isBusy = ({ conversation, tickets }: Pick<ClientGiven, 'conversation' | 'tickets'>): boolean =>
  conversation.draft !== undefined ||
  (conversation.asking !== undefined && !isOffer(conversation.asking)) ||
  tickets.some(({ awaiting }) => awaiting?.type === 'answer');

/** The conversation with the question standing open that the clock has just asked. */
export const careAsking = (conversation: Conversation, what: CareWatch, number: number): Conversation => ({
  ...settled(conversation),
  asking: { type: what === 'ask_rating' ? 'rating' : 'follow_up', number },
});

/** The desk has asked them something since: what comes now is for that. */
export function isOutdated({ tickets }: ClientGiven, asking: Asking): boolean {
  if (asking.type !== 'rating' && asking.type !== 'follow_up') return false;
  const asked = tickets.find(({ number }) => number === asking.number)?.changedAt ?? 0;
  return tickets.some(({ awaiting, awaitingSince = 0 }) => awaiting && awaitingSince > asked);
}

/** What may be chosen while one of these stands open. */
export function careChoices(given: ClientGiven, asking: Rating | FollowUp): Choice[] {
  const { language } = given.person;
  if (asking.type === 'follow_up') return asking.problem ? problemChoices(given, asking.number) : followUpChoices(language, asking.number);
  if (asking.stars === undefined) return ratingChoices(language, asking.number);
  return isLow(asking.stars) ? [choiceIn(given, `r:${asking.number}`, 'approve.reopen')] : [];
}

/** A rating by a button, a number, stars or words. A word about it is welcome afterwards. */
export function rate(given: ClientGiven, conversation: Conversation, ticket: Ticket, stars: number, text: string): Turn {
  const turn = command(given, settled(conversation), ticket, { type: 'rate', stars, text });
  if (turn.changes.length === 0 || (text !== '' && !isLow(stars))) return turn;
  return { ...turn, conversation: { ...settled(conversation), asking: { type: 'rating', number: ticket.number, stars } } };
}

/** Words while a rating is asked, or a word about one; undefined when they mean something else. */
export function afterRating(given: ClientGiven, conversation: Conversation, asking: Rating, content: Content): Turn | undefined {
  const ticket = given.tickets.find(({ number }) => number === asking.number);
  const { text, files } = content;
  if (!ticket || files.length > 0 || !isLegal(ticket, 'rate')) return undefined;
  const found = readRating(text);
  if (found) return rate(given, conversation, ticket, found.stars, found.text);
  if (isThanks(text)) return answer(given, conversation, textIn(given, 'thanks'));
  if (asking.stars !== undefined && isLow(asking.stars) && isYes(text))
    return command(given, settled(conversation), ticket, { type: 'reopen', reason: '' });
  if (isNo(text)) return answer(given, settled(conversation), textIn(given, 'ok'));
  if (isYes(text)) return answer(given, conversation, askStars(given, asking, 'rating.in_stars'));
  if (isElse(given, content)) return undefined;
  if (asking.stars !== undefined)
    return given.now - ticket.changedAt < hourMs ? rate(given, conversation, ticket, asking.stars, text) : undefined;
  if (given.tickets.some((one) => !isClosed(one))) return undefined;
  return andThen(
    silently(given, command(given, conversation, ticket, { type: 'comment', content })),
    answer(given, conversation, askStars(given, asking, 'rating.noted')),
  );
}

const askStars = (given: ClientGiven, asking: Rating, key: 'rating.in_stars' | 'rating.noted'): Body => ({
  type: 'text',
  text: textIn(given, key),
  choices: careChoices(given, asking),
});

/** A greeting, a request, a question with a standard reply: nothing that is said about what was done. */
const isElse = (given: ClientGiven, content: Content): boolean =>
  isGreeting(content.text) || serviceNamed(given, content.text) !== undefined || replyFor(given, content) !== undefined;

/** Words or files while it is asked how it goes; undefined when they mean something else. */
export function afterFollowUp(
  given: ClientGiven,
  conversation: Conversation,
  asking: FollowUp,
  content: Content,
  inbound: Inbound,
): Turn | undefined {
  const ticket = given.tickets.find(({ number }) => number === asking.number);
  const { text, files } = content;
  if (!ticket || !isClosed(ticket)) return undefined;
  if (files.length === 0) {
    if (isThanks(text) || isYes(text) || isApproval(text)) return goesWell(given, conversation, ticket, text, asking);
    if (isNo(text)) return goesWrong(given, conversation, ticket, content);
    if (isGreeting(text)) return undefined;
    const service = serviceNamed(given, text);
    if (service?.id === somethingBroke) return goesWrong(given, conversation, ticket, content);
    if (service || replyFor(given, content)) return undefined;
  }
  const waiting = given.tickets.filter(({ situation }) => situation === 'awaiting');
  if (waiting.length > 0) return askWhich(given, settled(conversation), [...waiting, ticket].map(targetOf), content, inbound.message); // never guessed in silence
  const rating = readRating(text);
  if (rating && isLow(rating.stars)) return goesWrong(given, conversation, ticket, content);
  return noted(given, settled(conversation), ticket, content, rating ? 'follow_up.glad' : 'follow_up.noted');
}

const targetOf = ({ number }: Ticket): Target => ({ type: 'ticket', number });

/** A pressed answer to "how does it go?". */
export const followUp = (given: ClientGiven, conversation: Conversation, ticket: Ticket, well: boolean): Turn => {
  if (!isClosed(ticket)) return answer(given, conversation, textIn(given, 'approve.too_late', { ticket: nameOf(ticket) }));
  const text = textIn(given, well ? 'follow_up.yes' : 'follow_up.no');
  return well ? goesWell(given, conversation, ticket, text) : goesWrong(given, conversation, ticket, { text, files: [] });
};

/** After a problem was told, "yes" opens it again. */
function goesWell(given: ClientGiven, conversation: Conversation, ticket: Ticket, text: string, asking?: FollowUp): Turn {
  const calm = settled(conversation);
  if (asking?.problem)
    return isThanks(text) && !isYes(text)
      ? answer(given, conversation, textIn(given, 'thanks'))
      : command(given, calm, ticket, { type: 'reopen', reason: asking.problem.text });
  return noted(given, calm, ticket, { text, files: [] }, 'follow_up.glad');
}

/** The team has the words at once; the client says whether it is this again, or something new. */
function goesWrong(given: ClientGiven, conversation: Conversation, ticket: Ticket, content: Content): Turn {
  const { asking } = conversation;
  if (asking?.type === 'follow_up' && asking.problem && isNo(content.text))
    return answer(given, settled(conversation), textIn(given, 'nothing_changed'));
  const next: Conversation = { ...settled(conversation), asking: { type: 'follow_up', number: ticket.number, problem: content } };
  const body: Body = {
    type: 'text',
    title: nameOf(ticket),
    text: textIn(given, 'follow_up.problem'),
    choices: problemChoices(given, ticket.number),
  };
  return andThen(silently(given, command(given, next, ticket, { type: 'comment', content })), answer(given, next, body));
}

function problemChoices(given: ClientGiven, number: number): Choice[] {
  const broke = serviceOf(given.catalogue, somethingBroke);
  return [
    choiceIn(given, `r:${number}`, 'approve.reopen'),
    ...(broke ? [choiceIn(given, `s:${broke.id}`, 'follow_up.something_new')] : []),
  ];
}

const noted = (
  given: ClientGiven,
  conversation: Conversation,
  ticket: Ticket,
  content: Content,
  key: 'follow_up.glad' | 'follow_up.noted',
) =>
  andThen(
    silently(given, command(given, conversation, ticket, { type: 'comment', content })),
    answer(given, conversation, textIn(given, key)),
  );

/** Without what the client would hear of it: something else is said. */
const silently = (given: ClientGiven, turn: Turn): Turn => ({
  ...turn,
  outbound: turn.outbound.filter(({ lane }) => lane !== given.person.address),
});
