// The API's addresses: /api/v1, the document that describes it, its page, and the tokens' own door for the terminal.
import { OpenAPIHono } from '@hono/zod-openapi';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import type { AppParts } from '../parts.ts';
import { type ApiEnv, bearer } from './bearer.ts';
import { clientRoutes } from './clients.ts';
import { docsPage } from './docs.tsx';
import { type ApiDocument, documentOf } from './document.ts';
import { fileRoutes } from './files.ts';
import { filingRoutes } from './filing.ts';
import { hookRoutes } from './hooks.ts';
import { once } from './once.ts';
import { peopleRoutes } from './people.ts';
import { answerProblem, Problem, problemOf, unreadable } from './problem.ts';
import { reportRoutes } from './reports.ts';
import { ticketRoutes } from './tickets.ts';
import { tokenRoutes } from './tokens.ts';

/** `perMinute`: requests of one token · `allowPrivate`: webhooks may lead to this machine and its networks. */
export type ApiRules = { perMinute: number; allowPrivate: boolean };
const usualRules: ApiRules = { perMinute: 600, allowPrivate: false };

const longestRequest = 1024 * 1024;

/** Everything below /api. A new resource is a file of its own and a line here. */
export function apiRoutes(parts: AppParts): Hono {
  const rules = parts.api ?? usualRules;
  const v1 = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw unreadable(result.error);
    },
  });
  v1.onError(failed(parts));
  v1.use(bearer(parts, rules.perMinute), kept);
  v1.use(butFiles(bodyLimit({ maxSize: longestRequest, onError: tooLong })), butFiles(once(parts)));
  v1.get('*', etag());
  ticketRoutes(v1, parts);
  filingRoutes(v1, parts);
  clientRoutes(v1, parts);
  peopleRoutes(v1, parts);
  reportRoutes(v1, parts);
  fileRoutes(v1, parts);
  hookRoutes(v1, parts, rules.allowPrivate);
  v1.all('*', nowhere);

  let made: ApiDocument | undefined;
  const document = () => (made ??= documentOf(v1)); // not at the start: few ask for it
  const app = new Hono();
  app.onError(failed(parts));
  app.route('/v1', v1);
  app.route('/tokens', tokenRoutes(parts));
  app.get('/openapi.json', etag(), (c) => c.json(document()));
  app.get('/docs', etag(), (c) => c.html(docsPage(document())));
  app.get('/', (c) => c.redirect('/api/docs'));
  app.all('*', nowhere);
  return app;
}

const nowhere = (): never => {
  throw new Problem(404, 'There is nothing at this address. /api/docs lists what there is.');
};

const tooLong = (): never => {
  throw new Problem(413, 'That is longer than 1 MB. Files go to /api/v1/files.');
};

/** An upload has a limit of its own, and is not kept to be compared. */
const butFiles =
  (rule: MiddlewareHandler<ApiEnv>): MiddlewareHandler<ApiEnv> =>
  (c, next) =>
    c.req.path.endsWith('/v1/files') ? next() : rule(c, next);

/** What is read may be kept by who read it, and asked about again by its ETag; what is done is not kept. */
const kept = async (c: Context, next: () => Promise<void>): Promise<void> => {
  await next();
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', c.req.method === 'GET' ? 'private, no-cache' : 'no-store');
};

const failed =
  ({ log }: AppParts) =>
  (error: Error, c: Context): Response => {
    const known = problemOf(error);
    if (!known)
      log.error({ err: error.name, method: c.req.method, path: c.req.routePath }, 'A request at the API failed; who asked was told.');
    return answerProblem(
      c,
      known ?? new Problem(500, 'Something went wrong on our side. Try again; if it stays, the log where Alur runs says more.'),
    );
  };
