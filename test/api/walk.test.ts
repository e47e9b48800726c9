// The banner's whole way through the API alone, over a real server: filed, asked, answered, promised, delivered, approved.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiHouse, banner, type Json, openApi, type Program, tokenFor } from './api.ts';

let api: ApiHouse;
let ask: Program;
beforeEach(async () => {
  api = await openApi();
  ask = await api.program(['read', 'write']);
});
afterEach(() => api.close());

const done = async (method: string, path: string, body?: unknown): Promise<Json> => {
  const answer = await ask(method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};
const command = (name: string, text = '', files: unknown[] = []) => done('POST', '/tickets/1001/commands', { name, text, files });
const said = (body: object) => done('POST', '/clients/ana/messages', body);
const textsOf = (list: unknown): string[] => (list as { text: string }[]).map(({ text }) => text);

test('a banner goes from its first word to done', async () => {
  const filed = await ask('POST', '/tickets', banner());
  expect(filed.status).toBe(201);
  expect(filed.headers.get('location')).toBe('/api/v1/tickets/1001');
  expect(filed.body).toMatchObject({ number: 1001, service: 'banner', stage: 'triage', situation: 'open' });
  expect((filed.body.brief as { text: string }[]).map(({ text }) => text)).toEqual([
    'The spring fair',
    'On social media',
    'Up to 40% off',
    '',
  ]);

  expect(await command('take')).toMatchObject({ stage: 'analysis', analyst: 'API · crm' });
  expect(await command('ask', 'Which size do you need?')).toMatchObject({
    situation: 'awaiting',
    awaiting: { for: 'answer', question: 'Which size do you need?' },
  });
  const heard = await done('GET', '/clients/ana/messages');
  expect(textsOf(heard.items).at(-1)).toContain('Which size do you need?');
  const answered = await said({ text: '1080 × 1080', ticket: 1001 });
  expect(textsOf(answered.replies)).toHaveLength(1);
  expect(await command('plan')).toMatchObject({ stage: 'planning', situation: 'open' });
  expect(await command('promise', '2026-11-30')).toMatchObject({ due: '2026-11-30' });
  expect(await command('produce')).toMatchObject({ stage: 'production' });
  expect(await command('note', 'The logo is in the drive')).toMatchObject({ stage: 'production' });
  expect(await command('finish')).toMatchObject({ stage: 'delivery' });

  const form = new FormData();
  form.set('file', new File(['not really a picture'], 'banner.png', { type: 'image/png' }));
  const token = await tokenFor(api.house, ['read', 'write'], 'files');
  const uploaded = await fetch(`${api.url}/api/v1/files`, { method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } });
  expect(uploaded.status).toBe(201);
  const file = (await uploaded.json()) as Json;
  expect(await command('deliver', 'Here it is', [file])).toMatchObject({ situation: 'awaiting', awaiting: { for: 'approval' } });
  const delivery = (await done('GET', '/clients/ana/messages')).items as { text: string; files: Json[]; choices: { data: string }[] }[];
  expect(delivery.at(-1)?.files).toEqual([file]);
  expect(delivery.at(-1)?.choices.map(({ data }) => data)).toContain('a:1001');
  await said({ choice: 'a:1001' });
  expect(await done('GET', '/tickets/1001')).toMatchObject({ stage: 'delivery', situation: 'done' });

  const events = (await done('GET', '/tickets/1001/events')).items as { type: string; by: Json; seq: number }[];
  expect(events.map(({ type }) => type)).toEqual([
    'opened', 'taken', 'asked', 'answered', 'planned', 'promised', 'produced', 'noted', 'finished', 'delivered', 'approved',
  ]); // biome-ignore format: a list
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  expect(events[1]?.by).toEqual({ type: 'staff', name: 'API · crm' });
  expect(events[3]?.by).toEqual({ type: 'client', name: 'Ana Souza' });
  const messages = (await done('GET', '/tickets/1001/messages')).items as { text: string; internal: boolean; id: string }[];
  expect(messages.filter(({ internal }) => internal).map(({ text }) => text)).toEqual(['The logo is in the drive']);
  expect(messages.map(({ text }) => text)).toContain('1080 × 1080');
  expect(textsOf((await done('GET', '/clients/ana/messages')).items).join('\n')).not.toContain('drive');
  const bytes = await fetch(`${api.url}/api/v1/files/${encodeURIComponent(String(file.id))}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await bytes.text()).toBe('not really a picture');
});

test('what is not possible now is refused in a sentence that says what is', async () => {
  await ask('POST', '/tickets', banner());
  const refused = await ask('POST', '/tickets/1001/commands', { name: 'deliver', text: 'Here' });
  expect(refused.status).toBe(409);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect(refused.body).toMatchObject({ type: 'about:blank', title: 'Conflict', status: 409 });
  expect(refused.body.detail).toMatch(/#1001.*Take it/);
  const asked = await ask('POST', '/tickets/1001/commands', { name: 'note' });
  expect(asked.status).toBe(409);
  expect((await ask('GET', '/tickets/1001')).body).toMatchObject({ stage: 'triage' });
});

test.each([
  [{ ...banner(), service: 'zeppelin' }, /There is no service “zeppelin”\. There are: banner/],
  [{ ...banner(), answers: { purpose: 'x' } }, /“place” must be answered/],
  [{ ...banner(), answers: { ...banner().answers, place: 'moon' } }, /“place” is answered by one of these: site, social/],
  [{ ...banner(), answers: { ...banner().answers, colour: 'red' } }, /no question “colour”/],
  [{ ...banner(), client: undefined }, /either a “client” or a “caller”/],
  [{ ...banner(), files: [{ id: 'web:none/1', kind: 'photo' }] }, /was not uploaded here/],
])('a request that does not fit says how: %#', async (body, sentence) => {
  const answer = await ask('POST', '/tickets', body);
  expect(answer.status).toBe(422);
  expect(answer.body.detail).toMatch(sentence);
  expect((await ask('GET', '/tickets')).body.items).toEqual([]);
});

test('a caller is entered as the desk does it, and one who is known by their number is told in their chat', async () => {
  await api.house.deeds.perform({ address: 'web:bruno', name: 'Bruno', role: 'manager' }, { name: 'new', text: 'banner Rui +351 900 000 001\nA banner for the fair' }); // biome-ignore format: one thought
  const { client: _, ...filing } = banner();
  const answer = await ask('POST', '/tickets', {
    ...filing,
    caller: { name: 'Rui Alves', phone: '+351900000001' },
    text: 'He called at noon',
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  expect(answer.body).toMatchObject({ number: 1002, service: 'banner' });
  const [first, second] = (await ask('GET', '/tickets')).body.items as Json[];
  expect(second?.person).toBe(first?.person);
  const brief = answer.body.brief as { text: string }[];
  expect(brief.map(({ text }) => text)).toContain('On social media');
});

test('a chat walks the whole conversation with the bot, too', async () => {
  const texts = async (body: object) => textsOf((await said({ name: 'Ana', language: 'en', ...body })).replies).join('\n');
  expect(await texts({ text: 'I need a banner' })).toMatch(/What is the banner for/);
  expect(await texts({ text: 'The spring fair' })).toMatch(/Where will it be shown/);
  expect(await texts({ choice: 'o:place:social' })).toMatch(/Which words/);
  await said({ text: 'Up to 40% off' });
  await said({ choice: 'n:skip' });
  expect(await texts({ choice: 'c:send' })).toMatch(/1001/);
  expect((await ask('POST', '/clients/ana/messages', {})).status).toBe(422);
});

test('a client of a program’s reads all that is kept about them, and is erased by a word, answers kept for a key included', async () => {
  await ask('POST', '/tickets', banner(), { 'idempotency-key': 'a' });
  const [told] = (await said({ text: 'my data' })).replies as { files: { id: string }[] }[];
  const token = await tokenFor(api.house, ['read'], 'files');
  const path = `${api.url}/api/v1/files/${encodeURIComponent(told?.files[0]?.id ?? '')}`;
  const file = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
  expect(await file.text()).toContain('The spring fair');
  const code = /\b\d{5}\b/.exec(textsOf((await said({ text: 'erase my data' })).replies).join())?.[0] ?? '';
  await said({ text: code });
  await api.house.settle();
  const all = await Promise.all(
    ['api_answer', 'inbox', 'outbox', 'ticket', 'event', 'person', 'conversation'].map((table) =>
      api.house.store.read({ sql: `SELECT * FROM ${table}`, args: [] }),
    ),
  );
  expect(JSON.stringify(all)).not.toMatch(/Ana Souza|spring fair/);
  expect((await ask('GET', '/people')).body.items).toEqual([]);
  expect((await ask('GET', '/tickets/1001')).body).toMatchObject({ situation: 'cancelled', text: '' });
  expect((await fetch(path, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
});
