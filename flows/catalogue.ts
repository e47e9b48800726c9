// The service catalogue as a value: what can be asked for, what is asked back, and what is promised. Written in services/*.yaml.
import { z } from 'zod';
import { shippedServices } from './services/all.generated.ts';

/** The same words in each language, by IETF tag; `en` must be there. */
const Words = z.object({ en: z.string() }).catchall(z.string());
export type Words = z.infer<typeof Words>;

const Question = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,20}$/),
  /** What the client is asked. */
  ask: Words,
  /** Its short name, in the summary and on the card. */
  label: Words,
  /** `text` takes words (and files beside them), `files` takes files or links, `choice` one of the options. */
  type: z.enum(['text', 'files', 'choice']),
  optional: z.boolean().default(false),
  options: z.array(z.object({ id: z.string().regex(/^[a-z0-9-]{1,20}$/), label: Words })).default([]),
});
export type Question = z.infer<typeof Question>;

export const Service = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,20}$/),
  name: Words,
  emoji: z.string(),
  order: z.number().int(),
  /** Words that name this service in a first message, by language. */
  keywords: z.record(z.string(), z.array(z.string())),
  /** `approve`: the client tests and approves what is delivered; `inform`: they are told. */
  delivery: z.enum(['approve', 'inform']),
  /** The steps of production, in order. */
  steps: z.array(z.string()),
  /** Working hours until a person answers, at the latest. */
  firstReplyHours: z.number().positive(),
  /** Working days from filing to delivery, as a rule. */
  deliveryDays: z.number().positive(),
  questions: z.array(Question).min(1),
});
export type Service = z.infer<typeof Service>;

/** The services in the order they are offered. */
export type Catalogue = readonly Service[];

/** The catalogue as shipped. Throws a ZodError when a file in services/ is wrong. */
export const shippedCatalogue = (): Catalogue =>
  z
    .array(Service)
    .parse(shippedServices)
    .sort((a, b) => a.order - b.order);

export const serviceOf = (catalogue: Catalogue, id: string): Service | undefined => catalogue.find((service) => service.id === id);

/** The words in a language, or in English where they are not written in it. */
export const inLanguage = (words: Words, language: string): string => words[language] ?? words.en;
