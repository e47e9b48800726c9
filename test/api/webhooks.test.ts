// Webhooks: signed as the public package verifies, written with the change they tell of, delivered in order however long nobody listens.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testClock } from '../support/clock.ts';
import { type ApiHouse, banner, openApi, type Program } from './api.ts';
import { openReceiver, type Receiver } from './receiver.ts';

const minute = 60_000;
let secret = '';
let api: ApiHouse;
let ask: Program;
let receiver: Receiver;

beforeEach(async () => {
  // The package compares with this machine's own clock: after an hour of the test's, both are the same.
  api = await openApi({ clock: testClock(Date.now() - 62 * minute) });
  ask = await api.program();
  receiver = await openReceiver(() => secret);
});
afterEach(async () => {
  await api.close();
  await receiver.stop();
});

async function register(body: object = {}): Promise<string> {
  const made = await ask('POST', '/webhooks', { url: receiver.url, ...body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  secret = String(made.body.secret);
  return String(made.body.id);
}

const work = async (name: string, text = ''): Promise<void> => {
  const answer = await ask('POST', '/tickets/1001/commands', { name, text });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

/** What is due is sent, and what became of it is written. */
async function passed(ms: number): Promise<void> {
  api.house.clock.advance(ms);
  await api.house.outbox.sweep();
  await api.house.outbox.idle();
}
const later = async (ms: number): Promise<void> => {
  for (let left = ms; left > 0; left -= minute) await passed(Math.min(left, minute));
};

test('tells of what happens wherever it was done, by signatures that the public package verifies', async () => {
  await register();
  api.house.clock.advance(62 * minute);
  await ask('POST', '/tickets', banner());
  await api.house.post({ as: 'bruno', desk: true, text: '/take #1001' });
  await work('ask', 'Which size do you need?');
  await ask('POST', '/clients/ana/messages', { text: '1080 × 1080', ticket: 1001 });
  await api.house.settle();
  expect(receiver.refused).toEqual([]);
  expect(receiver.taken.map(({ id, type }) => `${id} ${type}`)).toEqual([
    'evt_1001_1 ticket.opened',
    'evt_1001_2 ticket.changed',
    'evt_1001_3 ticket.changed',
    'msg_1001_3 message.created',
    'evt_1001_4 ticket.changed',
    'msg_1001_4 message.created',
  ]);
  expect(receiver.taken[1]).toMatchObject({
    timestamp: new Date(api.house.clock.now()).toISOString(),
    data: { number: 1001, service: 'banner', stage: 'analysis', situation: 'open', event: 'taken', seq: 2, by: 'staff' },
  });
  expect(receiver.taken.map(({ payload }) => payload).join()).not.toMatch(/size|1080|Ana|spring/);
  const messages = (await ask('GET', '/tickets/1001/messages')).body.items as { id: string }[];
  expect(messages.map(({ id }) => id)).toEqual(expect.arrayContaining(['msg_1001_3', 'msg_1001_4']));
});

test('tells when two people turn out to be one, and when they part again', async () => {
  await register({ types: ['person.joined', 'person.parted'] });
  for (const key of ['ana', 'bia']) await ask('POST', '/tickets', banner(key));
  const personOf = async (number: number) => (await ask('GET', `/tickets/${number}`)).body.person;
  const [ana, bia] = [await personOf(1001), await personOf(1002)];
  const press = async (choice: string) => {
    await api.house.post({ as: 'bruno', desk: true, choice });
    await passed(62 * minute);
  };
  await press('unite:1001:1002:yes');
  expect(await personOf(1002)).toBe(ana);
  await press('split:1001:all');
  expect(await personOf(1002)).toBe(bia);
  await api.house.settle();
  expect(receiver.taken.map(({ type, data }) => ({ type, data }))).toEqual([
    { type: 'person.joined', data: { person: ana, from: bia } },
    { type: 'person.parted', data: { person: bia, from: ana } },
  ]);
  expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(2);
});

test('an endpoint that is down for an hour gets everything, in order, once per id', async () => {
  const id = await register();
  receiver.be(503);
  await ask('POST', '/tickets', banner());
  await work('take');
  await later(20 * minute);
  await work('note', 'The logo is in the drive');
  await work('plan');
  await work('promise', new Date(Date.now() + 7 * 1440 * minute).toISOString().slice(0, 10));
  await later(40 * minute);
  expect(receiver.taken).toEqual([]);
  expect(new Set(receiver.tries)).toEqual(new Set(['evt_1001_1'])); // the others wait behind it
  const [waiting] = (await ask('GET', '/webhooks')).body.items as { waiting: number; error: string }[];
  expect(waiting).toMatchObject({ id, waiting: 5, error: "The webhook's endpoint answered 503." });

  receiver.be('up');
  await work('produce'); // what happens meanwhile stays behind it, too
  await later(6 * minute);
  const all = ['evt_1001_1', 'evt_1001_2', 'msg_1001_3', 'evt_1001_4', 'evt_1001_5', 'evt_1001_6'];
  expect(receiver.taken.map((one) => one.id)).toEqual(all);
  await later(6 * minute);
  expect(receiver.taken).toHaveLength(all.length);
  expect(receiver.refused).toEqual([]);
});

test('one that hangs up after it took an event is sent it again under the same id', async () => {
  await register({ types: ['ticket.opened'] });
  api.house.clock.advance(61 * minute);
  receiver.be('gone');
  await ask('POST', '/tickets', banner());
  await api.house.settle();
  receiver.be('up');
  await later(minute);
  expect([...new Set(receiver.tries)]).toEqual(['evt_1001_1']);
  expect(receiver.tries.length).toBeGreaterThan(1);
  expect(receiver.taken.map(({ id }) => id)).toEqual(['evt_1001_1']);
});

test('what was to be told when the house stopped is told by the next one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-hooks-'));
  const { clock } = api.house;
  const first = await openApi({ folder, clock });
  ask = await first.program();
  await register();
  receiver.be(503);
  await ask('POST', '/tickets', banner());
  await work('take');
  await first.house.settle();
  await first.close();
  receiver.be('up');
  clock.advance(61 * minute);
  const second = await openApi({ folder, clock });
  await second.house.outbox.sweep();
  await second.house.outbox.idle();
  await expect.poll(() => receiver.taken.map((one) => one.id)).toEqual(['evt_1001_1', 'evt_1001_2']);
  await second.close();
  rmSync(folder, { recursive: true });
});

test('no redirect is followed', async () => {
  await register({ types: ['ticket.opened'] });
  receiver.be(302);
  await ask('POST', '/tickets', banner());
  await api.house.settle();
  expect(receiver.tries).toEqual(['evt_1001_1']);
  const [hook] = (await ask('GET', '/webhooks')).body.items as { error: string }[];
  expect(hook?.error).toBe("The webhook's endpoint answered 302.");
});

test('a replay sends anew what happened since, in order and before what is still to come, under the same ids', async () => {
  const id = await register();
  await ask('POST', '/tickets', banner());
  await later(2 * minute);
  const since = new Date(api.house.clock.now()).toISOString();
  await work('take');
  await later(59 * minute);
  await work('plan');
  await api.house.settle();
  receiver.taken.splice(0);
  receiver.be(503);
  await work('note', 'One more thing');
  await api.house.settle();
  const again = await ask('POST', `/webhooks/${id}/replay`, { since });
  expect([again.status, again.body]).toEqual([202, { events: 2 }]);
  receiver.be('up');
  await later(minute);
  expect(receiver.taken.map((one) => one.id)).toEqual(['evt_1001_2', 'evt_1001_3', 'msg_1001_4']);
  expect((await ask('POST', '/webhooks/none/replay', { since })).status).toBe(404);
});

test('an endpoint hears only of what it asked for, and of nothing once it is removed', async () => {
  const id = await register({ types: ['message.created'] });
  api.house.clock.advance(61 * minute);
  await ask('POST', '/tickets', banner());
  await work('note', 'Blue, please');
  await api.house.settle();
  expect(receiver.taken.map(({ type }) => type)).toEqual(['message.created']);
  expect((await ask('DELETE', `/webhooks/${id}`)).status).toBe(204);
  await work('take');
  await api.house.settle();
  expect(receiver.tries).toHaveLength(1);
  expect((await ask('GET', '/webhooks')).body.items).toEqual([]);
  const rows = await api.house.store.read({ sql: "SELECT id FROM outbox WHERE address LIKE 'hook:%'", args: [] });
  expect(rows).toEqual([]);
  const audit = await api.house.store.read({
    sql: "SELECT deed, about FROM audit WHERE address = 'api:crm' AND ticket IS NULL ORDER BY id",
    args: [],
  });
  const { host } = new URL(receiver.url);
  expect(audit.map(({ deed, about }) => `${deed} ${about}`)).toEqual([
    'token_made read, write, admin',
    `webhook_added ${host}`,
    `webhook_removed ${host}`,
  ]);
});

test('a secret of one’s own is taken, and one that is none is refused', async () => {
  const own = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  expect((await ask('POST', '/webhooks', { url: receiver.url, secret: own })).body.secret).toBe(own);
  expect((await ask('POST', '/webhooks', { url: receiver.url, secret: 'hush' })).status).toBe(422);
  expect(JSON.stringify((await ask('GET', '/webhooks')).body)).not.toContain(own);
});

test('one that is too busy is left alone for as long as it asks', async () => {
  await register({ types: ['ticket.opened'] });
  api.house.clock.advance(58 * minute);
  receiver.be(429);
  await ask('POST', '/tickets', banner());
  await api.house.settle();
  receiver.be('up');
  await later(2 * minute - 1);
  expect(receiver.tries).toHaveLength(1);
  await later(1);
  expect(receiver.taken.map(({ id }) => id)).toEqual(['evt_1001_1']);
});

test('one that says that it is gone is not tried again, and a replay brings it back', async () => {
  const id = await register({ types: ['ticket.opened'] });
  receiver.be(410);
  await ask('POST', '/tickets', banner());
  await later(61 * minute);
  expect(receiver.tries).toHaveLength(1);
  expect((await ask('GET', '/webhooks')).body.items).toMatchObject([{ waiting: 0, failed: 1 }]);
  receiver.be('up');
  expect((await ask('POST', `/webhooks/${id}/replay`, { since: '2020-01-01T00:00:00Z' })).body).toEqual({ events: 1 });
  await later(1);
  expect(receiver.taken.map((one) => one.id)).toEqual(['evt_1001_1']);
});
