// The client's own page, asked over HTTP: whose it is, what is on it, what can be done there, and what its link is good for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { say } from '../../flows/texts.ts';
import { checkSize } from '../../src/web/panel/form.ts';
import { testClock } from '../support/clock.ts';
import { picture } from '../support/picture.ts';
import { unruly } from './inline.ts';
import { openPanelHouse, type PanelHouse } from './panel-house.ts';

const dayMs = 86_400_000;
const host = 'http://localhost';

let panel: PanelHouse;
beforeEach(async () => {
  panel = await openPanelHouse({ clock: testClock() });
});
afterEach(() => panel.house.close());

const get = (path: string, accept = 'text/html', more: Record<string, string> = {}) =>
  panel.app.request(host + path, { headers: { accept, ...more } });
const html = async (path: string): Promise<string> => (await get(path)).text();
const onceIn = (page: string, deed: string): string => new RegExp(`id="deed-${deed}".*?name="once" value="([^"]+)"`).exec(page)?.[1] ?? '';

type Sent = { text?: string; stars?: string; files?: File[]; once?: string; origin?: string; accept?: string };

/** Posts a form of the page as a script does. */
async function post(
  path: string,
  deed: string,
  { text, stars, files = [], once = crypto.randomUUID(), origin = host, accept = 'application/json' }: Sent = {},
) {
  const form = new FormData();
  form.set('once', once);
  if (text !== undefined) form.set('text', text);
  if (stars) form.set('stars', stars);
  for (const file of files) form.append('files', file);
  const answer = await panel.app.request(`${host}${path}/${deed}`, { method: 'POST', body: form, headers: { origin, accept } });
  await panel.house.engine.idle();
  await panel.house.outbox.idle();
  return answer;
}

const types = async (number: number) => (await panel.events(number)).map(({ type }) => type);

test('every person sees their own requests, and nobody else’s', async () => {
  await panel.file('ana');
  await panel.file('carla', { name: 'Carla Reis' });
  await panel.desk('/take 1002');
  const secret = await panel.keep('carla.png', 'image/png', picture());
  await panel.desk('/r 1002 For Carla alone', [secret]);
  const [anas, carlas] = [await panel.link('ana'), await panel.link('carla')];
  expect(await html(anas)).toContain('#1001');
  expect(await html(anas)).not.toContain('#1002');
  expect(await html(`${carlas}/1002`)).toContain('For Carla alone');
  const file = /href="([^"]*\/file\/1002\/[^"]+)"/.exec(await html(`${carlas}/1002`))?.[1] ?? '';
  expect((await get(file)).status).toBe(200);
  expect((await get(file.replace(carlas, anas))).status).toBe(404);
  expect((await get(file.replace(carlas, anas).replace('/1002/', '/1001/'))).status).toBe(404);
  expect((await get(`${anas}/1002`)).status).toBe(404);
  expect((await post(`${anas}/1002`, 'say', { text: 'Hello' })).status).toBe(409);
  expect((await post(`${anas}/1002`, 'cancel')).status).toBe(409);
  expect(await types(1002)).not.toContain('commented');
  expect(await html(`${anas}?q=Carla`)).not.toContain('#1002');
});

test('notes and the team’s own doings are never shown, nor their files', async () => {
  await panel.file();
  await panel.desk('/take 1001');
  const note = await panel.keep('internal.png', 'image/png', picture());
  await panel.desk('/note 1001 They always ask for blue', [note]);
  await panel.desk('/priority 1001 high They are loud');
  const path = await panel.link();
  expect(await types(1001)).toEqual(['opened', 'taken', 'noted', 'prioritised']);
  const page = await html(`${path}/1001`);
  expect(page).toContain('Bruno Dias is your contact now');
  expect(page).not.toMatch(/blue|loud|internal\.png/);
  expect((await get(`${path}/file/1001/${encodeURIComponent(note.id)}`)).status).toBe(404);
});

test('a link is hashed, and its token stands nowhere in the house', async () => {
  await panel.file();
  const token = (await panel.link()).slice(3);
  const rows = await panel.house.store.read({ sql: 'SELECT hash, until - at AS life FROM panel_link', args: [] });
  expect(rows).toMatchObject([{ life: 30 * dayMs }]);
  expect(rows[0]?.hash).toMatch(/^[\da-f]{64}$/);
  const { folder } = panel.house;
  for (const name of readdirSync(folder).filter((one) => one.startsWith('alur.db')))
    expect(readFileSync(join(folder, name)).includes(token), name).toBe(false);
});

test('a link that never was, has run out or was closed looks the same, and says how to get a new one', async () => {
  await panel.file();
  const never = await get(`/t/${'x'.repeat(43)}`);
  const [old, closed] = [await panel.link(), await panel.link()];
  await post(closed, 'close');
  const ended = await get(closed);
  panel.house.clock.advance(31 * dayMs);
  const late = await get(old);
  const short = await get('/t/abc');
  const bodies = await Promise.all([never, ended, late, short].map((one) => one.text()));
  expect([never, ended, late, short].map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(new Set(bodies).size).toBe(1);
  expect(bodies[0]).toContain('Write “link” to us');
  expect((await get(`/t/${'x'.repeat(43)}`, 'text/html', { 'accept-language': 'tr' })).headers.get('content-type')).toContain('html');
  expect(await (await get(`/t/${'x'.repeat(43)}`, 'text/html', { 'accept-language': 'tr' })).text()).toContain(say('tr', 'panel.gone'));
});

test('a link is never longer-lived than it was made, and five are good at once', async () => {
  await panel.file();
  const links: string[] = [];
  for (let n = 0; n < 6; n++) {
    links.push(await panel.link());
    panel.house.clock.advance(1000);
  }
  expect(await Promise.all(links.map(async (one) => (await get(one)).status))).toEqual([404, 200, 200, 200, 200, 200]);
  panel.house.clock.advance(30 * dayMs - 3000);
  expect((await get(links[5] ?? '')).status).toBe(200);
  panel.house.clock.advance(3000);
  expect((await get(links[5] ?? '')).status).toBe(404);
});

test.each(['close my links', 'fechar meus links', 'tutup link saya', 'bağlantılarımı kapat', 'закрити мої посилання'])(
  '“%s” ends every link',
  async (words) => {
    await panel.file();
    const links = [await panel.link(), await panel.link()];
    await panel.post({ as: 'ana', text: words });
    expect((await panel.told()).at(-1)).toBe(say('en', 'panel.closed'));
    for (const one of links) expect((await get(one)).status).toBe(404);
    expect((await get(await panel.link())).status).toBe(200);
  },
);

test('whoever is erased has no page any more', async () => {
  await panel.file();
  const path = await panel.link();
  await panel.post({ as: 'ana', text: 'erase my data' });
  const code = /\b\d{5}\b/.exec((await panel.told()).at(-1) ?? '')?.[0];
  await panel.post({ as: 'ana', text: code ?? '' });
  expect((await get(path)).status).toBe(404);
  expect(await panel.house.store.read({ sql: 'SELECT 1 FROM panel_link', args: [] })).toEqual([]);
});

test('what came by a page is erased with the rest', async () => {
  await panel.file();
  const path = await panel.link();
  await post(`${path}/1001`, 'say', { text: 'A secret of mine', files: [new File(['my own bytes'], 'mine.txt')] });
  await panel.post({ as: 'ana', text: 'erase my data' });
  const code = /\b\d{5}\b/.exec((await panel.told()).at(-1) ?? '')?.[0];
  await panel.post({ as: 'ana', text: code ?? '' });
  await panel.house.tick();
  expect(await panel.house.store.read({ sql: 'SELECT 1 FROM file', args: [] })).toEqual([]);
  expect(await panel.house.store.read({ sql: "SELECT 1 FROM inbox WHERE body LIKE '%secret of mine%'", args: [] })).toEqual([]);
  expect(filesOn(panel.house.folder)).toEqual([]);
});

const filesOn = (folder: string): string[] =>
  readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true }).flatMap((one) => (one.isFile() ? [one.name] : []));

test('an answer with a file is the chat’s answer: the desk has both, the chat confirms it', async () => {
  await panel.file();
  await panel.desk('/take 1001');
  await panel.desk('/ask 1001 Which size?');
  const path = await panel.link();
  const page = await html(`${path}/1001`);
  expect(page).toContain('Which size?');
  const answer = await post(`${path}/1001`, 'say', {
    text: 'status',
    files: [new File([picture()], 'size.png', { type: 'image/png' })],
    once: onceIn(page, 'say'),
  });
  expect(await answer.json()).toEqual({ ok: true, message: say('en', 'panel.sent') });
  const [answered] = (await panel.events(1001)).slice(-1);
  expect(answered).toMatchObject({
    type: 'answered',
    content: { text: 'status', files: [{ name: 'size.png', kind: 'photo' }] },
    by: { type: 'client' },
  });
  expect((await panel.told()).at(-1)).toBe(say('en', 'told.answered'));
  const file = /href="([^"]*\/file\/1001\/[^"]+)"/.exec(await html(`${path}/1001`))?.[1] ?? '';
  const bytes = await get(file);
  expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(picture());
  expect(bytes.headers.get('content-type')).toBe('image/png');
  expect(bytes.headers.get('content-disposition')).toMatch(/^inline; filename="size\.png"/);
});

test('changes, approval, a rating with words, opening again, cancelling: each is one event', async () => {
  await panel.file();
  await panel.deliver(1001, 'Here it is');
  const path = `${await panel.link()}/1001`;
  const done = [];
  for (const [deed, sent] of [
    ['changes', { text: 'Bluer' }],
    ['cancel', {}],
    ['reopen', { text: 'After all' }],
  ] as const)
    done.push((await post(path, deed, sent)).status);
  await panel.desk('/finish 1001');
  await panel.desk('/deliver 1001 Bluer');
  for (const [deed, sent] of [
    ['approve', {}],
    ['rate', { stars: '4', text: 'Good work' }],
  ] as const)
    done.push((await post(path, deed, sent)).status);
  expect(done).toEqual([200, 200, 200, 200, 200]);
  expect((await types(1001)).slice(6)).toEqual([
    'delivered',
    'changes_asked',
    'cancelled',
    'reopened',
    'finished',
    'delivered',
    'approved',
    'rated',
  ]);
  expect((await panel.ticket(1001)).rating).toEqual({ stars: 4, text: 'Good work' });
});

test('a form that is sent twice, one after the other or at once, is one deed', async () => {
  await panel.file();
  const path = `${await panel.link()}/1001`;
  const once = crypto.randomUUID();
  const files = () => [new File(['twice'], 'a.txt')];
  const answers = await Promise.all([
    post(path, 'say', { text: 'Hello', once, files: files() }),
    post(path, 'say', { text: 'Hello', once, files: files() }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect((await post(path, 'say', { text: 'Hello', once, files: files() })).status).toBe(200);
  expect((await types(1001)).filter((type) => type === 'commented')).toHaveLength(1);
  expect(await panel.house.store.read({ sql: 'SELECT 1 FROM file', args: [] })).toHaveLength(1);
});

test('what is no longer possible, empty or too long is told in a sentence, and leaves no file', async () => {
  await panel.file();
  const path = `${await panel.link()}/1001`;
  const late = await post(path, 'approve');
  expect([late.status, await late.json()]).toEqual([409, { ok: false, message: say('en', 'panel.too_late') }]);
  expect(await (await post(path, 'say', { text: '  ' })).json()).toMatchObject({ message: say('en', 'panel.empty') });
  const long = await post(path, 'say', { text: 'x'.repeat(9000), files: [new File(['dropped'], 'a.txt')] });
  expect(await long.json()).toMatchObject({ message: say('en', 'too_long', { length: 9000, longest: 8000 }) });
  const page = await post(path, 'changes', { text: 'Bluer', accept: 'text/html' });
  expect(page.status).toBe(409);
  expect(await page.text()).toContain(say('en', 'panel.too_late').replaceAll("'", '&#39;'));
  expect(filesOn(panel.house.folder)).toEqual([]);
  expect(await types(1001)).toEqual(['opened']);
});

test('what is too large is refused by its size, before anything of it is read', async () => {
  await panel.file();
  const path = `${await panel.link()}/1001`;
  let isRead = false;
  const body = new ReadableStream(
    {
      pull: (stream) => {
        isRead = true;
        stream.close();
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request(`${host}${path}/say`, {
    method: 'POST',
    body,
    duplex: 'half',
    headers: {
      origin: host,
      accept: 'application/json',
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(101 * 1024 * 1024),
    },
  } as RequestInit); // `duplex` is Node's own
  const answer = await panel.app.request(request);
  expect([answer.status, await answer.json()]).toEqual([413, { ok: false, message: say('en', 'panel.too_large', { limit: 100 }) }]);
  expect(isRead).toBe(false);
  const many = await post(path, 'say', { files: Array.from({ length: 11 }, (_, i) => new File(['x'], `${i}.txt`)) });
  expect(await many.json()).toMatchObject({ ok: false, message: say('en', 'panel.too_many', { most: 10 }) });
  expect(filesOn(panel.house.folder)).toEqual([]);
});

test('a disk with too little room is told of before it is full', async () => {
  const room = async () => 250 * 1024 * 1024;
  await expect(checkSize({ room }, 40 * 1024 * 1024)).resolves.toBeUndefined();
  await expect(checkSize({ room }, 60 * 1024 * 1024)).rejects.toMatchObject({ key: 'panel.no_room', status: 507 });
  const path = await panel.link();
  expect(await (await get(`${path}/room?bytes=1000`, 'application/json')).json()).toEqual({ ok: true });
  expect((await get(`${path}/room?bytes=${101 * 1024 * 1024}`, 'application/json')).status).toBe(413);
});

test('only pictures that cannot run anything are shown; the rest is saved, and nothing is guessed', async () => {
  await panel.file();
  const path = await panel.link();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>';
  await post(`${path}/1001`, 'say', {
    files: [
      new File([svg], 'a.svg', { type: 'image/svg+xml' }),
      new File(['<script>1</script>'], 'ü"\r\nSet-Cookie: x.html', { type: 'text/html' }),
      new File(['<b>'], 'fake.png', { type: 'image/png' }),
    ],
  });
  const links = [...(await html(`${path}/1001`)).matchAll(/href="([^"]*\/file\/1001\/[^"]+)"/g)].map(([, href = '']) => href);
  expect(links).toHaveLength(3);
  for (const link of links) {
    const { headers } = await get(link);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w .()-]+"; filename\*=UTF-8''[\w.%~-]+$/);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('set-cookie')).toBeNull();
  }
});

test('every field that shows what somebody wrote shows it as text', async () => {
  const evil = '<img src=x onerror=alert(1)>"\'&';
  await panel.post({ as: 'ana', choice: 's:banner', name: evil });
  for (const text of [evil, '1', evil, 'skip', '1']) await panel.post({ as: 'ana', text, name: evil });
  await panel.house.store.write([{ sql: "UPDATE staff SET name = ?1 WHERE address = 'web:you'", args: [evil] }]);
  await panel.house.memory.readDesk();
  await panel.desk('/take 1001');
  await panel.desk(`/ask 1001 ${evil}`);
  const path = await panel.link();
  await post(`${path}/1001`, 'say', { text: evil, files: [new File(['x'], `${evil}.txt`)] });
  await panel.desk(`/r 1001 ${evil}`, [await panel.keep(`${evil}.png`, 'image/png', picture())]);
  await panel.deliver(1001, evil).catch(() => undefined);
  await panel.desk(`/cancel 1001 ${evil}`);
  for (const at of [path, `${path}/1001`, `${path}?q=${encodeURIComponent(evil)}`]) {
    const page = await html(at);
    expect(page, at).toContain('&lt;img src=x');
    expect(page, at).not.toContain('<img src=x');
  }
});

test('its answers keep the address secret, run nothing of others, and take nothing from other sites', async () => {
  await panel.file();
  const path = await panel.link();
  const { headers } = await get(path);
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect((await post(`${path}/1001`, 'cancel', { origin: 'https://evil.example' })).status).toBe(403);
  expect(await types(1001)).toEqual(['opened']);
  const page = await html(path);
  expect(unruly(page, headers.get('content-security-policy') ?? '')).toEqual([]);
  expect(/<title>([^<]*)/.exec(page)?.[1]).toBe('Your requests · Alur'); // what a messenger's preview reads
});

test('closed requests are folded away and found by their words or number', async () => {
  await panel.file();
  await panel.post({ as: 'ana', choice: 's:banner' });
  for (const text of ['For the winter fair', '1', 'Snow', 'skip', '1']) await panel.post({ as: 'ana', text });
  await panel.desk('/cancel 1001 Twice');
  await panel.desk('/cancel 1002 Twice');
  const path = await panel.link();
  const shownFor = async (words: string) =>
    [...(await html(`${path}?q=${encodeURIComponent(words)}`)).matchAll(/<small>#(\d+)<\/small><\/span>/g)].map(([, n]) => Number(n));
  expect(await html(path)).toContain('Closed (2)');
  expect(await shownFor('winter')).toEqual([1002]);
  expect(await shownFor('1001')).toEqual([1001]);
  expect(await shownFor('" OR *')).toEqual([]);
  expect(await shownFor('summer')).toEqual([]);
});

test('the page speaks the person’s language, and a choice there is the chat’s', async () => {
  await panel.file();
  const path = await panel.link();
  const body = new URLSearchParams({ once: crypto.randomUUID(), language: 'pt-BR' });
  const answer = await panel.app.request(`${host}${path}/language`, {
    method: 'POST',
    body,
    headers: { origin: host, accept: 'text/html' },
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, path]);
  expect(await html(path)).toContain('<html lang="pt-BR">');
  await panel.house.outbox.idle();
  expect((await panel.told()).at(-1)).toBe(say('pt-BR', 'language.set'));
});

test('a deed on the page is no sign of life in a chat that refuses us', async () => {
  await panel.file();
  const path = await panel.link();
  const common = { contact: 'web', chat: 'web:ana', from: { address: 'web:ana', name: 'Ana Souza' } };
  await panel.house.engine.take({ ...common, type: 'reach', reachable: false, id: 'web:blocked', at: panel.house.clock.now() });
  await post(`${path}/1001`, 'say', { text: 'Hello' });
  const [row] = await panel.house.store.read({ sql: "SELECT body->>'$.reachable' AS reachable FROM person", args: [] });
  expect(row?.reachable).toBe(0);
  expect((await types(1001)).at(-1)).toBe('commented');
});

test('the words for it bring a link in every language, in a command’s form too, and in the middle of a request', async () => {
  await panel.post({ as: 'ana', text: 'I need a banner' });
  for (const words of ['link', '/panel', 'meu link', 'Tautan saya', 'bağlantı gönder', 'моя сторінка', 'Send me the link, please'])
    await panel.link('ana', words);
  expect((await panel.told()).at(-1)).toContain('What is the banner for?');
});

test('the status of requests offers the page last', async () => {
  await panel.file();
  await panel.post({ as: 'ana', text: 'status' });
  const [row] = await panel.house.store.read({
    sql: "SELECT body->'$.body.choices' AS choices FROM outbox WHERE address = 'web:ana' ORDER BY seq DESC LIMIT 1",
    args: [],
  });
  expect(JSON.parse(String(row?.choices))).toEqual([
    { data: 't:1001', label: '#1001 · Banner in detail' },
    { data: 'p:link', label: 'Open your page' },
  ]);
  expect((await get(await panel.link('ana', '2'))).status).toBe(200);
});

test('in a group nobody is given a link', async () => {
  const common = {
    contact: 'web',
    chat: 'web:team',
    group: true,
    from: { address: 'web:ana', name: 'Ana', language: 'en' },
    files: [],
    mentioned: true,
    at: panel.house.clock.now(),
  };
  await panel.house.engine.take({ ...common, type: 'message', id: 'web:g1', text: 'link' });
  await panel.house.outbox.idle();
  expect((await panel.told('team')).at(-1)).toBe(say('en', 'panel.alone'));
  expect(await panel.house.store.read({ sql: 'SELECT 1 FROM panel_link', args: [] })).toEqual([]);
});

test('the try-it page leads to the page too, by a link that is made when it is followed', async () => {
  await panel.file();
  await panel.link();
  const { lines } = (await (await get('/try/phone?as=ana')).json()) as { lines: { body?: { text: string } }[] };
  const link = /http:\/\/localhost(\/try\/panel\/\S+)/.exec(lines.at(-1)?.body?.text ?? '')?.[1] ?? '';
  const answer = await get(link);
  expect(answer.status).toBe(303);
  expect((await get(answer.headers.get('location') ?? '')).status).toBe(200);
});

test('an open page hears of its person’s news, of nobody else’s, and of its own end', async () => {
  await panel.file('ana');
  await panel.file('carla', { name: 'Carla' });
  const path = await panel.link('ana');
  const reader = (await get(`${path}/live`)).body?.pipeThrough(new TextDecoderStream()).getReader();
  const heard = async () => /event: (\w+)/.exec((await reader?.read())?.value ?? '')?.[1];
  expect(await heard()).toBe('hello');
  await panel.desk('/take 1002');
  await panel.desk('/take 1001');
  expect(await heard()).toBe('changed');
  await panel.post({ as: 'ana', text: 'close my links' });
  await panel.desk('/plan 1001');
  expect(await heard()).toBe('gone');
  expect((await reader?.read())?.done).toBe(true);
});
