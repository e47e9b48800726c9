// A draft as the client sees it: the question that stands open, the summary, and what can be changed.
import { inLanguage, type Question, type Service, serviceAt } from './catalogue.ts';
import type { Choice } from './message.ts';
import { type Body, choiceIn, textIn } from './reply.ts';
import type { BriefLine } from './ticket.ts';
import type { ClientGiven, Draft } from './turn.ts';

/** The question that stands open, or the summary when all are answered. */
export function ask(given: ClientGiven, draft: Draft): Body {
  const service = serviceOfDraft(given, draft);
  const question = service.questions[draft.step];
  if (!question) return summary(given, draft, service);
  const language = given.person.language;
  const nav = [
    ...(question.optional ? [choiceIn(given, 'n:skip', 'nav.skip')] : []),
    ...(draft.step > 0 || draft.editing ? [choiceIn(given, 'n:back', 'nav.back')] : []),
    choiceIn(given, 'n:cancel', 'nav.cancel'),
  ];
  const title = draft.editing
    ? inLanguage(question.label, language)
    : textIn(given, 'intake.step', { n: draft.step + 1, of: service.questions.length });
  return { type: 'text', title, text: inLanguage(question.ask, language), choices: optionChoices(given, question), nav };
}

/** The options of a question as choices. */
export const optionChoices = (given: ClientGiven, question: Question): Choice[] =>
  question.options.map((option) => ({ data: `o:${question.id}:${option.id}`, label: inLanguage(option.label, given.person.language) }));

function summary(given: ClientGiven, draft: Draft, service: Service): Body {
  const language = given.person.language;
  const lines = briefOf(given, draft).map((line) => `• ${line.label}: ${shown(given, line)}`);
  if (draft.first.files.length > 0) lines.push(`• ${textIn(given, 'intake.files', { count: draft.first.files.length })}`);
  return {
    type: 'text',
    title: textIn(given, 'intake.summary', { emoji: service.emoji, service: inLanguage(service.name, language) }),
    text: `${lines.join('\n')}\n\n${textIn(given, 'intake.usual', { days: service.deliveryDays })}`,
    choices: [choiceIn(given, 'c:send', 'intake.send'), choiceIn(given, 'c:edit', 'intake.edit')],
    nav: [choiceIn(given, 'n:cancel', 'nav.cancel')],
  };
}

const shown = (given: ClientGiven, line: BriefLine): string =>
  [line.text, line.files.length > 0 ? textIn(given, 'intake.files', { count: line.files.length }) : ''].filter(Boolean).join(' · ') || '—';

/** The brief as the summary and the card show it: every question with what was answered, in the client's language. */
export function briefOf(given: ClientGiven, draft: Draft): BriefLine[] {
  const language = given.person.language;
  const lines = serviceOfDraft(given, draft).questions.map((question) => {
    const said = draft.answers[question.id];
    const option = question.options.find((one) => one.id === said?.option);
    return {
      question: inLanguage(question.ask, language),
      label: inLanguage(question.label, language),
      text: option ? inLanguage(option.label, language) : (said?.text ?? ''),
      files: said?.files ?? [],
      messages: said?.messages ?? [],
      ...(said?.parts ? { parts: said.parts } : {}),
    };
  });
  if (!draft.told) return lines;
  const label = textIn(given, 'reply.told');
  return [...lines, { question: label, label, text: draft.told, files: [], messages: [] }];
}

/** Every question of the draft as a choice, to be answered again. */
export const editChoices = (given: ClientGiven, draft: Draft): Choice[] =>
  serviceOfDraft(given, draft).questions.map((question) => ({
    data: `e:${question.id}`,
    label: inLanguage(question.label, given.person.language),
  }));

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
