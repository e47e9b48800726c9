// What any request may tell besides its service's own questions: by when, for which campaign, how many, links, that it presses.
// They are questions too, so that they stand in the summary and can be changed there; nobody is asked them unasked.
import type { Question, Service, Words } from './catalogue.ts';
import { languages, say, type TextKey } from './texts.ts';

export const factIds = ['+day', '+campaign', '+quantity', '+links', '+urgent'] as const;
export type FactId = (typeof factIds)[number];

let all: Question[] | undefined;

/** The service's questions, and the facts behind them: a draft's `step` counts through these. */
export const questionsOf = ({ questions }: Service): Question[] => {
  all ??= [
    { ...plain('+day', 'fact.day', 'fact.day_ask'), type: 'day' },
    plain('+campaign', 'fact.campaign', 'fact.campaign_ask'),
    plain('+quantity', 'fact.quantity', 'fact.quantity_ask'),
    plain('+links', 'fact.links', 'fact.links_ask'),
    {
      ...plain('+urgent', 'fact.urgent', 'fact.urgent_ask'),
      type: 'choice',
      options: [option('yes', 'fact.urgent_yes'), option('no', 'fact.urgent_no')],
    },
  ];
  return [...questions, ...all];
};

/** The step of a draft whose questions are done: its summary stands open. */
export const summaryStep = ({ questions }: Service): number => questions.length + factIds.length;

export const isFact = (id: string): boolean => id.startsWith('+');

/** The question that takes the day: the service's own, or the fact. */
export const dayQuestion = ({ questions }: Service): string => questions.find(({ type }) => type === 'day')?.id ?? '+day';

const plain = (id: FactId, label: TextKey, ask: TextKey): Question => ({
  id,
  label: words(label),
  ask: words(ask),
  type: 'text',
  optional: true,
  options: [],
  multiple: false,
  keywords: {},
});

const option = (id: string, label: TextKey) => ({ id, label: words(label), keywords: {} });

const words = (key: TextKey): Words => ({
  en: say('en', key),
  ...Object.fromEntries(languages.map((language) => [language, say(language, key)])),
});
