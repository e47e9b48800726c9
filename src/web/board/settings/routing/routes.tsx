// The routing page's addresses: the page, its one form's end, and the QR codes. Every change is a command of the desk's.
import { Hono } from 'hono';
import { linksOf, unnamedAccounts } from '../../../../../flows/contact-links.ts';
import { keyOf } from '../../../../../flows/desk-contact.ts';
import { atLeast } from '../../../../../flows/desk-roles.ts';
import { qrPng } from '../../../../qr.ts';
import type { AppParts } from '../../../parts.ts';
import type { StaffVariables } from '../../../staff/session.ts';
import { perform } from '../../deed.ts';
import { type C, whoOf } from '../who.ts';
import { kinds, linesIn } from './lines.ts';
import { RoutingPage } from './page.tsx';
import { type RoutingView, routingPath } from './view.ts';

/** Everything below /board/settings/routing. */
export function routingRoutes(parts: AppParts): Hono<StaffVariables> {
  const { memory, catalogue } = parts.house;
  const app = new Hono<StaffVariables>();

  const page = (c: C, news: Pick<RoutingView, 'saved' | 'refused'>) => {
    const view: RoutingView = {
      who: whoOf(c),
      mayChange: atLeast(c.var.staff.role, 'lead'),
      routing: memory.routing(),
      kept: memory.kept(),
      team: memory.team(),
      loads: memory.loads(),
      catalogue: catalogue.current(),
      campaigns: memory.book().map(({ code }) => code),
      languages: parts.languages,
      ...news,
    };
    return c.html(<RoutingPage view={view} />, news.refused ? 409 : 200);
  };

  app.get('/', (c) => page(c, { saved: kinds.find((kind) => kind === c.req.query('saved')) }));
  app.post('/', async (c) => {
    const form = await c.req.parseBody({ all: true });
    const kind = kinds.find((one) => one === form.kind);
    if (!kind) return c.notFound();
    for (const { name, text } of linesIn(kind, form, { routing: memory.routing(), kept: memory.kept() })) {
      const done = await perform(parts, c.var.staff, name, { text });
      if (!done.ok) return page(c, { refused: { kind, form, sentence: done.sentence } });
    }
    return c.redirect(`${routingPath}?saved=${kind}#${kind}`, 303);
  });

  app.get('/:key/qr.png', async (c) => {
    const { contacts } = memory.routing();
    const all = [...contacts, ...unnamedAccounts(memory.kept(), contacts, c.var.language)];
    const point = all.find((one) => keyOf(one) === c.req.param('key'));
    const links = point ? linksOf(memory.kept(), point, parts.languages[0] ?? 'en') : [];
    const link = links.find(({ contact }) => contact === (c.req.query('on') ?? contact));
    return link ? c.body(new Uint8Array(await qrPng(link.url)), 200, { 'Content-Type': 'image/png' }) : c.notFound();
  });
  return app;
}
