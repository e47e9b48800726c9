// A brief by mail: everything that is missing is asked in one mail, by number, and one mail answers it by the same numbers.
// What it does not answer is asked again; a reply without numbers is taken as in any chat.
import { inLanguage, type Question, type Service } from './catalogue.ts';
import { ask, optionChoices, serviceOfDraft } from './draft.ts';
import { asking, forward, isDone, withWord } from './intake.ts';
import { matchChoices } from './match.ts';
import { channelOf, type InboundOf } from './message.ts';
import { notedLine } from './noted.ts';
import { settled, textIn } from './reply.ts';
import type { Answer, ClientGiven, Conversation, Draft, Turn } from './turn.ts';
import { readDate } from './understand/date.ts';
import { today } from './understand/heard.ts';

const isByMail = ({ person }: ClientGiven): boolean => channelOf(person.address) === 'email';

/** The service's own questions that stand open, the one that is asked now first; none while something else is asked. */
function openQuestions(given: ClientGiven, { draft, asking: other }: Conversation): Question[] {
  if (!isByMail(given) || !draft || other || draft.editing) return [];
  const { questions } = serviceOfDraft(given, draft);
  const open = questions.filter(({ id }, i) => i >= draft.step && draft.step >= 0 && !draft.known?.includes(id));
  return open.length > 1 ? open : [];
}

/** The turn with all open questions where it asks the first of several. */
export function askedTogether(given: ClientGiven, turn: Turn): Turn {
  const [first, ...rest] = turn.conversation ? openQuestions({ ...given, person: turn.person ?? given.person }, turn.conversation) : [];
  if (!first) return turn;
  const language = given.person.language;
  const asked = inLanguage(first.ask, language);
  const at = turn.outbound.findLastIndex(
    ({ lane, body }) => lane === given.person.address && body.type === 'text' && body.text.endsWith(asked),
  );
  const found = turn.outbound[at];
  if (found?.body.type !== 'text') return turn;
  const head = found.body.text.slice(0, found.body.text.length - asked.length).trim();
  const list = [first, ...rest].map((question, i) => listed(given, question, i + 1));
  const { choices: _, ...body } = found.body;
  const text = [head, textIn(given, 'mail.brief', { count: list.length }), ...list].filter(Boolean).join('\n\n');
  return { ...turn, outbound: turn.outbound.with(at, { ...found, body: { ...body, text } }) };
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** `2. Which size?` with its options lettered below. */
function listed(given: ClientGiven, question: Question, number: number): string {
  const language = given.person.language;
  const optional = question.optional ? ` (${textIn(given, 'mail.optional')})` : '';
  const options = question.options.map(({ label }, i) => `   ${letters[i] ?? '-'}) ${inLanguage(label, language)}`);
  return [`${number}. ${inLanguage(question.ask, language)}${optional}`, ...options].join('\n');
}

/** A mail that answers by number; undefined for any other. */
export function answeredTogether(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'message'>): Turn | undefined {
  const { draft } = conversation;
  const open = openQuestions(given, conversation);
  const said = open.length > 0 ? saidByNumber(inbound.text ?? '', open.length) : new Map<number, string>();
  if (!draft || said.size === 0) return undefined;
  const messages = inbound.message ? [inbound.message] : [];
  const answers: Record<string, Answer> = {};
  for (const [i, question] of open.entries()) {
    const answer = answerTo(given, question, said.get(i + 1) ?? '', messages);
    if (answer) answers[question.id] = answer;
  }
  const forFiles = inbound.files.length > 0 ? open.find(({ type }) => type === 'files') : undefined;
  if (forFiles) answers[forFiles.id] = { text: answers[forFiles.id]?.text ?? '', files: inbound.files, messages };
  const passed = open.filter(({ id, optional }) => optional && !answers[id]).map(({ id }) => id);
  return next(given, conversation, draft, answers, passed, forFiles ? [] : inbound.files);
}

/** On to what is still open, or to the summary; what was understood is said back. */
function next(
  given: ClientGiven,
  conversation: Conversation,
  draft: Draft,
  answers: Record<string, Answer>,
  passed: string[],
  files: InboundOf<'message'>['files'],
): Turn {
  const service: Service = serviceOfDraft(given, draft);
  const told: Draft = {
    ...draft,
    answers: { ...draft.answers, ...answers },
    known: [...new Set([...(draft.known ?? []), ...Object.keys(answers), ...passed])],
    first: { ...draft.first, files: [...draft.first.files, ...files] },
    lastAt: given.now,
  };
  const ready = forward(given, { ...told, step: draft.step - 1 });
  const noted = isDone(given, ready) ? '' : notedLine(given, service, answers);
  return asking(given, { ...settled(conversation), draft: ready }, { answers }, withWord(given, ready, ask(given, ready), noted));
}

/** What stands behind `1.`, `2)` or `3:`, up to the next number. */
function saidByNumber(text: string, most: number): Map<number, string> {
  const said = new Map<number, string>();
  let at = 0;
  for (const line of text.split('\n')) {
    const [, digits = '', words = ''] = /^\s*(\d{1,2})(?:[.)](?!\d)\s*|:\s+|\s?(?=[a-z]\)?\s*$))(.*)$/i.exec(line) ?? [];
    const number = Number(digits);
    const isNumber = digits !== '' && number >= 1 && number <= most && number > at && words.trim() !== '';
    if (isNumber) at = number;
    if (at > 0) said.set(at, [said.get(at), isNumber ? words : line].filter((one) => one !== undefined).join('\n'));
  }
  return said;
}

/** Undefined where it is no answer to the question: it is asked again. */
function answerTo(given: ClientGiven, question: Question, words: string, messages: string[]): Answer | undefined {
  const text = words.trim();
  if (text === '') return undefined;
  if (question.type === 'choice') {
    const options = optionsIn(given, question, text);
    return options.length > 0 ? { text: '', options, files: [], messages } : undefined;
  }
  if (question.type !== 'day') return { text, files: [], messages };
  const day = readDate(text, today(given), given.person.language);
  if (day?.type === 'unsure') return undefined;
  return { text, files: [], messages, ...(day ? { value: day.day } : {}) };
}

/** By letter, or by its words. */
function optionsIn(given: ClientGiven, question: Question, text: string): string[] {
  const lettered = text.toLowerCase().replaceAll(/[\s,;.)]+/g, '');
  const isLettered = /^[a-z]+$/.test(lettered) && (lettered.length === 1 || /^[a-z]([\s,;)]+[a-z])*\)?\.?$/i.test(text));
  const chosen = isLettered ? question.options.filter((_, i) => lettered.includes(letters[i] ?? ' ')).map(({ id }) => id) : [];
  const choices = optionChoices(given, question);
  const named = chosen.length > 0 ? [] : matchChoices(text, choices).map(({ data }) => data.slice(`o:${question.id}:`.length));
  const all = [...chosen, ...named];
  return question.multiple ? all : all.length === 1 ? all : [];
}
