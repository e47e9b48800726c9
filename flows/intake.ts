// A request in the making: one question a message, back, skip, a summary, any answer changed, then filed.
import { inLanguage, type Question, type Service } from './catalogue.ts';
import { ask, offer, openQuestion, optionChoices, serviceOfDraft } from './draft.ts';
import { draftTimer } from './draft-timer.ts';
import { dayQuestion, questionsOf, summaryStep } from './facts.ts';
import { file } from './filing.ts';
import { isCorrection, isNo, isYes, matchChoice, matchChoices } from './match.ts';
import type { Inbound } from './message.ts';
import { notedLine } from './noted.ts';
import { type Prefill, prefill } from './prefill.ts';
import { answer, type Body, idle, settled, textIn } from './reply.ts';
import { giveReply, replyIn } from './standard-reply.ts';
import type { Content } from './ticket.ts';
import type { Answer, ClientGiven, Conversation, Draft, Turn } from './turn.ts';
import { readDate } from './understand/date.ts';
import { heardIn, today } from './understand/heard.ts';
import { askingDay, dayBody } from './which-day.ts';

/** Begins a request. What was said before answers what it can, is said back, and is kept with it. */
export function begin(given: ClientGiven, conversation: Conversation, service: Service, first: Content, messages: string[] = []): Turn {
  const heard = heardFor(given, service, first, messages);
  const isKept = Object.values(heard.answers).some(({ files }) => files.length > 0);
  const draft: Draft = {
    service: service.id,
    version: service.version,
    step: -1,
    answers: heard.answers,
    first: isKept ? { ...first, files: [] } : first,
    known: Object.keys(heard.answers),
    editing: false,
    lastAt: given.now,
  };
  const ready = forward(given, draft);
  const left = service.questions.filter(({ id }) => !draft.known?.includes(id)).length;
  const body = withWord(given, ready, ask(given, ready), isDone(given, ready) ? '' : notedLine(given, service, heard.answers));
  const title = textIn(given, 'intake.begin', { emoji: service.emoji, service: inLanguage(service.name, given.person.language), of: left });
  const turn = asking(given, { ...idle(conversation), draft: ready }, heard, isDone(given, ready) ? body : { ...body, title });
  return { ...turn, timers: [draftTimer(given)] };
}

const isDone = (given: ClientGiven, draft: Draft): boolean => openQuestion(serviceOfDraft(given, draft), draft) === undefined;

const heardFor = (given: ClientGiven, service: Service, { text, files }: Content, messages: string[]): Prefill =>
  prefill(service, { text, files, messages, campaigns: given.campaigns, understood: heardIn(given, text) });

/** What is said next; a day that is not sure comes before it. */
function asking(given: ClientGiven, conversation: Conversation, { unsure }: Prefill, body: Body): Turn {
  const { draft } = conversation;
  if (!unsure || !draft) return answer(given, conversation, body);
  const open = askingDay(dayQuestion(serviceOfDraft(given, draft)), unsure);
  const noted = notedLine(given, serviceOfDraft(given, draft), draft.answers);
  const day = dayBody(given, open);
  const text = [noted, day.text].filter(Boolean).join('\n\n');
  return answer(given, { ...conversation, asking: open }, { ...day, ...(body.title ? { title: body.title } : {}), text });
}

/** Takes what was said as the answer to the question that stands open. */
export function answerDraft(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content, inbound: Inbound): Turn {
  const service = serviceOfDraft(given, draft);
  const question = openQuestion(service, draft);
  const messages = inbound.message ? [inbound.message] : [];
  const corrected = correct(given, conversation, draft, content, messages);
  if (corrected) return corrected;
  if (!question) return answerSummary(given, conversation, draft, content);
  if (question.type === 'choice') return answerChoice(given, conversation, draft, question, content, messages);
  if (question.optional && content.files.length === 0 && isNo(content.text)) return skip(given, conversation, draft);
  if (question.type === 'day' && content.text !== '') return answerDay(given, conversation, draft, question, content, messages);
  const found = question.type === 'text' && content.files.length === 0 && !draft.editing ? replyIn(service, content.text) : undefined;
  if (found && !draft.told)
    return giveReply(given, conversation, found, { ...draft, answers: { ...draft.answers, [question.id]: { ...content, messages } } });
  const spoken = content.files.some((file) => file.kind === 'voice' || file.kind === 'audio');
  if (question.type === 'text' && content.text === '' && !spoken) return keepAside(given, conversation, draft, content);
  const album = inbound.type === 'message' && inbound.album ? { album: { id: inbound.album, question: question.id } } : {};
  return proceed(given, conversation, { ...draft, ...album }, question, { ...content, messages }, spoken);
}

function answerChoice(
  given: ClientGiven,
  conversation: Conversation,
  draft: Draft,
  question: Question,
  content: Content,
  messages: string[],
): Turn {
  const choices = optionChoices(given, question);
  const match = matchChoice(content.text, choices);
  const chosen = question.multiple ? matchChoices(content.text, choices) : match ? [match] : [];
  const options = question.options.map(({ id }) => id).filter((id) => chosen.some(({ data }) => data === `o:${question.id}:${id}`));
  if (options.length > 0) return proceed(given, conversation, draft, question, { text: '', options, files: content.files, messages });
  return content.files.length > 0 ? keepAside(given, conversation, draft, content) : missed(given, conversation, draft, 'intake.choose');
}

/** A day as people write one; what is none is kept in their words ("after the fair"). */
function answerDay(
  given: ClientGiven,
  conversation: Conversation,
  draft: Draft,
  question: Question,
  content: Content,
  messages: string[],
): Turn {
  const found = readDate(content.text, today(given), given.person.language);
  if (found?.type === 'unsure') {
    const open = askingDay(question.id, found);
    return answer(given, { ...settled(conversation), draft, asking: open }, dayBody(given, open));
  }
  return proceed(given, conversation, draft, question, { ...content, messages, ...(found ? { value: found.day } : {}) });
}

/** The day that was asked about, once it is sure; without one, there is no fixed day. */
export function settleDay(
  given: ClientGiven,
  conversation: Conversation,
  draft: Draft,
  id: string,
  day: string | undefined,
  messages: string[],
): Turn {
  const service = serviceOfDraft(given, draft);
  const said: Answer = { text: day ?? '', files: [], messages, ...(day ? { value: day } : {}) };
  const answers = { ...draft.answers, [id]: said };
  const question = questionsOf(service)[draft.step];
  const known = [...new Set([...(draft.known ?? []), id])];
  const next: Draft = { ...draft, answers, known, lastAt: given.now };
  const isAsked = question?.id === id;
  const ready = draft.editing && isAsked ? moveTo(given, next, summaryStep(service)) : isAsked ? forward(given, next) : next;
  const noted = day && !isDone(given, ready) ? notedLine(given, service, { [id]: said }, 'changed') : '';
  return answer(given, { ...settled(conversation), draft: ready }, withWord(given, ready, ask(given, ready), noted));
}

/** "actually, by Friday": what was understood before is changed, at any question; at the summary, no such word is needed. */
function correct(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content, messages: string[]): Turn | undefined {
  const service = serviceOfDraft(given, draft);
  const isSummary = isDone(given, draft);
  if (content.files.length > 0 || !(isCorrection(content.text) || (isSummary && !isYes(content.text) && !isNo(content.text))))
    return undefined;
  const body = ask(given, draft);
  if (matchChoice(content.text, body.choices ?? [], body.nav)) return undefined;
  const heard = heardIn(given, content.text);
  const isOther = heard.service !== null && heard.service !== service.id && isCorrection(content.text);
  const other = isOther ? given.catalogue.find(({ id }) => id === heard.service) : undefined;
  if (other)
    return begin(
      given,
      conversation,
      other,
      { ...draft.first, text: [content.text, draft.first.text].filter(Boolean).join('\n') },
      messages,
    );
  const { answers, unsure } = prefill({ ...service, questions: service.questions.filter(({ type }) => type === 'day' || (isSummary && type === 'choice')) }, { text: content.text, files: [], messages, campaigns: given.campaigns, understood: heard }); // biome-ignore format: one thought
  if (Object.keys(answers).length === 0 && !unsure) return undefined;
  const next: Draft = {
    ...draft,
    answers: { ...draft.answers, ...answers },
    known: [...new Set([...(draft.known ?? []), ...Object.keys(answers)])],
    lastAt: given.now,
  };
  const ready = openQuestion(service, next) && answers[openQuestion(service, next)?.id ?? ''] ? forward(given, next) : next;
  const changed = withWord(given, ready, ask(given, ready), isDone(given, ready) ? '' : notedLine(given, service, answers, 'changed'));
  return asking(given, { ...settled(conversation), draft: ready }, { answers, ...(unsure ? { unsure } : {}) }, changed);
}

/** Keeps the answer, takes from it what it tells of the questions to come, and asks the next. */
function proceed(given: ClientGiven, conversation: Conversation, draft: Draft, question: Question, said: Answer, spoken = false): Turn {
  const service = serviceOfDraft(given, draft);
  const answers = { ...draft.answers, [question.id]: said };
  const heard = listensTo(question) && !draft.editing ? further(given, service, { ...draft, answers }, said) : { answers: {} };
  const known = [...(draft.known ?? []), ...Object.keys(heard.answers)];
  const told: Draft = { ...draft, answers: { ...answers, ...heard.answers }, known };
  const next = draft.editing ? moveTo(given, told, summaryStep(service)) : forward(given, told);
  const voice = spoken ? textIn(given, 'intake.voice') : '';
  const noted = isDone(given, next) ? '' : notedLine(given, service, heard.answers);
  const body = withWord(given, next, ask(given, next), [voice, noted].filter(Boolean).join('\n'));
  return asking(given, { ...settled(conversation), draft: next }, heard, body);
}

/** Words that describe the wish may tell more than was asked; words that are to be printed may not. */
const listensTo = ({ type, from }: Question): boolean => type === 'text' && from !== 'quoted' && from !== 'links';

/** What an answer tells of the questions that come after it, and of the facts: never of what was answered already. */
function further(given: ClientGiven, service: Service, draft: Draft, said: Answer): Prefill {
  const open = service.questions.slice(draft.step + 1).filter(({ id, type, from }) => !draft.answers[id] && (type === 'choice' || type === 'day' || from === 'quoted')); // biome-ignore format: one thought
  const heard = heardFor(given, { ...service, questions: open }, { text: said.text, files: [] }, said.messages);
  const hasDay = draft.answers[dayQuestion(service)] !== undefined;
  const answers = Object.fromEntries(
    Object.entries(heard.answers).filter(([id]) => !draft.answers[id] && id !== '+links' && id !== '+quantity'),
  );
  return { answers, ...(heard.unsure && !hasDay ? { unsure: heard.unsure } : {}) };
}

/** Files sent where words were asked for are kept with the request, and the question comes back. */
function keepAside(given: ClientGiven, conversation: Conversation, draft: Draft, content: Content): Turn {
  const next: Draft = { ...draft, first: { ...draft.first, files: [...draft.first.files, ...content.files] }, lastAt: given.now };
  const kept = textIn(given, 'intake.kept', { count: content.files.length });
  return answer(given, { ...settled(conversation), draft: next }, withWord(given, next, ask(given, next), kept));
}

/** A question with a word before it; the summary, with the word after its list. */
function withWord(given: ClientGiven, draft: Draft, body: Body, word: string): Body {
  if (word === '') return body;
  return { ...body, text: isDone(given, draft) ? `${body.text}\n\n${word}` : `${word}\n\n${body.text}` };
}

/** Says why something was no answer and asks again; the third time in a row it offers a person. */
export function missed(
  given: ClientGiven,
  conversation: Conversation,
  draft: Draft,
  why: 'intake.choose' | 'intake.unreadable' | 'intake.empty' | 'intake.stale',
): Turn {
  const misses = conversation.misses + 1;
  const person = misses >= 3 ? `\n\n${textIn(given, 'intake.offer_person')}` : '';
  return answer(given, { ...conversation, misses }, withWord(given, draft, ask(given, draft), `${textIn(given, why)}${person}`));
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
  const before = service.questions.findLastIndex(({ id }, i) => i < draft.step && !draft.known?.includes(id));
  const next = moveTo(given, draft, draft.editing ? summaryStep(service) : before < 0 ? draft.step : before);
  return answer(given, { ...settled(conversation), draft: next }, ask(given, next));
}

export const cancel = (given: ClientGiven, conversation: Conversation): Turn =>
  answer(given, idle(conversation), textIn(given, 'intake.cancelled'));

const moveTo = (given: ClientGiven, draft: Draft, step: number): Draft => ({ ...draft, step, editing: false, lastAt: given.now });

/** To the next question that is not known, or to the summary. */
function forward(given: ClientGiven, draft: Draft): Draft {
  const service = serviceOfDraft(given, draft);
  const next = service.questions.findIndex(({ id }, i) => i > draft.step && !draft.known?.includes(id));
  return moveTo(given, draft, next < 0 ? summaryStep(service) : next);
}

function offerEdit(given: ClientGiven, conversation: Conversation, draft: Draft): Turn {
  return answer(given, { ...conversation, asking: { type: 'edit' }, misses: 0 }, offer(given, draft));
}

/** Asks one question of a finished draft again. */
function edit(given: ClientGiven, conversation: Conversation, draft: Draft, id: string): Turn {
  const step = questionsOf(serviceOfDraft(given, draft)).findIndex((question) => question.id === id);
  if (step < 0) return missed(given, settled(conversation), draft, 'intake.stale');
  const next: Draft = { ...draft, step, editing: true, lastAt: given.now };
  return answer(given, { ...settled(conversation), draft: next }, ask(given, next));
}

/** A request whose question no standard reply answered: filed as it is, or what must still be known is asked first. */
export function goOn(given: ClientGiven, conversation: Conversation, draft: Draft, isSure = true): Turn {
  const service = serviceOfDraft(given, draft);
  const open = service.questions.findIndex(({ id, optional }) => !optional && !draft.answers[id]);
  const next = moveTo(given, draft, open < 0 ? summaryStep(service) : open);
  const ready = { ...conversation, draft: next };
  return open < 0 && isSure ? file(given, ready, next) : answer(given, ready, ask(given, next));
}

/** The rest of an album joins the answer that its first file gave, in silence. */
export function joinAlbum(conversation: Conversation, draft: Draft, content: Content): Turn | undefined {
  const said = draft.album && draft.answers[draft.album.question];
  if (!draft.album || !said) return undefined;
  const answers = { ...draft.answers, [draft.album.question]: { ...said, files: [...said.files, ...content.files] } };
  return { changes: [], outbound: [], timers: [], conversation: { ...conversation, draft: { ...draft, answers } } };
}
