// Filing a request by the API: for a client that exists here only, or for somebody who called, as the desk's /new does.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { readTicketMade } from '../../../db/api-reads.ts';
import { readLinks } from '../../../db/conversations.ts';
import { serviceOf } from '../../../flows/catalogue.ts';
import type { ReadyRequest } from '../../../flows/message.ts';
import type { AppParts } from '../parts.ts';
import { type ApiEnv, needs } from './bearer.ts';
import { Client, hearClient } from './clients.ts';
import { perform } from './deed.ts';
import { filesOf } from './files.ts';
import { inboundId, onceHeader } from './once.ts';
import { Problem, problems, refused, unfit } from './problem.ts';
import { Day, File, TicketShape, ticketShown } from './shapes.ts';
import { ticketOf } from './tickets.ts';

const Filing = z
  .object({
    service: z.string().max(40).openapi({ example: 'banner', description: 'Its id: see /services.' }),
    client: Client.optional().openapi({
      description: 'A client that exists at the API only: their messages are read and written by /clients.',
    }),
    caller: z
      .object({ name: z.string().trim().min(1).max(100).regex(/^[^\d#\n]*$/, 'must hold no digits and no #'), phone: z.string().regex(/^\+?\d{8,15}$/, 'must be digits with the country’s code').optional() }) // biome-ignore format: one thought
      .optional()
      .openapi({ description: 'Somebody who called, or whom you met. One who is known by their phone number is told in their own chat.' }),
    answers: z
      .record(z.string(), z.union([z.string().max(5000), z.array(z.string().max(5000)).max(20)]))
      .default({})
      .openapi({
        description: 'By the id of the question; a choice by the ids of its options.',
        example: { purpose: 'The spring fair', place: 'social' },
      }),
    text: z.string().max(20_000).default('').openapi({ description: 'What was said besides.' }),
    wanted: Day.optional(),
    campaign: z.string().max(100).optional(),
    urgent: z.boolean().optional(),
    files: z.array(File).max(10).default([]),
  })
  .openapi('Filing');
type Filing = z.infer<typeof Filing>;

const create = createRoute({
  security: [{ token: ['write'] }],
  middleware: needs('write'),
  tags: ['Tickets'],
  method: 'post',
  path: '/tickets',
  summary: 'File a request',
  description: 'For a `client` or for a `caller`, never both. Every question of the service that is not optional must be answered.',
  request: { headers: onceHeader, body: { required: true, content: { 'application/json': { schema: Filing } } } },
  responses: {
    201: { description: 'The ticket.', content: { 'application/json': { schema: TicketShape } } },
    ...problems,
    ...refused,
    ...unfit,
  },
});

export function filingRoutes(app: OpenAPIHono<ApiEnv>, parts: AppParts): void {
  app.openapi(create, async (c) => {
    const filing = c.req.valid('json');
    const { client, caller } = filing;
    if ((client === undefined) === (caller === undefined)) throw new Problem(422, 'Name either a “client” or a “caller”.');
    if (caller && (filing.wanted ?? filing.campaign ?? filing.urgent) !== undefined)
      throw new Problem(422, '“wanted”, “campaign” and “urgent” are for a “client”; for a caller write them into “text”.');
    const request = requestOf(parts, filing);
    const files = await filesOf(parts, filing.files);
    const ready = { text: filing.text, request, files };
    const number = client ? await fileForClient(parts, inboundId(c), client, ready) : await fileForCaller(parts, c, filing, ready);
    const ticket = await ticketOf(parts, number);
    c.header('Location', `/api/v1/tickets/${number}`);
    return c.json(ticketShown(ticket), 201);
  });
}

/** The request, with its answers checked against the service's questions. */
function requestOf({ house }: AppParts, { service: id, answers, wanted, campaign, urgent, files }: Filing): ReadyRequest {
  const catalogue = house.catalogue.current();
  const service = serviceOf(catalogue, id);
  const known = catalogue.map((one) => one.id).join(', ');
  if (!service) throw new Problem(422, `There is no service “${id}”. There are: ${known}.`);
  const said = Object.fromEntries(Object.entries(answers).map(([question, answer]) => [question, [answer].flat()]));
  const stranger = Object.keys(said).find((question) => !service.questions.some((one) => one.id === question));
  const questions = service.questions.map((one) => one.id).join(', ');
  if (stranger !== undefined) throw new Problem(422, `The service “${id}” has no question “${stranger}”. It has: ${questions}.`);
  for (const question of service.questions) {
    const answer = said[question.id] ?? [];
    const isGiven = answer.some((words) => words.trim() !== '') || (question.type === 'files' && files.length > 0);
    if (!isGiven && !question.optional) throw new Problem(422, `The question “${question.id}” must be answered: ${question.ask.en}`);
    const options = question.options.map((option) => option.id);
    const isOff = question.type === 'choice' && (answer.some((one) => !options.includes(one)) || (answer.length > 1 && !question.multiple));
    if (isOff)
      throw new Problem(422, `“${question.id}” is answered by ${question.multiple ? 'some' : 'one'} of these: ${options.join(', ')}.`);
    if (question.type === 'day' && answer.some((one) => !Day.safeParse(one).success))
      throw new Problem(422, `“${question.id}” is answered by a day, such as 2026-11-30.`);
  }
  return { service: id, answers: said, ...(wanted ? { wanted } : {}), ...(campaign ? { campaign } : {}), ...(urgent ? { urgent } : {}) };
}

type Ready = { text: string; request: ReadyRequest; files: Awaited<ReturnType<typeof filesOf>> };

async function fileForClient(parts: AppParts, id: string, client: z.infer<typeof Client>, ready: Ready): Promise<number> {
  const { chat, inbound } = await hearClient(parts, id, client, ready);
  const made = (await readLinks(parts.house.store, [{ chat, message: inbound }])).get(`${chat}\n${inbound}`)?.ticket;
  if (made === undefined) throw new Problem(409, 'This request was handed in and led to no ticket: its client was erased since.');
  return made;
}

async function fileForCaller(
  parts: AppParts,
  c: Context<ApiEnv>,
  { caller, service }: Filing,
  { request, text, files }: Ready,
): Promise<number> {
  const { questions } = serviceOf(parts.house.catalogue.current(), service) ?? { questions: [] };
  const brief = questions.flatMap((question, i) => {
    const answer = request.answers[question.id];
    const labels = answer?.map((one) => question.options.find((option) => option.id === one)?.label.en ?? one);
    return labels ? [`${i + 1}. ${labels.join(', ')}`] : [];
  });
  const words = [`${service} ${caller?.name} ${caller?.phone ?? ''}`.trim(), ...brief, ...(text === '' ? [] : [text])].join('\n');
  const made = await readTicketMade(parts.house.store, await perform(parts, c, { name: 'new', text: words, files }));
  if (made === null) throw new Problem(409, 'This request was handed in and led to no ticket.');
  return made;
}
