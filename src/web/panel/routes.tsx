// The addresses below /t: a person's own page by its link, what they do there, their files, and the news of it. The link is all that
// gives access; numbers and ids in an address are looked up among what is theirs.
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { panelDeeds } from '../../../flows/panel-deeds.ts';
import { say } from '../../../flows/texts.ts';
import type { Person } from '../../../flows/turn.ts';
import { type PanelLinks, tokenPattern } from '../../panel-links.ts';
import { checkOrigin, isSameHost, wantsPage } from '../guard.ts';
import type { AppParts } from '../parts.ts';
import { languageOf } from '../try/language.ts';
import { createDoing } from './deed.ts';
import { serveKept } from './file.ts';
import { checkSize, FormRefused, mostBytes, mostFiles, readForm } from './form.ts';
import { streamChanges } from './live.ts';
import { GonePage, type Notice, PanelPage } from './page.tsx';
import { readShownFile, readView } from './view.ts';

export type PanelParts = Pick<AppParts, 'house' | 'clock' | 'log' | 'files' | 'languages' | 'zone' | 'brand'> & { links: PanelLinks };

type Vars = { Variables: { person: Person; until: number; token: string } };

/** Everything below /t. */
export function panelRoutes(parts: PanelParts): Hono<Vars> {
  const { house, clock, log, brand, links, zone, files } = parts;
  const kept = { store: house.store, files };
  const doing = createDoing({ ...kept, engine: house.engine, clock, log });
  const app = new Hono<Vars>();
  app.use(secret, checkOrigin, csrf({ origin: isSameHost }));

  const gone = (c: Context, closed = false) => {
    const language = languageOf(c);
    if (wantsPage(c)) return c.html(<GonePage language={language} brand={brand} closed={closed} />, closed ? 200 : 404);
    return c.json({ ok: closed, message: say(language, closed ? 'panel.closed' : 'panel.gone_more') }, closed ? 200 : 404);
  };

  async function page(c: Context<Vars>, number: number | undefined, notice?: Notice, status: 200 | FormRefused['status'] = 200) {
    const { person, until, token } = c.var;
    const view = await readView(house.store, person, {
      ...(number === undefined ? {} : { number }),
      words: c.req.query('q')?.slice(0, 80) ?? '',
    });
    if (!view) return gone(c);
    const around = { language: person.language, zone, base: `/t/${token}` };
    const most = { mostMb: Math.floor(mostBytes / 1024 / 1024), mostFiles };
    return c.html(<PanelPage {...{ around, person, until, view, brand, notice, ...most }} offered={parts.languages} />, status);
  }

  /** Told by the page anew, or in a sentence to its script. */
  const refused = async (c: Context<Vars>, number: number | undefined, error: unknown) => {
    if (!(error instanceof FormRefused)) throw error;
    const text = say(c.var.person.language, error.key, error.holes);
    if (error.status === 413 || error.status === 507) c.header('Connection', 'close'); // what was not read is not waited for
    return wantsPage(c) ? page(c, number, { good: false, text }, error.status) : c.json({ ok: false, message: text }, error.status);
  };

  const one = `/:token{${tokenPattern}}` as const;
  const open: MiddlewareHandler<Vars> = async (c, next) => {
    const token = c.req.param('token') ?? '';
    const link = await links.open(token);
    if (!link) return gone(c);
    c.set('person', link.person);
    c.set('until', link.until);
    c.set('token', token);
    return next();
  };
  app.use(`${one}/*`, open);
  app.use(one, open);

  app.get(one, (c) => page(c, undefined));
  app.get(`${one}/live`, (c) => {
    const { token, person } = c.var;
    return streamChanges(c, {
      changes: house.changes,
      clock,
      log,
      person: person.id,
      isOpen: async () => (await links.open(token)) !== null,
    });
  });
  app.get(`${one}/room`, (c) =>
    checkSize(files, Number(c.req.query('bytes'))).then(
      () => c.json({ ok: true }),
      (error: unknown) => refused(c, undefined, error),
    ),
  );
  app.get(`${one}/file/:number{\\d{1,9}}/:id{.+}`, async (c) => {
    const file = await readShownFile(house.store, c.var.person, Number(c.req.param('number')), c.req.param('id'));
    return (file && (await serveKept(kept, c, file))) ?? gone(c);
  });
  app.get(`${one}/:number{\\d{1,9}}`, (c) => {
    const text = say(c.var.person.language, 'panel.sent');
    return page(c, Number(c.req.param('number')), c.req.query('sent') === undefined ? undefined : { good: true, text });
  });

  app.post(`${one}/language`, async (c) => {
    try {
      const { once, language } = await readForm(kept, c);
      if (parts.languages.includes(language)) await doing.press(c.var.person, `l:${language}`, once);
    } catch (error) {
      return refused(c, undefined, error);
    }
    return c.redirect(`/t/${c.var.token}`, 303);
  });
  app.post(`${one}/close`, async (c) => {
    try {
      await doing.press(c.var.person, 'p:close', (await readForm(kept, c)).once);
    } catch (error) {
      return refused(c, undefined, error);
    }
    return gone(c, true);
  });
  app.post(`${one}/:number{\\d{1,9}}/:deed{${panelDeeds.join('|')}}`, async (c) => {
    const number = Number(c.req.param('number'));
    const deed = panelDeeds.find((name) => name === c.req.param('deed'));
    if (!deed) return c.notFound();
    try {
      await doing.toTicket(c.var.person, number, deed, await readForm(kept, c));
    } catch (error) {
      return refused(c, number, error);
    }
    const text = say(c.var.person.language, 'panel.sent');
    return wantsPage(c) ? c.redirect(`/t/${c.var.token}/${number}?sent`, 303) : c.json({ ok: true, message: text });
  });
  app.all('*', (c) => gone(c));
  return app;
}

/** The address is the key: it goes to nobody else, is kept by no cache, and found by no search. */
const secret: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  c.res.headers.set('Referrer-Policy', 'no-referrer');
  c.res.headers.set('X-Robots-Tag', 'noindex, nofollow');
};
