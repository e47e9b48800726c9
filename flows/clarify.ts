// What a client's text or files are for, when several things could be meant: a question of the desk's, an open ticket,
// the request in the making, a new one. Where it is not plain, the bot asks which, once; it never guesses in silence.

import { answerDraft } from './answering.ts';
import { inLanguage, type Service } from './catalogue.ts';
import type { Command } from './command.ts';
import { isFresh } from './contact-point.ts';
import { openQuestion, serviceOfDraft } from './draft.ts';
import { begin } from './intake.ts';
import { isApproval, isBareYes, isGreeting, isNo, isThanks, isYes, matchChoice } from './match.ts';
import { greet, offerSome } from './menu.ts';
import type { Choice, Inbound } from './message.ts';
import { decide, isLegal } from './moves.ts';
import { tell } from './notify.ts';
import { serviceChoices, serviceNamed } from './offer.ts';
import { answer, type Body, choiceIn, settled, textIn } from './reply.ts';
import { draftOf, giveReply, namesWork, replyFor } from './standard-reply.ts';
import { approvalChoices, nameOf, statusList } from './status.ts';
import { type Content, isClosed, type Ticket } from './ticket.ts';
import type { ClientGiven, Conversation, Target, Turn } from './turn.ts';
import { emptyTurn } from './turn.ts';
import { heardIn } from './understand/heard.ts';
import { heardOrPreset, welcome } from './welcome.ts';

/** A command of the client's on one of their tickets, with everything that is told because of it. */
export function command(given: ClientGiven, conversation: Conversation, ticket: Ticket, what: Command): Turn {
  const decision = decide(ticket, what, { type: 'client', name: given.person.name }, given.now);
  if (decision.type === 'refused') return answer(given, conversation, textIn(given, 'approve.too_late', { ticket: nameOf(ticket) }));
  const change = { ticket: decision.ticket, events: decision.events, isNew: false };
  return { ...emptyTurn(), conversation, changes: [change], outbound: tell(given, given.person, change) };
}

/** Closed because nothing was heard of them: what they say now opens it again, and is the answer (R12). */
function reopenWith(given: ClientGiven, conversation: Conversation, ticket: Ticket, content: Content): Turn {
  const by = { type: 'client', name: given.person.name } as const;
  const reopened = decide(ticket, { type: 'reopen', reason: '' }, by, given.now);
  const said = reopened.type === 'decided' ? decide(reopened.ticket, { type: 'comment', content }, by, given.now) : reopened;
  if (reopened.type === 'refused' || said.type === 'refused')
    return answer(given, conversation, textIn(given, 'approve.too_late', { ticket: nameOf(ticket) }));
  const events = [...reopened.events, ...said.events];
  const change = { ticket: { ...said.ticket, version: reopened.ticket.version }, events, isNew: false };
  return { ...emptyTurn(), conversation, changes: [change], outbound: tell(given, given.person, change) };
}

const dayMs = 86_400_000;
const isLately = ({ now, settings }: ClientGiven, { lapsed, closedAt = 0 }: Ticket): boolean =>
  lapsed === true && now - closedAt < settings.lapsedDays * dayMs;

/** Words and files that quote nothing and answer no question of the bot's own. */
export function unaddressed(given: ClientGiven, conversation: Conversation, content: Content, inbound: Inbound): Turn {
  const isArrival = isFresh(given, conversation);
  const open = isArrival ? [] : given.tickets.filter((ticket) => !isClosed(ticket));
  const waiting = open.filter((ticket) => ticket.situation === 'awaiting');
  const { draft } = conversation;
  if (draft) {
    const lately = waiting.filter((ticket) => ticket.changedAt >= draft.lastAt);
    if (lately.length === 0 || answersDraftExactly(given, conversation, content))
      return answerDraft(given, conversation, draft, content, inbound);
    return askWhich(given, conversation, [...lately.map(ticketTarget), { type: 'draft' }], content, inbound.message);
  }
  if (!isArrival && isOnlyThanks(content, waiting.length > 0)) return answer(given, conversation, textIn(given, 'thanks'));
  if (content.files.length === 0 && waiting.length > 0 && isGreeting(content.text))
    return answer(given, conversation, statusList(given, false));
  const lapsed = isArrival || open.length > 0 ? [] : given.tickets.filter((ticket) => isLately(given, ticket));
  if (lapsed.length > 0 && !(isGreeting(content.text) && content.files.length === 0)) {
    const [only] = lapsed.length > 1 || serviceNamed(given, content.text) ? [] : lapsed;
    return only
      ? reopenWith(given, settled(conversation), only, content)
      : askWhich(given, conversation, [...lapsed.map(ticketTarget), { type: 'new' }], content, inbound.message);
  }
  if (content.files.length === 0 && waiting.length === 0 && isYes(content.text)) return answer(given, conversation, textIn(given, 'ok'));
  if (waiting.length === 1 && waiting[0]) return forTicket(given, conversation, waiting[0], content);
  if (waiting.length > 1) return askWhich(given, conversation, waiting.map(ticketTarget), content, inbound.message);
  if (isGreeting(content.text) && content.files.length === 0) return welcome(given, conversation);
  const { isStatus, services } = heardIn(given, content.text);
  const service = serviceNamed(given, content.text);
  const found = open.length > 0 ? undefined : replyFor(given, content);
  if (found) return giveReply(given, conversation, found, draftOf(given, found, content, nothing));
  if (isStatus && content.files.length === 0) return answer(given, conversation, statusList(given, false));
  // "how long will it take?" is asked of the open one, "how long does a banner take?" is not
  const isNew = service !== undefined && (!replyFor(given, content) || namesWork(given, content.text));
  if (open.length > 0)
    return isNew || open.length > 1
      ? askWhich(given, conversation, [...open.map(ticketTarget), { type: 'new' }], content, inbound.message)
      : addTo(given, conversation, open[0], content);
  const isCaption = content.files.length > 0 && service?.role === 'other'; // "photos of the product" ask for nothing yet
  if (service && !isCaption) return begin(given, conversation, heardOrPreset(given, conversation, service), content);
  return services.length > 1 ? offerSome(given, conversation, content, services) : welcome(given, conversation, content);
}

const nothing: Content = { text: '', files: [] };

const ticketTarget = (ticket: Ticket): Target => ({ type: 'ticket', number: ticket.number });

const addTo = (given: ClientGiven, conversation: Conversation, ticket: Ticket | undefined, content: Content): Turn =>
  ticket ? command(given, settled(conversation), ticket, { type: 'comment', content }) : greet(given, conversation, content);

/** An exact option of the draft's question can only be meant for the draft. */
function answersDraftExactly(given: ClientGiven, conversation: Conversation, content: Content): boolean {
  const { draft } = conversation;
  if (!draft) return false;
  const question = openQuestion(serviceOfDraft(given, draft), draft);
  if (!question) return isYes(content.text) || isNo(content.text);
  const options = question.options.map((one) => ({ data: one.id, label: inLanguage(one.label, given.person.language) }));
  return matchChoice(content.text, options) !== undefined;
}

/** Thanks, and nothing else. A 👍 is a yes where something is `waited` for, and so is praise. */
export const isOnlyThanks = ({ text, files }: Content, waited: boolean): boolean =>
  files.length === 0 && isThanks(text) && !(waited && (isBareYes(text) || isApproval(text)));

/** Words for one ticket, by what it waits for: an answer, an approval, or nothing. */
export function forTicket(given: ClientGiven, conversation: Conversation, ticket: Ticket, content: Content): Turn {
  const calm = settled(conversation);
  if (isOnlyThanks(content, ticket.situation === 'awaiting')) return answer(given, conversation, textIn(given, 'thanks'));
  if (isLegal(ticket, 'answer')) return command(given, calm, ticket, { type: 'answer', content });
  if (isLegal(ticket, 'approve')) return forApproval(given, calm, ticket, content);
  if (ticket.lapsed) return reopenWith(given, calm, ticket, content);
  if (isClosed(ticket)) {
    const turn = command(given, { ...calm, asking: { type: 'reopen', number: ticket.number } }, ticket, { type: 'comment', content });
    return {
      ...turn,
      outbound: turn.outbound.map((out) =>
        out.role === 'update' && out.body.type === 'text'
          ? {
              ...out,
              body: {
                ...out.body,
                text: textIn(given, 'told.commented_closed'),
                choices: [choiceIn(given, `r:${ticket.number}`, 'approve.reopen')],
              },
            }
          : out,
      ),
    };
  }
  return command(given, calm, ticket, { type: 'comment', content });
}

function forApproval(given: ClientGiven, conversation: Conversation, ticket: Ticket, content: Content): Turn {
  const chosen = matchChoice(content.text, approvalChoices(given, ticket))?.data[0];
  // A bare "ok" approves only while the delivery, or a reminder of it, is the last that was said: after a remark it may mean the remark.
  const isFresh = ticket.awaiting?.type === 'approval' && [ticket.awaiting.since, ticket.remindedAt].includes(ticket.changedAt);
  const approves = chosen === 'a' || isApproval(content.text) || (isFresh && isYes(content.text));
  if (content.files.length === 0 && approves) return approve(given, conversation, ticket, content.text);
  if (content.files.length === 0 && (chosen === 'x' || isNo(content.text))) return askChanges(given, conversation, ticket);
  return answer(
    given,
    { ...conversation, asking: { type: 'which', targets: [ticketTarget(ticket)], content } },
    changesOrNot(given, ticket),
  );
}

export const changesOrNot = (given: ClientGiven, ticket: Ticket): Body => ({
  type: 'text',
  title: nameOf(ticket),
  text: textIn(given, 'approve.meant'),
  choices: [
    choiceIn(given, `x:${ticket.number}`, 'approve.these_changes'),
    choiceIn(given, `a:${ticket.number}`, 'approve.yes'),
    choiceIn(given, `m:${ticket.number}`, 'approve.comment'),
  ],
});

export const approve = (given: ClientGiven, conversation: Conversation, ticket: Ticket, text: string): Turn =>
  command(given, settled(conversation), ticket, { type: 'approve', text });

export const askChanges = (given: ClientGiven, conversation: Conversation, ticket: Ticket): Turn =>
  isLegal(ticket, 'changes')
    ? answer(
        given,
        { ...conversation, asking: { type: 'changes', number: ticket.number } },
        { type: 'text', title: nameOf(ticket), text: textIn(given, 'approve.what_changes') },
      )
    : answer(given, conversation, textIn(given, 'approve.too_late', { ticket: nameOf(ticket) }));

export function askWhich(given: ClientGiven, conversation: Conversation, targets: Target[], content: Content, message?: string): Turn {
  const asking = { type: 'which', targets, content, ...(message ? { message } : {}) } as const;
  return answer(given, { ...conversation, asking }, which(given, targets));
}

export const which = (given: ClientGiven, targets: readonly Target[]): Body => ({
  type: 'text',
  text: textIn(given, 'which.ask'),
  choices: targetChoices(given, targets),
});

export function targetChoices(given: ClientGiven, targets: readonly Target[]): Choice[] {
  return targets.map((target, i) => {
    if (target.type !== 'ticket') return choiceIn(given, `w:${i}`, target.type === 'draft' ? 'which.draft' : 'which.new');
    const ticket = given.tickets.find((one) => one.number === target.number);
    return { data: `w:${i}`, label: ticket ? nameOf(ticket) : `#${target.number}` };
  });
}

/** "Which request is this for?" answered with a service's name: it is something new, unless one of those requests is of that service. */
export function newServiceIn(given: ClientGiven, targets: readonly Target[], text: string): Service | undefined {
  const service = targets.some(({ type }) => type === 'new') ? serviceNamed(given, text) : undefined;
  const numbers = targets.flatMap((target) => (target.type === 'ticket' ? [target.number] : []));
  const isAsked = given.tickets.some((ticket) => numbers.includes(ticket.number) && ticket.service === service?.id);
  return isAsked ? undefined : service;
}

/** The client said which: what they wrote before goes there now. */
export function chosen(given: ClientGiven, conversation: Conversation, target: Target, content: Content, inbound: Inbound): Turn {
  const calm = settled(conversation);
  if (target.type === 'draft' && calm.draft) {
    const draft = { ...calm.draft, lastAt: given.now }; // what was asked before this moment has been answered: for the draft
    return answerDraft(given, { ...calm, draft }, draft, content, inbound);
  }
  if (target.type === 'ticket') {
    const ticket = given.tickets.find((one) => one.number === target.number);
    if (ticket) return forTicket(given, calm, ticket, content);
  }
  const service = serviceNamed(given, content.text);
  return service
    ? begin(given, calm, service, content)
    : answer(
        given,
        { ...calm, asking: { type: 'service', first: content } },
        { type: 'text', text: textIn(given, 'menu.which'), choices: serviceChoices(given) },
      );
}
