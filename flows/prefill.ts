// What a message of the client's own words answers of a service's questions, and what else it tells. What is found is always said back.
import type { Question, Service } from './catalogue.ts';
import { dayQuestion } from './facts.ts';
import { isSpoken } from './files.ts';
import { holdsWord, isNear } from './match.ts';
import type { FileRef } from './message.ts';
import { normalize } from './normalize.ts';
import { labelled, messageIn, moneyIn, quotedIn } from './prefill-words.ts';
import type { Answer } from './turn.ts';
import type { DateFound } from './understand/date.ts';
import { occasionIn, purposeIn } from './understand/purpose.ts';
import type { Campaign, Understood } from './understand/understand.ts';

export type Unsure = Extract<DateFound, { type: 'unsure' }>;
export type Prefill = { answers: Record<string, Answer>; unsure?: Unsure };

type Said = { text: string; files: readonly FileRef[]; understood: Understood; campaigns: readonly Campaign[] };
/** `text`: without its day and its links, where a question asks for less than the whole. */
type Read = Said & { whole: string };

/** The answers to questions and facts; nothing for what the message does not tell. */
export function prefill(service: Service, said: Said): Prefill {
  const { text, files, understood, campaigns } = said;
  const answers: Record<string, Answer> = {};
  const put = (id: string, words: string, more: Partial<Answer> = {}): void => {
    answers[id] ??= { text: words, files: [], messages: [], ...more };
  };
  for (const [id, words] of labelled(service, text)) put(id, words);
  const { date, links, quantity, urgent } = understood;
  if (date?.type === 'day') put(dayQuestion(service), text.slice(date.from, date.to), { value: date.day });
  const campaign = campaigns.find(({ code }) => code === understood.campaign);
  if (campaign) put('+campaign', campaign.name, { value: campaign.code });
  if (quantity !== null && quantity > 1) put('+quantity', String(quantity));
  if (urgent) put('+urgent', '', { options: ['yes'] });
  const taker = service.questions.find(({ from }) => from === 'links');
  const forFiles = service.questions.find(({ type }) => type === 'files');
  const shown = files.filter((file) => !isSpoken([file])); // what was spoken is for somebody to listen to
  if (taker && links.length > 0) put(taker.id, links.join('\n'));
  const left = taker ? [] : links;
  if (forFiles && (shown.length > 0 || left.length > 0)) put(forFiles.id, left.join('\n'), { files: shown });
  else if (left.length > 0) put('+links', left.join('\n'));
  const free = withoutSpans(text, date, links);
  for (const question of service.questions) {
    const found = answerIn(service, question, { ...said, text: question.from === 'message' ? text : free, whole: text }, campaign);
    if (found) put(question.id, found.text, found);
  }
  return { answers, ...(date?.type === 'unsure' ? { unsure: date } : {}) };
}

/** The text with a comma where the day and the links stand, so that what is around them is read alone. */
function withoutSpans(text: string, date: DateFound | null, links: readonly string[]): string {
  const dayless = date ? `${text.slice(0, date.from)},${text.slice(date.to)}` : text;
  return links.reduce((left, link) => left.replace(link, ',').replace(link.replace(/^https:\/\//, ''), ','), dayless);
}

function answerIn(
  service: Service,
  question: Question,
  said: Read,
  campaign: Campaign | undefined,
): (Partial<Answer> & { text: string }) | undefined {
  if (question.type === 'choice') {
    const options = optionsIn(question, said.text);
    return options.length === 1 || (question.multiple && options.length > 0) ? { text: '', options } : undefined;
  }
  const text = wordsFrom(service, question, said, campaign);
  return text ? { text } : undefined;
}

function wordsFrom(service: Service, question: Question, { text, whole }: Read, campaign: Campaign | undefined): string | undefined {
  const named = Object.values(question.keywords).flat().filter((word) => holdsWord(normalize(text), word)); // biome-ignore format: one thought
  if (named.length > 0) return [...new Set(named)].join(', ');
  switch (question.from) {
    case 'message':
      return messageIn(text);
    case 'purpose':
      return purposeIn(service, text) ?? campaign?.name ?? occasionIn(service, text, whole);
    case 'quoted':
      return quotedIn(text);
    case 'money':
      return moneyIn(text);
    default:
      return undefined;
  }
}

/** The options that a text names: by their keywords, or by their labels where no option of the question has any. */
export function optionsIn({ options }: Question, text: string): string[] {
  const said = normalize(text);
  const isTold = options.some(({ keywords }) => Object.keys(keywords).length > 0);
  return options
    .filter(({ label, keywords }) => (isTold ? Object.values(keywords).flat() : Object.values(label)).some((word) => holdsWord(said, word)))
    .map(({ id }) => id);
}

const leastNear = 6;

/** The options that a slip of the finger could mean: "instgram". Only for an answer: in a first message too much is near. */
export function optionsNear({ options }: Question, text: string): string[] {
  const said = normalize(text).split(' ').filter(({ length }) => length >= leastNear); // biome-ignore format: one thought
  const isMeant = (word: string): boolean => word.length >= leastNear && said.some((one) => isNear(one, word));
  return options
    .filter(({ keywords }) =>
      Object.values(keywords)
        .flat()
        .some((word) => isMeant(normalize(word))),
    )
    .map(({ id }) => id);
}
