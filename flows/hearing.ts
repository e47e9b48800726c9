// What the client's words tell of a request besides the answer to the question that stands open: heard at its beginning, on the way,
// and in a correction. What it makes of the draft is given back; what is said of it is the intake's.
import type { Question, Service } from './catalogue.ts';
import { dayQuestion } from './facts.ts';
import { isCorrection } from './match.ts';
import { type Prefill, prefill } from './prefill.ts';
import type { Content } from './ticket.ts';
import type { Answer, ClientGiven, Draft } from './turn.ts';
import { heardIn } from './understand/heard.ts';

/** What a text and files tell of a service's questions. */
export const heardFor = (given: ClientGiven, service: Service, { text, files }: Content, messages: string[]): Prefill =>
  prefill(service, { text, files, messages, campaigns: given.campaigns, understood: heardIn(given, text) });

/** Words that describe the wish may tell more than was asked; words that are to be printed may not. */
export const listensTo = ({ type, from }: Question): boolean => type === 'text' && from !== 'quoted' && from !== 'links';

/** What an answer tells of the questions that come after it, and of the facts: never of what was answered already. */
export function further(given: ClientGiven, service: Service, draft: Draft, said: Answer): Prefill {
  const open = service.questions.slice(draft.step + 1).filter(({ id, type, from }) => !draft.answers[id] && (type === 'choice' || type === 'day' || from === 'quoted')); // biome-ignore format: one thought
  const heard = heardFor(given, { ...service, questions: open }, { text: said.text, files: [] }, said.messages);
  const hasDay = draft.answers[dayQuestion(service)] !== undefined;
  const answers = Object.fromEntries(
    Object.entries(heard.answers).filter(([id]) => !draft.answers[id] && id !== '+links' && id !== '+quantity'),
  );
  return { answers, ...(heard.unsure && !hasDay ? { unsure: heard.unsure } : {}) };
}

/** A correction: of what was told before, or of the service itself. */
export type Corrected = { type: 'other'; service: Service } | ({ type: 'changed' } & Prefill);

/**
 * "actually, by Friday" changes what was understood, at any question; at the summary no such word is needed, and options are heard too.
 * Nothing, when the text corrects nothing.
 */
export function correctionIn(
  given: ClientGiven,
  service: Service,
  text: string,
  isSummary: boolean,
  messages: string[],
): Corrected | undefined {
  const isPlain = isCorrection(text);
  if (!isPlain && !isSummary) return undefined;
  const heard = heardIn(given, text);
  const other = heard.service === service.id || !isPlain ? undefined : given.catalogue.find(({ id }) => id === heard.service);
  if (other) return { type: 'other', service: other };
  const questions = service.questions.filter(({ type }) => type === 'day' || (isSummary && type === 'choice'));
  const found = heardFor(given, { ...service, questions }, { text, files: [] }, messages);
  return Object.keys(found.answers).length > 0 || found.unsure ? { type: 'changed', ...found } : undefined;
}
