// What each close by WhatsApp leads to, as the channel tells it and as the log has it; and that nothing is tried hotter than planned.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CloseCode } from '../loopback/whatsapp/index.ts';
import { eventually, openWhatsAppHouse, type WhatsAppHouse } from '../support/whatsapp.ts';

let opened: WhatsAppHouse;
beforeEach(async () => {
  opened = await openWhatsAppHouse();
}, 60_000);
afterEach(() => opened.close());

const Facts = z.object({ code: z.number(), afterMs: z.number() });

/** The pauses that the account planned, as the log has them. */
const planned = () =>
  opened.door.logged.flatMap((line) => {
    const [, facts] = /^The connection to WhatsApp was closed; it is tried again\. (.+)$/.exec(line) ?? [];
    return facts ? [Facts.parse(JSON.parse(facts))] : [];
  });

/** What came to the desk of the account itself. */
const alarms = async () =>
  (await opened.rows("SELECT body->>'$.what' AS what FROM inbox WHERE body->>'$.type' = 'alarm' ORDER BY rowid")).map(({ what }) => what);

const connects = () => opened.server.connections.filter(({ what }) => what === 'open').map(({ at }) => at);
const quiet = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Loses the connection and has it again by `reconnect()`, which begins the back-off anew. */
async function fresh(): Promise<void> {
  const { door, server } = opened;
  server.close(428);
  await door.until('offline');
  door.channel().reconnect();
  await door.until('open');
  door.logged.length = 0;
}

test('515: connected again at once, and not worth a line in the log', async () => {
  await fresh();
  opened.server.close(515);
  await opened.door.until('starting');
  await opened.door.until('open');
  expect(planned()).toEqual([]);
  expect(await opened.client('15550100001').says('logo')).toHaveLength(1);
});

test.each<CloseCode>([428, 503, 500])('%i: tried again after a second, and the log has it', async (code) => {
  await fresh();
  const before = connects().length;
  const from = Date.now();
  opened.server.close(code);
  const offline = await opened.door.until('offline');
  expect(offline.code).toBe(code);
  expect(offline.retryAt).toBeGreaterThanOrEqual(from + 1000);
  expect(offline.retryAt).toBeLessThanOrEqual(Date.now() + 1000);
  expect(planned()).toEqual([{ code, afterMs: 1000 }]);
  await opened.door.until('open');
  expect((connects()[before] ?? 0) - from).toBeGreaterThanOrEqual(990);
  expect(await opened.client('15550100001').says('logo')).toHaveLength(1);
  expect(await alarms()).toEqual([]);
});

test('one loss after the other: each pause is twice the last, whatever the code, and nothing connects in between', async () => {
  const { door, server } = opened;
  await fresh();
  server.close(428);
  for (const code of [408, 503, 500]) {
    server.refuseLogins(code);
    await eventually(() => planned().at(-1)?.code === code, `the refusal ${code}`);
  }
  const pauses = [1000, 2000, 4000, 8000];
  expect(planned()).toEqual([428, 408, 503, 500].map((code, i) => ({ code, afterMs: pauses[i] })));
  const tries = connects().slice(-4);
  for (const [i, at] of tries.slice(1).entries()) expect(at - (tries[i] ?? 0)).toBeGreaterThanOrEqual((pauses[i] ?? 0) - 10);

  let due = 0;
  await eventually(() => {
    const state = door.states.at(-1);
    if (state?.type === 'offline' && state.code === 500) due = state.retryAt;
    return due > 0;
  }, 'the state to be told');
  const before = connects().length;
  await quiet(1200);
  expect(connects()).toHaveLength(before);
  server.refuseLogins(null);
  door.channel().reconnect();
  await door.until('open');
  expect(connects()).toHaveLength(before + 1);
  expect(connects().at(-1)).toBeLessThan(due);
});

test('nobody there at all counts as 408', async () => {
  await fresh();
  opened.server.reachable = false;
  await eventually(() => planned().length >= 2, 'two tries');
  expect(planned().slice(0, 2)).toMatchObject([
    { code: 428, afterMs: 1000 },
    { code: 408, afterMs: 2000 },
  ]);
  opened.server.reachable = true;
  await opened.door.until('open');
});

describe('what stops', () => {
  test('440: replaced; the desk hears of it, nothing is tried, reconnect() takes the account back', async () => {
    const { door, server } = opened;
    server.close(440);
    expect(await door.until('stopped')).toEqual({ type: 'stopped', reason: 'replaced', code: 440 });
    await eventually(async () => (await alarms()).length > 0, 'the desk to be told');
    expect(door.logged.at(-1)).toContain('WhatsApp closed the connection for good; /setup says what can be done. {"code":440');
    const before = connects().length;
    await quiet(1200);
    expect(connects()).toHaveLength(before);
    door.channel().reconnect();
    await door.until('open');
    await eventually(async () => (await alarms()).length > 1, 'the desk to be told that it works again');
    expect(await alarms()).toEqual(['replaced', 'connected']);
    expect(await opened.client('15550100001').says('logo')).toHaveLength(1);
  });

  test.each([
    [403, 'banned'],
    [402, 'banned'],
    [411, 'refused'],
  ])('%i: %s; the desk hears of it, nothing is tried, reconnect() pairs anew', async (code, reason) => {
    const { door, server } = opened;
    server.refuseLogins(code);
    server.close(428);
    await door.until('offline');
    door.channel().reconnect();
    expect(await door.until('stopped')).toEqual({ type: 'stopped', reason, code });
    await eventually(async () => (await alarms()).length > 0, 'the desk to be told');
    const before = connects().length;
    await quiet(1200);
    expect(connects()).toHaveLength(before);
    server.refuseLogins(null);
    door.channel().reconnect();
    await door.pair();
    await eventually(async () => (await alarms()).length > 1, 'the desk to be told that it works again');
    expect(await alarms()).toEqual([reason, 'connected']);
    expect(await opened.client('15550100001').says('logo')).toHaveLength(1);
  });
});
