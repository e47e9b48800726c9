// Webhooks at the API: endpoints are registered, looked at, removed, and sent anew what they missed.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { isSecret, secretOf } from '../../../bots/webhook/sign.ts';
import { whyNot } from '../../../bots/webhook/target.ts';
import {
  dropHookStatements,
  type HookRow,
  hookStatement,
  readHook,
  readHookCounts,
  readHooks,
  replayStatements,
} from '../../../db/hooks.ts';
import { auditStatement } from '../../../db/web.ts';
import { announcementTypes, laneOfHook } from '../../../flows/announce.ts';
import { named } from '../../../flows/desk-moves.ts';
import { staffOf } from '../../api-token.ts';
import type { AppParts } from '../parts.ts';
import { type ApiEnv, needs } from './bearer.ts';
import { onceHeader } from './once.ts';
import { missing, Problem, problems, unfit } from './problem.ts';

const mostHooks = 20;
const admin = { security: [{ token: ['admin'] }], middleware: needs('admin'), tags: ['Webhooks'] };
const json = <T extends z.ZodType>(description: string, schema: T) => ({ description, content: { 'application/json': { schema } } });
const params = z.object({ id: z.string().max(60) });

const types = z
  .array(z.enum(announcementTypes))
  .min(1)
  .openapi({ example: ['ticket.opened', 'ticket.changed'] });
const HookShape = z
  .object({
    id: z.string(),
    url: z.string(),
    types,
    at: z.iso.datetime(),
    waiting: z.int().openapi({ description: 'Events that wait to be delivered.' }),
    failed: z.int().openapi({ description: 'Events that were given up after two days of trying: replay them.' }),
    error: z.string().optional().openapi({ description: 'Why the last try failed.' }),
  })
  .openapi('Webhook');

const list = createRoute({
  ...admin,
  method: 'get',
  path: '/webhooks',
  summary: 'The endpoints, and how each fares',
  responses: { 200: json('All of them.', z.object({ items: z.array(HookShape) })), ...problems },
});

const register = createRoute({
  ...admin,
  method: 'post',
  path: '/webhooks',
  summary: 'Register an endpoint',
  description:
    'Events are POSTed there by the Standard Webhooks scheme, in order, until the endpoint answers 2xx. An event tells what happened to which ticket and no more; read the rest here.',
  request: {
    headers: onceHeader,
    body: {
      required: true,
      ...json(
        'The endpoint.',
        z
          .object({
            url: z.string().max(2000).openapi({ example: 'https://crm.example.com/hooks/alur' }),
            types: types.default([...announcementTypes]),
            secret: z.string().optional().openapi({ description: '`whsec_` and 24 to 64 bytes in base64; made when left out.' }),
          })
          .openapi('NewWebhook'),
      ),
    },
  },
  responses: {
    201: json('The endpoint, with its secret, which is told this once.', HookShape.extend({ secret: z.string() })),
    ...problems,
    ...unfit,
  },
});

const remove = createRoute({
  ...admin,
  method: 'delete',
  path: '/webhooks/{id}',
  summary: 'Remove an endpoint',
  request: { params },
  responses: { 204: { description: 'It is gone, and what waited for it.' }, ...problems, ...missing },
});

const replay = createRoute({
  ...admin,
  method: 'post',
  path: '/webhooks/{id}/replay',
  summary: 'Send anew what happened since',
  description:
    'Everything that was written for this endpoint since then goes again, in order, each event with the `webhook-id` that it had.',
  request: {
    params,
    headers: onceHeader,
    body: { required: true, ...json('Since when.', z.object({ since: z.iso.datetime({ offset: true }) }).openapi('Replay')) },
  },
  responses: { 202: json('How many events go again.', z.object({ events: z.int() })), ...problems, ...missing },
});

export function hookRoutes(app: OpenAPIHono<ApiEnv>, { house, clock }: AppParts, allowPrivate: boolean): void {
  const { store, memory, outbox } = house;

  const shown = async (hooks: readonly HookRow[]): Promise<z.infer<typeof HookShape>[]> => {
    const counts = await readHookCounts(store);
    return hooks.map(({ id, url, types: wanted, at }) => ({
      ...{ id, url, types: announcementTypes.filter((type) => wanted.includes(type)), at: new Date(at).toISOString() },
      ...{ waiting: 0, failed: 0, ...counts.get(laneOfHook(id)) },
    }));
  };
  const hookOf = async (id: string): Promise<HookRow> => {
    const hook = await readHook(store, id);
    if (!hook) throw new Problem(404, 'There is no such webhook.');
    return hook;
  };

  /** Who did it and to which host; what stands behind that in the url may be a secret. */
  const audit = (c: Context<ApiEnv>, deed: 'webhook_added' | 'webhook_removed', url: string) =>
    auditStatement({ at: clock.now(), ...named(staffOf(c.var.token)), deed, about: new URL(url).host });

  app.openapi(list, async (c) => c.json({ items: await shown(await readHooks(store)) }, 200));

  app.openapi(register, async (c) => {
    const { url, types: wanted, secret = secretOf(crypto.getRandomValues(new Uint8Array(32))) } = c.req.valid('json');
    const refused = whyNot(url, allowPrivate);
    if (refused) throw new Problem(422, refused);
    if (!isSecret(secret)) throw new Problem(422, 'A secret is “whsec_” and 24 to 64 bytes in base64. Leave it out, and one is made.');
    if ((await readHooks(store)).length >= mostHooks) throw new Problem(422, `There are ${mostHooks} webhooks already. Remove one first.`);
    const hook: HookRow = { id: crypto.randomUUID(), url, secret, types: [...new Set(wanted)], at: clock.now() };
    await store.write([hookStatement(hook), audit(c, 'webhook_added', url)]);
    await memory.readDesk();
    const [made] = await shown([hook]);
    if (!made) throw new Error('A webhook that was just written is not shown.');
    return c.json({ ...made, secret }, 201);
  });

  app.openapi(remove, async (c) => {
    const { id, url } = await hookOf(c.req.valid('param').id);
    await store.write([...dropHookStatements(id, laneOfHook(id)), audit(c, 'webhook_removed', url)]);
    await memory.readDesk();
    return c.body(null, 204);
  });

  app.openapi(replay, async (c) => {
    const { id } = await hookOf(c.req.valid('param').id);
    const since = new Date(c.req.valid('json').since).toISOString();
    const [again] = await store.write(replayStatements(laneOfHook(id), since, clock.now()));
    outbox.wake();
    return c.json({ events: again?.changed ?? 0 }, 202);
  });
}
