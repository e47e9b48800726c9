// What a client's choice leads to, whether a button was pressed or its number or label typed.
import { followUp, rate } from './after-care.ts';
import { settleReply } from './after-reply.ts';
import { settleDay } from './answering.ts';
import { serviceOf } from './catalogue.ts';
import { approve, askChanges, chosen, command, unaddressed } from './clarify.ts';
import { begin, missed } from './intake.ts';
import { greet, setLanguage } from './menu.ts';
import type { Inbound } from './message.ts';
import { isLegal } from './moves.ts';
import { closeLinks, panelLink } from './my-panel.ts';
import { pressed } from './navigating.ts';
import { again, comeBack } from './open-question.ts';
import { andThen, answer, settled, textIn } from './reply.ts';
import { statusOne } from './status.ts';
import type { Content } from './ticket.ts';
import type { Asking, ClientGiven, Conversation, Turn } from './turn.ts';

/** What a choice leads to, whether pressed or typed. */
export function act(given: ClientGiven, conversation: Conversation, data: string, inbound: Inbound): Turn {
  const { draft, asking } = conversation;
  const [kind, id = '', more = ''] = data.split(':');
  const ticket = given.tickets.find((one) => one.number === Number(id));
  const meant = asking?.type === 'which' && asking.targets.length === 1 ? asking.targets[0] : undefined;
  const asked = asking?.type === 'which' && meant?.type === 'ticket' && meant.number === ticket?.number ? asking.content : undefined;
  const kept = saidWith(inbound) ?? asked;
  const calm = settled(conversation);
  switch (kind) {
    case 's': {
      const service = serviceOf(given.catalogue, id);
      if (draft) return missed(given, conversation, draft, 'intake.stale');
      return service ? begin(given, conversation, service, firstOf(asking)) : greet(given, calm);
    }
    case 'o':
    case 'c':
    case 'n':
    case 'e':
      if (kind === 'n' && id === 'back' && asking) return again(given, calm);
      return draft ? pressed(given, calm, draft, data) : answer(given, conversation, textIn(given, 'stale'));
    case 'w': {
      const target = asking?.type === 'which' ? asking.targets[Number(id)] : undefined;
      return target && asking?.type === 'which'
        ? chosen(given, conversation, target, asking.content, inbound)
        : answer(given, conversation, textIn(given, 'stale'));
    }
    case 't':
      return ticket ? answer(given, conversation, statusOne(given, ticket)) : answer(given, conversation, textIn(given, 'stale'));
    case 'a':
      return ticket ? approve(given, conversation, ticket, kept?.text ?? '') : answer(given, conversation, textIn(given, 'stale'));
    case 'x':
      if (ticket && kept) return command(given, calm, ticket, { type: 'changes', content: kept });
      return ticket ? askChanges(given, conversation, ticket) : answer(given, conversation, textIn(given, 'stale'));
    case 'm':
      return ticket && kept
        ? command(given, calm, ticket, { type: isLegal(ticket, 'answer') ? 'answer' : 'comment', content: kept })
        : answer(given, conversation, textIn(given, 'stale'));
    case 'r':
      return ticket
        ? command(given, calm, ticket, { type: 'reopen', reason: kept?.text ?? '' })
        : answer(given, conversation, textIn(given, 'stale'));
    case 'k':
      if (id === 'no') return answer(given, calm, textIn(given, 'nothing_changed'));
      return ticket ? command(given, calm, ticket, { type: 'cancel', reason: '' }) : answer(given, conversation, textIn(given, 'stale'));
    case 'g':
      return ticket && /^[1-5]$/.test(more)
        ? rate(given, conversation, ticket, Number(more), kept?.text ?? '')
        : answer(given, conversation, textIn(given, 'stale'));
    case 'f':
      return ticket ? followUp(given, conversation, ticket, more === 'yes') : answer(given, conversation, textIn(given, 'stale'));
    case 'q':
      return asking?.type === 'answered'
        ? settleReply(given, conversation, asking, id === 'yes')
        : answer(given, conversation, textIn(given, 'stale'));
    case 'y':
      return draft && asking?.type === 'day'
        ? settleDay(
            given,
            calm,
            draft,
            asking.question,
            asking.readings.find((day) => day === id),
          )
        : answer(given, conversation, textIn(given, 'stale'));
    case 'p':
      return id === 'close' ? closeLinks(given, conversation) : panelLink(given, conversation, inbound.group);
    case 'l':
      return given.languages.includes(id) ? speak(given, conversation, id, inbound) : answer(given, conversation, textIn(given, 'stale'));
    default:
      return answer(given, conversation, textIn(given, 'stale'));
  }
}

/** From now on in this language; what stood open comes back in it, and what was written before it was known is answered. */
function speak(given: ClientGiven, conversation: Conversation, language: string, inbound: Inbound): Turn {
  const { asking } = conversation;
  const calm = settled(conversation);
  const spoken = { ...given, person: { ...given.person, language } };
  if (asking?.type !== 'language' || !asking.first) return andThen(setLanguage(given, conversation, language), comeBack(spoken, calm));
  return { ...unaddressed(spoken, calm, asking.first, inbound), person: spoken.person };
}

/** The words and files that came with a button of the client's own page. */
function saidWith(inbound: Inbound): Content | undefined {
  if (inbound.type !== 'choice' || (inbound.text === undefined && inbound.files === undefined)) return undefined;
  return { text: inbound.text ?? '', files: inbound.files ?? [] };
}

/** What was said before a service was chosen. */
function firstOf(asking: Asking | undefined): Content {
  if (asking?.type === 'service') return asking.first;
  return (asking?.type === 'follow_up' ? asking.problem : undefined) ?? { text: '', files: [] };
}
