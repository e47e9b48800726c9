// What the bot understood of somebody's own words, said back in a line: `Noted: Black Friday · by Thursday 26 November · 3 of them.`
import { inLanguage, type Question, type Service } from './catalogue.ts';
import { questionsOf } from './facts.ts';
import { normalize } from './normalize.ts';
import { textIn } from './reply.ts';
import { dayHole, say } from './texts.ts';
import type { Answer, ClientGiven } from './turn.ts';

const mostLetters = 60;

/** In the order of the questions; empty where nothing was understood. */
export function notedLine(
  given: ClientGiven,
  service: Service,
  answers: Readonly<Record<string, Answer>>,
  as: 'list' | 'changed' = 'list',
): string {
  const parts = questionsOf(service).flatMap((question) => {
    const said = answers[question.id];
    return said ? [noted(given, question, said)] : [];
  });
  const list = parts.filter((part, i) => part !== '' && parts.findIndex((one) => isSame(one, part)) === i).join(' · ');
  return list === '' ? '' : textIn(given, `noted.${as}`, { list });
}

/** Alike but for capitals and accents: "yaz indirimi" is the campaign "Yaz İndirimi". */
export const isSame = (a: string, b: string): boolean => a === b || (normalize(a) !== '' && normalize(a) === normalize(b));

function noted(given: ClientGiven, question: Question, said: Answer): string {
  if (question.type === 'day' && said.value) return textIn(given, 'noted.day', { day: dayHole(said.value) });
  if (question.id === '+urgent') return said.options?.[0] === 'yes' ? textIn(given, 'noted.urgent') : '';
  if (question.id === '+quantity' && /^\d{1,6}$/.test(said.text)) return textIn(given, 'noted.quantity', { count: Number(said.text) });
  if (question.type === 'files' || question.id === '+links') {
    const links = said.text === '' ? 0 : said.text.split('\n').length;
    const files = said.files.length > 0 ? textIn(given, 'intake.files', { count: said.files.length }) : '';
    return [files, links > 0 ? textIn(given, 'noted.links', { count: links }) : ''].filter(Boolean).join(' · ');
  }
  const words = shownAnswer(given.person.language, question, said).replace(/\s+/g, ' ');
  return words.length > mostLetters ? textIn(given, 'quoted', { text: `${words.slice(0, mostLetters).trimEnd()}…` }) : words;
}

/** An answer in the client's language, on one line where it is one. */
export function shownAnswer(language: string, question: Question, said: Answer | undefined): string {
  const chosen = question.options.filter(({ id }) => said?.options?.includes(id)).map(({ label }) => inLanguage(label, language));
  if (chosen.length > 0) return chosen.join(', ');
  if (question.type === 'day' && said?.value) return say(language, 'day', { day: dayHole(said.value) });
  return said?.text ?? '';
}
