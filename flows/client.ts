// One turn with a client: what came in is given to the part of the conversation it belongs to.
import { serviceOf } from './catalogue.ts';
import { approve, askChanges, changesOrNot, chosen, command, forTicket, unaddressed, which } from './clarify.ts';
import { ask, back, begin, cancel, edit, joinAlbum, missed, offer, pressed, serviceChoices, serviceNamed, skip } from './intake.ts';
import { isNo, isYes, matchChoice, matchWord, type Word } from './match.ts';
import { askLanguage, greet, help, menu, setLanguage } from './menu.ts';
import type { Choice, Inbound, InboundOf } from './message.ts';
import { andThen, answer, type Body, choiceIn, idle, settled, textIn } from './reply.ts';
import { clientTimer } from './reminder.ts';
import { nameOf, statusList, statusOne } from './status.ts';
import { type Content, isClosed, type Ticket } from './ticket.ts';
import { emptyTurn, type ClientGiven, type Conversation, type Person, type Turn } from './turn.ts';

/** Characters of one message; what is longer belongs into a file. */
export const longestText = 8_000;

/** What the desk and the client hear of one inbound of the client's. Never throws for anything a client can send. */
export function clientTurn(given: ClientGiven, inbound: Inbound): Turn {
  const person = seen(given.person, inbound);
  const turn = route({ ...given, person }, inbound);
  const isOther = person !== given.person || given.isNew;
  return { ...turn, ...(turn.person || !isOther ? {} : { person }) };
}

/** The person as this inbound shows them: the name they bear now, the chat they wrote in, whether they can be reached. */
function seen(person: Person, inbound: Inbound): Person {
  if (inbound.type === 'timer') return person;
  const reachable = inbound.type === 'reach' ? inbound.reachable : true;
  const name = inbound.from.name || person.name;
  const same = person.name === name && person.address === inbound.chat && person.reachable === reachable;
  return same ? person : { ...person, name, address: inbound.chat, reachable };
}

function route(given: ClientGiven, inbound: Inbound): Turn {
  const { conversation } = given;
  switch (inbound.type) {
    case 'message':
      return message(given, conversation, inbound);
    case 'choice':
      return choice(given, conversation, inbound);
    case 'edit':
      return edited(given, conversation, inbound);
    case 'timer':
      return clientTimer(given, conversation, inbound);
    case 'unknown':
      return inbound.chat === inbound.from.address ? answer(given, conversation, textIn(given, 'unknown')) : emptyTurn();
    case 'reach':
    case 'moved':
      return { ...emptyTurn(), conversation };
    default:
      return inbound satisfies never;
  }
}

function message(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'message'>): Turn {
  const text = (inbound.text ?? '').trim();
  const content: Content = { text: text.replace(/^\/start\b.*$/i, ''), files: inbound.files };
  const { draft, asking } = conversation;
  if (draft && inbound.album && inbound.album === draft.album?.id) return joinAlbum(conversation, draft, content) ?? unaddressed(given, conversation, content, inbound);
  if (text.length > longestText) return answer(given, conversation, textIn(given, 'too_long', { length: text.length, longest: longestText }));
  if (inbound.other || (text === '' && inbound.files.length === 0)) return unreadable(given, conversation, inbound.other ? 'intake.unreadable' : 'intake.empty');
  if (/^\/start\b/i.test(text)) return draft ? again(given, conversation) : greet(given, settled(conversation));
  const word = inbound.files.length === 0 ? matchWord(text.replace(/^\//, '')) : undefined;
  if (word) return said(given, conversation, word);
  const quoted = given.link && given.tickets.find((ticket) => ticket.number === given.link?.ticket);
  if (quoted) return forTicket(given, conversation, quoted, content);
  return asking ? answered(given, conversation, asking, content, inbound) : unaddressed(given, conversation, content, inbound);
}

function unreadable(given: ClientGiven, conversation: Conversation, why: 'intake.unreadable' | 'intake.empty'): Turn {
  if (conversation.draft && !conversation.asking) return missed(given, conversation, conversation.draft, why);
  const turn = answer(given, conversation, textIn(given, why));
  const current = conversation.asking ? currentBody(given, conversation) : undefined;
  return current ? andThen(turn, answer(given, conversation, current)) : turn;
}

/** One of the words that are understood in the middle of anything. */
function said(given: ClientGiven, conversation: Conversation, { word, number }: { word: Word; number?: number }): Turn {
  const { draft } = conversation;
  switch (word) {
    case 'status':
      return status(given, conversation, number);
    case 'help':
      return andThen(answer(given, conversation, help(given)), comeBack(given, conversation));
    case 'back':
      if (conversation.asking) return again(given, settled(conversation));
      return draft ? back(given, conversation, draft) : answer(given, conversation, textIn(given, 'nothing_open'));
    case 'skip':
      return draft ? skip(given, settled(conversation), draft) : answer(given, conversation, textIn(given, 'nothing_open'));
    case 'cancel':
      return draft ? cancel(given, conversation) : cancelTicket(given, conversation);
    case 'restart':
      return restart(given, conversation);
    case 'menu':
      return draft ? again(given, conversation) : greet(given, settled(conversation));
    case 'language':
      return answer(given, { ...conversation, asking: { type: 'language' } }, askLanguage(given));
    case 'person':
      return person(given, conversation);
    default:
      return word satisfies never;
  }
}

function restart(given: ClientGiven, conversation: Conversation): Turn {
  const service = conversation.draft && serviceOf(given.catalogue, conversation.draft.service);
  return service && conversation.draft ? begin(given, conversation, service, conversation.draft.first) : greet(given, idle(conversation));
}

function status(given: ClientGiven, conversation: Conversation, number?: number): Turn {
  const one = number === undefined ? undefined : given.tickets.find((ticket) => ticket.number === number);
  const body = one ? statusOne(given, one) : number === undefined ? statusList(given, !conversation.draft) : { type: 'text' as const, text: textIn(given, 'status.unknown', { number }) };
  return andThen(answer(given, conversation, body), comeBack(given, conversation));
}

/** A wish to speak with a person reaches the desk on the open ticket, or as a request of its own. */
function person(given: ClientGiven, conversation: Conversation): Turn {
  const open = given.tickets.filter((ticket) => !isClosed(ticket)).at(-1);
  const content: Content = { text: textIn(given, 'person.wish'), files: [] };
  if (open) {
    const turn = command(given, conversation, open, { type: 'comment', content });
    return andThen({ ...turn, outbound: turn.outbound.filter((out) => out.lane !== given.person.address) }, answer(given, conversation, textIn(given, 'person.told')));
  }
  const other = given.catalogue.at(-1);
  if (!other) return answer(given, conversation, textIn(given, 'person.told'));
  const question = other.questions[0]?.id ?? '';
  const draft = { service: other.id, step: other.questions.length, answers: { [question]: { ...content, messages: [] } }, first: conversation.draft?.first ?? { text: '', files: [] }, editing: false, lastAt: given.now };
  return pressed(given, { ...settled(conversation), draft }, draft, 'c:send');
}

function cancelTicket(given: ClientGiven, conversation: Conversation): Turn {
  if (conversation.asking && conversation.asking.type !== 'cancel') return answer(given, settled(conversation), textIn(given, 'nothing_changed'));
  const numbers = given.tickets.filter((ticket) => !isClosed(ticket)).map((ticket) => ticket.number);
  if (numbers.length === 0) return answer(given, conversation, textIn(given, 'nothing_open'));
  return answer(given, { ...conversation, asking: { type: 'cancel', numbers } }, cancelBody(given, numbers));
}

const cancelBody = (given: ClientGiven, numbers: readonly number[]): Body => ({ type: 'text', text: textIn(given, 'cancel.which', { count: numbers.length }), choices: cancelChoices(given, numbers) });

const cancelChoices = (given: ClientGiven, numbers: readonly number[]): Choice[] => [
  ...given.tickets.filter((ticket) => numbers.includes(ticket.number)).map((ticket) => choiceIn(given, `k:${ticket.number}`, 'cancel.one', { ticket: nameOf(ticket) })),
  choiceIn(given, 'k:no', 'cancel.none'),
];

/** A text while a question of the bot's own stands open. */
function answered(given: ClientGiven, conversation: Conversation, asking: NonNullable<Conversation['asking']>, content: Content, inbound: InboundOf<'message'>): Turn {
  const calm = settled(conversation);
  const body = currentBody(given, conversation);
  const match = content.files.length === 0 ? matchChoice(content.text, [...(body?.choices ?? []), ...(body?.nav ?? [])]) : undefined;
  if (match) return act(given, conversation, match.data, inbound);
  switch (asking.type) {
    case 'service': {
      const service = serviceNamed(given, content.text);
      const first = { text: [asking.first.text, content.text].filter(Boolean).join('\n'), files: [...asking.first.files, ...content.files] };
      return service ? begin(given, calm, service, first) : given.tickets.some((ticket) => !isClosed(ticket)) ? unaddressed(given, calm, first, inbound) : greet(given, conversation, content);
    }
    case 'which': {
      const kept = { text: [asking.content.text, content.text].filter(Boolean).join('\n'), files: [...asking.content.files, ...content.files] };
      const next = { ...conversation, asking: { ...asking, content: kept } };
      return answer(given, next, currentBody(given, next) ?? textIn(given, 'unknown'));
    }
    case 'changes': {
      const ticket = given.tickets.find((one) => one.number === asking.number);
      return ticket ? command(given, calm, ticket, { type: 'changes', content }) : unaddressed(given, calm, content, inbound);
    }
    case 'cancel':
      if (isNo(content.text)) return act(given, conversation, 'k:no', inbound);
      if (isYes(content.text) && asking.numbers.length === 1) return act(given, conversation, `k:${asking.numbers[0]}`, inbound);
      return unaddressed(given, calm, content, inbound);
    case 'edit':
    case 'language':
      return unaddressed(given, calm, content, inbound);
    default:
      return asking satisfies never;
  }
}

const choice = (given: ClientGiven, conversation: Conversation, inbound: InboundOf<'choice'>): Turn => {
  const turn = act(given, conversation, inbound.data, inbound);
  return inbound.callback ? { ...turn, outbound: [{ lane: `${inbound.chat}#${inbound.callback}`, body: { type: 'notice', callback: inbound.callback } }, ...turn.outbound] } : turn;
};

/** What a choice leads to, whether pressed or typed. */
function act(given: ClientGiven, conversation: Conversation, data: string, inbound: Inbound): Turn {
  const { draft, asking } = conversation;
  const [kind, id = ''] = data.split(':');
  const ticket = given.tickets.find((one) => one.number === Number(id));
  const kept = asking?.type === 'which' ? asking.content : undefined;
  const calm = settled(conversation);
  switch (kind) {
    case 's': {
      const service = serviceOf(given.catalogue, id);
      if (draft) return missed(given, conversation, draft, 'intake.stale');
      return service ? begin(given, conversation, service, asking?.type === 'service' ? asking.first : { text: '', files: [] }) : greet(given, calm);
    }
    case 'o': case 'c': case 'n':
      if (kind === 'n' && id === 'back' && asking) return again(given, calm);
      return draft ? pressed(given, calm, draft, data) : answer(given, conversation, textIn(given, 'stale'));
    case 'e':
      return draft ? edit(given, calm, draft, id) : answer(given, conversation, textIn(given, 'stale'));
    case 'w': {
      const target = asking?.type === 'which' ? asking.targets[Number(id)] : undefined;
      return target && kept ? chosen(given, conversation, target, kept, inbound) : answer(given, conversation, textIn(given, 'stale'));
    }
    case 't':
      return ticket ? answer(given, conversation, statusOne(given, ticket)) : answer(given, conversation, textIn(given, 'stale'));
    case 'a':
      return ticket ? approve(given, conversation, ticket, kept?.text ?? '') : answer(given, conversation, textIn(given, 'stale'));
    case 'x':
      if (ticket && kept) return command(given, calm, ticket, { type: 'changes', content: kept });
      return ticket ? askChanges(given, conversation, ticket) : answer(given, conversation, textIn(given, 'stale'));
    case 'm':
      return ticket && kept ? command(given, calm, ticket, { type: 'comment', content: kept }) : answer(given, conversation, textIn(given, 'stale'));
    case 'r':
      return ticket ? command(given, calm, ticket, { type: 'reopen', reason: '' }) : answer(given, conversation, textIn(given, 'stale'));
    case 'k':
      if (id === 'no') return answer(given, calm, textIn(given, 'nothing_changed'));
      return ticket ? command(given, calm, ticket, { type: 'cancel', reason: '' }) : answer(given, conversation, textIn(given, 'stale'));
    case 'l':
      return given.languages.includes(id) ? andThen(setLanguage(given, conversation, id), comeBack({ ...given, person: { ...given.person, language: id } }, calm)) : answer(given, conversation, textIn(given, 'stale'));
    default:
      return answer(given, conversation, textIn(given, 'stale'));
  }
}

/** A message that was changed changes the answer it gave, until the request is filed; afterwards the desk is told. */
function edited(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'edit'>): Turn {
  const { draft } = conversation;
  const message = inbound.message ?? '';
  const text = (inbound.text ?? '').trim();
  const found = draft && Object.entries(draft.answers).find(([, one]) => one.messages.includes(message));
  if (draft && found && text !== '') {
    const [id, old] = found;
    const service = serviceOf(given.catalogue, draft.service);
    const question = service?.questions.find((one) => one.id === id);
    const option = question?.options.find((one) => matchChoice(text, question.options.map((each) => ({ data: each.id, label: each.label[given.person.language] ?? each.label.en })))?.data === one.id);
    if (question?.type === 'choice' && !option) return answer(given, conversation, textIn(given, 'intake.choose'), ask(given, draft));
    const changed = { ...draft, answers: { ...draft.answers, [id]: { ...old, text: option ? '' : text, ...(option ? { option: option.id } : {}) } } };
    const body = ask(given, changed);
    return answer(given, { ...conversation, draft: changed }, { ...body, text: `${textIn(given, 'intake.edited')}\n\n${body.text}` });
  }
  const ticket = given.tickets.find((one) => one.brief.some((line) => line.messages.includes(message)) || one.number === given.link?.ticket);
  return ticket && text !== '' ? command(given, conversation, ticket, { type: 'edit', message, text }) : { ...emptyTurn(), conversation };
}

/** Whatever stood open before a word like "status", said again; nothing when nothing did. */
function comeBack(given: ClientGiven, conversation: Conversation): Turn {
  const body = currentBody(given, conversation);
  return body ? answer(given, conversation, body) : { ...emptyTurn(), conversation };
}

const again = (given: ClientGiven, conversation: Conversation): Turn => answer(given, conversation, currentBody(given, conversation) ?? menu(given));

/** The question that stands open now: the bot's own before the draft's. */
function currentBody(given: ClientGiven, conversation: Conversation): Body | undefined {
  const { asking, draft } = conversation;
  const ticketOf = (number: number): Ticket | undefined => given.tickets.find((one) => one.number === number);
  switch (asking?.type) {
    case undefined:
      return draft ? ask(given, draft) : undefined;
    case 'service':
      return { type: 'text', text: textIn(given, 'menu.which'), choices: serviceChoices(given) };
    case 'which': {
      const single = asking.targets.length === 1 && asking.targets[0]?.type === 'ticket' ? ticketOf(asking.targets[0].number) : undefined;
      return single ? changesOrNot(given, single) : which(given, asking.targets);
    }
    case 'changes':
      return { type: 'text', text: textIn(given, 'approve.what_changes') };
    case 'cancel':
      return cancelBody(given, asking.numbers);
    case 'edit':
      return draft ? offer(given, draft) : undefined;
    case 'language':
      return askLanguage(given);
    default:
      return asking satisfies never;
  }
}
