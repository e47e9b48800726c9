// The ways around in a request in the making: a button of it, back, skip, cancel, and any answer of it changed.
import { ask, askedBefore, offer, openQuestion, serviceOfDraft } from './draft.ts';
import { questionsOf, summaryStep } from './facts.ts';
import { file } from './filing.ts';
import { missed, moveTo, proceed } from './intake.ts';
import { answer, idle, settled, textIn } from './reply.ts';
import type { ClientGiven, Conversation, Draft, Turn } from './turn.ts';

/** A button of the intake. A button of an earlier question is told apart and the question comes back. */
export function pressed(given: ClientGiven, conversation: Conversation, draft: Draft, data: string): Turn {
  const question = openQuestion(serviceOfDraft(given, draft), draft);
  const [kind, id, option = ''] = data.split(':');
  if (kind === 'c' && !question) return id === 'send' ? file(given, conversation, draft) : offerEdit(given, conversation, draft);
  if (kind === 'n' && id === 'skip') return skip(given, conversation, draft);
  if (kind === 'n' && id === 'back') return back(given, conversation, draft);
  if (kind === 'n' && id === 'cancel') return cancel(given, conversation);
  if (kind === 'e' && (!question || draft.editing)) return edit(given, conversation, draft, id ?? '');
  if (kind === 'o' && question && id === question.id && question.options.some((one) => one.id === option))
    return proceed(given, conversation, draft, question, { text: '', options: [option], files: [], messages: [] });
  return missed(given, conversation, draft, 'intake.stale');
}

export function skip(given: ClientGiven, conversation: Conversation, draft: Draft): Turn {
  const question = openQuestion(serviceOfDraft(given, draft), draft);
  if (!question?.optional) {
    const why = textIn(given, question ? 'intake.needed' : 'intake.nothing_to_skip');
    return answer(given, conversation, { ...ask(given, draft), text: `${why}\n\n${ask(given, draft).text}` });
  }
  return proceed(given, conversation, draft, question, { text: '', files: [], messages: [] });
}

export function back(given: ClientGiven, conversation: Conversation, draft: Draft): Turn {
  const service = serviceOfDraft(given, draft);
  const before = askedBefore(service, draft);
  const next = moveTo(given, draft, draft.editing ? summaryStep(service) : before < 0 ? draft.step : before);
  return answer(given, { ...settled(conversation), draft: next }, ask(given, next));
}

export const cancel = (given: ClientGiven, conversation: Conversation): Turn =>
  answer(given, idle(conversation), textIn(given, 'intake.cancelled'));

export function offerEdit(given: ClientGiven, conversation: Conversation, draft: Draft): Turn {
  return answer(given, { ...conversation, asking: { type: 'edit' }, misses: 0 }, offer(given, draft));
}

/** Asks one question of a finished draft again. */
function edit(given: ClientGiven, conversation: Conversation, draft: Draft, id: string): Turn {
  const step = questionsOf(serviceOfDraft(given, draft)).findIndex((question) => question.id === id);
  if (step < 0) return missed(given, settled(conversation), draft, 'intake.stale');
  const next: Draft = { ...draft, step, editing: true, lastAt: given.now };
  return answer(given, { ...settled(conversation), draft: next }, ask(given, next));
}
