// The setup page by its requests: its one-time link, who sees the QR, what each state says, what is posted.
import { afterEach, expect, test } from 'vitest';
import type { WhatsAppState } from '../../bots/whatsapp/state.ts';
import type { SetupParts } from '../../src/web/setup/routes.tsx';
import { unruly } from './inline.ts';
import { enter, houseKey, linkKey, openSetup, type SetupHouse } from './setup-house.ts';
import { everyState, qrText } from './whatsapp-account.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const unpaired: WhatsAppState = { type: 'unpaired', qr: qrText(), loggedOut: false };

async function open(state: WhatsAppState | null = unpaired, more: Partial<SetupParts> = {}): Promise<SetupHouse> {
  const made = await openSetup(state, more);
  closing.push(made.close);
  return made;
}

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const bearing = { authorization: `Bearer ${houseKey}` };
const asPage = { accept: 'text/html' };
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;|’/g, "'")
    .replace(/\s+/g, ' ');

test('the link lets one browser in, once, and for 12 hours', async () => {
  const { app, clock } = await open();
  const entered = await app.request(`/setup?key=${linkKey}`);
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/setup']);
  const cookie = entered.headers.get('set-cookie') ?? '';
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/setup', 'Max-Age=43200']) expect(cookie).toContain(part);
  expect(cookie).not.toContain('Secure');
  expect(cookie).not.toContain(linkKey);
  const mine = { cookie: cookie.split(';')[0] ?? '' };
  expect((await app.request('/setup', { headers: mine })).status).toBe(200);
  expect((await app.request(`/setup?key=${linkKey}`, { headers: mine })).status).toBe(303);

  const again = await app.request(`/setup?key=${linkKey}`, { headers: asPage });
  expect(again.status).toBe(403);
  expect(again.headers.get('set-cookie')).toBeNull();
  expect(textOf(await again.text())).toMatch(/start Alur again.*npm run pair/);

  clock.advance(12 * 3_600_000 - 1);
  expect((await app.request('/setup', { headers: mine })).status).toBe(200);
  clock.advance(1);
  expect((await app.request('/setup', { headers: mine })).status).toBe(403);
});

test('only the first of several visitors at once is let in', async () => {
  const { app } = await open();
  const all = await Promise.all(Array.from({ length: 8 }, () => app.request(`/setup?key=${linkKey}`)));
  expect(all.map(({ status }) => status).toSorted()).toEqual([303, 403, 403, 403, 403, 403, 403, 403]);
});

test('a wrong key, a preview and an empty key let nobody in, and leave the link whole', async () => {
  const { app } = await open();
  for (const key of ['wrong', '', 'L'.repeat(31), houseKey]) expect((await app.request(`/setup?key=${key}`)).status, key).toBe(403);
  expect((await app.request(`/setup?key=${linkKey}`, { method: 'HEAD' })).status).toBe(403);
  expect((await app.request(`/setup?key=${linkKey}`, { headers: { 'sec-purpose': 'prefetch;prerender' } })).status).toBe(403);
  expect((await app.request(`/setup?key=${linkKey}`)).status).toBe(303);
  const { app: keyless } = await open(unpaired, { key: '', bearer: '' });
  expect((await keyless.request('/setup?key=')).status).toBe(403);
  expect((await keyless.request('/setup', { headers: { cookie: 'alur_setup=' } })).status).toBe(403);
  expect((await keyless.request('/setup/state', { headers: { authorization: 'Bearer ' } })).status).toBe(403);
});

test('behind https the cookie is for https alone', async () => {
  const { app } = await open();
  const entered = await app.request(`/setup?key=${linkKey}`, { headers: { 'x-forwarded-proto': 'https' } });
  expect(entered.headers.get('set-cookie')).toContain('Secure');
});

test('without a session nothing tells the QR, and nothing is done', async () => {
  const { app, account } = await open();
  const { qr = '' } = account.state() as Extract<WhatsAppState, { type: 'unpaired' }>;
  const strangers: Record<string, string>[] = [
    {},
    asPage,
    { cookie: 'alur_setup=x' },
    { cookie: `alur_setup=${linkKey}` },
    { authorization: `Bearer ${linkKey}` },
  ];
  for (const headers of strangers)
    for (const path of ['/setup', '/setup?by=code', '/setup/state', '/setup/events']) {
      const refused = await app.request(path, { headers });
      expect(refused.status, path).toBe(403);
      expect(refused.headers.get('cache-control'), path).toBe('no-store');
      expect(refused.headers.get('referrer-policy'), path).toBe('no-referrer');
      const said = await refused.text();
      expect(said).not.toContain(qr.slice(0, 12));
      expect(said).not.toContain('role="img"');
      expect(said).toContain('npm run pair');
    }
  expect((await app.request('/setup', { headers: bearing })).status).toBe(403);
  expect((await app.request('/setup/code', json({ phone: '5511912344821' }))).status).toBe(403);
  expect((await app.request('/setup/reconnect', json({}))).status).toBe(403);
  expect([account.asked, account.reconnects()]).toEqual([[], 0]);
});

test('what it sends is kept by nobody, runs nothing inline, and its files are there', async () => {
  const { app } = await open();
  const headers = await enter(app);
  for (const path of ['/setup', '/setup/state', '/setup/events']) {
    const answer = await app.request(path, { headers });
    expect([answer.status, answer.headers.get('cache-control')], path).toEqual([200, 'no-store']);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    if (path === '/setup/events') await answer.body?.cancel();
  }
  const page = await app.request('/setup', { headers });
  const html = await page.text();
  expect(unruly(html, page.headers.get('content-security-policy') ?? '')).toEqual([]);
  const files = [...html.matchAll(/(?:href|src)="(\/of\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(files.some((path) => path.endsWith('/setup/assets/setup.js'))).toBe(true);
  for (const path of files) expect((await app.request(path)).status, path).toBe(200);
  expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="\d+"/);
  const typing = await (await app.request('/setup?by=code', { headers })).text();
  expect(typing).not.toContain('http-equiv="refresh"'); // it would take away what is being typed
});

test.each(everyState)('says how it stands: %s', async (_, state, sentence) => {
  const { app } = await open(state);
  const headers = await enter(app);
  const html = await (await app.request('/setup', { headers })).text();
  expect(textOf(html)).toMatch(sentence);
  expect(textOf(html)).toMatch(/Telegram On, and waiting for its desk\./);
  expect(textOf(html)).toMatch(/may ban numbers.*answer only who wrote first/);
  const hasQr = state.type === 'unpaired' && state.qr !== undefined;
  expect(html.includes('role="img"')).toBe(hasQr);
  const told = (await (await app.request('/setup/state', { headers })).json()) as { state: WhatsAppState; sentence: string };
  expect(told.state).toEqual(state);
  expect(textOf(html)).toContain(told.sentence);
});

test('without a paired phone it says what to put into .env', async () => {
  const off = await open(null);
  const page = await off.app.request('/setup', { headers: await enter(off.app) });
  expect(textOf(await page.text())).toMatch(/WhatsApp is off.*WHATSAPP=baileys.*WHATSAPP=cloud/);
  const cloud = await open(null, { without: 'cloud' });
  const headers = await enter(cloud.app);
  expect(textOf(await (await cloud.app.request('/setup', { headers })).text())).toMatch(/Nothing to pair.*Cloud API.*WHATSAPP=baileys/);
  expect(await (await cloud.app.request('/setup/state', { headers })).json()).toMatchObject({ ok: true, state: null, without: 'cloud' });
  for (const asked of [
    cloud.app.request('/setup/events', { headers }),
    cloud.app.request('/setup/code', json({ phone: '5511912344821' }, headers)),
  ]) {
    expect((await asked).status).toBe(409);
    expect(await (await asked).text()).toContain('WHATSAPP=baileys');
  }
});

test('the QR is the text that WhatsApp gave, black on white with its quiet zone', async () => {
  const { encode } = await import('uqr');
  const { app } = await open();
  const html = await (await app.request('/setup', { headers: await enter(app) })).text();
  const side = Number(/viewBox="0 0 (\d+) \1" shape-rendering/.exec(html)?.[1]);
  const path = /<path fill="#000" d="([^"]+)"/.exec(html)?.[1] ?? '';
  const drawn = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let i = 0; i < Number(width); i++) (drawn[Number(y)] ?? [])[Number(x) + i] = true;
  expect(drawn).toEqual(encode(qrText(), { border: 4 }).data);
  expect(html).toContain(`<path fill="#fff" d="M0 0h${side}v${side}h-${side}z"`);
});

test('a name that would be more than a name stays words', async () => {
  const name = '<img src=x onerror=alert(1)>"\'\u001b[2J\u202e&amp;';
  const { app } = await open({ type: 'open', name, phone: '5511912344821', since: 0 });
  const headers = await enter(app);
  const html = await (await app.request('/setup', { headers })).text();
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  for (const steering of ['\u001b', '\u202e']) expect(html).not.toContain(steering);
  expect(html).not.toContain('5511912344821');
});

test('a code is asked for by a number as people write it', async () => {
  const { app, account } = await open();
  const headers = await enter(app);
  const asked = await app.request('/setup/code', json({ phone: ' +55 11 91234-4821 ' }, headers));
  expect(await asked.json()).toEqual({ ok: true, code: 'ABCD-1234' });
  expect(account.asked).toEqual(['5511912344821']);
  expect(textOf(await (await app.request('/setup?by=code', { headers })).text())).toMatch(/ABCD-1234.*Link with phone number instead/);
  expect((await app.request('/setup/code', json({ phone: '4915112345678' }, bearing))).status).toBe(200);
});

test.each([
  [{ phone: '1234567' }, /8 to 15 digits/],
  [{ phone: '1234567890123456' }, /8 to 15 digits/],
  [{ phone: '011 91234 4821' }, /without a 0/],
  [{ phone: 'call me' }, /made of digits/],
  [{ phone: '55+11912344821' }, /made of digits/],
  [{ phone: '  ' }, /with the country's code/],
  [{ phone: 5511912344821 }, /with the country's code/],
  [{ phone: '9'.repeat(50) }, /too long/],
  ['no object', /with the country's code/],
  [{ phone: '5511912344000' }, /try again in a moment/],
])('what is no number, or cannot be done, is a sentence: %j', async (body, sentence) => {
  const { app } = await open();
  const refused = await app.request('/setup/code', json(body, await enter(app)));
  expect(refused.status).toBe(400);
  expect(((await refused.json()) as { message: string }).message).toMatch(sentence);
});

test('no code is asked for where one would help nobody', async () => {
  const { app, account } = await open({ type: 'stopped', reason: 'replaced', code: 440 });
  const headers = await enter(app);
  const ask = async () =>
    ((await (await app.request('/setup/code', json({ phone: '5511912344821' }, headers))).json()) as { message: string }).message;
  expect(await ask()).toMatch(/Another program.*“Use it here” first/);
  account.become({ type: 'open', name: 'A', phone: '1', since: 0 });
  expect(await ask()).toMatch(/connected already/);
  expect(account.asked).toEqual([]);
});

test('takes nothing from another website', async () => {
  const { app, account } = await open({ type: 'offline', code: 408, retryAt: 0 });
  const headers = await enter(app);
  for (const foreign of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ] as Record<string, string>[]) {
    expect((await app.request('/setup/reconnect', json({}, { ...headers, ...foreign }))).status).toBe(403);
    const form = { ...headers, ...foreign, 'content-type': 'application/x-www-form-urlencoded' };
    expect((await app.request('/setup/code', { method: 'POST', headers: form, body: 'phone=5511912344821' })).status).toBe(403);
  }
  const bare = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  expect((await app.request('/setup/reconnect', { method: 'POST', headers: bare, body: '' })).status).toBe(403);
  expect([account.asked, account.reconnects()]).toEqual([[], 0]);
  expect((await app.request('/setup/reconnect', json({}, { ...headers, origin: 'http://localhost' }))).status).toBe(200);
  expect(account.reconnects()).toBe(1);
  expect((await app.request('/setup/code', json({ phone: '5'.repeat(5000) }, headers))).status).toBe(413);
});

test('does without a script: forms lead back to the page, with what was wrong', async () => {
  const { app, account } = await open();
  const headers = { ...(await enter(app)), origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded', ...asPage };
  const wrong = await app.request('/setup/code', { method: 'POST', headers, body: 'phone=12' });
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).toMatch(/8 to 15 digits[\s\S]*<\/p>/);
  // what a browser sends where pages tell no referrer
  const asBrowsers = { ...headers, origin: 'null', 'sec-fetch-site': 'same-origin' };
  expect((await app.request('/setup/code', { method: 'POST', headers: asBrowsers, body: 'phone=4915112345678' })).status).toBe(303);
  const right = await app.request('/setup/code', { method: 'POST', headers, body: 'phone=%2B55+11+91234-4821' });
  expect([right.status, right.headers.get('location')]).toEqual([303, '/setup?by=code']);
  account.become({ type: 'stopped', reason: 'replaced', code: 440 });
  const again = await app.request('/setup/reconnect', { method: 'POST', headers, body: '' });
  expect([again.status, again.headers.get('location')]).toEqual([303, '/setup']);
  expect(account.reconnects()).toBe(1);
});

test('tells each new state live, keeps a quiet stream open, and ends it with the session', async () => {
  const { app, account, clock } = await open();
  const stream = await app.request('/setup/events', { headers: await enter(app) });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const until = async (words: string) => {
    while (!heard.includes(words)) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error(`It ended after ${heard}`);
      heard += value;
    }
  };
  await until('pairing-1-');
  account.become({ type: 'unpaired', qr: qrText(2), loggedOut: false });
  await until('pairing-2-');
  expect(heard).not.toContain('still here');
  const beat = setInterval(() => clock.advance(15_000), 10);
  await until('still here');
  clearInterval(beat);
  account.become({ type: 'open', name: 'Ana', phone: '5511912344821', since: 0 });
  await until('"open"');
  clock.advance(12 * 3_600_000);
  const end = async () => {
    clock.advance(15_000);
    return account.watchers();
  };
  await expect.poll(end).toBe(0);
  expect((await reader?.read())?.done).toBe(true);
});
