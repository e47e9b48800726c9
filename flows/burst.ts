// People write one answer in several messages. Those that follow each other closely wait in the conversation, each committed as it
// comes, until a timer says that it is quiet; then they are one message, with one turn and one reply.
import { openQuestion, serviceOfDraft } from './draft.ts';
import { isHeld } from './hold.ts';
import { isApproval, isNo, isYes, matchChoice, matchWord } from './match.ts';
import { conversationKey, type Inbound, type InboundOf } from './message.ts';
import { currentChoices } from './open-question.ts';
import { meansBot } from './owner.ts';
import { whole } from './parts.ts';
import { isTooLong } from './reply.ts';
import { timerInbound } from './timers.ts';
import { type Burst, type ClientGiven, type Conversation, emptyTurn, type Timer, type Turn } from './turn.ts';

type Message = InboundOf<'message'>;

/** No burst is longer: what comes then begins another. */
export const mostMessages = 20;
export const longestBurstMs = 30_000;

const quietPrefix = 'quiet:';

/** The timer that ends a burst. */
export const isQuietTimer = (timer: { key: string }): boolean => timer.key.startsWith(quietPrefix);

function quietTimer({ messages, dueAt }: Burst): Timer {
  const last = messages[messages.length - 1];
  if (!last) throw new Error('A burst has a message, or it is none.');
  const thread = last.group ? undefined : last.thread;
  return {
    key: `${quietPrefix}${conversationKey(last)}`,
    dueAt,
    body: { chat: last.chat, version: last.id, ...(thread ? { thread } : {}) },
  };
}

/** Ends the burst in its timer's row. */
const over = (burst: Burst): Timer => ({ ...quietTimer(burst), dueAt: null });

export const withoutBurst = ({ burst: _, ...rest }: Conversation): Conversation => rest;

/** Whether a message may be the beginning of a burst: words and files that answer nothing exactly. */
export function mayWait(given: ClientGiven, conversation: Conversation, inbound: Message): boolean {
  const { files, other, album } = inbound;
  const text = (inbound.text ?? '').trim();
  if (given.settings.quietMs === 0 || inbound.whole || conversation.erasing || isTooLong(text)) return false;
  if (other ? other !== 'sticker' : text === '' && files.length === 0) return false;
  if (album && album === conversation.album) return false;
  if (isHeld(conversation, given.now) && !meansBot(given, conversation, { text, files })) return false;
  return files.length > 0 || !(text.startsWith('/') || matchWord(text) || isExact(given, conversation, text));
}

/** A choice by its number or its words, a yes or a no, where that is what is waited for. */
function isExact(given: ClientGiven, conversation: Conversation, text: string): boolean {
  const { asking, draft } = conversation;
  const { choices = [], nav } = currentChoices(given, conversation);
  if ((choices.length > 0 && /^\d{1,2}$/.test(text)) || matchChoice(text, choices, nav)) return true;
  const question = draft && !asking ? openQuestion(serviceOfDraft(given, draft), draft) : undefined;
  if (question) return question.optional === true && isNo(text);
  const isWaited = asking || draft || given.tickets.some(({ situation }) => situation === 'awaiting');
  return Boolean(isWaited) && (isYes(text) || isNo(text) || isApproval(text));
}

/** Whether a message belongs to the burst: of the same person, and quoting nothing else. */
function isMore(given: ClientGiven, burst: Burst, inbound: Message): boolean {
  const text = [...burst.messages, inbound].map((one) => one.text ?? '').join('\n');
  return (
    inbound.from.address === burst.messages[0]?.from.address &&
    (!given.link || given.link.ticket === burst.link?.ticket) &&
    burst.messages.length < mostMessages &&
    given.now - burst.since < longestBurstMs &&
    !isTooLong(text)
  );
}

/** What must be answered before this inbound: the burst that it does not belong to. */
export function answeredFirst(given: ClientGiven, inbound: Inbound): InboundOf<'timer'> | undefined {
  const { burst } = given.conversation;
  if (!burst || (inbound.type !== 'message' && inbound.type !== 'choice' && inbound.type !== 'unknown')) return undefined;
  if (inbound.type === 'message' && mayWait(given, given.conversation, inbound) && isMore(given, burst, inbound)) return undefined;
  return timerInbound(quietTimer(burst), given.now);
}

/** The message is kept with those before it, and nothing is said yet; undefined when it does not wait. */
export function collect(given: ClientGiven, conversation: Conversation, inbound: Message): Turn | undefined {
  if (!mayWait(given, conversation, inbound)) return undefined;
  const before = conversation.burst;
  const since = before?.since ?? given.now;
  const burst: Burst = {
    ...(before ?? { ...(given.link ? { link: given.link } : {}), ...(given.isNew ? { isNew: true as const } : {}) }),
    messages: [...(before?.messages ?? []), inbound],
    since,
    dueAt: Math.min(given.now + given.settings.quietMs, since + longestBurstMs),
  };
  return { ...emptyTurn(), conversation: { ...conversation, burst }, timers: [quietTimer(burst)] };
}

/** The messages as one, which waits for no more. A sticker among words adds nothing to them. */
function asOne({ messages }: Burst): Message {
  const [first, last] = [messages[0], messages[messages.length - 1]];
  if (!first || !last) throw new Error('A burst has a message, or it is none.');
  if (first === last) return { ...first, whole: true };
  const { text: _t, other: _o, ...rest } = last;
  const album = messages.findLast((one) => one.album)?.album;
  const parts = messages.flatMap(({ message, text = '', files }) => (message ? [{ message, text: text.trim(), files }] : []));
  const said = whole(messages.map(({ message = '', text = '', files }) => ({ message, text: text.trim(), files })));
  const other = said.text === '' && said.files.length === 0 ? last.other : undefined;
  return {
    ...rest,
    whole: true,
    files: said.files,
    ...(said.text === '' ? {} : { text: said.text }),
    ...(other ? { other } : {}),
    ...(parts.length === messages.length ? { parts } : {}),
    ...(album ? { album } : {}),
    ...(first.quote ? { quote: first.quote } : {}),
    ...(messages.some(({ mentioned }) => mentioned) ? { mentioned: true } : {}),
  };
}

/** The burst is over: it is answered as the one message that it is. `turn` is what that message leads to. */
export function endBurst(given: ClientGiven, inbound: InboundOf<'timer'>, turn: (given: ClientGiven, message: Message) => Turn): Turn {
  const { burst } = given.conversation;
  if (!burst) return { ...emptyTurn(), conversation: given.conversation, timers: [{ key: inbound.key, dueAt: null, body: inbound.body }] };
  if (timerInbound(quietTimer(burst), given.now)?.id !== inbound.id) return emptyTurn(); // more came, and it is not over
  const said = asOne(burst);
  const { isNew: _n, link: _l, ...rest } = given;
  const conversation = withoutBurst(given.conversation);
  const now = turn({ ...rest, conversation, isNew: burst.isNew === true, ...(burst.link ? { link: burst.link } : {}) }, said);
  const heard = burst.messages.flatMap(({ message }) => message ?? []);
  return { ...now, conversation: now.conversation ?? conversation, timers: [over(burst), ...now.timers], heard };
}

/** Whether a message is of an album whose first is being answered, or was. */
export const isOfAlbum = ({ album, burst }: Conversation, of: string | undefined): boolean =>
  of !== undefined && (of === album || burst?.messages.some((one) => one.album === of) === true);

/** A message of the burst was edited or taken back before it was answered; undefined when it is none of its. */
export function changeInBurst(conversation: Conversation, inbound: InboundOf<'edit' | 'removal'>): Turn | undefined {
  const { burst } = conversation;
  if (!burst?.messages.some(({ message }) => message !== undefined && message === inbound.message)) return undefined;
  if (inbound.type === 'edit') {
    const text = inbound.text ?? '';
    const messages = burst.messages.map((one) => (one.message === inbound.message && text.trim() !== '' ? { ...one, text } : one));
    return { ...emptyTurn(), conversation: { ...conversation, burst: { ...burst, messages } } };
  }
  const messages = burst.messages.filter(({ message }) => message !== inbound.message);
  return messages.length > 0
    ? { ...emptyTurn(), conversation: { ...conversation, burst: { ...burst, messages } }, timers: [quietTimer({ ...burst, messages })] }
    : { ...emptyTurn(), conversation: withoutBurst(conversation), timers: [over(burst)] };
}
