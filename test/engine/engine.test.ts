// The engine on a file: groups, order, staleness, refusals, timers, and a house closed between any two messages of a walk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SendError } from '../../bots/channel.ts';
import { openFile } from '../../db/file.ts';
import type { Statement, Store } from '../../db/store.ts';
import { testClock } from '../support/clock.ts';
import { openStoreHouse, type StoreHouse, textsTo } from '../support/db-house.ts';
import { lookAt, stores } from '../support/db-stores.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alur-engine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const look = (sql: string) => lookAt(join(folder, 'alur.db'), sql);

describe('groups', () => {
  let store: Store;
  let house: StoreHouse;
  let batches: Statement[][];
  beforeEach(async () => {
    store = await openFile(join(folder, 'alur.db'));
    batches = [];
    const { write } = store;
    store.write = (statements) => {
      batches.push(statements);
      return write(statements);
    };
    house = await openStoreHouse(store);
    await house.settle();
    batches.length = 0;
  });
  afterEach(() => house.stop());
  const commits = () => batches.filter((statements) => statements.some(({ sql }) => sql.includes('INSERT INTO inbox')));
  const people = Array.from({ length: 300 }, (_, i) => `p${i}`);

  test('many messages at once share few commits, at most 200 in one; a lone message waits for nobody', async () => {
    await Promise.all(people.map((who) => house.say(`${who}-1`, 'banner', who)));
    await house.settle();
    batches.length = 0;
    await Promise.all(people.map((who) => house.say(`${who}-2`, 'Sale', who)));
    expect(commits()).toHaveLength(2);
    const sizes = commits().map((statements) => {
      const gate = statements.find(({ sql }) => sql.includes('INSERT INTO inbox'));
      return (JSON.parse(String(gate?.args[0])) as unknown[]).length;
    });
    expect(sizes).toEqual([200, 100]);
    await house.settle();
    batches.length = 0;
    await house.say('lone', 'banner', 'zoe');
    expect(commits()).toHaveLength(1);
  });

  test('a chat’s messages are turned one at a time, in the order they came, other chats beside them', async () => {
    const words = ['banner', 'Summer sale', '2', 'Half price', 'skip', 'yes'];
    const order: string[] = [];
    await Promise.all(
      words.flatMap((text, i) =>
        ['ana', 'eva', 'ivo'].map((who) => house.say(`${who}${i}`, text, who).then(() => order.push(`${who}${i}`))),
      ),
    );
    await house.settle();
    expect(order).toEqual(words.flatMap((_, i) => [`ana${i}`, `eva${i}`, `ivo${i}`]));
    expect(commits()).toHaveLength(words.length);
    expect(look('SELECT count(*) AS n FROM ticket')).toEqual([{ n: 3 }]);
    expect(look("SELECT DISTINCT body->>'$.brief[0].text' AS text FROM ticket")).toEqual([{ text: 'Summer sale' }]);
    for (const who of ['ana', 'eva', 'ivo']) expect(textsTo(house, `web:${who}`)).toHaveLength(words.length);
  });

  test('of two turns on one ticket the second goes into the next commit, and none is refused', async () => {
    for (const [i, text] of ['logo', '1', 'skip', 'yes'].entries()) await house.say(`${i}`, text);
    await house.settle();
    batches.length = 0;
    await Promise.all([house.say('c', 'make it blue'), house.atDesk('d', '/take #1001'), house.say('other', 'banner', 'eva')]);
    expect(commits()).toHaveLength(2);
    expect(look('SELECT version, stage FROM ticket')).toEqual([{ version: 3, stage: 'analysis' }]);
  });

  test('the marks of what was sent ride along with the next commit', async () => {
    await house.say('1', 'banner');
    await house.say('2', 'Sale');
    await house.settle();
    expect(batches.length).toBeLessThanOrEqual(3);
    expect(look("SELECT count(*) AS n FROM outbox WHERE state <> 'sent'")).toEqual([{ n: 0 }]);
  });
});

test('a refused store: nothing is acknowledged, nothing is sent, and the same messages succeed later', async () => {
  const store = await openFile(join(folder, 'alur.db'));
  const house = await openStoreHouse(store);
  await house.say('1', 'banner');
  await house.settle();
  const foreign = new (await import('libsql')).default(join(folder, 'alur.db'));
  foreign.exec('BEGIN IMMEDIATE');
  const takes = await Promise.allSettled([house.say('2', 'Sale'), house.say('x1', 'hi', 'eva'), house.say('3', '2')]);
  expect(takes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(house.sent).toHaveLength(1);
  foreign.exec('ROLLBACK');
  foreign.close();
  for (const [id, text, who] of [
    ['2', 'Sale', 'ana'],
    ['x1', 'hi', 'eva'],
    ['3', '2', 'ana'],
  ] as const)
    expect(await house.say(id, text, who)).toBe(1);
  await house.settle();
  expect(textsTo(house, 'web:ana').at(-1)).toContain('Which words');
  await house.stop();
  expect(look('SELECT id FROM inbox ORDER BY id').map(({ id }) => id)).toEqual(['web:1', 'web:2', 'web:3', 'web:x1']);
});

test('a store that refuses a message and is there again at once: what was written behind it is not worked before it', async () => {
  const store = await openFile(join(folder, 'alur.db'));
  const house = await openStoreHouse(store);
  const foreign = new (await import('libsql')).default(join(folder, 'alur.db'));
  const { write } = store;
  store.write = (statements) =>
    write(statements).catch((error: unknown) => {
      if (foreign.inTransaction) foreign.exec('ROLLBACK');
      throw error;
    });
  foreign.exec('BEGIN IMMEDIATE');
  const script = [['1', 'banner'], ['2', 'Sale'], ['3', '2']] as const; // biome-ignore format: a conversation
  const first = await Promise.allSettled([...script.map(([id, text]) => house.say(id, text)), house.say('x1', 'hi', 'eva')]);
  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  expect(look('SELECT count(*) AS n FROM inbox')).toEqual([{ n: 0 }]);
  await Promise.all(script.map(([id, text]) => house.say(id, text)));
  await house.settle();
  expect(textsTo(house, 'web:ana').at(-1)).toContain('Which words');
  foreign.close();
  await house.stop();
});

test('a version that another process moved on: the turn is taken again on what stands there now', async () => {
  const kind = stores[1] ?? expect.fail('no server');
  const opened = await kind.open();
  const one = await openStoreHouse(opened.store, { alone: false });
  const { write } = opened.store;
  const two = await openStoreHouse(opened.another(), { alone: false, staffed: false });
  await one.say('1', 'banner');
  let interfered = 0;
  opened.store.write = async (statements) => {
    if (interfered < 2 && statements.some(({ sql }) => sql.includes('INSERT INTO inbox'))) {
      interfered++;
      await two.say(`between${interfered}`, interfered === 1 ? 'Summer sale' : '2');
    }
    return write(statements);
  };
  expect(await one.say('2', 'Half price')).toBe(1);
  expect(interfered).toBe(2);
  await one.settle();
  expect(textsTo(one, 'web:ana').at(-1)).toContain('Send photos');
  expect(opened.look('SELECT version FROM conversation')).toEqual([{ version: 4 }]);
  await one.stop();
  await two.stop();
  await opened.close();
});

test('a send that is under way when the house closes is not sent again by the next one', async () => {
  const path = join(folder, 'alur.db');
  let left = false;
  const slowly = async () => {
    for (let turns = 0; turns < 500; turns++) await new Promise((resolve) => setImmediate(resolve));
    left = true;
    return { messages: ['slow'] };
  };
  const house = await openStoreHouse(await openFile(path), { send: slowly });
  await house.say('1', 'banner');
  expect(left).toBe(false);
  await house.stop();
  const next = await openStoreHouse(await openFile(path), { staffed: false });
  await next.settle();
  await next.outbox.sweep();
  await next.settle();
  expect(next.sent).toEqual([]);
  await next.stop();
});

test('a chat that refuses: what waits is kept, the desk is told, and it all leaves in order once the chat is open again', async () => {
  let blocked = true;
  const house = await openStoreHouse(await openFile(join(folder, 'alur.db')), {
    send: async ({ to }) => {
      if (blocked && to === 'web:ana') throw new SendError('blocked', 'Forbidden: bot was blocked by the user');
      return undefined as never; // the door of the test answers by itself
    },
  });
  for (const [i, text] of ['banner', 'Sale', '2', 'x', 'skip', 'yes'].entries()) await house.say(`${i}`, text);
  await house.atDesk('d1', '/take #1001');
  await house.settle();
  expect(textsTo(house, 'web:ana')).toEqual([]);
  expect(textsTo(house, 'web:desk').filter((text) => text.includes('did not reach the client')).length).toBeGreaterThan(0);
  expect(look("SELECT count(*) AS n FROM outbox WHERE address = 'web:ana' AND state = 'parked'")).toEqual([{ n: 7 }]);
  blocked = false;
  await house.engine.take({
    ...{ type: 'reach', reachable: true, id: 'web:r', contact: 'web', chat: 'web:ana', from: { address: 'web:ana', name: 'Ana' } },
    at: house.clock.now(),
  });
  for (let i = 0; i < 50 && textsTo(house, 'web:ana').length < 7; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    await house.outbox.sweep();
    await house.settle();
  }
  expect(house.sent.flatMap(({ to, id }) => (to === 'web:ana' ? [id] : []))).toEqual([
    ...['web:0#0', 'web:1#0', 'web:2#0', 'web:3#0', 'web:4#0', 'web:5#0'],
    'web:d1#0',
  ]);
  await house.stop();
});

describe('timers', () => {
  const hour = 3_600_000;
  const clock = testClock();
  let house: TestHouse;
  const start = async () => {
    house = await openTestHouse({ folder, clock });
  };
  const reminders = () => look("SELECT count(*) AS n FROM outbox WHERE body->>'$.body.text' LIKE '%still waiting here%'")[0]?.n;
  beforeEach(start);
  afterEach(() => house.close());
  const tick = async () => {
    const worked = await house.tick();
    await house.settle();
    return worked;
  };

  test('a draft is reminded of after a day, once, however often the clock looks; left all the same, it is kept for the desk', async () => {
    await house.post({ as: 'ana', text: 'banner' });
    clock.advance(24 * hour - 1);
    expect(await tick()).toBe(0);
    clock.advance(1);
    await Promise.all([house.tick(), house.tick(), house.tick()]);
    await house.settle();
    expect(reminders()).toBe(1);
    const filed = () =>
      house.store.read({ sql: "SELECT body->>'$.unfinished' AS unfinished FROM event WHERE body->>'$.type' = 'opened'", args: [] });
    clock.advance(24 * hour);
    expect(await tick()).toBe(0);
    expect(await filed()).toEqual([]);
    clock.advance(24 * hour);
    expect(await tick()).toBe(1);
    expect(await tick()).toBe(0);
    expect(await filed()).toEqual([{ unfinished: 1 }]);
    expect(reminders()).toBe(1);
    clock.advance(52 * hour);
  });

  test('a draft that goes on puts the reminder off; one that was filed is not reminded of', async () => {
    await house.post({ as: 'ana', text: 'banner' });
    await house.post({ as: 'eva', text: 'logo' });
    clock.advance(20 * hour);
    await house.post({ as: 'ana', text: 'Sale' });
    for (const text of ['1', 'skip', 'yes']) await house.post({ as: 'eva', text });
    clock.advance(5 * hour);
    expect(await tick()).toBe(2);
    expect(reminders()).toBe(0);
    expect(await tick()).toBe(0);
    clock.advance(19 * hour);
    expect(await tick()).toBe(1);
    expect(reminders()).toBe(1);
  });

  test('a moment that passed while the house was closed is not lost', async () => {
    await house.post({ as: 'ana', text: 'banner' });
    await house.close();
    clock.advance(30 * hour);
    await start();
    expect(await tick()).toBe(1);
    expect(reminders()).toBe(1);
  });

  test('a new draft after the reminder is reminded of anew', async () => {
    await house.post({ as: 'ana', text: 'banner' });
    clock.advance(24 * hour);
    await tick();
    await house.post({ as: 'ana', text: 'cancel' });
    await house.post({ as: 'ana', text: 'logo' });
    clock.advance(24 * hour);
    await tick();
    expect(reminders()).toBe(2);
  });
});

describe('a house closed and opened between two messages', () => {
  type Said = { as: string; text?: string; choice?: string; desk?: boolean };
  /** The banner of the seeds: both sides, from the first word to the end. */
  const walk: Said[] = [
    { as: 'ana', text: 'oi' },
    { as: 'ana', text: 'banner' },
    { as: 'ana', text: 'Campanha de verão' },
    { as: 'ana', text: 'nas redes sociais' },
    { as: 'ana', text: 'Tudo pela metade' },
    { as: 'ana', text: 'pular' },
    { as: 'ana', text: 'sim' },
    { as: 'bruno', desk: true, choice: 'take:1001' },
    { as: 'bruno', desk: true, text: '/ask #1001 Qual o tamanho?' },
    { as: 'ana', text: '300 por 200' },
    { as: 'bruno', desk: true, choice: 'plan:1001' },
    { as: 'bruno', desk: true, choice: 'promise:1001:2026-11-30' },
    { as: 'bruno', desk: true, choice: 'produce:1001' },
    { as: 'bruno', desk: true, choice: 'finish:1001' },
    { as: 'bruno', desk: true, text: '/deliver #1001 https://x.y/banner.png' },
    { as: 'ana', text: 'mais contraste' },
    { as: 'ana', text: 'sim' },
    { as: 'bruno', desk: true, choice: 'finish:1001' },
    { as: 'bruno', desk: true, text: '/deliver #1001 https://x.y/banner2.png' },
    { as: 'ana', text: 'aprovado' },
  ];

  /** Walks, closing the house after the steps that are named; gives what everybody read and where the ticket went. */
  async function walked(closedAfter: (step: number) => boolean) {
    const place = mkdtempSync(join(tmpdir(), 'alur-walk-'));
    const clock = testClock();
    const read: string[] = [];
    const listen = (one: TestHouse) => {
      for (const address of ['web:ana', 'web:desk'])
        one.web.listen(address, ({ id, body }) => read.push(`${id} ${address} ${body.type} ${'text' in body ? body.text : ''}`));
      return one;
    };
    let house = listen(await openTestHouse({ folder: place, clock }));
    try {
      for (const [i, said] of walk.entries()) {
        clock.advance(1000);
        await house.post({ id: `s${i}`, language: 'pt-BR', ...said });
        if (closedAfter(i)) {
          await house.close();
          house = listen(await openTestHouse({ folder: place, clock }));
          await house.settle();
          // The channel hands over again what it is not sure of.
          await house.post({ id: `s${i}`, language: 'pt-BR', ...said });
        }
      }
      const events = lookAt(join(place, 'alur.db'), 'SELECT stage, situation FROM event ORDER BY seq');
      const queued = lookAt(join(place, 'alur.db'), "SELECT id FROM outbox WHERE state <> 'sent'");
      return { read: read.toSorted(), places: events.map(({ stage, situation }) => `${stage}/${situation}`), queued };
    } finally {
      await house.close();
      rmSync(place, { recursive: true, force: true });
    }
  }

  test('at every place: the walk goes on, and no reply is lost or doubled', async () => {
    const whole = await walked(() => false);
    expect(whole.places).toEqual([
      ...['triage/open', 'analysis/open', 'analysis/awaiting', 'analysis/open', 'planning/open', 'planning/open', 'production/open'],
      ...['delivery/open', 'delivery/awaiting', 'production/open', 'delivery/open', 'delivery/awaiting', 'delivery/done'],
    ]);
    expect(whole.queued).toEqual([]);
    expect(new Set(whole.read).size).toBe(whole.read.length);
    expect(await walked(() => true)).toEqual(whole);
    for (const at of walk.keys()) expect(await walked((step) => step === at), `closed after step ${at}`).toEqual(whole);
  }, 60_000);
});
