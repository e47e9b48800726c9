// Tickets at the API: listed, read, filed, and worked on by the desk's own commands.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { readEventPage, readTicketPage } from '../../../db/api-reads.ts';
import { readTickets } from '../../../db/tickets.ts';
import type { DeskCommandName } from '../../../flows/desk-commands.ts';
import { situations, stages, type Ticket, ticketKey } from '../../../flows/ticket.ts';
import type { AppParts } from '../parts.ts';
import { type ApiEnv, needs } from './bearer.ts';
import { perform } from './deed.ts';
import { filesOf } from './files.ts';
import { onceHeader } from './once.ts';
import { PageQuery, paged, pageOf, readCursor } from './page.ts';
import { missing, Problem, problems, refused, unfit } from './problem.ts';
import { EventShape, eventShown, File, MessageShape, messageShown, TicketShape, ticketShown, worded } from './shapes.ts';

/** The commands of the desk's table that are about a ticket, and are not lists or a manager's. */
const commands = ['take', 'assign', 'plan', 'promise', 'produce', 'step', 'submit', 'finish', 'deliver', 'prioritise', 'back', 'cancel', 'reopen', 'note', 'requester', 'ask', 'resume', 'conclude', 'reply', 'bot'] as const satisfies readonly DeskCommandName[]; // biome-ignore format: a list

export const Numbered = z.object({
  number: z.coerce
    .number()
    .int()
    .positive()
    .openapi({ param: { name: 'number', in: 'path' }, type: 'integer', example: 1001 }),
});
const json = <T extends z.ZodType>(description: string, schema: T) => ({ description, content: { 'application/json': { schema } } });
const tags = ['Tickets'];
const reading = { security: [{ token: ['read'] }], middleware: needs('read'), tags };

const list = createRoute({
  ...reading,
  method: 'get',
  path: '/tickets',
  summary: 'List tickets',
  description: 'By number; with `updated_since` in the order in which they last changed, so that one that changes while you page comes again at the end, and none is lost.', // biome-ignore format: one thought
  request: {
    query: PageQuery.extend({
      stage: z.enum(stages).optional(),
      situation: z.enum(situations).optional(),
      service: z.string().max(40).optional(),
      campaign: z.string().max(100).optional(),
      person: z.string().max(200).optional(),
      updated_since: z.iso.datetime({ offset: true }).optional(),
    }),
  },
  responses: { 200: json('A page of tickets.', pageOf(TicketShape)), ...problems },
});

const one = createRoute({
  ...reading,
  method: 'get',
  path: '/tickets/{number}',
  summary: 'Read a ticket',
  request: { params: Numbered },
  responses: { 200: json('The ticket.', TicketShape), ...problems, ...missing },
});

const events = createRoute({
  ...reading,
  method: 'get',
  path: '/tickets/{number}/events',
  summary: 'What happened to a ticket',
  request: { params: Numbered, query: PageQuery },
  responses: { 200: json('A page of events, the oldest first.', pageOf(EventShape)), ...problems, ...missing },
});

const messages = createRoute({
  ...reading,
  method: 'get',
  path: '/tickets/{number}/messages',
  summary: 'What was said about a ticket, by either side',
  request: { params: Numbered, query: PageQuery },
  responses: { 200: json('A page of messages, the oldest first.', pageOf(MessageShape)), ...problems, ...missing },
});

const command = createRoute({
  security: [{ token: ['write'] }],
  middleware: needs('write'),
  tags,
  method: 'post',
  path: '/tickets/{number}/commands',
  summary: 'Work on a ticket',
  description:
    'One of the desk’s own commands, done by “API · <the token’s name>”. `text` is what the desk would type after it: the words of a `reply`, `note`, `ask` or `deliver`, the day of a `promise`, the name for `assign`, `concept done` for `step`, `high the fair is nearer` for `prioritise`.',
  request: {
    params: Numbered,
    headers: onceHeader,
    body: {
      required: true,
      ...json(
        'The command.',
        z
          .object({ name: z.enum(commands), text: z.string().max(20_000).default(''), files: z.array(File).max(10).default([]) })
          .openapi('Command'),
      ),
    },
  },
  responses: { 200: json('The ticket, as it stands now.', TicketShape), ...problems, ...missing, ...refused, ...unfit },
});

/** Adds the routes of what there is already; filing.ts adds the one that makes them. */
export function ticketRoutes(app: OpenAPIHono<ApiEnv>, parts: AppParts): void {
  const { store } = parts.house;

  app.openapi(list, async (c) => {
    const { limit, cursor, updated_since, ...filter } = c.req.valid('query');
    const since = updated_since === undefined ? undefined : Date.parse(updated_since);
    const byChange = z.strictObject({ at: z.number(), number: z.number() });
    const after = readCursor(since === undefined ? z.strictObject({ number: z.number() }) : byChange, cursor);
    const rows = await readTicketPage(store, filter, {
      most: limit + 1,
      ...(after ? { after } : {}),
      ...(since === undefined ? {} : { since }),
    });
    const place = ({ number, changedAt }: Ticket) => (since === undefined ? { number } : { at: changedAt, number });
    return c.json(paged(c, rows, limit, place, ticketShown), 200);
  });

  app.openapi(one, async (c) => c.json(ticketShown(await ticketOf(parts, c.req.valid('param').number)), 200));

  app.openapi(events, async (c) => {
    const { number } = c.req.valid('param');
    const { limit, cursor } = c.req.valid('query');
    await ticketOf(parts, number);
    const after = readCursor(z.strictObject({ seq: z.number() }), cursor)?.seq ?? 0;
    const rows = await readEventPage(store, ticketKey(number), after, limit + 1);
    return c.json(paged(c, rows, limit, ({ seq }) => ({ seq }), eventShown), 200); // biome-ignore format: one thought
  });

  app.openapi(messages, async (c) => {
    const { number } = c.req.valid('param');
    const { limit, cursor } = c.req.valid('query');
    await ticketOf(parts, number);
    const after = readCursor(z.strictObject({ seq: z.number() }), cursor)?.seq ?? 0;
    const rows = await readEventPage(store, ticketKey(number), after, limit + 1, worded);
    return c.json(paged(c, rows, limit, ({ seq }) => ({ seq }), (row) => messageShown(number, row)), 200); // biome-ignore format: one thought
  });

  app.openapi(command, async (c) => {
    const { number } = c.req.valid('param');
    const { name, text, files } = c.req.valid('json');
    await ticketOf(parts, number);
    await perform(parts, c, { name, ticket: number, text, files: await filesOf(parts, files) });
    return c.json(ticketShown(await ticketOf(parts, number)), 200);
  });
}

/** The ticket, as it stands in the store. Throws a problem when there is none. */
export async function ticketOf({ house }: Pick<AppParts, 'house'>, number: number): Promise<Ticket> {
  const ticket = (await readTickets(house.store, [number])).get(number);
  if (!ticket) throw new Problem(404, `There is no ticket ${number}.`);
  return ticket;
}
