// Who may use the API, for what and how often; what is read again unchanged; lists that lose nothing while tickets change.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiHouse, asking, banner, openApi, type Program, tokenFor } from './api.ts';

let api: ApiHouse;
beforeEach(async () => {
  api = await openApi({}, { perMinute: 60, allowPrivate: false });
});
afterEach(() => api.close());

const wrong = (token: string): string => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;

test('nobody is let in without a token of ours, and who has a wrong one learns nothing of why', async () => {
  const token = await tokenFor(api.house, ['read'], 'crm');
  const bare = await fetch(`${api.url}/api/v1/tickets`);
  expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect((await asking(api.url, token)('GET', '/tickets')).status).toBe(200);
  const answers = await Promise.all(
    [wrong(token), `alur_${'0'.repeat(16)}_${'A'.repeat(43)}`, 'alur__', 'x', 'k'.repeat(32)].map((one) =>
      asking(api.url, one)('GET', '/tickets'),
    ),
  );
  expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(401);
});

test('of a token only a hash is kept', async () => {
  const token = await tokenFor(api.house, ['read'], 'crm');
  const [row] = await api.house.store.read({ sql: 'SELECT * FROM api_token', args: [] });
  const secret = token.split('_').slice(2).join('_');
  expect(secret).toHaveLength(43);
  expect(JSON.stringify(Object.values(row ?? {}))).not.toContain(secret);
  expect(row?.hash).toMatch(/^[0-9a-f]{64}$/);
});

test('a scope lets in to what it names and nothing else', async () => {
  const all = { read: await api.program(['read'], 'reader'), write: await api.program(['write'], 'writer'), admin: await api.program(['admin'], 'boss') }; // biome-ignore format: a table
  const asked = { read: ['GET', '/tickets'], write: ['POST', '/tickets', banner()], admin: ['GET', '/webhooks'] } as const;
  for (const [of, ask] of Object.entries(all))
    for (const [needed, [method, path, body]] of Object.entries(asked)) {
      const answer = await ask(method, path, body);
      expect(answer.status, `${of} asks for ${needed}`).toBe(of !== needed ? 403 : needed === 'write' ? 201 : 200);
      if (of !== needed) expect(answer.body.detail).toContain(`lacks the scope “${needed}”`);
    }
});

test('a token that is revoked opens nothing any more, and its program is off the desk', async () => {
  const ask = await api.program(['read'], 'crm');
  const terminal = (method: string, path: string, body?: object) =>
    fetch(`${api.url}/api/tokens${path}`, { method, headers: { authorization: `Bearer ${'k'.repeat(32)}` }, ...(body ? { body: JSON.stringify(body) } : {}) }); // biome-ignore format: one thought
  expect(api.house.memory.staff('api:crm')).toMatchObject({ name: 'API · crm', role: 'analyst' });
  expect((await terminal('POST', '', { name: 'crm', scopes: ['read'] })).status).toBe(409);
  expect((await terminal('POST', '', { name: 'CRM!', scopes: ['read'] })).status).toBe(400);
  expect(await (await terminal('GET', '')).json()).toMatchObject({ tokens: [{ name: 'crm', scopes: ['read'] }] });
  expect((await terminal('DELETE', '/crm')).status).toBe(204);
  expect((await ask('GET', '/tickets')).status).toBe(401);
  expect(api.house.memory.staff('api:crm')).toBeNull();
  expect((await terminal('DELETE', '/crm')).status).toBe(404);
});

test('tokens are made by the machine’s own key alone', async () => {
  const token = await tokenFor(api.house, ['read', 'write', 'admin'], 'crm');
  for (const bearer of [token, 'wrong', ''])
    expect((await fetch(`${api.url}/api/tokens`, { headers: { authorization: `Bearer ${bearer}` } })).status).toBe(401);
});

test('a token that asks too often is told when to ask again; another is not held up', async () => {
  const ask = await api.program(['read'], 'crm');
  const other = await api.program(['read'], 'shop');
  for (let i = 0; i < 60; i++) expect((await ask('GET', '/services')).status).toBe(200);
  const over = await ask('GET', '/services');
  expect([over.status, over.headers.get('retry-after')]).toEqual([429, '1']);
  expect((await other('GET', '/services')).status).toBe(200);
  api.house.clock.advance(1000);
  expect((await ask('GET', '/services')).status).toBe(200);
  expect((await ask('GET', '/services')).status).toBe(429);
});

test('what did not change is not sent again', async () => {
  const ask = await api.program(['read', 'write'], 'crm');
  await ask('POST', '/tickets', banner());
  const first = await ask('GET', '/tickets/1001');
  const tag = first.headers.get('etag') ?? '';
  expect(tag).not.toBe('');
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const same = await ask('GET', '/tickets/1001', undefined, { 'if-none-match': tag });
  expect([same.status, same.body]).toEqual([304, {}]);
  await ask('POST', '/tickets/1001/commands', { name: 'take' });
  const changed = await ask('GET', '/tickets/1001', undefined, { 'if-none-match': tag });
  expect([changed.status, changed.body.stage]).toEqual([200, 'analysis']);
});

test.each([
  ['GET', '/tickets?limit=0', undefined, 400, /limit/],
  ['GET', '/tickets?limit=201', undefined, 400, /limit/],
  ['GET', '/tickets?stage=nowhere', undefined, 400, /stage/],
  ['GET', '/tickets?updated_since=yesterday', undefined, 400, /updated_since/],
  ['GET', '/tickets?cursor=%7B%7D', undefined, 400, /cursor/],
  ['GET', '/people?cursor=eyJudW1iZXIiOjF9', undefined, 400, /cursor/],
  ['GET', '/tickets/4711', undefined, 404, /no ticket 4711/],
  ['GET', '/tickets/4711/events', undefined, 404, /no ticket 4711/],
  ['GET', '/tickets/x', undefined, 400, /number/],
  ['GET', '/people/nobody', undefined, 404, /no such person/],
  ['GET', '/files/none', undefined, 404, /no such file/],
  ['GET', '/files/export%3Anobody', undefined, 404, /no such file/],
  ['GET', '/nothing', undefined, 404, /nothing at this address/],
  ['POST', '/tickets', { service: 7 }, 400, /service/],
  ['POST', '/tickets/4711/commands', { name: 'take' }, 404, /no ticket 4711/],
  ['POST', '/tickets/4711/commands', { name: 'erase' }, 400, /name/],
  ['POST', '/clients/a%20b/messages', { text: 'x' }, 400, /key/],
  ['POST', '/webhooks', { url: 'http://127.0.0.1:1/' }, 422, /https/],
  ['POST', '/tickets', { text: 'x'.repeat(1024 * 1024) }, 413, /1 MB/],
])('%s %s is answered in a sentence', async (method, path, body, status, sentence) => {
  const ask = await api.program();
  const answer = await ask(method, path, body);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  expect(answer.body).toMatchObject({ type: 'about:blank', status });
  expect(answer.body.detail).toMatch(sentence);
});

test('words that are no JSON, and a failure of our own, are problems too and tell nothing of the inside', async () => {
  const token = await tokenFor(api.house, ['read', 'write'], 'crm');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const broken = await fetch(`${api.url}/api/v1/tickets`, { method: 'POST', headers, body: '{' });
  expect([broken.status, broken.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  const { read } = api.house.store;
  api.house.store.read = (statement) => (statement.sql.includes('api_token') ? read(statement) : Promise.reject(new Error('secret words')));
  const failed = await fetch(`${api.url}/api/v1/tickets`, { headers });
  api.house.store.read = read;
  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toContain('secret words');
});

type Listed = { items: { number: number; changedAt: string }[]; next: string | null };
async function walk(ask: Program, query: string, between: (page: number) => Promise<void>): Promise<number[]> {
  const seen: number[] = [];
  let cursor = '';
  for (let page = 1; ; page++) {
    const { items, next } = (await ask('GET', `/tickets?${query}${cursor}`)).body as unknown as Listed;
    seen.push(...items.map(({ number }) => number));
    if (next === null) return seen;
    cursor = `&cursor=${next}`;
    await between(page);
  }
}

test('no ticket is lost while tickets are filed and change between two pages', async () => {
  const quick = await openApi();
  const ask = await quick.program();
  const tick = async (number: number) => {
    quick.house.clock.advance(1000);
    await ask('POST', `/tickets/${number}/commands`, { name: 'note', text: 'seen' });
  };
  for (let i = 0; i < 7; i++) await ask('POST', '/tickets', banner(`c${i}`));
  const all = [1001, 1002, 1003, 1004, 1005, 1006, 1007];
  const filed: number[] = [];
  const byNumber = await walk(ask, 'limit=3', async (page) => {
    await tick(1001);
    await tick(1000 + 2 * page + 2);
    if (page < 2) filed.push((await ask('POST', '/tickets', banner())).body.number ?? 0);
  });
  expect(byNumber).toEqual([...all, ...filed]);

  quick.house.clock.advance(1);
  const since = new Date(quick.house.clock.now()).toISOString();
  const started = quick.house.clock.now();
  for (const number of [1005, 1002, 1007, 1001]) await tick(number);
  let changed = 0;
  const byChange = await walk(ask, `limit=2&updated_since=${since}`, async () => {
    if (changed++ < 2) await tick(1003 + changed); // 1004, and 1005 that was seen before
  });
  expect(byChange.slice(0, 3)).toEqual([1005, 1002, 1007]);
  expect(new Set(byChange)).toEqual(new Set([1005, 1002, 1007, 1001, 1004]));
  const { items } = (await ask('GET', `/tickets?updated_since=${since}`)).body as unknown as Listed;
  expect(items.every(({ changedAt }) => Date.parse(changedAt) >= started)).toBe(true);
  expect(new Set(items.map(({ number }) => number))).toEqual(new Set(byChange));
  await quick.close();
});

test('lists are sifted, and name the next page as a link', async () => {
  const ask = await api.program();
  await ask('POST', '/tickets', { ...banner('ana'), campaign: 'spring' });
  await ask('POST', '/tickets', banner('rui'));
  await ask('POST', '/tickets/1002/commands', { name: 'take' });
  const numbers = async (query: string) =>
    ((await ask('GET', `/tickets?${query}`)).body as unknown as Listed).items.map(({ number }) => number);
  const [first] = ((await ask('GET', '/tickets')).body as unknown as { items: { person: string }[] }).items;
  expect(await numbers('stage=analysis')).toEqual([1002]);
  expect(await numbers('situation=open')).toEqual([1001, 1002]);
  expect(await numbers('service=logo')).toEqual([]);
  expect(await numbers('campaign=spring')).toEqual([1001]);
  expect(await numbers(`person=${first?.person}`)).toEqual([1001]);
  const page = await ask('GET', '/tickets?limit=1&situation=open');
  expect(page.headers.get('link')).toBe(`</api/v1/tickets?limit=1&situation=open&cursor=${String(page.body.next)}>; rel="next"`);
  expect((await ask('GET', '/campaigns')).body.items).toEqual([{ code: 'spring', tickets: 1, open: 1 }]);
  const people = (await ask('GET', '/people?limit=1')).body as unknown as { items: { id: string }[]; next: string };
  expect((await ask('GET', `/people?limit=1&cursor=${people.next}`)).body).toMatchObject({
    items: [{ name: 'Ana Souza', channel: 'api' }],
    next: null,
  });
  expect((await ask('GET', `/people/${people.items[0]?.id}`)).body).toEqual(people.items[0]);
});

test('campaigns come from the book, with how much is asked for each', async () => {
  const fair = { code: 'FAIR', name: 'Spring fair', words: ['fair'], from: '2026-11-01', to: '2026-12-24', promises: ['30 % off'] };
  const booked = await openApi({ campaigns: [fair] });
  const ask = await booked.program();
  await ask('POST', '/tickets', { ...banner(), campaign: 'FAIR' });
  await ask('POST', '/tickets', { ...banner(), campaign: 'other' });
  expect((await ask('GET', '/campaigns')).body.items).toEqual([
    {
      code: 'FAIR',
      name: 'Spring fair',
      from: '2026-11-01',
      to: '2026-12-24',
      state: 'booked',
      promises: ['30 % off'],
      tickets: 1,
      open: 1,
    },
    { code: 'other', tickets: 1, open: 1 },
  ]);
  await booked.close();
});
