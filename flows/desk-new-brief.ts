// The brief of a request that the team enters: the service's questions, listed by number, and how one message answers them.
import { inLanguage, type Question, type Service } from './catalogue.ts';
import { textAtDesk } from './desk-reply.ts';
import { matchChoice } from './match.ts';
import { deskLanguage } from './notify.ts';
import type { BriefLine, Content } from './ticket.ts';
import type { DeskGiven, Person } from './turn.ts';

/** Asks for the whole brief: `1. What for`, `2. Where: on the website, in print …`. */
export function askBrief(given: DeskGiven, { questions }: Service, { name }: Person): string {
  const language = deskLanguage(given);
  const lines = questions.map((question, i) => {
    const options = question.options.map(({ label }) => inLanguage(label, language)).join(', ');
    return `${i + 1}. ${inLanguage(question.label, language)}${options === '' ? '' : `: ${options}`}`;
  });
  return lines.length > 1
    ? textAtDesk(given, 'desk.new_answers', { name, questions: lines.join('\n') })
    : textAtDesk(given, 'prompt.new_words', { name });
}

/**
 * The lines of the brief from one message: what stands behind a question's number is its answer; what bears none is kept under `rest`.
 * Files are the answer to the question that asks for files, else they go with the rest.
 */
export function briefFrom({ questions }: Service, language: string, { text, files }: Content, rest: string): BriefLine[] {
  const said = new Map<number, string>();
  let at = 0;
  for (const line of text.split('\n')) {
    const [, number = '', words = ''] = /^\s*(\d{1,2})\s*[.):-]\s*(.*)$/.exec(line) ?? [];
    const isAnswer = number !== '' && questions[Number(number) - 1] !== undefined;
    if (isAnswer) at = Number(number);
    said.set(at, [said.get(at), isAnswer ? words : line].filter((one) => one !== undefined).join('\n'));
  }
  const forFiles = files.length > 0 ? questions.find(({ type }) => type === 'files') : undefined;
  const lines = questions.flatMap((question, i): BriefLine[] => {
    const answer = (said.get(i + 1) ?? '').trim();
    const own = question === forFiles ? files : [];
    if (answer === '' && own.length === 0) return [];
    const label = inLanguage(question.label, language);
    return [{ question: inLanguage(question.ask, language), label, text: inWords(question, language, answer), files: own, messages: [] }];
  });
  const other = (said.get(0) ?? '').trim();
  const left = forFiles ? [] : files;
  return other === '' && left.length === 0 ? lines : [...lines, { question: '', label: rest, text: other, files: left, messages: [] }];
}

/** An option by its label or its number; words that name none are kept as they are. */
function inWords({ options }: Question, language: string, answer: string): string {
  const choices = options.map(({ id, label }) => ({ data: id, label: inLanguage(label, language) }));
  return matchChoice(answer, choices)?.label ?? answer;
}
