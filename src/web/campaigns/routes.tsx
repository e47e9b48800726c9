// The campaign book's addresses: the calendar, a campaign, the forms, and the feed by its secret address. Writing goes by the desk's command.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import { readCampaigns, readCampaignYield, readOpenOf } from '../../../db/campaigns.ts';
import { readSettings, settingStatement } from '../../../db/desk.ts';
import { auditStatement } from '../../../db/web.ts';
import { quarterOf } from '../../../flows/campaigns/calendar.ts';
import type { BookedCampaign } from '../../../flows/campaigns/campaign.ts';
import { calendarOf } from '../../../flows/campaigns/ics.ts';
import { dayOf } from '../../../flows/hours.ts';
import { say } from '../../../flows/texts.ts';
import { fits, isHttps } from '../guard.ts';
import type { AppParts } from '../parts.ts';
import { type StaffVariables, staffOnly } from '../staff/session.ts';
import { CalendarPage } from './calendar.tsx';
import { emptyValues, endTyped, FormPage, type FormValues, typedFrom, valuesIn, valuesOf } from './form.tsx';
import { CampaignPage } from './one.tsx';
import { huesOf, mayWrite, type Reader } from './parts.tsx';

type Bound = Context<StaffVariables>;

const command = 'campaign';
const keySetting = 'campaigns_key';
const longestForm = 64 * 1024;
const newKey = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url');
const originOf = (c: Context): string => `${isHttps(c) ? 'https' : 'http'}://${new URL(c.req.url).host}`;

/** `/campaigns` and what is below it, and `/campaigns.ics`. */
export function campaignRoutes(parts: AppParts): Hono<StaffVariables> {
  const { house, clock, deeds } = parts;
  const app = new Hono<StaffVariables>();
  app.get('/campaigns.ics', etag(), (c) => feed(c, parts));
  app.use('/campaigns', staffOnly(parts));
  app.use('/campaigns/*', staffOnly(parts), bodyLimit({ maxSize: longestForm }));

  const readerOf = (c: Bound): Reader => ({ staff: c.var.staff, language: c.var.language, today: dayOf(house.hours.zone, clock.now()) });
  const oneOf = async (c: Bound): Promise<BookedCampaign & { hue: string }> => {
    const code = c.req.param('code') ?? '';
    const book = await readCampaigns(house.store);
    const found = book.find((one) => one.code === code.toUpperCase());
    if (!found) throw new HTTPException(404, { message: say(c.var.language, 'campaigns.unknown', { code }) });
    return { ...found, hue: huesOf(book).get(found.code) ?? '' };
  };
  const mustWrite = (c: Bound): void => {
    if (!mayWrite(readerOf(c))) throw new HTTPException(403, { message: say(c.var.language, 'campaigns.lead_only') });
  };
  const form = (c: Bound, values: FormValues, isNew: boolean, mistake?: string) => {
    const path = isNew ? '/campaigns' : `/campaigns/${values.code}`;
    const page = { reader: readerOf(c), team: house.memory.team(), values, isNew, ...(mistake ? { mistake } : {}) };
    return c.html(<FormPage {...page} action={isNew ? '/campaigns/new' : `${path}/edit`} back={path} />, mistake ? 400 : 200);
  };
  const save = async (c: Bound, values: FormValues, isNew: boolean) => {
    const done = await deeds.perform(c.var.staff, {
      name: command,
      text: typedFrom(values, isNew),
      ...(values.id ? { id: values.id } : {}),
    });
    if (!done.ok) return form(c, { ...values, id: crypto.randomUUID() }, isNew, done.sentence);
    return c.redirect(`/campaigns/${encodeURIComponent(values.code.trim().toUpperCase())}`, 303);
  };

  app.get('/campaigns', async (c) => {
    const reader = readerOf(c);
    const view = c.req.query('view') === 'quarter' ? 'quarter' : 'month';
    const asked = c.req.query('at') ?? '';
    const month = /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : reader.today.slice(0, 7);
    const [book, settings] = await Promise.all([readCampaigns(house.store), readSettings(house.store)]);
    const key = settings.get(keySetting);
    const address = key ? `${originOf(c)}/campaigns.ics?key=${key}` : undefined;
    return c.html(
      <CalendarPage reader={reader} book={book} view={view} month={view === 'month' ? month : quarterOf(month)} feed={address} />,
    );
  });

  app.post('/campaigns/feed', async (c) => {
    mustWrite(c);
    const isMade = (await c.req.parseBody()).key === 'make';
    const { address, name } = c.var.staff;
    const audit = auditStatement({ at: clock.now(), address, name, deed: isMade ? 'feed_made' : 'feed_revoked' });
    await house.store.write([settingStatement(keySetting, isMade ? newKey() : ''), audit]);
    await house.memory.readDesk();
    return c.redirect('/campaigns#feed', 303);
  });

  app.get('/campaigns/new', (c) => {
    mustWrite(c);
    return form(c, emptyValues(c.var.staff, crypto.randomUUID()), true);
  });
  app.post('/campaigns/new', async (c) => save(c, valuesIn(await c.req.parseBody({ all: true })), true));

  app.get('/campaigns/:code', async (c) => {
    const campaign = await oneOf(c);
    const [open, all] = await Promise.all([readOpenOf(house.store, campaign.code), readCampaignYield(house.store, 0, clock.now() + 1)]);
    const brought = all.filter((one) => one.campaign === campaign.code);
    const { memory, catalogue } = house;
    return c.html(
      <CampaignPage
        reader={readerOf(c)}
        campaign={campaign}
        hue={campaign.hue}
        team={memory.team()}
        catalogue={catalogue.current()}
        open={open}
        brought={brought}
      />,
    );
  });
  app.get('/campaigns/:code/edit', async (c) => {
    mustWrite(c);
    return form(c, valuesOf(await oneOf(c), crypto.randomUUID()), false);
  });
  app.post('/campaigns/:code/edit', async (c) => {
    const { code } = await oneOf(c);
    return save(c, { ...valuesIn(await c.req.parseBody({ all: true })), code }, false);
  });
  app.post('/campaigns/:code/end', async (c) => {
    const { code } = await oneOf(c);
    const done = await deeds.perform(c.var.staff, { name: command, text: endTyped(code) });
    if (!done.ok) throw new HTTPException(400, { message: done.sentence });
    return c.redirect(`/campaigns/${code}`, 303);
  });
  return app;
}

/** Whoever has the address reads the book; the key is never told in a log or a cache. */
async function feed(c: Context, { house }: AppParts): Promise<Response> {
  const settings = await readSettings(house.store);
  if (!(await fits(c.req.query('key'), settings.get(keySetting) ?? ''))) return c.notFound();
  const book = await readCampaigns(house.store);
  const language = house.memory.desk()?.language ?? 'en';
  return c.body(calendarOf({ book, team: house.memory.team(), language, page: `${originOf(c)}/campaigns` }), 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="campaigns.ics"',
    'Cache-Control': 'private, no-cache',
    'Referrer-Policy': 'no-referrer',
  });
}
