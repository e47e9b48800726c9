// What a client says while a request is in the making: the answer to its question, a correction, or something kept beside it.
import type { Question } from './catalogue.ts';
import { ask, openQuestion, optionChoices, serviceOfDraft } from './draft.ts';
import { questionsOf, summaryStep } from './facts.ts';
import { isSpoken } from './files.ts';
import { file } from './filing.ts';
import { carried, correctionIn } from './hearing.ts';
import { asking, begin, forward, isDone, missed, moveTo, proceed, withWord } from './intake.ts';
import { isAddition, isChange, isConfirmation, isNo, isYes, matchChoice, matchChoices } from './match.ts';
import type { Inbound } from './message.ts';
import { offerEdit, pressed, skip } from './navigating.ts';
import { normalize } from './normalize.ts';
import { notedLine } from './noted.ts';
import { answerOf, joined } from './parts.ts';
import { optionsIn, optionsNear } from './prefill.ts';
import { andThen, answer, settled, textIn } from './reply.ts';
import { giveReply, replyIn } from './standard-reply.ts';
import { statusList } from './status.ts';
import type { Content } from './ticket.ts';
import type { Answer, ClientGiven, Conversation, Draft, Turn } from './turn.ts';
import { readDate } from './understand/date.ts';
import { heardIn, today } from './understand/heard.ts';
import { askingDay, dayBody } from './which-day.ts';

/** Takes what was said as the answer to the question that stands open. */
export function answerDraft(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content, inbound: Inbound): Turn {
  const service = serviceOfDraft(given, draft);
  const question = openQuestion(service, draft);
  const corrected = correct(given, conversation, draft, content);
  if (corrected) return corrected;
  if (!question) return answerSummary(given, conversation, draft, content);
  if (question.type === 'choice') return answerChoice(given, conversation, draft, question, content);
  if (question.optional && content.files.length === 0 && isNo(content.text)) return skip(given, conversation, draft);
  if (question.type === 'day' && content.text !== '') return answerDay(given, conversation, draft, question, content);
  const found = question.type === 'text' && content.files.length === 0 && !draft.editing ? replyIn(service, content.text) : undefined;
  if (found && !draft.told)
    return giveReply(given, conversation, found, { ...draft, answers: { ...draft.answers, [question.id]: answerOf(content) } });
  const spoken = isSpoken(content.files);
  if (question.type === 'text' && content.text === '' && !spoken) return keepAside(given, conversation, draft, content);
  const album = inbound.type === 'message' && inbound.album ? { album: { id: inbound.album, question: question.id } } : {};
  return proceed(given, conversation, { ...draft, ...album }, question, answerOf(content), spoken);
}

function answerChoice(given: ClientGiven, conversation: Conversation, draft: Draft, question: Question, content: Content): Turn {
  const choices = optionChoices(given, question);
  const match = matchChoice(content.text, choices);
  const chosen = match ? [match] : question.multiple ? matchChoices(content.text, choices) : [];
  const exact = chosen.length > 0 ? [] : optionsIn(question, content.text);
  const told = chosen.length > 0 || exact.length > 0 ? exact : optionsNear(question, content.text);
  const options = question.options
    .map(({ id }) => id)
    .filter((id) => chosen.some(({ data }) => data === `o:${question.id}:${id}`) || told.includes(id));
  if (options.length === 1 || (question.multiple && options.length > 0))
    return proceed(given, conversation, draft, question, { ...answerOf(content), text: '', options });
  if (content.files.length > 0) return keepAside(given, conversation, draft, content);
  const kept = tellsMore(content) ? { ...draft, first: joined(draft.first, content) } : draft; // no choice, and not to be lost either
  return missed(given, conversation, kept, 'intake.choose');
}

/** A day as people write one; what is none is kept in their words ("after the fair"). */
function answerDay(given: ClientGiven, conversation: Conversation, draft: Draft, question: Question, content: Content): Turn {
  const found = readDate(content.text, today(given), given.person.language);
  if (found?.type === 'unsure') {
    const open = askingDay(question.id, found);
    return answer(given, { ...settled(conversation), draft, asking: open }, dayBody(given, open));
  }
  return proceed(given, conversation, draft, question, { ...answerOf(content), ...(found ? { value: found.day } : {}) });
}

/** The day that was asked about, once it is sure; without one, there is no fixed day. */
export function settleDay(given: ClientGiven, conversation: Conversation, draft: Draft, id: string, day: string | undefined): Turn {
  const service = serviceOfDraft(given, draft);
  const said: Answer = { text: day ?? '', files: [], messages: [], ...(day ? { value: day } : {}) };
  const answers = { ...draft.answers, [id]: said };
  const question = questionsOf(service)[draft.step];
  const known = [...new Set([...(draft.known ?? []), id])];
  const next: Draft = { ...draft, answers, known, lastAt: given.now };
  const isAsked = question?.id === id;
  const ready = draft.editing && isAsked ? moveTo(given, next, summaryStep(service)) : isAsked ? forward(given, next) : next;
  const noted = day && !isDone(given, ready) ? notedLine(given, service, { [id]: said }, 'changed') : '';
  return answer(given, { ...settled(conversation), draft: ready }, withWord(given, ready, ask(given, ready), noted));
}

/** What a correction changes, said back; another service begins anew, with what was said so far. */
function correct(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content): Turn | undefined {
  const { text, files } = content;
  const service = serviceOfDraft(given, draft);
  const isSummary = isDone(given, draft);
  const body = ask(given, draft);
  if (files.length > 0 || isYes(text) || isNo(text) || matchChoice(text, body.choices ?? [], body.nav)) return undefined;
  const found = correctionIn(given, service, text, isSummary);
  if (!found) return undefined;
  if (found.type === 'other') {
    const { told, first } = carried(given, draft, found.service, content);
    return begin(given, conversation, found.service, first, told);
  }
  const changed = isAddition(text) ? { ...found, answers: withChosen(service.questions, draft, found.answers) } : found;
  const ids = Object.keys(changed.answers);
  const told: Draft = {
    ...draft,
    answers: { ...draft.answers, ...changed.answers },
    known: [...new Set([...(draft.known ?? []), ...ids])],
    lastAt: given.now,
  };
  const next = ids.includes(openQuestion(service, draft)?.id ?? '') ? forward(given, told) : told;
  const noted = isDone(given, next) ? '' : notedLine(given, service, changed.answers, 'changed');
  return asking(given, { ...settled(conversation), draft: next }, changed, withWord(given, next, ask(given, next), noted));
}

/** What was chosen before stays beside what is added, where several may be chosen. */
function withChosen(questions: readonly Question[], { answers }: Draft, found: Record<string, Answer>): Record<string, Answer> {
  const added = Object.entries(found).map(([id, said]): [string, Answer] => {
    const before = questions.some((one) => one.id === id && one.multiple) ? (answers[id]?.options ?? []) : [];
    return [id, before.length > 0 ? { ...said, options: [...new Set([...before, ...(said.options ?? [])])] } : said];
  });
  return Object.fromEntries(added);
}

/** Files sent where words were asked for are kept with the request, and the question comes back. */
function keepAside(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content): Turn {
  const next: Draft = { ...draft, first: joined(draft.first, content), lastAt: given.now };
  const kept = isSpoken(content.files) ? textIn(given, 'intake.voice') : textIn(given, 'intake.kept', { count: content.files.length });
  return answer(given, { ...settled(conversation), draft: next }, withWord(given, next, ask(given, next), kept));
}

function answerSummary(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content): Turn {
  if (content.text === '' && content.files.length > 0) return keepAside(given, conversation, draft, content);
  const body = ask(given, draft);
  const choice = matchChoice(content.text, body.choices ?? [], body.nav);
  if (choice) return pressed(given, conversation, draft, choice.data);
  if (isConfirmation(content.text)) return file(given, conversation, draft);
  if (isNo(content.text) || isChange(content.text)) return offerEdit(given, conversation, draft);
  if (heardIn(given, content.text).isStatus)
    return andThen(answer(given, conversation, statusList(given, false)), answer(given, conversation, body));
  if (!tellsMore(content)) return missed(given, conversation, draft, 'intake.choose');
  const next: Draft = { ...draft, first: joined(draft.first, content), lastAt: given.now };
  return missed(given, conversation, next, 'intake.added');
}

/** Words that say something of the request; fewer are a choice that was not understood. */
const tellsMore = ({ text }: Content): boolean => normalize(text).split(' ').length >= 4;
