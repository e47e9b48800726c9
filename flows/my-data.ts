// A client's right to what is kept about them, in their own chat: "my data" brings it, "erase my data" ends it once a code confirms it.
// It stands beside a request in the making and leaves it as it is. In a group it is nobody's to ask.
import { codeFor, erasePerson } from './erase.ts';
import { exportFile } from './export-file.ts';
import { isEraseData, isMyData, isNo, matchChoice, matchWord } from './match.ts';
import type { Choice, Inbound, InboundOf } from './message.ts';
import { andThen, answer, choiceIn, textIn } from './reply.ts';
import type { TextKey } from './texts.ts';
import { isClosed } from './ticket.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';

/** So long (milliseconds) a code is good. */
const codeMs = 10 * 60_000;
const minutes = codeMs / 60_000;

/** Whether the turn needs to be given all that is kept about the client. */
export const needsMine = (inbound: Inbound, { erasing }: Conversation): boolean =>
  inbound.type === 'message' && !inbound.group && (erasing !== undefined || isEraseData(wordsOf(inbound)));

/** Answers what is about the client's own data; everything else goes on, with no erasure standing open any more. */
export function aboutData(given: ClientGiven, inbound: Inbound, goOn: (given: ClientGiven, inbound: Inbound) => Turn): Turn {
  const { conversation } = given;
  if (inbound.type === 'choice' && inbound.data === keepData) return kept(given, inbound);
  if (inbound.type !== 'message') return goOn(given, inbound);
  const words = inbound.files.length === 0 ? wordsOf(inbound) : '';
  const isMine = isMyData(words);
  if (isMine || isEraseData(words)) {
    if (inbound.group) return answer(given, conversation, textIn(given, 'my_data.alone'));
    return isMine ? send(given) : askForCode(given, inbound);
  }
  return conversation.erasing ? confirm(given, conversation.erasing, words, inbound, goOn) : goOn(given, inbound);
}

const wordsOf = (inbound: InboundOf<'message'>): string => (inbound.text ?? '').trim().replace(/^\//, '');

/** The file is made when it leaves: what is in it is what is kept at that moment. */
function send(given: ClientGiven): Turn {
  const { person, conversation, now } = given;
  return answer(given, calm(conversation), { type: 'text', text: textIn(given, 'my_data.file'), files: [exportFile(person, now)] });
}

const keepData = 'z:keep';
const keep = (given: ClientGiven): Choice => choiceIn(given, keepData, 'erase.keep');

function askForCode(given: ClientGiven, inbound: InboundOf<'message'>): Turn {
  const { conversation, person, mine, now } = given;
  if (given.isNew || !mine) return answer(given, conversation, textIn(given, 'erase.nothing'));
  const code = codeFor(`${person.id}\n${inbound.id}`);
  const text = textIn(given, 'erase.ask', {
    code,
    minutes,
    messages: mine.messages,
    files: mine.files,
    requests: mine.tickets.length,
    open: mine.tickets.filter((ticket) => !isClosed(ticket)).length,
  });
  return answer(given, { ...conversation, erasing: { code, until: now + codeMs } }, { type: 'text', text, nav: [keep(given)] });
}

/** What was said while a code was waited for. Anything but the code erases nothing, and says so. */
function confirm(
  given: ClientGiven,
  { code, until }: NonNullable<Conversation['erasing']>,
  words: string,
  inbound: InboundOf<'message'>,
  goOn: (given: ClientGiven, inbound: Inbound) => Turn,
): Turn {
  const digits = words.normalize('NFKC').replace(/\uFE0F|\u20E3|[\s.-]/g, '');
  const nothing = (key: TextKey) => answer(given, calm(given.conversation), textIn(given, key));
  if (given.now <= until && digits === code && given.mine)
    return erasePerson(given, given.person, given.mine, { type: 'client', name: given.person.name });
  if (digits === code) return nothing('erase.late');
  if (given.now <= until) {
    if (matchWord(words)?.word === 'cancel' || isNo(words) || matchChoice(words, [], [keep(given)])) return nothing('erase.kept');
    if (/^\d{3,}$/.test(digits)) return nothing('erase.wrong');
  }
  const turn = goOn({ ...given, conversation: calm(given.conversation) }, inbound);
  return given.now <= until ? beginning(given, turn, textIn(given, 'erase.kept')) : { conversation: calm(given.conversation), ...turn };
}

/** One message where one does: the words before the first that the client gets. */
function beginning(given: ClientGiven, turn: Turn, words: string): Turn {
  const rest = { conversation: calm(given.conversation), ...turn };
  const at = rest.outbound.findIndex(({ lane, body }) => lane === given.person.address && body.type === 'text');
  if (at < 0) return andThen(rest, { ...answer(given, rest.conversation, words) });
  const outbound = rest.outbound.map((one, i) => {
    if (i !== at || one.body.type !== 'text') return one;
    const { title, text, ...body } = one.body;
    return { ...one, body: { ...body, text: [words, [title, text].filter(Boolean).join('\n')].join('\n\n') } };
  });
  return { ...rest, outbound };
}

function kept(given: ClientGiven, inbound: InboundOf<'choice'>): Turn {
  const key = given.conversation.erasing ? 'erase.kept' : 'nothing_changed';
  const turn = answer(given, calm(given.conversation), textIn(given, key));
  if (!inbound.callback) return turn;
  const over = { lane: `${inbound.chat}#${inbound.callback}`, body: { type: 'notice', callback: inbound.callback } } as const;
  return { ...turn, outbound: [over, ...turn.outbound] };
}

function calm({ erasing: _, ...rest }: Conversation): Conversation {
  return rest;
}
