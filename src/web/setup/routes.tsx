// The setup page's addresses: the page by its one-time link, and what it and the terminal ask: how WhatsApp stands, a code, a new try.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { WhatsAppAccount } from '../../../bots/whatsapp/state.ts';
import type { Clock } from '../../clock.ts';
import { codeShown, PhoneNumber } from '../../phone-number.ts';
import { whatsAppWords } from '../../whatsapp-words.ts';
import { askAgainFromHere, checkOrigin, isSameHost, wantsPage } from '../guard.ts';
import { createKeys } from './keys.ts';
import { NoSetupKeyPage, SetupPage } from './page.tsx';
import { streamStates } from './stream.ts';
import { type ChannelLine, setupPath, type Without } from './view.ts';

export type SetupParts = {
  /** Of the one-time link. */
  key: string;
  /** What the terminal on this machine bears. */
  bearer: string;
  /** The paired phones by name, the first one's empty; none while WhatsApp is not by a paired phone, `without` says why. */
  accounts: ReadonlyMap<string, WhatsAppAccount>;
  without?: Without;
  /** The other ways in, as they stand now. */
  channels: () => readonly ChannelLine[];
  clock: Clock;
  /** The zone that times are told in. */
  zone: string;
};

const longestForm = 4096;
const noKey =
  'This needs the link that npm start prints: start Alur again for a new one, or type npm run pair in a terminal on its machine.';

export function createSetup({ key, bearer, accounts, without = 'off', channels, clock, zone }: SetupParts): Hono {
  const keys = createKeys({ key, bearer, now: clock.now });
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    c.res.headers.set('Cache-Control', 'no-store');
    c.res.headers.set('Referrer-Policy', 'no-referrer');
  });
  app.use(checkOrigin, csrf({ origin: isSameHost }), bodyLimit({ maxSize: longestForm, onError: tooLong }));

  const refuse = (c: Context) => {
    askAgainFromHere(c, '/setup');
    return wantsPage(c) ? c.html(<NoSetupKeyPage />, 403) : c.json({ ok: false, message: noKey }, 403);
  };
  const nameOf = (c: Context): string => c.req.query('account') ?? accounts.keys().next().value ?? '';
  const page = (c: Context, problem?: string) =>
    c.html(
      <SetupPage
        state={accounts.get(nameOf(c))?.state() ?? null}
        account={nameOf(c)}
        accounts={[...accounts].map(([name, account]) => ({ name, state: account.state() }))}
        without={without}
        channels={channels()}
        now={clock.now()}
        zone={zone}
        byCode={problem !== undefined || c.req.query('by') === 'code'}
        problem={problem}
      />,
      problem === undefined ? 200 : 400,
    );

  app.get('/', async (c) => {
    const given = c.req.query('key');
    if (given === undefined) {
      if ((await keys.until(c)) === 0) return refuse(c);
      return accounts.size > 0 && !accounts.has(nameOf(c)) ? c.redirect('/setup', 303) : page(c);
    }
    // A preview or a prefetch is no visit, and must not use the link up.
    const visits = c.req.method === 'GET' && !/prefetch|preview/i.test(c.req.header('sec-purpose') ?? c.req.header('purpose') ?? '');
    return visits && (await keys.begin(c, given)) ? c.redirect(setupPath(c.req.query('account') ?? ''), 303) : refuse(c);
  });

  const untilOf = async (c: Context): Promise<number> => Math.max(await keys.until(c), await keys.untilForProgram(c));
  app.use(async (c, next) => ((await untilOf(c)) > 0 ? next() : refuse(c)));

  const there = (c: Context): WhatsAppAccount => {
    const account = accounts.get(nameOf(c));
    if (account) return account;
    throw new HTTPException(409, { message: accounts.size > 0 ? noSuch(nameOf(c), [...accounts.keys()]) : noPhone });
  };

  app.get('/state', (c) => {
    const account = accounts.size > 0 ? there(c) : undefined;
    if (!account) return c.json({ ok: true, state: null, without, channels: channels() });
    const state = account.state();
    const { sentence, remedy } = whatsAppWords(state);
    return c.json({ ok: true, state, sentence, remedy, channels: channels() });
  });
  app.get('/events', async (c) => streamStates(c, there(c), clock, await untilOf(c)));

  app.post('/code', async (c) => {
    const form = isForm(c);
    const sent: unknown = form ? await c.req.parseBody() : await c.req.json().catch(() => null);
    const told = await askForCode(there(c), sent);
    if ('code' in told)
      return form ? c.redirect(setupPath(nameOf(c), { by: 'code' }), 303) : c.json({ ok: true, code: codeShown(told.code) });
    return form ? page(c, told.message) : c.json({ ok: false, message: told.message }, 400);
  });
  app.post('/reconnect', (c) => {
    there(c).reconnect();
    return isForm(c) ? c.redirect(setupPath(nameOf(c)), 303) : c.json({ ok: true });
  });
  return app;
}

const isForm = (c: Context): boolean => (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');

async function askForCode(account: WhatsAppAccount, sent: unknown): Promise<{ code: string } | { message: string }> {
  const phone = PhoneNumber.safeParse(typeof sent === 'object' && sent !== null && 'phone' in sent ? sent.phone : undefined);
  if (!phone.success) return { message: phone.error.issues[0]?.message ?? 'That is no phone number.' };
  const state = account.state();
  if (state.type === 'open') return { message: 'WhatsApp is connected already; there is nothing to pair.' };
  if (state.type === 'stopped') return { message: `${whatsAppWords(state).sentence} Choose “${whatsAppWords(state).again}” first.` };
  try {
    return { code: await account.pairByCode(phone.data) };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

const noPhone = 'There is no phone to pair: put WHATSAPP=baileys into .env and start Alur again.';
const noSuch = (name: string, names: readonly string[]): string =>
  `No account is called “${name}”. There is: ${names.map((one) => one || 'the first one').join(', ')}. For another, put WHATSAPP__NAME=baileys into .env.`;

const tooLong = (): never => {
  throw new HTTPException(413, { message: 'That is too long for a phone number.' });
};
