// At the pace of a person: "typing…" first, so many messages a minute and a day, nothing to who must write first; and each message once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountOptions } from '../../bots/whatsapp/wire.ts';
import { openWhatsApp, type Phone, type WhatsApp } from '../loopback/whatsapp/index.ts';
import { build } from '../support/process-build.ts';
import { arrived, eventually, openWhatsAppHouse, type WhatsAppHouse } from '../support/whatsapp.ts';

let folder: string;
let server: WhatsApp;
let opened: WhatsAppHouse | undefined;
beforeEach(async () => {
  await build();
  folder = mkdtempSync(join(tmpdir(), 'alur-'));
  server = await openWhatsApp();
}, 120_000);
afterEach(async () => {
  await opened?.close();
  opened = undefined;
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(account: Partial<AccountOptions> = {}, paired = false): Promise<WhatsAppHouse> {
  opened = await openWhatsAppHouse({ folder, server, account, paired });
  return opened;
}

/** The house ends and begins anew in the same folder; in between, what was sent gets older by so much. */
async function restart(account: Partial<AccountOptions>, olderByMs = 0): Promise<WhatsAppHouse> {
  await opened?.close();
  opened = undefined;
  const file = new Database(join(folder, 'wa-main.db'));
  file.prepare('UPDATE sent SET at = at - ?').run(olderByMs);
  file.close();
  return open(account, true);
}

const ana = (): Phone => server.phone({ name: 'Ana', number: '15550100001' });
const waiting = ({ rows }: WhatsAppHouse) =>
  rows("SELECT error, due_at FROM outbox WHERE address LIKE 'whatsapp:%' AND state = 'queued' ORDER BY due_at");
const alarms = async ({ rows }: WhatsAppHouse) =>
  (await rows("SELECT body->>'$.what' AS what FROM inbox WHERE body->>'$.type' = 'alarm'")).map(({ what }) => what);

/** Says it and lets the house work; what cannot leave now is left waiting. */
async function says({ house }: WhatsAppHouse, phone: Phone, text: string): Promise<void> {
  await arrived(house, await phone.say(text));
  await house.settle();
}

/** The outbox tries again what it has put off. */
async function tryAgain(at: WhatsAppHouse): Promise<void> {
  const due = Number((await waiting(at)).at(-1)?.due_at ?? 0);
  at.house.clock.set(Math.max(due, at.house.clock.now()));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await at.house.settle();
}

describe('typing', () => {
  test('"typing…" is shown before each text, about as long as it takes to read', async () => {
    const at = await open({ typingMs: 400 });
    const phone = ana();
    await says(at, phone, 'logo');
    await eventually(() => phone.inbox.length === 1, 'the answer');
    const [shown] = phone.seen;
    expect(shown?.what).toBe('composing');
    const ms = (phone.inbox[0]?.at ?? 0) - (shown?.at ?? 0);
    expect(ms).toBeGreaterThanOrEqual(390);
  });

  test('not with 0', async () => {
    const at = await open({ typingMs: 0 });
    const phone = ana();
    await says(at, phone, 'logo');
    await eventually(() => phone.inbox.length === 1, 'the answer');
    expect(phone.seen).toEqual([]);
  });
});

describe('limits', () => {
  test('a minute’s puts off, through a restart, and nobody is bothered; what waited leaves when it may', { timeout: 60_000 }, async () => {
    const account = { perMinute: 2 };
    const first = await open(account);
    const phone = ana();
    for (const text of ['logo', '1', 'skip']) await says(first, phone, text);
    expect(phone.inbox).toHaveLength(2);
    const [put] = await waiting(first);
    expect(put?.error).toBe("The account's own limit of messages a minute is reached; this waits.");
    const ms = Number(put?.due_at) - first.house.clock.now();
    expect(ms).toBeGreaterThan(40_000);
    expect(ms).toBeLessThanOrEqual(60_000);

    const second = await restart(account);
    await tryAgain(second);
    expect(phone.inbox).toHaveLength(2);
    expect(await waiting(second)).toHaveLength(1);
    expect(await alarms(second)).toEqual([]);

    const third = await restart(account, 61_000);
    await tryAgain(third);
    await eventually(() => phone.inbox.length === 3, 'what waited to leave');
    expect(phone.inbox[2]?.text).toContain('Use: On a screen');
    expect(await waiting(third)).toEqual([]);
  });

  test('a day’s puts off and tells the desk once, also after a restart; what waited leaves when it may', { timeout: 60_000 }, async () => {
    const account = { perDay: 2 };
    const first = await open(account);
    const phone = ana();
    const bia = server.phone({ name: 'Bia', number: '15550100002' });
    for (const text of ['logo', '1', 'skip']) await says(first, phone, text);
    await says(first, bia, 'logo');
    expect([phone.inbox.length, bia.inbox.length]).toEqual([2, 0]);
    expect((await waiting(first)).map(({ error }) => error)).toEqual(
      Array(2).fill("The account's own limit of messages a day is reached; this waits."),
    );
    await eventually(async () => (await alarms(first)).length > 0, 'the desk to be told');
    const [told] = await first.rows("SELECT body->>'$.until' AS until FROM inbox WHERE body->>'$.type' = 'alarm'");
    expect(Number(told?.until) - Date.now()).toBeGreaterThan(86_000_000);

    const second = await restart(account);
    await tryAgain(second);
    expect(await waiting(second)).toHaveLength(2);
    await second.house.settle();
    expect(await alarms(second)).toEqual(['capped']);

    const third = await restart(account, 86_400_000);
    await tryAgain(third);
    await eventually(() => phone.inbox.length === 3 && bia.inbox.length === 1, 'what waited to leave');
    expect(await waiting(third)).toEqual([]);
  });
});

test('463: parked, the desk hears of it once; it leaves when the client writes again', async () => {
  const at = await open();
  const phone = ana();
  const bia = server.phone({ name: 'Bia', number: '15550100002' });
  server.faults.refuseNext(463, 2);
  await says(at, phone, 'logo');
  await says(at, bia, 'logo');
  const parked = await at.rows("SELECT state, error FROM outbox WHERE address LIKE 'whatsapp:%'");
  expect(parked).toEqual(Array(2).fill({ state: 'parked', error: expect.stringContaining('463') }));
  await eventually(async () => (await alarms(at)).length > 0, 'the desk to be told');
  await says(at, phone, '1');
  await eventually(() => phone.inbox.length === 2, 'what was parked, and the answer');
  expect(phone.inbox.map(({ text }) => text)).toEqual([
    expect.stringContaining('What will you use'),
    expect.stringContaining('Do you need a certain'),
  ]);
  expect(bia.inbox).toEqual([]);
  expect(await alarms(at)).toEqual(['restricted']);
});

describe('once', () => {
  test('what WhatsApp does not acknowledge is sent again under its id, and is on the phone once', async () => {
    const at = await open({ ackMs: 300 });
    const client = at.client('15550100001');
    server.faults.dropNextAck();
    const [answer, ...more] = await client.says('logo');
    expect(more).toEqual([]);
    await eventually(() => client.phone.copies(answer?.id ?? '') === 2, 'the second copy');
    expect(client.phone.inbox).toHaveLength(1);
    expect(await at.rows("SELECT attempts FROM outbox WHERE address LIKE 'whatsapp:%'")).toEqual([{ attempts: 2 }]);
  });

  test.each(['again', 'same'] as const)('a message that comes twice (%s) is one turn', async (how) => {
    const at = await open();
    const client = at.client('15550100001');
    await client.says('logo');
    server.faults.deliverTwice(how);
    expect(await client.says('1')).toHaveLength(1);
    await eventually(() => server.pending.length === 0, 'both copies to be confirmed');
    expect(await client.says('skip')).toHaveLength(1); // it came behind them
    expect(await at.rows("SELECT body->>'$.text' AS text FROM inbox WHERE body->>'$.type' = 'message' ORDER BY rowid")).toEqual(
      ['logo', '1', 'skip'].map((text) => ({ text })),
    );
  });

  test('that a message was delivered, and then read, is committed', async () => {
    const at = await open();
    const client = at.client('15550100001');
    const [answer] = await client.says('logo');
    const states = async () =>
      (
        await at.rows(
          "SELECT body->>'$.state' AS state FROM inbox WHERE body->>'$.type' = 'delivery' AND body->>'$.message' = ?1",
          answer?.id ?? '',
        )
      ).map(({ state }) => state);
    await eventually(async () => (await states()).includes('delivered'), 'delivered');
    client.phone.read(answer?.id ?? '');
    await eventually(async () => (await states()).includes('read'), 'read');
    expect(await states()).toEqual(['delivered', 'read']);
  });
});
