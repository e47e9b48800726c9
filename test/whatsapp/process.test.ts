// The account's process by itself: its death, its silence, its file, and the address that it may call.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWhatsApp, type WhatsApp } from '../loopback/whatsapp/index.ts';
import type { World } from '../loopback/whatsapp/world.ts';
import { openTestHouse } from '../support/house.ts';
import { type Alur, endAll, runAlur } from '../support/process-alur.ts';
import { build } from '../support/process-build.ts';
import { readStore } from '../support/process-store.ts';
import { childrenOf, isOpen, pairAlur, startWithWhatsApp, whatsappEnv } from '../support/process-whatsapp.ts';
import { eventually, openWhatsAppDoor } from '../support/whatsapp.ts';

let folder: string;
let server: WhatsApp;
beforeEach(async () => {
  await build();
  folder = mkdtempSync(join(tmpdir(), 'alur-'));
  server = await openWhatsApp();
}, 120_000);
afterEach(async () => {
  await endAll();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Alur> {
  const alur = await startWithWhatsApp(folder, server, { LANGUAGES: 'en', LOG_LEVEL: 'debug' });
  await pairAlur(alur, folder, server);
  return alur;
}

test('killed alone, it is started again; what was being sent is sent once', { timeout: 60_000 }, async () => {
  const alur = await start();
  const phone = server.phone({ name: 'Ana', number: '15550100001' });
  server.faults.holdAcks();
  await phone.say('logo');
  await eventually(() => phone.inbox.length === 1, 'the answer, not acknowledged yet');
  const [child = 0, ...others] = childrenOf(alur.pid);
  expect(others).toEqual([]);
  process.kill(child, 'SIGKILL');
  server.faults.releaseAcks();
  await eventually(() => childrenOf(alur.pid).some((pid) => pid !== child), 'another process');
  await isOpen(alur, folder);
  const id = phone.inbox[0]?.id ?? '';
  await eventually(() => phone.copies(id) === 2, 'the second copy');
  await eventually(
    () => readStore(folder, "SELECT 1 FROM outbox WHERE address LIKE 'whatsapp:%' AND state <> 'sent'").length === 0,
    'it to count as sent',
  );
  await phone.say('1');
  await eventually(() => phone.inbox.length === 2, 'the next answer');
  expect(phone.inbox.map(({ text }) => text)).toEqual([
    expect.stringContaining('What will you use'),
    expect.stringContaining('Do you need a certain'),
  ]);
  expect(alur.output()).toContain("WhatsApp's process ended; it is started again.");
});

test('nothing that libsignal prints is in the output, though a phone begins its session anew', { timeout: 60_000 }, async () => {
  const alur = await start();
  const phone = server.phone({ name: 'Ana', number: '15550100001' });
  await phone.say('logo');
  await eventually(() => phone.inbox.length === 1, 'the first answer');
  const { world } = phone as unknown as { world: World }; // the server has no act for a phone that was set up anew
  for (const companion of world.companions.values()) await phone.vault.renew(companion.lid, companion.bundle());
  await phone.say('1');
  await eventually(() => phone.inbox.length === 2, 'the answer in the new session');
  for (const secret of ['Closing', 'SessionEntry', 'privKey', 'rootKey', phone.number, phone.lidUser])
    expect(alur.output()).not.toContain(secret);
});

test('a second house in the same folder says why it does not start', { timeout: 60_000 }, async () => {
  await start();
  const second = await runAlur({ folder, env: whatsappEnv(server) });
  expect(second.code).not.toBe(0);
  expect(second.output).toMatch(/in use|another|already/i);
});

test('a second account over the same file says why, stops, and takes it once it is free', { timeout: 60_000 }, async () => {
  const one = await openWhatsAppDoor({ folder, server });
  const first = await openTestHouse({ folder: mkdtempSync(join(folder, 'a-')), channels: one.make });
  await one.pair();
  const other = await openWhatsAppDoor({ folder, server });
  const second = await openTestHouse({ folder: mkdtempSync(join(folder, 'b-')), channels: other.make });
  expect(await other.until('stopped')).toMatchObject({ reason: 'replaced' });
  expect(other.logged.join('\n')).toMatch(/wa-main\.db/);
  expect(one.channel().state().type).toBe('open');
  await first.close();
  await eventually(() => {
    other.channel().reconnect();
    return other.states.at(-1)?.type === 'open';
  }, 'the other one to take the account');
  await second.close();
});

test.each(['ws://example.com/ws/chat', 'ws://192.168.1.5/ws/chat', 'http://127.0.0.1/'])('%s is refused at the start', async (address) => {
  const { code, output } = await runAlur({ folder, env: { ...whatsappEnv(server), WHATSAPP_SOCKET_URL: address } });
  expect(code).not.toBe(0);
  expect(output).toContain('WHATSAPP_SOCKET_URL must ');
  expect(output).not.toContain('Alur is running');
});
