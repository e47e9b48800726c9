// What tickets are of, at the API: the people who ask, the services on offer, the campaigns that are named.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { readCampaignCounts, readPersonPage } from '../../../db/api-reads.ts';
import { readPeople } from '../../../db/conversations.ts';
import { campaignStates } from '../../../flows/campaigns/campaign.ts';
import type { AppParts } from '../parts.ts';
import { type ApiEnv, needs } from './bearer.ts';
import { PageQuery, paged, pageOf, readCursor } from './page.ts';
import { missing, Problem, problems } from './problem.ts';
import { Day, PersonShape, personShown } from './shapes.ts';

const reading = { security: [{ token: ['read'] }], middleware: needs('read') };
const json = <T extends z.ZodType>(description: string, schema: T) => ({ description, content: { 'application/json': { schema } } });

const people = createRoute({
  ...reading,
  tags: ['People'],
  method: 'get',
  path: '/people',
  summary: 'List people',
  request: { query: PageQuery },
  responses: { 200: json('A page of people, in the order in which they first wrote.', pageOf(PersonShape)), ...problems },
});

const person = createRoute({
  ...reading,
  tags: ['People'],
  method: 'get',
  path: '/people/{id}',
  summary: 'Read a person',
  request: { params: z.object({ id: z.string().max(300) }) },
  responses: { 200: json('The person.', PersonShape), ...problems, ...missing },
});

const Words = z.record(z.string(), z.string()).openapi({ description: 'By language.', example: { en: 'Banner' } });
const ServiceShape = z
  .object({
    id: z.string(),
    name: Words,
    emoji: z.string(),
    deliveryDays: z.number(),
    questions: z.array(
      z.object({
        id: z.string(),
        type: z.enum(['text', 'files', 'choice', 'day']),
        label: Words,
        ask: Words,
        optional: z.boolean(),
        multiple: z.boolean(),
        options: z.array(z.object({ id: z.string(), label: Words })),
      }),
    ),
  })
  .openapi('Service');

const services = createRoute({
  ...reading,
  tags: ['Services'],
  method: 'get',
  path: '/services',
  summary: 'The services on offer, with their questions',
  responses: { 200: json('All of them.', z.object({ items: z.array(ServiceShape) })), ...problems },
});

const CampaignShape = z
  .object({
    code: z.string().openapi({ example: 'BF26' }),
    name: z
      .string()
      .optional()
      .openapi({ description: 'Of the campaign book, as the next four; a code that tickets name may not be in it.' }),
    from: Day.optional(),
    to: Day.optional(),
    state: z.enum(campaignStates).optional(),
    promises: z.array(z.string()).optional(),
    tickets: z.int(),
    open: z.int(),
  })
  .openapi('Campaign');
const campaigns = createRoute({
  ...reading,
  tags: ['Campaigns'],
  method: 'get',
  path: '/campaigns',
  summary: 'The campaign book, and the campaigns that tickets name',
  responses: { 200: json('All of them.', z.object({ items: z.array(CampaignShape) })), ...problems },
});

export function peopleRoutes(app: OpenAPIHono<ApiEnv>, { house }: AppParts): void {
  const { store } = house;
  app.openapi(people, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = readCursor(z.strictObject({ place: z.number() }), cursor)?.place ?? 0;
    const rows = await readPersonPage(store, after, limit + 1);
    return c.json(paged(c, rows, limit, ({ place }) => ({ place }), (row) => personShown(row.person)), 200); // biome-ignore format: one thought
  });
  app.openapi(person, async (c) => {
    const { id } = c.req.valid('param');
    const found = (await readPeople(store, [id])).get(id);
    if (!found) throw new Problem(404, 'There is no such person.');
    return c.json(personShown(found), 200);
  });
  app.openapi(services, (c) => {
    const items = house.catalogue.current().map(({ id, name, emoji, deliveryDays, questions }) => ({
      ...{ id, name, emoji, deliveryDays },
      questions: questions.map((question) => ({
        ...{ id: question.id, type: question.type, label: question.label, ask: question.ask },
        ...{ optional: question.optional, multiple: question.multiple },
        options: question.options.map((option) => ({ id: option.id, label: option.label })),
      })),
    }));
    return c.json({ items }, 200);
  });
  app.openapi(campaigns, async (c) => {
    const counts = new Map((await readCampaignCounts(store)).map((one) => [one.code, one]));
    const booked = new Map(house.memory.book().map(({ code, name, from, to, state, promises }) => [code, { name, from, to, state, promises: [...promises] }])); // biome-ignore format: one thought
    const codes = [...new Set([...booked.keys(), ...counts.keys()])];
    return c.json({ items: codes.map((code) => ({ code, ...booked.get(code), tickets: 0, open: 0, ...counts.get(code) })) }, 200);
  });
}
