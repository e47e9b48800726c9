// Idempotency: the same key does the same thing once, whether it comes again later, at the same moment, or after a crash.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiHouse, banner, openApi, type Program, tokenFor } from './api.ts';

let api: ApiHouse;
let ask: Program;
beforeEach(async () => {
  api = await openApi();
  ask = await api.program();
});
afterEach(() => api.close());

const by = (key: string) => ({ 'idempotency-key': key });
const numbers = async (): Promise<unknown[]> =>
  ((await ask('GET', '/tickets')).body.items as { number: number }[]).map(({ number }) => number);

test('a repeat is answered as before and does nothing', async () => {
  const first = await ask('POST', '/tickets', banner(), by('a'));
  const again = await ask('POST', '/tickets', banner(), by('a'));
  expect(again.status).toBe(201);
  expect(again.body).toEqual(first.body);
  expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
  await ask('POST', '/tickets', banner(), by('b'));
  await ask('POST', '/tickets', banner());
  expect(await numbers()).toEqual([1001, 1002, 1003]);
});

test('many repeats at the same moment do it once', async () => {
  const headers = {
    authorization: `Bearer ${await tokenFor(api.house, ['write'], 'quick')}`,
    'content-type': 'application/json',
    ...by('a'),
  };
  const body = JSON.stringify(banner());
  const answers = await Promise.all(Array.from({ length: 8 }, () => api.app.request('/api/v1/tickets', { method: 'POST', headers, body })));
  const told = await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`));
  expect(new Set(told).size).toBe(1);
  expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === 'true')).toHaveLength(7);
  expect(await numbers()).toEqual([1001]);
});

test('a refusal is repeated, and other words under the same key are told apart', async () => {
  await ask('POST', '/tickets', banner());
  const refused = await ask('POST', '/tickets/1001/commands', { name: 'plan' }, by('p'));
  await ask('POST', '/tickets/1001/commands', { name: 'take' }, by('t'));
  const again = await ask('POST', '/tickets/1001/commands', { name: 'plan' }, by('p'));
  expect([again.status, again.body, again.headers.get('content-type')]).toEqual([409, refused.body, 'application/problem+json']);
  const other = await ask('POST', '/tickets/1001/commands', { name: 'take', text: 'me' }, by('t'));
  expect(other.status).toBe(422);
  expect(other.body.detail).toContain('another request');
  expect((await ask('POST', '/tickets/1001/commands', { name: 'plan' }, by('p2'))).body).toMatchObject({ stage: 'planning' });
});

test('a key belongs to its token, and what could not be read may be sent again with it', async () => {
  const other = await api.program(['read', 'write'], 'shop');
  await ask('POST', '/tickets', banner(), by('a'));
  expect((await other('POST', '/tickets', banner('rui'), by('a'))).body).toMatchObject({ number: 1002 });
  expect((await ask('POST', '/tickets', { service: 'banner' }, by('c'))).status).toBe(422);
  expect((await ask('POST', '/tickets', banner(), by('c'))).status).toBe(201);
  expect((await ask('POST', '/tickets', banner(), by('no blanks'))).status).toBe(400);
});

test('a crash before the answer was kept makes no second ticket and says nothing twice', async () => {
  const first = await ask('POST', '/tickets', banner(), by('a'));
  await ask('POST', '/tickets/1001/commands', { name: 'take' });
  await ask('POST', '/tickets/1001/commands', { name: 'note', text: 'Blue' }, by('n'));
  await ask('POST', '/clients/ana/messages', { text: 'In blue, please', ticket: 1001 }, by('m'));
  await api.house.store.write([{ sql: 'DELETE FROM api_answer', args: [] }]);
  const again = await ask('POST', '/tickets', banner(), by('a'));
  expect([again.status, again.body.number]).toEqual([201, first.body.number]);
  expect((await ask('POST', '/tickets/1001/commands', { name: 'note', text: 'Blue' }, by('n'))).status).toBe(200);
  await ask('POST', '/clients/ana/messages', { text: 'In blue, please', ticket: 1001 }, by('m'));
  const events = (await ask('GET', '/tickets/1001/events')).body.items as { type: string }[];
  expect(events.map(({ type }) => type)).toEqual(['opened', 'taken', 'noted', 'commented']);
  expect(await numbers()).toEqual([1001]);
});

test('an answer is kept for a day', async () => {
  await ask('POST', '/tickets/1001/commands', { name: 'take' }, by('a'));
  await ask('POST', '/tickets', banner(), by('t'));
  const kept = () =>
    api.house.store.read({ sql: 'SELECT key FROM api_answer ORDER BY key', args: [] }).then((rows) => rows.map(({ key }) => key));
  expect(await kept()).toEqual(['t']); // what was not found may be there later
  api.house.clock.advance(86_400_000 - 1);
  expect((await ask('POST', '/tickets', banner(), by('t'))).headers.get('idempotency-replayed')).toBe('true');
  api.house.clock.advance(1);
  await ask('POST', '/tickets', banner('rui'), by('u'));
  expect(await kept()).toEqual(['u']);
});
