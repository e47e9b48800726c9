// What the client's words tell of a request besides the answer to the question that stands open: heard at its beginning, on the way,
// and in a correction. What it makes of the draft is given back; what is said of it is the intake's.
import type { Question, Service } from './catalogue.ts';
import { serviceOfDraft } from './draft.ts';
import { dayQuestion, isFact, questionsOf } from './facts.ts';
import { isCorrection } from './match.ts';
import { joined } from './parts.ts';
import { type Prefill, prefill } from './prefill.ts';
import type { Content } from './ticket.ts';
import type { Answer, ClientGiven, Draft } from './turn.ts';
import { heardIn } from './understand/heard.ts';

/** What a text and files tell of a service's questions. */
export const heardFor = (given: ClientGiven, service: Service, { text, files }: Content): Prefill =>
  prefill(service, { text, files, campaigns: given.campaigns, understood: heardIn(given, text) });

/** The first words were edited: what they told is heard anew, what was answered since stays. */
export function rehear(given: ClientGiven, draft: Draft, first: Content): Draft {
  const heard = heardFor(given, serviceOfDraft(given, draft), first);
  const known = new Set(draft.known ?? []);
  const own = Object.entries(draft.answers).filter(
    ([id, { messages, files }]) => !known.has(id) || messages.length > 0 || files.length > 0,
  );
  const answers = { ...heard.answers, ...Object.fromEntries(own) };
  return { ...draft, first, answers, known: [...known, ...Object.keys(heard.answers)].filter((id) => answers[id]) };
}

/** Words that describe the wish may tell more than was asked; words that are to be printed may not. */
export const listensTo = ({ type, from }: Question): boolean => type === 'text' && from !== 'quoted' && from !== 'links';

/** What an answer tells of the questions that come after it, and of the facts: never of what was answered already. */
export function further(given: ClientGiven, service: Service, draft: Draft, said: Answer): Prefill {
  const open = service.questions.slice(draft.step + 1).filter(({ id, type }) => !draft.answers[id] && (type === 'choice' || type === 'day')); // biome-ignore format: one thought
  const heard = heardFor(given, { ...service, questions: open }, { text: said.text, files: [] });
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
export function correctionIn(given: ClientGiven, service: Service, text: string, isSummary: boolean): Corrected | undefined {
  const isPlain = isCorrection(text);
  if (!isPlain && !isSummary) return undefined;
  const heard = heardIn(given, text);
  const other = heard.service === service.id || !isPlain ? undefined : given.catalogue.find(({ id }) => id === heard.service);
  if (other) return { type: 'other', service: other };
  const questions = service.questions.filter(({ type }) => type === 'day' || (isSummary && type === 'choice'));
  const found = heardFor(given, { ...service, questions }, { text, files: [] });
  return Object.keys(found.answers).length > 0 || found.unsure ? { type: 'changed', ...found } : undefined;
}

/**
 * What was answered for one service and holds for another: the facts, the day, what it is for, the words, the files. The newest words go
 * before it. `first`: what else was said so far, so that none of it is lost.
 */
export function carried(given: ClientGiven, draft: Draft, to: Service, newest: Content): { told: Prefill; first: Content } {
  const kept = new Map<string, Answer>();
  let first = draft.first;
  for (const question of questionsOf(serviceOfDraft(given, draft))) {
    const said = draft.answers[question.id];
    if (!said || !isSaid(said)) continue;
    const id = isFact(question.id) || question.type === 'day' ? factOf(to, question) : alike(to, question)?.id;
    if (id !== undefined && !kept.has(id)) kept.set(id, said);
    else if (said.messages.length > 0) first = joined(first, { text: said.text, files: said.files });
  }
  const heard = heardFor(given, to, newest);
  return { told: { ...heard, answers: { ...Object.fromEntries(kept), ...heard.answers } }, first: joined(first, newest) };
}

const isSaid = ({ text, files, options }: Answer): boolean => text !== '' || files.length > 0 || options !== undefined;

const factOf = (to: Service, { id, type }: Question): string => (type === 'day' ? dayQuestion(to) : id);

/** The question of a service that asks for the same: files, or words of the same kind. */
const alike = ({ questions }: Service, { type, from }: Question): Question | undefined =>
  questions.find((one) =>
    type === 'files' ? one.type === 'files' : type === 'text' && from !== undefined && from !== 'message' && one.from === from,
  );
