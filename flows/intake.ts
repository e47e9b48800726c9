// A request in the making, from its first words to its summary: what is kept of what is said, and what is asked next.
import { inLanguage, type Question, type Service } from './catalogue.ts';
import { campaignOf, pointFor, withoutPoint } from './contact-point.ts';
import { ask, openQuestion, serviceOfDraft } from './draft.ts';
import { draftTimer } from './draft-timer.ts';
import { dayQuestion, summaryStep } from './facts.ts';
import { file } from './filing.ts';
import { further, heardFor, listensTo } from './hearing.ts';
import { notedLine } from './noted.ts';
import { addedTo, withoutFiles } from './parts.ts';
import type { Prefill } from './prefill.ts';
import { answer, type Body, idle, settled, textIn } from './reply.ts';
import type { Content } from './ticket.ts';
import type { Answer, ClientGiven, Conversation, Draft, Turn } from './turn.ts';
import { askingDay, dayBody } from './which-day.ts';

/** Begins a request. What was said before answers what it can, is said back, and is kept with it. `told`: answers known already. */
export function begin(
  given: ClientGiven,
  conversation: Conversation,
  service: Service,
  first: Content,
  told: Prefill = { answers: {} },
): Turn {
  const found = heardFor(given, service, first);
  const came = conversation.point ?? conversation.draft?.point;
  const point = pointFor(given, given.person, came);
  const heard = withTold({ ...found, answers: { ...campaignOf(given, point), ...found.answers } }, told, dayQuestion(service));
  const taken = Object.entries(found.answers).flatMap(([id, said]) => (heard.answers[id] === said ? said.files : []));
  const draft: Draft = {
    service: service.id,
    version: service.version,
    step: -1,
    answers: heard.answers,
    first: taken.length > 0 ? withoutFiles(first, taken) : first,
    known: Object.keys(heard.answers),
    editing: false,
    ...(came ? { point: came } : {}),
    lastAt: given.now,
  };
  const ready = forward(given, draft);
  const left = service.questions.filter(({ id }) => !draft.known?.includes(id)).length;
  const welcomed = conversation.point && point?.code ? textIn(given, 'contact.came', { name: point.name }) : '';
  const noted = isDone(given, ready) ? '' : notedLine(given, service, heard.answers);
  const body = withWord(given, ready, ask(given, ready), [welcomed, noted].filter(Boolean).join('\n'));
  const title = textIn(given, 'intake.begin', { emoji: service.emoji, service: inLanguage(service.name, given.person.language), of: left });
  const turn = asking(
    given,
    { ...withoutPoint(idle(conversation)), draft: ready },
    heard,
    isDone(given, ready) ? body : { ...body, title },
  );
  return { ...turn, timers: [draftTimer(given)] };
}

/** What the first words tell, and over it what is known already: a day of the one leaves no doubt about the other's. */
function withTold(found: Prefill, told: Prefill, day: string): Prefill {
  const answers = { ...found.answers, ...told.answers };
  const unsure = told.unsure ?? (told.answers[day] ? undefined : found.unsure);
  if (told.unsure) delete answers[day];
  return { answers, ...(unsure ? { unsure } : {}) };
}

export const isDone = (given: ClientGiven, draft: Draft): boolean => openQuestion(serviceOfDraft(given, draft), draft) === undefined;

/** What is said next; a day that is not sure comes before it. */
export function asking(given: ClientGiven, conversation: Conversation, { unsure, answers }: Prefill, body: Body): Turn {
  const { draft } = conversation;
  if (!unsure || !draft) return answer(given, conversation, body);
  const service = serviceOfDraft(given, draft);
  const open = askingDay(dayQuestion(service), unsure);
  const noted = notedLine(given, service, answers);
  const day = dayBody(given, open);
  const text = [noted, day.text].filter(Boolean).join('\n\n');
  const title = isDone(given, draft) ? `${service.emoji} ${inLanguage(service.name, given.person.language)}` : body.title;
  return answer(given, { ...conversation, asking: open }, { ...day, ...(title ? { title } : {}), text });
}

/** Keeps the answer, takes from it what it tells of the questions to come, and asks the next. */
export function proceed(
  given: ClientGiven,
  conversation: Conversation,
  draft: Draft,
  question: Question,
  said: Answer,
  spoken = false,
): Turn {
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

/** A question with a word before it; the summary, with the word after its list. */
export function withWord(given: ClientGiven, draft: Draft, body: Body, word: string): Body {
  if (word === '') return body;
  return { ...body, text: isDone(given, draft) ? `${body.text}\n\n${word}` : `${word}\n\n${body.text}` };
}

/** Says why something was no answer and asks again; the third time in a row it offers a person. */
export function missed(
  given: ClientGiven,
  conversation: Conversation,
  draft: Draft,
  why: 'intake.choose' | 'intake.added' | 'intake.unreadable' | 'intake.empty' | 'intake.stale',
): Turn {
  const misses = conversation.misses + 1;
  const person = misses >= 3 ? `\n\n${textIn(given, 'intake.offer_person')}` : '';
  return answer(given, { ...conversation, draft, misses }, withWord(given, draft, ask(given, draft), `${textIn(given, why)}${person}`));
}

export const moveTo = (given: ClientGiven, draft: Draft, step: number): Draft => ({ ...draft, step, editing: false, lastAt: given.now });

/** To the next question that is not known, or to the summary. */
export function forward(given: ClientGiven, draft: Draft): Draft {
  const service = serviceOfDraft(given, draft);
  const next = service.questions.findIndex(({ id }, i) => i > draft.step && !draft.known?.includes(id));
  return moveTo(given, draft, next < 0 ? summaryStep(service) : next);
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
  const answers = { ...draft.answers, [draft.album.question]: addedTo(said, content) };
  return { changes: [], outbound: [], timers: [], conversation: { ...conversation, draft: { ...draft, answers } } };
}
