// The try-it page's addresses: the page, what was said, what is being said, what is posted. The terminal uses the same ones.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { inboundOf, WebMessage, webContact, webDeskChat } from '../../../bots/web/index.ts';
import { readLinkRow } from '../../../db/panel.ts';
import { readChat, readDeskLines } from '../../../db/transcript.ts';
import { askAgainFromHere, checkHost, checkKey, checkOrigin, isSameHost } from '../guard.ts';
import { NoKeyPage } from '../page.tsx';
import type { AppParts } from '../parts.ts';
import { keepUpload, largestFile, refuseLarge, serveFile, unknownFile } from './files.ts';
import { languageOf } from './language.ts';
import { shown } from './lines.ts';
import { TryPage } from './page.tsx';
import { createStreams } from './stream.ts';

const longestMessage = 1024 * 1024;
/** What a form puts around its file. */
const formSlack = 64 * 1024;

/** Everything below /try. */
export function tryRoutes(parts: AppParts): Hono {
  const { house, web, log, clock, access } = parts;
  const streams = createStreams({ web, store: house.store, clock, log });
  const app = new Hono();

  app.use(checkHost(access), checkOrigin, csrf({ origin: isSameHost }));
  app.use(
    checkKey(access, (c) => {
      askAgainFromHere(c, '/try');
      if (c.req.path === '/try') return c.html(<NoKeyPage />, 403);
      throw new HTTPException(403, { message: 'This needs the key of the link that npm start prints.' });
    }),
  );
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  });

  app.get('/', (c) => c.html(<TryPage language={languageOf(c)} />));
  app.get('/phone', async (c) => {
    const lines = await readChat(house.store, chatOf(c.req.query('as')));
    return c.json({ lines: lines.flatMap((line) => shown(line, originOf(c))) });
  });
  app.get('/desk', async (c) => {
    const lines = await readDeskLines(house.store, webDeskChat);
    return c.json({ here: house.memory.desk()?.chat === webDeskChat, lines: lines.flatMap((line) => shown(line, originOf(c))) });
  });
  app.get('/panel/:row', async (c) => {
    const row = c.req.param('row');
    const person = await readLinkRow(house.store, row);
    const link = person && (await house.links?.make(person, row));
    return link ? c.redirect(link.slice(link.lastIndexOf('/t/')), 303) : c.notFound();
  });
  app.get('/events', (c) => streams.open(c, chatOf(c.req.query('as'))));

  app.post('/messages', bodyLimit({ maxSize: longestMessage, onError: tooLong }), async (c) => {
    const parsed = WebMessage.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success)
      throw new HTTPException(400, {
        message: `This is no message: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; ')}`,
      });
    const message = parsed.data;
    chatOf(message.as);
    const unknown = await unknownFile(parts, message.files);
    if (unknown) throw new HTTPException(400, { message: 'One of the files was not uploaded here. Attach it again.' });
    let replies: number;
    try {
      replies = await web.receive(message);
    } catch (error) {
      log.warn(
        { err: error instanceof Error ? error.name : typeof error },
        'A message from the try-it page could not be stored; the page was told to send it again.',
      );
      throw new HTTPException(503, { message: 'It could not be kept just now. Send it again in a moment.' });
    }
    const { chat, id } = inboundOf(message, clock.now());
    streams.said(chat, id);
    return c.json({ ok: true, replies });
  });

  app.post('/files', bodyLimit({ maxSize: largestFile + formSlack, onError: refuseLarge }), async (c) =>
    c.json(await keepUpload(parts, c)),
  );
  app.get('/files/:id{.+}', (c) => serveFile(parts, c, c.req.param('id')));
  return app;
}

const originOf = (c: Context): string => new URL(c.req.url).origin;

const tooLong = (): never => {
  throw new HTTPException(413, { message: 'That message is too long. Send it as a file, or in parts.' });
};

/** The chat of a visitor. The desk's own chat is nobody's. */
function chatOf(as: string | undefined): string {
  const parsed = WebMessage.shape.as.safeParse(as);
  if (!parsed.success) throw new HTTPException(400, { message: '"as" names who writes: letters, digits and _ . @ + - only.' });
  const chat = `${webContact}:${parsed.data}`;
  if (chat === webDeskChat) throw new HTTPException(400, { message: 'Nobody writes as the desk itself.' });
  return chat;
}
