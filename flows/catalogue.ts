// The service catalogue as a value: what can be asked for, what is asked back, and what is promised. Written in services/*.yaml.
import { z } from 'zod';
import { shippedServices } from './services/all.generated.ts';

/** Of what is written, the most that fits: a button's label, a question, a standard reply (characters). */
export const mostLetters = { label: 40, ask: 1000, reply: 2000 } as const;

const Id = z
  .string()
  .regex(/^[a-z0-9-]{1,20}$/)
  .describe('Small letters, digits and hyphens, at most 20. Tickets know it by this: do not change it later.');

/** The same words in each language, by IETF tag; `en` must be there. */
const words = (most: number) =>
  z
    .object({ en: z.string().min(1).max(most) })
    .catchall(z.string().min(1).max(most))
    .meta({ id: `words${most}`, description: 'The same words in each language; English is used where one is missing.' });
const Label = words(mostLetters.label);
const Ask = words(mostLetters.ask);
const Reply = words(mostLetters.reply);
export type Words = z.infer<typeof Label>;

const Keywords = z.record(z.string(), z.array(z.string().min(1).max(mostLetters.label)).max(100));

const Option = z.strictObject({
  id: Id,
  label: Label,
  keywords: Keywords.default({}).describe('Words of a first message that mean this option, besides its label.'),
});

/** Where in a first message the answer to a question is looked for. */
export const sources = ['message', 'purpose', 'quoted', 'links', 'money'] as const;

const Question = z.strictObject({
  id: Id,
  ask: Ask.describe('What the client is asked.'),
  label: Label.describe('Its short name, in the summary and on the card.'),
  type: z
    .enum(['text', 'files', 'choice', 'day'])
    .describe('text takes words (and files beside them), files takes files or links, choice one of the options, day a day.'),
  optional: z.boolean().default(false).describe('The client may skip it.'),
  options: z.array(Option).max(10).default([]).describe('What can be chosen, two to ten; for type: choice only.'),
  multiple: z.boolean().default(false).describe('Several options may be chosen at once; for type: choice only.'),
  from: z
    .enum(sources)
    .optional()
    .describe('What of a first message answers it: all of it, what it is for, words in quotation marks, its links, or a sum of money.'),
  keywords: Keywords.default({}).describe('Words of a first message that are themselves the answer, such as svg or png.'),
});
export type Question = z.infer<typeof Question>;

const StepParts = z.strictObject({
  id: Id,
  by: z.enum(['team', 'client']).default('team').describe('Whose step it is; an approval by the client waits for them.'),
  name: Label.optional().describe('How it is shown; its id where there is none.'),
});
const Step = z.union([Id.transform((id): z.infer<typeof StepParts> => ({ id, by: 'team' })), StepParts]);

const StandardReply = z.strictObject({
  id: Id,
  keywords: Keywords.default({}).describe('Words of the client that it answers, by language.'),
  text: Reply,
  auto: z.boolean().default(false).describe('The bot sends it by itself, and asks whether that answers it.'),
});
export type StandardReply = z.infer<typeof StandardReply>;

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

const roles = ['question', 'complaint', 'fault', 'other', 'existing'] as const;
export type Role = (typeof roles)[number];

/** What a service's file says. What comes out of it goes in again. */
export const ServiceFile = z.strictObject({
  id: Id,
  name: Label.describe('What it is called in the menu.'),
  emoji: z.string().min(1).max(16).default('✨'),
  order: z.number().int().min(0).max(999).default(50).describe('Where it stands in the menu: small numbers first.'),
  offered: z.boolean().default(true).describe('false takes it out of the menu; its tickets go on.'),
  keywords: Keywords.default({}).describe('Words that name this service in a first message, by language.'),
  role: z
    .enum(roles)
    .optional()
    .describe(
      'What it is to a first message. question: prices, sizes and “do you…” come here; complaint: what the team did wrong; fault: what worked and is down; other: what no service is for; existing: it hands over what is there, so a new one is the business of “other”.',
    ),
  delivery: z
    .enum(['approve', 'inform'])
    .default('approve')
    .describe('approve: the client tests and approves what is delivered; inform: they are told.'),
  steps: z.array(Step).min(1).max(20).prefault(['work', 'approval']).describe('The steps of production, in order.'),
  priority: z.enum(priorities).default('normal').describe('Where its tickets stand in the queue.'),
  firstReplyHours: z.number().positive().max(1000).default(4).describe('Working hours until a person answers, at the latest.'),
  deliveryDays: z.number().positive().max(365).describe('Working days from filing to delivery, as a rule. The client is told.'),
  questions: z.array(Question).min(1).max(12).describe('What the client is asked, one at a time.'),
  replies: z.array(StandardReply).max(40).default([]).describe('Standard replies.'),
});
export type ServiceBody = z.output<typeof ServiceFile>;

/** `version`: raised by one with every change; tickets and drafts keep to the one they were born with. */
export type Service = ServiceBody & { version: number };

/** The services in the order they are offered; `past`: earlier versions and what is offered no more, for those who began with them. */
export type Catalogue = readonly Service[] & { readonly past?: readonly Service[] };

/** The service that stands for everything else: always offered, always the last. */
export const somethingElse = 'something-else';

/** In the order of the menu. */
export const inOrder = <One extends ServiceBody>(services: readonly One[]): One[] => {
  const place = ({ id, order }: ServiceBody) => (id === somethingElse ? Number.POSITIVE_INFINITY : order);
  return services.toSorted((a, b) => (place(a) === place(b) ? (a.id < b.id ? -1 : 1) : place(a) - place(b)));
};

/** The catalogue as shipped. Throws a ZodError when a file in services/ is wrong. */
export const shippedCatalogue = (): Catalogue =>
  inOrder(
    z
      .array(ServiceFile)
      .parse(shippedServices)
      .map((body) => ({ ...body, version: 1 })),
  );

/** The service as it is offered now. */
export const serviceOf = (catalogue: Catalogue, id: string): Service | undefined => catalogue.find((service) => service.id === id);

/** The service as it was in that version; the nearest one known where that is not kept any more. */
export function serviceAt(catalogue: Catalogue, id: string, version?: number): Service | undefined {
  const { past = [] } = catalogue;
  const exact = version === undefined ? undefined : [...catalogue, ...past].find((one) => one.id === id && one.version === version);
  return exact ?? serviceOf(catalogue, id) ?? past.find((one) => one.id === id);
}

/** What a ticket is promised at its birth, whatever becomes of the service later. */
export type Terms = {
  version: number;
  steps: { id: string; by: 'team' | 'client' }[];
  firstReplyHours: number;
  deliveryDays: number;
  priority: Priority;
};

export const termsOf = ({ version, steps, firstReplyHours, deliveryDays, priority }: Service): Terms => ({
  version,
  steps: steps.map(({ id, by }) => ({ id, by })),
  firstReplyHours,
  deliveryDays,
  priority,
});

/** The words in a language, or in English where they are not written in it. */
export const inLanguage = (words: Words, language: string): string => words[language] ?? words.en;
