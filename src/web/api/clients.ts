// Clients that exist at the API only: a program speaks for them. What the house says to them is read here; nothing else carries it to them.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { readAnswersTo, readSaidPage } from '../../../db/api-reads.ts';
import { readConversations } from '../../../db/conversations.ts';
import { type InboundOf, keyOfChat } from '../../../flows/message.ts';
import { languages } from '../../../flows/texts.ts';
import type { AppParts } from '../parts.ts';
import { type ApiEnv, needs } from './bearer.ts';
import { notKept } from './deed.ts';
import { filesOf } from './files.ts';
import { inboundId, onceHeader } from './once.ts';
import { PageQuery, paged, pageOf, readCursor } from './page.ts';
import { Problem, problems, unfit } from './problem.ts';
import { apiContact, File, ToClientShape, toClientShown } from './shapes.ts';

const key = z.string().regex(/^[\w.@+-]{1,80}$/, 'must be 1 to 80 letters, digits and _ . @ + -');
const who = {
  name: z.string().trim().min(1).max(200).optional(),
  language: z.enum(languages).optional().openapi({ description: 'That they are written to in; the house’s own when left out.' }),
};

export const Client = z
  .object({ key: key.openapi({ example: 'crm-4711', description: 'Your own name for them.' }), ...who })
  .openapi('Client');

/** An address of the API's clients; a program's own at the desk has no dot. */
const chatOf = (client: string): string => `${apiContact}:client.${client}`;

const params = z.object({ key: key.openapi({ param: { name: 'key', in: 'path' } }) });
const tags = ['Clients'];

const list = createRoute({
  security: [{ token: ['read'] }],
  middleware: needs('read'),
  tags,
  method: 'get',
  path: '/clients/{key}/messages',
  summary: 'What was said to a client of yours',
  description: 'The oldest first. Keep the last page’s cursor and ask again by it, to read only what is new.',
  request: { params, query: PageQuery },
  responses: {
    200: { description: 'A page of messages.', content: { 'application/json': { schema: pageOf(ToClientShape) } } },
    ...problems,
  },
});

const Said = z
  .object({
    text: z.string().max(20_000).optional(),
    choice: z.string().max(64).optional().openapi({ description: 'The `data` of a choice, such as `a:1001`, which approves 1001.' }),
    ticket: z.int().positive().optional().openapi({ description: 'The ticket that the words are about.' }),
    files: z.array(File).max(10).default([]),
    ...who,
  })
  .openapi('ClientMessage');

const say = createRoute({
  security: [{ token: ['write'] }],
  middleware: needs('write'),
  tags,
  method: 'post',
  path: '/clients/{key}/messages',
  summary: 'Speak as a client of yours',
  description:
    'As they would in any chat: words and files, or a choice. Name the ticket, and it is an answer, a change or a comment to that one.',
  request: { params, headers: onceHeader, body: { required: true, content: { 'application/json': { schema: Said } } } },
  responses: {
    200: {
      description: 'What they are answered.',
      content: { 'application/json': { schema: z.object({ replies: z.array(ToClientShape) }) } },
    },
    ...problems,
    ...unfit,
  },
});

export function clientRoutes(app: OpenAPIHono<ApiEnv>, parts: AppParts): void {
  const { store } = parts.house;
  app.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = readCursor(z.strictObject({ place: z.number() }), cursor)?.place ?? 0;
    const rows = await readSaidPage(store, chatOf(c.req.valid('param').key), after, limit + 1);
    const { items, next } = paged(c, rows, limit, ({ place }) => ({ place }), toClientShown); // biome-ignore format: one thought
    return c.json({ items: items.flat(), next }, 200);
  });
  app.openapi(say, async (c) => {
    const { text = '', choice, ticket, files, name, language } = c.req.valid('json');
    if (choice === undefined && text === '' && files.length === 0)
      throw new Problem(422, 'Say something: a “text”, “files” or a “choice”.');
    const client = { key: c.req.valid('param').key, name, language };
    const said = { text, files: await filesOf(parts, files), about: ticket, choice };
    const { chat, inbound } = await hearClient(parts, inboundId(c), client, said);
    const replies = await readAnswersTo(store, chat, inbound);
    return c.json({ replies: replies.flatMap(toClientShown) }, 200);
  });
}

type Heard = Pick<InboundOf<'message'>, 'text' | 'files' | 'about' | 'request'> & { choice?: string | undefined };

/** Hands in what a client said; resolves once it is committed, or was before. */
export async function hearClient(
  parts: AppParts,
  id: string,
  { key: client, name: given, language }: z.infer<typeof Client>,
  { choice, about, ...said }: Heard,
): Promise<{ chat: string; inbound: string }> {
  const { house, clock } = parts;
  const chat = chatOf(client);
  const inbound = `${apiContact}:${id}`;
  const name = given ?? ((await readConversations(house.store, [keyOfChat(chat)])).size > 0 ? '' : client); // who is known keeps their name
  const common = {
    id: inbound,
    contact: apiContact,
    chat,
    from: { address: chat, name, ...(language ? { language } : {}) },
    message: inbound,
    at: clock.now(),
  };
  const words = { ...common, ...said, type: 'message' as const, whole: true, ...(about === undefined ? {} : { about }) };
  const heard = choice === undefined ? words : { ...common, type: 'choice' as const, data: choice };
  await house.engine.take(heard).catch((error: unknown): never => notKept(parts, error));
  return { chat, inbound };
}
