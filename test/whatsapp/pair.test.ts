// Pairing by QR and by code, and a restart that needs neither.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWhatsApp, type WhatsApp } from '../loopback/whatsapp/index.ts';
import { openTestHouse } from '../support/house.ts';
import { eventually, openWhatsAppDoor, openWhatsAppHouse } from '../support/whatsapp.ts';

let folder: string;
let server: WhatsApp;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-'));
  server = await openWhatsApp();
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('by QR; a restart asks for nothing, and answers what was written meanwhile', { timeout: 120_000 }, async () => {
  const first = await openWhatsAppHouse({ folder, server });
  const ana = first.client('15550100001');
  expect((await ana.says('logo')).map(({ text }) => text)).toEqual([expect.stringContaining('What will you use the logo for?')]);
  await first.close();
  await ana.phone.say('1');

  const second = await openWhatsAppHouse({ folder, server, paired: true });
  expect(second.door.states.map(({ type }) => type)).not.toContain('unpaired');
  await eventually(() => ana.phone.inbox.length === 2, 'the answer to what was written while the bot was away');
  expect(ana.phone.inbox[1]?.text).toContain('Do you need a certain format');
  await second.close();
});

test('by a code', { timeout: 60_000 }, async () => {
  const door = await openWhatsAppDoor({ folder, server });
  const house = await openTestHouse({ folder, channels: door.make });
  const code = await door.channel().pairByCode(server.owner.number);
  expect(code).toMatch(/^[1-9A-Z]{8}$/);
  expect(door.channel().state()).toMatchObject({ type: 'unpaired', code });
  await server.owner.enterCode(code);
  expect(await door.until('open')).toMatchObject({ phone: server.owner.number });
  await expect(door.channel().pairByCode(server.owner.number)).rejects.toThrow('WhatsApp is paired already.');
  await house.close();
});

test('unlinked on the phone: the desk hears of it, what is for clients waits, and leaves once paired again', {
  timeout: 60_000,
}, async () => {
  const opened = await openWhatsAppHouse({ folder, server });
  const { door, house } = opened;
  const ana = opened.client('15550100001');
  for (const text of ['logo', '1', 'skip', '1']) await ana.says(text);
  await server.owner.unlink();
  expect(await door.until('unpaired')).toMatchObject({ loggedOut: true });
  const desk = async () =>
    (await opened.rows("SELECT body->>'$.body.text' AS text FROM outbox WHERE address = 'desk'")).map(({ text }) => String(text));
  await eventually(async () => (await desk()).length > 0, 'the desk to be told');
  expect((await desk())[0]).toContain('WhatsApp');

  await house.web.receive({ id: 'waits', as: 'bruno', name: 'Bruno', desk: true, text: '/r 1001 Hello Ana', files: [] });
  const before = ana.phone.inbox.length;
  await house.settle();
  expect(await opened.rows("SELECT state FROM outbox WHERE address LIKE 'whatsapp:%' AND state <> 'sent'")).toEqual([{ state: 'queued' }]);
  await door.pair();
  await eventually(() => ana.phone.inbox.length > before, 'what waited to leave');
  expect(ana.phone.inbox.at(-1)?.text).toContain('Bruno: Hello Ana');
  await eventually(async () => (await desk()).length > 1, 'the desk to be told that it works again');
  await opened.close();
});
