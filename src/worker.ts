// The house on Cloudflare Workers: the same flows, statements and engine over a libSQL server, one request a house.
// What is imported here runs in workerd, whose Node compatibility has what mails need: sockets and TLS.
import { Hono } from 'hono';
import { z } from 'zod';
import type { Channel, OpenFile } from '../bots/channel.ts';
import type { EmailDoor } from '../bots/email/door.ts';
import { telegram } from '../bots/telegram/index.ts';
import { templateNamed, whatsappCloud } from '../bots/whatsapp-cloud/index.ts';
import { openServer } from '../db/server.ts';
import { parseHours, usualHours } from '../flows/hours-written.ts';
import { languages } from '../flows/texts.ts';
import { storeCatalogue } from './catalogue.ts';
import { clean } from './clean.ts';
import { realClock } from './clock.ts';
import { type House, openHouse } from './house.ts';
import type { Log } from './log.ts';
import { fetchedOf, type Message, mailBindings, openWorkerEmail } from './worker-email.ts';
import { type Bucket, bucketFiles, isBucket } from './worker-files.ts';

const Bindings = z.object({
  DATABASE_URL: z.string(),
  DATABASE_AUTH_TOKEN: z.string().optional(),
  TELEGRAM_BOT_TOKEN: z.string().optional(),
  TELEGRAM_API_ROOT: z.string().optional(),
  TELEGRAM_WEBHOOK_SECRET: z.string().optional(),
  WHATSAPP_CLOUD_TOKEN: z.string().optional(),
  WHATSAPP_CLOUD_PHONE_ID: z.string().optional(),
  WHATSAPP_CLOUD_APP_SECRET: z.string().optional(),
  WHATSAPP_CLOUD_VERIFY_TOKEN: z.string().optional(),
  WHATSAPP_CLOUD_TEMPLATE: z.string().optional(),
  WHATSAPP_GRAPH_ROOT: z.string().optional(),
  ...mailBindings,
  /** A bucket for files; without it they stay with the channel that brought them, and no mails come in. */
  FILES: z.custom<Bucket>(isBucket).optional(),
  TZ_NAME: z.string().default('UTC'),
  TEAM_HOURS: z.string().default(usualHours),
  /** Holidays by country need a package that is too big for a Worker: they are listed here. */
  TEAM_FREE_DAYS: z.string().default(''),
  DIGEST_AT: z
    .string()
    .regex(/^(off|([01]\d|2[0-3]):[0-5]\d)$/)
    .default('08:30'),
  QUIET_MS: z.coerce.number().int().min(0).max(10_000).default(1500),
});
type Env = z.infer<typeof Bindings>;

type Context = { waitUntil(work: Promise<unknown>): void };
type Handle = (request: Request) => Promise<Response>;
type Door = { house: House; mail?: EmailDoor | undefined; handles: { telegram?: Handle | undefined; whatsapp?: Handle | undefined } };

const line = (level: string) => (facts: object, sentence: string) => console.log(JSON.stringify(clean({ level, ...facts, msg: sentence })));
const log: Log = { info: line('info'), warn: line('warn'), error: line('error') };

function openTelegram(env: Env, openFile: OpenFile) {
  if (!env.TELEGRAM_BOT_TOKEN || !env.TELEGRAM_WEBHOOK_SECRET) return undefined;
  return telegram({
    contact: 'telegram',
    token: env.TELEGRAM_BOT_TOKEN,
    ...(env.TELEGRAM_API_ROOT ? { root: env.TELEGRAM_API_ROOT } : {}),
    openFile,
    log,
    now: realClock.now,
    sleep: realClock.sleep,
    webhook: { url: '', secret: env.TELEGRAM_WEBHOOK_SECRET, registered: true },
  });
}

function openWhatsapp(env: Env, openFile: OpenFile) {
  const { WHATSAPP_CLOUD_TOKEN: token, WHATSAPP_CLOUD_PHONE_ID: phoneId } = env;
  const { WHATSAPP_CLOUD_APP_SECRET: appSecret, WHATSAPP_CLOUD_VERIFY_TOKEN: verifyToken } = env;
  if (!token || !phoneId || !appSecret || !verifyToken) return undefined;
  const template = templateNamed(env.WHATSAPP_CLOUD_TEMPLATE ?? '');
  return whatsappCloud({
    ...{ contact: 'whatsapp', token, phoneId, appSecret, verifyToken, openFile, log, now: realClock.now },
    ...(env.WHATSAPP_GRAPH_ROOT ? { root: env.WHATSAPP_GRAPH_ROOT } : {}),
    ...(template ? { template } : {}),
  });
}

let migrated = false;
const catalogue = storeCatalogue({ clock: realClock, log });

/** A house for one request: what one request opens, another may not use. */
async function openDoor(bindings: unknown): Promise<Door> {
  const env = Bindings.parse(bindings);
  const handles: Door['handles'] = {};
  let mail: EmailDoor | undefined;
  const store = openServer(env.DATABASE_URL, env.DATABASE_AUTH_TOKEN);
  const files = bucketFiles(env.FILES);
  const house = await openHouse({
    store,
    alone: false,
    migrated,
    files,
    clock: realClock,
    log,
    catalogue,
    languages,
    zone: env.TZ_NAME,
    hours: parseHours(env.TZ_NAME, env.TEAM_HOURS, env.TEAM_FREE_DAYS.match(/[\d-]{10}/g) ?? []),
    ...(env.DIGEST_AT === 'off' ? {} : { digestAt: env.DIGEST_AT }),
    settings: { quietMs: env.QUIET_MS },
    fallbackDesk: null,
    fixedDesk: null,
    channels: async (openFile) => {
      const bot = openTelegram(env, openFile);
      const number = openWhatsapp(env, openFile);
      handles.telegram = bot?.handle;
      handles.whatsapp = number?.handle;
      mail = await openWorkerEmail(env, { store, files, openFile, log, language: languages[0] ?? 'en' });
      return [bot, number, mail].filter((channel): channel is NonNullable<typeof channel> => channel !== undefined) satisfies Channel[];
    },
  });
  migrated = true;
  for (const channel of house.channels) await channel.start(house.engine.take);
  return { house, mail, handles };
}

const app = new Hono<{ Bindings: Record<string, unknown> }>();

app.get('/healthz', (c) => c.text('ok'));

app.post('/webhooks/telegram/:id', async (c) => {
  const { house, handles } = await openDoor(c.env);
  if (!handles.telegram) return c.text('Telegram is off: set TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET.', 404);
  const answer = await handles.telegram(c.req.raw);
  c.executionCtx.waitUntil(house.rest());
  return answer;
});

app.on(['GET', 'POST'], '/webhooks/whatsapp/:id', async (c) => {
  const { house, handles } = await openDoor(c.env);
  if (!handles.whatsapp) return c.text('WhatsApp is off: set the bindings that begin with WHATSAPP_CLOUD_.', 404);
  const answer = await handles.whatsapp(c.req.raw);
  c.executionCtx.waitUntil(house.rest());
  return answer;
});

export default {
  fetch: app.fetch,
  /** A mail that Cloudflare brings. Rejects when it must come again. */
  async email(message: Message, bindings: Record<string, unknown>, context: Context): Promise<void> {
    const { house, mail } = await openDoor(bindings);
    if (!mail) throw new Error('Mail is off: set SMTP_URL and MAIL_FROM.');
    if (!isBucket(bindings.FILES)) throw new Error('Mails bring files: bind an R2 bucket as FILES.');
    await mail.receive(await fetchedOf(message));
    context.waitUntil(house.rest());
  },
  /** Every minute: timers that are due, and messages that wait to be sent again. */
  async scheduled(_: unknown, bindings: unknown, context: Context): Promise<void> {
    const { house } = await openDoor(bindings);
    await house.tick();
    await house.outbox.sweep();
    context.waitUntil(house.outbox.idle());
  },
};
