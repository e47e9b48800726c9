// The web app by its requests: who is let in, what is posted, what is kept, what is heard live.
import { afterEach, expect, test } from 'vitest';
import { StoreError } from '../../db/store.ts';
import type { FileRef } from '../../flows/message.ts';
import type { Access } from '../../src/web/guard.ts';
import type { ShownLine } from '../../src/web/try/lines.ts';
import { testClock } from '../support/clock.ts';
import type { TestHouseOptions } from '../support/house.ts';
import { unruly } from './inline.ts';
import { openTryHouse, type TryHouse } from './open.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(access?: Access, options: TestHouseOptions = {}): Promise<TryHouse> {
  const made = await openTryHouse({ clock: testClock(), ...options }, access);
  closing.push(made.house.close);
  return made;
}

const locked: Access = { open: false, key: 'k'.repeat(32) };
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const linesOf = async (response: Response): Promise<ShownLine[]> => ((await response.json()) as { lines: ShownLine[] }).lines;
const texts = (lines: ShownLine[]): string[] =>
  lines.flatMap((line) => (line.way === 'in' ? (line.text ?? `[${line.choice}]`) : line.body.type === 'text' ? line.body.text : []));

test('leads from / to the page, and answers the health checks', async () => {
  const { app, house } = await open();
  expect((await app.request('/')).headers.get('location')).toBe('/try');
  expect(await (await app.request('/healthz')).text()).toBe('ok');
  expect((await app.request('/readyz')).status).toBe(200);
  house.store.read = () => Promise.reject(new StoreError('refused', 'no', undefined));
  const sick = await app.request('/readyz');
  expect(sick.status).toBe(503);
  expect(await sick.text()).toContain('does not answer');
  expect((await app.request('/healthz')).status).toBe(200);
});

test.each([
  ['the browser’s', '', { 'accept-language': 'fr;q=0.9, uk-UA;q=0.8, en;q=0.5' }, 'uk', 'Нов'],
  ['the nearest', '', { 'accept-language': 'pt-PT' }, 'pt-BR', 'Novo cliente'],
  ['the one asked for', '?lang=tr', { 'accept-language': 'id' }, 'tr', 'Yeni müşteri'],
  ['the one asked for before', '', { 'accept-language': 'id', cookie: 'alur_lang=tr' }, 'tr', 'Yeni müşteri'],
  ['English, for what nobody here speaks', '?lang=xx', { 'accept-language': 'fr' }, 'en', 'New client'],
  ['English, for who says nothing', '', {}, 'en', 'New client'],
])('speaks %s language', async (_, query, headers, language, words) => {
  const { app } = await open();
  const page = await app.request(`/try${query}`, { headers: headers as Record<string, string> });
  const html = await page.text();
  expect(html).toContain(`<html lang="${language}">`);
  expect(html).toContain(words);
  expect(page.headers.get('set-cookie') ?? '').toContain(query === '?lang=tr' ? 'alur_lang=tr' : '');
});

test('allows no script in a page and only our own style, no framing, and no guessing of types', async () => {
  const { app } = await open();
  const page = await app.request('/try');
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const html = await page.text();
  expect(html).toContain('<style>');
  expect(unruly(html, policy)).toEqual([]);
  for (const [, path] of html.matchAll(/(?:href|src)="(\/of\/[^"]+)"/g)) expect((await app.request(path ?? '')).status, path).toBe(200);
  expect((await app.request('/of/now/try/assets/try.js')).headers.get('content-type')).toContain('text/javascript');
});

test('says plainly that a page is not there, or failed, and nothing of why', async () => {
  const { app, house } = await open();
  const lost = await app.request('/nowhere', { headers: { accept: 'text/html' } });
  expect(lost.status).toBe(404);
  expect(await lost.text()).toContain('nothing here');
  expect((await app.request('/of/now/try/assets/constructor')).status).toBe(404);
  house.store.read = () => Promise.reject(new Error('secret words of somebody'));
  const failed = await app.request('/try/desk', { headers: { accept: 'text/html' } });
  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toMatch(/secret words|\bat .*\.ts/);
});

test('opens by its link alone once a real channel is on', async () => {
  const { app } = await open(locked);
  const refused = await app.request('/try');
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('npm start');
  expect((await app.request('/try?key=wrong')).status).toBe(403);
  for (const path of ['/try/desk', '/try/phone?as=ana', '/try/events?as=ana', '/try/files/x'])
    expect((await app.request(path)).status, path).toBe(403);
  expect((await app.request('/try/messages', json({ id: '1', as: 'ana', text: 'hi' }))).status).toBe(403);
  expect((await app.request('/healthz')).status).toBe(200);

  const let_in = await app.request(`/try?key=${locked.key}`);
  expect([let_in.status, let_in.headers.get('location')]).toEqual([303, '/try']);
  const cookie = let_in.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  const bearing = { cookie: cookie.split(';')[0] ?? '' };
  expect((await app.request('/try', { headers: bearing })).status).toBe(200);
  expect((await app.request('/try/desk', { headers: bearing })).status).toBe(200);
  expect((await app.request('/try/desk', { headers: { authorization: `Bearer ${locked.key}` } })).status).toBe(200);
  expect((await app.request('/try/desk', { headers: { authorization: 'Bearer nope' } })).status).toBe(403);
});

test('an empty key opens nothing', async () => {
  const { app } = await open({ open: false, key: '' });
  expect((await app.request('/try?key=')).status).toBe(403);
  expect((await app.request('/try', { headers: { cookie: 'alur_try=' } })).status).toBe(403);
});

test('takes nothing from another website, and answers to no foreign name', async () => {
  const { app } = await open();
  const message = { id: '1', as: 'ana', text: 'hi' };
  expect((await app.request('/try/messages', json(message, { origin: 'https://evil.example' }))).status).toBe(403);
  expect((await app.request('/try/messages', json(message, { origin: 'null' }))).status).toBe(403);
  expect((await app.request('/try/messages', json(message, { 'sec-fetch-site': 'cross-site' }))).status).toBe(403);
  const form = new FormData();
  form.append('file', new File(['x'], 'x.txt'));
  expect((await app.request('/try/files', { method: 'POST', body: form, headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await app.request('http://rebound.example:3000/try')).status).toBe(403);
  expect((await app.request('http://127.0.0.1:3000/try')).status).toBe(200);
  expect((await app.request('http://[::1]:3000/try')).status).toBe(200);
  expect((await app.request('/try/messages', json(message, { origin: 'http://localhost' }))).status).toBe(200);
  const named = await open({ open: true, key: '', hosts: ['desk.example'] });
  expect((await named.app.request('http://desk.example/try')).status).toBe(200);
});

test('carries a message to the engine once, however often it is posted', async () => {
  const { app, house } = await open();
  const message = { id: 'm-1', as: 'ana', name: 'Ana Souza', text: 'I need a banner' };
  for (let i = 0; i < 3; i++) expect(await (await app.request('/try/messages', json(message))).json()).toMatchObject({ ok: true });
  await house.settle();
  const lines = await linesOf(await app.request('/try/phone?as=ana'));
  expect(lines.filter(({ way }) => way === 'in')).toHaveLength(1);
  expect(lines.filter(({ way }) => way === 'out')).toHaveLength(1);
  expect(texts(lines)[0]).toBe('I need a banner');
});

test.each([
  [{ as: 'ana', text: 'no id' }],
  [{ id: '1', as: 'a b' }],
  [{ id: '1', as: 'desk', text: 'as the desk itself' }],
  ['no object'],
  [{ id: '1', as: 'ana', files: [{ id: 'web:x/1', kind: 'photo', contact: 'web', remote: 'x', kept: true }] }],
  [{ id: '1', as: 'ana', files: [{ id: 'x', kind: 'photo', contact: 'telegram', remote: 'somebody-elses' }] }],
])('refuses what is no message: %j', async (body) => {
  const { app } = await open();
  const refused = await app.request('/try/messages', json(body));
  expect(refused.status).toBe(400);
  expect(((await refused.json()) as { message: string }).message.length).toBeGreaterThan(10);
});

test('asks for the message again when the store cannot keep it, and then takes it', async () => {
  const { app, house } = await open();
  const { write } = house.store;
  house.store.write = () => Promise.reject(new StoreError('refused', 'disk full', undefined));
  const message = { id: 'm-1', as: 'ana', text: 'I need a banner' };
  const refused = await app.request('/try/messages', json(message));
  expect(refused.status).toBe(503);
  expect(((await refused.json()) as { message: string }).message).toMatch(/again/);
  house.store.write = write;
  expect((await app.request('/try/messages', json(message))).status).toBe(200);
  await house.settle();
  expect(texts(await linesOf(await app.request('/try/phone?as=ana')))).toHaveLength(2);
});

async function upload(app: TryHouse['app'], bytes: BlobPart, name: string, type: string): Promise<FileRef> {
  const form = new FormData();
  form.append('file', new File([bytes], name, { type }));
  const kept = await app.request('/try/files', { method: 'POST', body: form, headers: { origin: 'http://localhost' } });
  expect(kept.status).toBe(200);
  return (await kept.json()) as FileRef;
}

test('keeps a file, sends it with a message, and gives it back byte for byte', async () => {
  const { app, house } = await open();
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  const file = await upload(app, png, 'logo.png', 'image/png');
  expect(file).toMatchObject({ kind: 'photo', name: 'logo.png', mime: 'image/png', size: 11, contact: 'web', kept: true });
  expect((await app.request('/try/messages', json({ id: '1', as: 'ana', files: [file] }))).status).toBe(200);
  await house.settle();
  const [said] = await linesOf(await app.request('/try/phone?as=ana'));
  expect(said).toMatchObject({ way: 'in', files: [file] });
  const served = await app.request(`/try/files/${encodeURIComponent(file.id)}`);
  expect(new Uint8Array(await served.arrayBuffer())).toEqual(png);
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(served.headers.get('content-disposition')).toBe('inline');
  expect((await app.request('/try/files/web%3Anone%2F1')).status).toBe(404);
});

test.each([
  ['page.html', 'text/html', '<script>alert(1)</script>', 'document'],
  ['drawing.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'document'],
  ['lie.png', 'image/png', '<html><script>alert(1)</script>', 'photo'],
  ['voice.ogg', 'audio/ogg', 'OggS', 'audio'],
  ['moving.gif', 'image/gif', 'no gif at all', 'animation'],
])('hands out %s as a download that nothing can run', async (name, type, content, kind) => {
  const { app } = await open();
  const file = await upload(app, content, name, type);
  expect(file.kind).toBe(kind);
  const served = await app.request(`/try/files/${encodeURIComponent(file.id)}`);
  expect(served.headers.get('content-type')).toBe('application/octet-stream');
  expect(served.headers.get('content-disposition')).toBe('attachment');
  expect(served.headers.get('x-content-type-options')).toBe('nosniff');
  expect(served.headers.get('content-security-policy')).toContain('sandbox');
});

test('refuses files that are empty, missing or too large, with a sentence', async () => {
  const { app } = await open();
  const post = (body: FormData, headers: Record<string, string> = {}) =>
    app.request('/try/files', { method: 'POST', body, headers: { origin: 'http://localhost', ...headers } });
  const form = new FormData();
  form.append('file', new File([], 'empty.txt'));
  expect((await post(form)).status).toBe(400);
  expect((await post(new FormData())).status).toBe(400);
  const big = new FormData();
  big.append('file', new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'big.bin'));
  const refused = await post(big);
  expect(refused.status).toBe(413);
  expect(((await refused.json()) as { message: string }).message).toContain('25 MB');
  const said = await app.request('/try/messages', json({ id: '1', as: 'ana', text: 'x'.repeat(1_100_000) }));
  expect(said.status).toBe(413);
});

/** Reads server-sent events until one fits; gives all that came. */
async function hear(response: Response, until: (event: string) => boolean): Promise<string[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('The stream has no body.');
  const events: string[] = [];
  for (let text = ''; ; ) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The stream ended after ${JSON.stringify(events)}`);
    text += value;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    events.push(...parts);
    if (parts.some(until)) {
      await reader.cancel();
      return events;
    }
  }
}

test('tells a listening page what was written and what was answered, of this client and of the desk alone', async () => {
  const { app } = await open();
  const stream = await app.request('/try/events?as=ana');
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  const post = (id: string, as: string, text: string) => app.request('/try/messages', json({ id, as, name: 'Ana', text }));
  const heard = hear(stream, (event) => event.includes('"copy"'));
  await post('x', 'tom', 'I need a banner');
  for (const [i, text] of ['I need a banner', 'a sale', '1', 'up to 40% off', 'skip', 'yes'].entries()) await post(`${i}`, 'ana', text);
  const events = await heard;
  expect(events[0]).toContain('event: hello');
  const lines = events
    .filter((event) => event.includes('event: line'))
    .map((event) => JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '') as ShownLine);
  expect(lines.some((line) => line.way === 'in' && line.text === 'up to 40% off')).toBe(true);
  expect(lines.filter((line) => line.way === 'out').map((line) => line.body.type)).toEqual(
    expect.arrayContaining(['text', 'topic', 'card']),
  );
  expect(JSON.stringify(lines)).not.toContain('web:tom');
  expect(JSON.stringify(lines)).not.toContain('onSent');
  const ids = events.flatMap((event) => /^id: (\d+)$/m.exec(event)?.[1] ?? []).map(Number);
  expect(ids).toEqual(ids.map((_, i) => i + 1));
});

test('keeps a quiet stream open with a comment every 15 seconds, and lets go of a page that left', async () => {
  const clock = testClock();
  const { app, house } = await open(undefined, { clock });
  const heard = hear(await app.request('/try/events?as=ana'), (event) => event.startsWith(':'));
  for (let i = 0; i < 20; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1000);
  }
  expect((await heard).at(-1)).toBe(': still here');
  await house.post({ as: 'ana', text: 'still there?' });
});

test('reads the desk with its topics, newest cards and marks', async () => {
  const { app, house } = await open();
  for (const text of ['I need a banner', 'a sale', '1', 'up to 40% off', 'skip', 'yes']) {
    await house.post({ as: 'ana', name: 'Ana Souza', text });
    house.clock.advance(1000);
  }
  const response = await app.request('/try/desk');
  const desk = (await response.json()) as { here: boolean; lines: ShownLine[] };
  expect(desk.here).toBe(true);
  const topic = desk.lines.find((line) => line.way === 'out' && line.body.type === 'topic');
  if (topic?.way !== 'out') throw new Error('The desk has no topic.');
  expect(topic.lane).toBe('desk:1001');
  expect(
    (await app.request('/try/messages', json({ id: 'n', as: 'you', desk: true, thread: topic.id, text: 'for us alone' }))).status,
  ).toBe(200);
  await house.settle();
  const after = await linesOf(await app.request('/try/desk'));
  expect(after.find((line) => line.way === 'in')).toMatchObject({ thread: topic.id, text: 'for us alone', from: 'web:you' });
  expect(after.find((line) => line.way === 'out' && line.body.type === 'reaction')).toMatchObject({
    body: { mark: 'noted', message: 'web:you:n' },
  });
  expect(texts(await linesOf(await app.request('/try/phone?as=ana')))).not.toContain('for us alone');
});

test('hands a webhook to its channel, and knows no other', async () => {
  const { app } = await open(locked);
  const called = await app.request('/webhooks/test/one', { method: 'POST', body: 'update', headers: { origin: 'https://api.example' } });
  expect([called.status, await called.text()]).toEqual([200, 'update']);
  expect((await app.request('/webhooks/test/two', { method: 'POST', body: 'update' })).status).toBe(404);
});
