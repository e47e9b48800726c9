// A request in the making: one question a message, back, skip, a summary, any answer changed, then filed.

import { replyBy } from './acknowledge.ts';
import { inLanguage, type Question, type Service, termsOf } from './catalogue.ts';
import { ask, briefOf, offer, optionChoices, serviceOfDraft } from './draft.ts';
import { isSpoken } from './files.ts';
import { isNo, isYes, matchChoice } from './match.ts';
import type { Inbound } from './message.ts';
import { decide } from './moves.ts';
import { tell } from './notify.ts';
import { addedTo, answerOf, joined } from './parts.ts';
import { andThen, answer, type Body, idle, settled, textIn } from './reply.ts';
import { giveReply, replyIn } from './standard-reply.ts';
import type { Content } from './ticket.ts';
import { type Answer, type ClientGiven, type Conversation, type Draft, emptyTurn, type Turn } from './turn.ts';

/** A draft left alone this long (milliseconds) is reminded of, once. */
export const draftReminderMs = 24 * 3_600_000;

/** Begins a request. What was said before the questions is kept with it. */
export function begin(given: ClientGiven, conversation: Conversation, service: Service, first: Content): Turn {
  const draft: Draft = { service: service.id, version: service.version, step: 0, answers: {}, first, editing: false, lastAt: given.now };
  const next = { ...idle(conversation), draft };
  const turn = answer(given, next, {
    ...ask(given, draft),
    title: textIn(given, 'intake.begin', {
      emoji: service.emoji,
      service: inLanguage(service.name, given.person.language),
      of: service.questions.length,
    }),
  });
  return {
    ...turn,
    timers: [{ key: `draft:${given.person.address}`, dueAt: given.now + draftReminderMs, body: { chat: given.person.address } }],
  };
}

/** Takes what was said as the answer to the question that stands open. */
export function answerDraft(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content, inbound: Inbound): Turn {
  const service = serviceOfDraft(given, draft);
  const question = service.questions[draft.step];
  if (!question) return answerSummary(given, conversation, draft, content);
  if (question.type === 'choice') {
    const choice = matchChoice(content.text, optionChoices(given, question));
    const option = question.options.find((one) => choice?.data === `o:${question.id}:${one.id}`);
    if (!option)
      return content.files.length > 0
        ? keepAside(given, conversation, draft, content)
        : missed(given, conversation, draft, 'intake.choose');
    return proceed(given, conversation, draft, question, {
      text: '',
      option: option.id,
      files: content.files,
      messages: answerOf(content).messages,
    });
  }
  if (question.optional && content.files.length === 0 && isNo(content.text)) return skip(given, conversation, draft);
  const found = question.type === 'text' && content.files.length === 0 && !draft.editing ? replyIn(service, content.text) : undefined;
  if (found && !draft.told)
    return giveReply(given, conversation, found, { ...draft, answers: { ...draft.answers, [question.id]: answerOf(content) } });
  const spoken = isSpoken(content.files);
  if (question.type === 'text' && content.text === '' && !spoken) return keepAside(given, conversation, draft, content);
  const album = inbound.type === 'message' && inbound.album ? { album: { id: inbound.album, question: question.id } } : {};
  return proceed(given, conversation, { ...draft, ...album }, question, answerOf(content), spoken);
}

function proceed(given: ClientGiven, conversation: Conversation, draft: Draft, question: Question, said: Answer, spoken = false): Turn {
  const next = moveTo(
    given,
    { ...draft, answers: { ...draft.answers, [question.id]: said } },
    draft.editing ? Number.POSITIVE_INFINITY : draft.step + 1,
  );
  const body = ask(given, next);
  const turn = answer(
    given,
    { ...settled(conversation), draft: next },
    spoken ? { ...body, text: `${textIn(given, 'intake.voice')}\n\n${body.text}` } : body,
  );
  return turn;
}

/** Files sent where words were asked for are kept with the request, and the question comes back. */
function keepAside(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content): Turn {
  const next: Draft = { ...draft, first: joined(draft.first, content), lastAt: given.now };
  const body = ask(given, next);
  return answer(
    given,
    { ...settled(conversation), draft: next },
    withWord(
      given,
      next,
      body,
      isSpoken(content.files) ? textIn(given, 'intake.voice') : textIn(given, 'intake.kept', { count: content.files.length }),
    ),
  );
}

/** A question with a word before it; the summary, with the word after its list. */
function withWord(given: ClientGiven, draft: Draft, body: Body, word: string): Body {
  const isSummary = draft.step >= serviceOfDraft(given, draft).questions.length;
  return { ...body, text: isSummary ? `${body.text}\n\n${word}` : `${word}\n\n${body.text}` };
}

/** Says why something was no answer and asks again; the third time in a row it offers a person. */
export function missed(
  given: ClientGiven,
  conversation: Conversation,
  draft: Draft,
  why: 'intake.choose' | 'intake.unreadable' | 'intake.empty' | 'intake.stale',
): Turn {
  const body = ask(given, draft);
  const misses = conversation.misses + 1;
  const person = misses >= 3 ? `\n\n${textIn(given, 'intake.offer_person')}` : '';
  return answer(given, { ...conversation, misses }, withWord(given, draft, body, `${textIn(given, why)}${person}`));
}

function answerSummary(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content): Turn {
  if (content.text === '' && content.files.length > 0) return keepAside(given, conversation, draft, content);
  const body = ask(given, draft);
  const choice = matchChoice(content.text, body.choices ?? [], body.nav);
  if (choice) return pressed(given, conversation, draft, choice.data);
  if (isYes(content.text)) return file(given, conversation, draft);
  if (isNo(content.text)) return offerEdit(given, conversation, draft);
  return missed(given, conversation, draft, 'intake.choose');
}

/** A button of the intake. A button of an earlier question is told apart and the question comes back. */
export function pressed(given: ClientGiven, conversation: Conversation, draft: Draft, data: string): Turn {
  const service = serviceOfDraft(given, draft);
  const question = service.questions[draft.step];
  const [kind, id, option] = data.split(':');
  if (kind === 'c' && !question) return id === 'send' ? file(given, conversation, draft) : offerEdit(given, conversation, draft);
  if (kind === 'n' && id === 'skip') return skip(given, conversation, draft);
  if (kind === 'n' && id === 'back') return back(given, conversation, draft);
  if (kind === 'n' && id === 'cancel') return cancel(given, conversation);
  if (kind === 'e' && (!question || draft.editing)) return edit(given, conversation, draft, id ?? '');
  if (kind === 'o' && question && id === question.id && question.options.some((one) => one.id === option)) {
    return proceed(given, conversation, draft, question, { text: '', option: option ?? '', files: [], messages: [] });
  }
  return missed(given, conversation, draft, 'intake.stale');
}

export function skip(given: ClientGiven, conversation: Conversation, draft: Draft): Turn {
  const question = serviceOfDraft(given, draft).questions[draft.step];
  if (!question?.optional)
    return answer(given, conversation, {
      ...ask(given, draft),
      text: `${textIn(given, question ? 'intake.needed' : 'intake.nothing_to_skip')}\n\n${ask(given, draft).text}`,
    });
  return proceed(given, conversation, draft, question, { text: '', files: [], messages: [] });
}

export function back(given: ClientGiven, conversation: Conversation, draft: Draft): Turn {
  const next = moveTo(given, draft, draft.editing ? Number.POSITIVE_INFINITY : Math.max(0, draft.step - 1));
  return answer(given, { ...settled(conversation), draft: next }, ask(given, next));
}

export const cancel = (given: ClientGiven, conversation: Conversation): Turn =>
  answer(given, idle(conversation), textIn(given, 'intake.cancelled'));

const moveTo = (given: ClientGiven, draft: Draft, step: number): Draft => ({
  ...draft,
  step: Math.min(step, serviceOfDraft(given, draft).questions.length),
  editing: false,
  lastAt: given.now,
});

function offerEdit(given: ClientGiven, conversation: Conversation, draft: Draft): Turn {
  return answer(given, { ...conversation, asking: { type: 'edit' }, misses: 0 }, offer(given, draft));
}

/** Asks one question of a finished draft again. */
function edit(given: ClientGiven, conversation: Conversation, draft: Draft, id: string): Turn {
  const step = serviceOfDraft(given, draft).questions.findIndex((question) => question.id === id);
  if (step < 0) return missed(given, settled(conversation), draft, 'intake.stale');
  const next: Draft = { ...draft, step, editing: true, lastAt: given.now };
  return answer(given, { ...settled(conversation), draft: next }, ask(given, next));
}

/** The client's request becomes a ticket, in triage. */
function file(given: ClientGiven, conversation: Conversation, draft: Draft): Turn {
  const service = serviceOfDraft(given, draft);
  const by = { type: 'client', name: given.person.name } as const;
  const decision = decide(
    null,
    {
      type: 'open',
      number: given.nextNumber,
      person: given.person.id,
      service: service.id,
      title: inLanguage(service.name, given.person.language),
      language: given.person.language,
      approval: service.delivery === 'approve',
      terms: termsOf(service),
      replyBy: replyBy(given, service),
      brief: briefOf(given, draft),
      first: draft.first,
    },
    by,
    given.now,
  );
  if (decision.type === 'refused') throw new Error('Opening a ticket was refused, which no rule provides for.');
  const change = { ticket: decision.ticket, events: decision.events, isNew: true };
  return { ...emptyTurn(), conversation: idle(conversation), changes: [change], outbound: tell(given, given.person, change) };
}

/** A request whose question no standard reply answered: filed as it is, or what must still be known is asked first. */
export function goOn(given: ClientGiven, conversation: Conversation, draft: Draft, isSure = true): Turn {
  const { questions } = serviceOfDraft(given, draft);
  const open = questions.findIndex(({ id, optional }) => !optional && !draft.answers[id]);
  const next: Draft = { ...draft, step: open < 0 ? questions.length : open, lastAt: given.now };
  const ready = { ...conversation, draft: next };
  return open < 0 && isSure ? file(given, ready, next) : answer(given, ready, ask(given, next));
}

/** The rest of an album joins the answer that its first file gave, in silence. */
export function joinAlbum(conversation: Conversation, draft: Draft, content: Content): Turn | undefined {
  const said = draft.album && draft.answers[draft.album.question];
  if (!draft.album || !said) return undefined;
  const answers = { ...draft.answers, [draft.album.question]: addedTo(said, content) };
  return andThen(emptyTurn(), { ...emptyTurn(), conversation: { ...conversation, draft: { ...draft, answers } } });
}
