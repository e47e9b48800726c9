// A draft as the client sees it: the question that stands open, the summary, and what can be changed.
import { inLanguage, type Question, type Service, serviceAt } from './catalogue.ts';
import { dayQuestion, isFact, questionsOf, summaryStep } from './facts.ts';
import type { Choice } from './message.ts';
import { isSame, shownAnswer } from './noted.ts';
import { answerOf } from './parts.ts';
import { type Body, choiceIn, textIn } from './reply.ts';
import type { BriefLine, Content } from './ticket.ts';
import type { Answer, ClientGiven, Draft } from './turn.ts';

/** The question that stands open, or the summary when all are answered. */
export function ask(given: ClientGiven, draft: Draft): Body {
  const service = serviceOfDraft(given, draft);
  const question = openQuestion(service, draft);
  if (!question) return summary(given, draft, service);
  const language = given.person.language;
  const asked = service.questions.filter(({ id }) => !draft.known?.includes(id));
  const n = asked.indexOf(question) + 1;
  const nav = [
    ...(question.optional ? [choiceIn(given, 'n:skip', 'nav.skip')] : []),
    ...(n > 1 || draft.editing ? [choiceIn(given, 'n:back', 'nav.back')] : []),
    choiceIn(given, 'n:cancel', 'nav.cancel'),
  ];
  const title = draft.editing || n === 0 ? inLanguage(question.label, language) : textIn(given, 'intake.step', { n, of: asked.length });
  return { type: 'text', title, text: inLanguage(question.ask, language), choices: optionChoices(given, question), nav };
}

/** The question that a draft stands at; undefined where all are done. */
export const openQuestion = (service: Service, { step }: Pick<Draft, 'step'>): Question | undefined => questionsOf(service)[step];

/** The step of the question that was asked before this one; -1 where none was. */
export const askedBefore = ({ questions }: Service, { step, known }: Pick<Draft, 'step' | 'known'>): number =>
  questions.findLastIndex(({ id }, i) => i < step && !known?.includes(id));

/** The options of a question as choices. */
export const optionChoices = (given: ClientGiven, question: Question): Choice[] =>
  question.options.map((option) => ({ data: `o:${question.id}:${option.id}`, label: inLanguage(option.label, given.person.language) }));

/** Work gets ready, a question is answered, a complaint or a fault is put right. */
function usual({ role }: Service): 'intake.usual' | 'intake.usual_answered' | 'intake.usual_solved' {
  if (role === 'question') return 'intake.usual_answered';
  return role === 'complaint' || role === 'fault' ? 'intake.usual_solved' : 'intake.usual';
}

function summary(given: ClientGiven, draft: Draft, service: Service): Body {
  const language = given.person.language;
  const lines = briefOf(given, draft).map((line) => `• ${line.label}: ${shown(given, line)}`);
  if (draft.first.files.length > 0) lines.push(`• ${textIn(given, 'intake.files', { count: draft.first.files.length })}`);
  return {
    type: 'text',
    title: textIn(given, 'intake.summary', { emoji: service.emoji, service: inLanguage(service.name, language) }),
    text: `${lines.join('\n')}\n\n${textIn(given, usual(service), { days: service.deliveryDays })}`,
    choices: [choiceIn(given, 'c:send', 'intake.send'), choiceIn(given, 'c:edit', 'intake.edit')],
    nav: [choiceIn(given, 'n:cancel', 'nav.cancel')],
  };
}

const shown = (given: ClientGiven, line: BriefLine): string =>
  [line.text, line.files.length > 0 ? textIn(given, 'intake.files', { count: line.files.length }) : ''].filter(Boolean).join(' · ') || '—';

const isSaid = (answer: Answer | undefined): boolean =>
  answer !== undefined && (answer.text !== '' || answer.files.length > 0 || (answer.options ?? []).length > 0);

/** The brief as the summary and the card show it: every question with what was answered, and the facts that were told. */
export function briefOf(given: ClientGiven, draft: Draft): BriefLine[] {
  const language = given.person.language;
  const service = serviceOfDraft(given, draft);
  const lines = questionsOf(service).flatMap((question): BriefLine[] => {
    const said = draft.answers[question.id];
    if (isFact(question.id) && (!isSaid(said) || isTold(service, draft, said))) return [];
    return [
      {
        question: inLanguage(question.ask, language),
        label: inLanguage(question.label, language),
        text: shownAnswer(language, question, said),
        files: said?.files ?? [],
        messages: said?.messages ?? [],
        ...(said?.parts ? { parts: said.parts } : {}),
      },
    ];
  });
  if (!draft.told) return lines;
  const label = textIn(given, 'reply.told');
  return [...lines, { question: label, label, text: draft.told, files: [], messages: [] }];
}

/** A campaign that is the answer to a question already needs no line of its own. */
const isTold = (service: Service, draft: Draft, said: Answer | undefined): boolean =>
  said?.value !== undefined && service.questions.some(({ id }) => isSame(draft.answers[id]?.text ?? '', said.text));

/** Every question of the draft as a choice, to be answered again; the facts that were told, and by when. */
export const editChoices = (given: ClientGiven, draft: Draft): Choice[] => {
  const service = serviceOfDraft(given, draft);
  return questionsOf(service)
    .filter(({ id }) => !isFact(id) || isSaid(draft.answers[id]) || id === dayQuestion(service))
    .map((question) => ({ data: `e:${question.id}`, label: inLanguage(question.label, given.person.language) }));
};

/** Asks which answer to change. */
export const offer = (given: ClientGiven, draft: Draft): Body => ({
  type: 'text',
  text: textIn(given, 'intake.which_edit'),
  choices: editChoices(given, draft),
  nav: [choiceIn(given, 'n:back', 'nav.back')],
});

/** The draft's service, as it was when the draft began; the catalogue's last one where nothing is known of it. */
export function serviceOfDraft(given: ClientGiven, draft: Draft): Service {
  const service = serviceAt(given.catalogue, draft.service, draft.version) ?? given.catalogue.at(-1);
  if (!service) throw new Error('The service catalogue is empty: add a service to flows/services.');
  return service;
}

/** A finished draft of nothing but somebody's words, as the answer to the first question that takes words. */
export function draftWith(service: Service, content: Content): Omit<Draft, 'lastAt'> {
  const question = service.questions.find(({ type }) => type === 'text') ?? service.questions[0];
  const answers = question ? { [question.id]: answerOf(content) } : {};
  return {
    service: service.id,
    version: service.version,
    step: summaryStep(service),
    answers,
    first: { text: '', files: [] },
    editing: false,
  };
}
