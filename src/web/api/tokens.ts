// Tokens at the API, for the terminal of the machine that Alur runs on: npm run token asks here while it runs. No program reaches this.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { listTokens, makeToken, revokeToken, scopes, tokenName } from '../../api-token.ts';
import { bearerOf, fits } from '../guard.ts';
import type { AppParts } from '../parts.ts';
import { Problem } from './problem.ts';

const NewToken = z.object({ name: z.string().regex(tokenName), scopes: z.array(z.enum(scopes)).min(1) });

/** Below /api/tokens; its bearer is the machine's own key. */
export function tokenRoutes({ house, clock, access }: AppParts): Hono {
  const { store, memory } = house;
  const app = new Hono();
  app.use(async (c, next) => {
    if (!(await fits(bearerOf(c), access.key)))
      throw new Problem(401, 'Tokens are made by npm run token, on the machine that Alur runs on.');
    await next();
    c.res.headers.set('Cache-Control', 'no-store');
  });
  app.get('/', async (c) => c.json({ tokens: await listTokens(store) }));
  app.post('/', bodyLimit({ maxSize: 4096 }), async (c) => {
    const asked = NewToken.safeParse(await c.req.json().catch(() => null));
    if (!asked.success) throw new Problem(400, 'A token has a name of small letters, digits and hyphens, and one scope or more.');
    const token = await makeToken(store, asked.data.name, asked.data.scopes, clock.now());
    if (token === null) throw new Problem(409, `There is a token “${asked.data.name}” already. Revoke it first, or take another name.`);
    await memory.readDesk();
    return c.json({ token }, 201);
  });
  app.delete('/:name', async (c) => {
    const isGone = await revokeToken(store, c.req.param('name'), clock.now());
    await memory.readDesk();
    if (!isGone) throw new Problem(404, `There is no token “${c.req.param('name')}”.`);
    return c.body(null, 204);
  });
  return app;
}
