// The words that are understood in the middle of anything: status, help, back, skip, cancel, restart, menu, language, person.
import { settleReply } from './after-reply.ts';
import { serviceOf } from './catalogue.ts';
import { command } from './clarify.ts';
import { ask, draftWith } from './draft.ts';
import { begin } from './intake.ts';
import type { Word } from './match.ts';
import { askLanguage, greet, help } from './menu.ts';
import { closeLinks, panelLink } from './my-panel.ts';
import { back, cancel, pressed, skip } from './navigating.ts';
import { serviceNamed } from './offer.ts';
import { again, cancelBody, comeBack } from './open-question.ts';
import { andThen, answer, idle, isOffer, settled, textIn } from './reply.ts';
import { statusList, statusOne } from './status.ts';
import { type Content, isClosed } from './ticket.ts';
import type { ClientGiven, Conversation, Draft, Turn } from './turn.ts';

/** `service` and `number`: whose status is asked for. `group`: it was said before others. */
export type Said = { word: Word; service?: string; number?: number; group?: boolean | undefined };

/** One of the words that are understood in the middle of anything. */
export function said(given: ClientGiven, before: Conversation, { word, service, number, group }: Said): Turn {
  const conversation = before.asking && isOffer(before.asking) ? settled(before) : before;
  const { draft } = conversation;
  switch (word) {
    case 'status':
      return status(given, conversation, number ?? onlyOpen(given, service));
    case 'help':
      return andThen(answer(given, conversation, help(given)), comeBack(given, conversation));
    case 'back':
      if (conversation.asking) return again(given, settled(conversation));
      return draft ? back(given, conversation, draft) : answer(given, conversation, textIn(given, 'nothing_open'));
    case 'skip':
      return draft ? skip(given, settled(conversation), draft) : answer(given, conversation, textIn(given, 'intake.nothing_to_skip'));
    case 'cancel':
      return draft ? cancel(given, conversation) : cancelTicket(given, conversation);
    case 'restart':
      return restart(given, conversation);
    case 'menu':
      return draft ? finishFirst(given, conversation, draft) : somethingNew(given, conversation);
    case 'language':
      return answer(given, { ...conversation, asking: { type: 'language' } }, askLanguage(given));
    case 'person':
      return person(given, conversation);
    case 'panel':
      return given.panel ? andThen(panelLink(given, conversation, group), comeBack(given, conversation)) : status(given, conversation);
    case 'close_links':
      return andThen(closeLinks(given, conversation), comeBack(given, conversation));
    default:
      return word satisfies never;
  }
}

/** One request at a time: the one in the making is finished or dropped before another begins. */
function finishFirst(given: ClientGiven, conversation: Conversation, draft: Draft): Turn {
  const body = ask(given, draft);
  return answer(given, settled(conversation), { ...body, text: `${textIn(given, 'intake.finish_first')}\n\n${body.text}` });
}

/** What the client wrote and no ticket has yet goes along into the request that comes of it; "new", said to "which one?", begins it. */
function somethingNew(given: ClientGiven, conversation: Conversation): Turn {
  const { asking } = conversation;
  const calm = settled(conversation);
  if (asking?.type !== 'which') return greet(given, calm);
  const service = asking.targets.some(({ type }) => type === 'new') ? serviceNamed(given, asking.content.text) : undefined;
  return service ? begin(given, calm, service, asking.content) : greet(given, calm, asking.content);
}

function restart(given: ClientGiven, conversation: Conversation): Turn {
  const service = conversation.draft && serviceOf(given.catalogue, conversation.draft.service);
  return service && conversation.draft ? begin(given, conversation, service, conversation.draft.first) : greet(given, idle(conversation));
}

function status(given: ClientGiven, conversation: Conversation, number?: number): Turn {
  const isIdle = !conversation.draft && !conversation.asking;
  if (number === undefined) {
    const numbers = given.tickets.filter((ticket) => !isClosed(ticket)).map((ticket) => ticket.number);
    const next: Conversation = isIdle && numbers.length > 0 ? { ...conversation, asking: { type: 'detail', numbers } } : conversation;
    return andThen(answer(given, conversation, statusList(given, isIdle)), comeBack(given, next));
  }
  const one = given.tickets.find((ticket) => ticket.number === number);
  const body = one ? statusOne(given, one) : textIn(given, 'status.unknown', { number });
  return andThen(answer(given, conversation, body), comeBack(given, conversation));
}

/** The open ticket of a service, where there is just one. */
function onlyOpen({ tickets }: ClientGiven, service: string | undefined): number | undefined {
  const [first, second] = tickets.filter((ticket) => !isClosed(ticket) && ticket.service === service);
  return second ? undefined : first?.number;
}

/** A wish to speak with a person reaches the desk on the open ticket, or as a request of its own. */
function person(given: ClientGiven, conversation: Conversation): Turn {
  if (conversation.asking?.type === 'answered') return settleReply(given, conversation, conversation.asking, false);
  const open = given.tickets.filter((ticket) => !isClosed(ticket)).at(-1);
  const content: Content = { text: textIn(given, 'person.wish'), files: [] };
  if (open) {
    const turn = command(given, conversation, open, { type: 'comment', content });
    return andThen(
      { ...turn, outbound: turn.outbound.filter((out) => out.lane !== given.person.address) },
      answer(given, conversation, textIn(given, 'person.told')),
    );
  }
  const other = given.catalogue.at(-1);
  if (!other) return answer(given, conversation, textIn(given, 'person.told'));
  const first = conversation.asking?.type === 'service' ? conversation.asking.first : { text: '', files: [] };
  const draft: Draft = { ...draftWith(other, content), first, lastAt: given.now };
  const filed = pressed(given, { ...settled(conversation), draft }, draft, 'c:send');
  return conversation.draft ? andThen(filed, comeBack(given, conversation)) : filed;
}

/** "cancel" again, said to "Cancel this request?", is a yes. */
function cancelTicket(given: ClientGiven, conversation: Conversation): Turn {
  const { asking } = conversation;
  const [only, another] = asking?.type === 'cancel' ? asking.numbers : [];
  const asked = another === undefined ? given.tickets.find(({ number }) => number === only) : undefined;
  if (asked) return command(given, settled(conversation), asked, { type: 'cancel', reason: '' });
  if (conversation.asking && conversation.asking.type !== 'cancel')
    return answer(given, settled(conversation), textIn(given, 'nothing_changed'));
  const numbers = given.tickets.filter((ticket) => !isClosed(ticket)).map((ticket) => ticket.number);
  if (numbers.length === 0) return answer(given, conversation, textIn(given, 'nothing_open'));
  return answer(given, { ...conversation, asking: { type: 'cancel', numbers } }, cancelBody(given, numbers));
}
