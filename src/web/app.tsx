// The web app: every page and endpoint of the house, joined. It answers requests and knows no flow.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { readSettings } from '../../db/desk.ts';
import { apiRoutes } from './api/routes.ts';
import { assetRoutes, inlineSources } from './assets.ts';
import { boardRoutes } from './board/routes.tsx';
import { brandRoutes } from './brand/routes.ts';
import { campaignRoutes } from './campaigns/routes.tsx';
import { wantsPage } from './guard.ts';
import { NotFoundPage, TroublePage } from './page.tsx';
import { panelRoutes } from './panel/routes.tsx';
import type { AppParts } from './parts.ts';
import { reportRoutes } from './reports/routes.tsx';
import { signInRoutes } from './staff/sign-in.tsx';
import { tryRoutes } from './try/routes.tsx';

const longestWebhook = 5 * 1024 * 1024;

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", ...inlineSources],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  xFrameOptions: 'DENY',
  strictTransportSecurity: 'max-age=15552000',
  overwrite: false, // kept files bring a stricter policy
});

/** The app, for any server that speaks fetch. */
export function createApp(parts: AppParts): Hono {
  const { house, log, webhooks } = parts;
  const app = new Hono();
  app.use(compress(), headers); // by type: texts are compressed, streams of news and kept files are not
  app.get('/', (c) => c.redirect('/try'));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    try {
      await readSettings(house.store);
      return c.text('ok');
    } catch (error) {
      log.warn({ err: nameOf(error) }, 'The store does not answer a read; /readyz says so.');
      return c.text('The store does not answer a read. Look at the log; it is tried anew with every message.', 503);
    }
  });
  app.all('/webhooks/:channel/:id', bodyLimit({ maxSize: longestWebhook }), async (c) => {
    const take = webhooks.get(`${c.req.param('channel')}/${c.req.param('id')}`);
    return take ? take(c.req.raw) : c.notFound();
  });
  app.route('/of', assetRoutes());
  app.route('/api', apiRoutes(parts));
  app.route('/try', tryRoutes(parts));
  app.route('/', signInRoutes(parts));
  app.route('/board', boardRoutes(parts));
  app.route('/', campaignRoutes(parts));
  app.route('/', brandRoutes(parts.brand));
  if (house.links) app.route('/t', panelRoutes({ ...parts, links: house.links }));
  app.route('/reports', reportRoutes(parts));
  if (parts.setup) app.route('/setup', parts.setup);
  app.notFound((c) => (wantsPage(c) ? c.html(<NotFoundPage />, 404) : c.text('There is nothing here.', 404)));
  app.onError((error, c) => {
    const known = error instanceof HTTPException;
    if (!known) log.error({ err: nameOf(error), method: c.req.method }, 'A page failed; whoever asked for it was told.');
    const status = known ? error.status : 500;
    const sentence = known
      ? error.message || 'This was not taken.'
      : 'Something went wrong on our side. Try again; if it stays, the log where Alur runs says more.';
    return wantsPage(c) ? c.html(<TroublePage sentence={sentence} />, status) : c.json({ ok: false, message: sentence }, status);
  });
  return app;
}

/** What a failure is called, and where it happened: its words could quote somebody's message. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return [
    error.name,
    ...(error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 4)
      .map((line) => line.trim()) ?? []),
  ].join(' ');
}
