// Two numbers of WhatsApp's at one desk, each account in a process of its own with a file of its own.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTelegram, type TelegramHouse } from '../support/telegram.ts';
import { openWhatsAppDoor, phoneClient, type WhatsAppDoor } from '../support/whatsapp.ts';

let folder: string;
let first: WhatsAppDoor;
let shop: WhatsAppDoor;
let house: TelegramHouse;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-numbers-'));
  first = await openWhatsAppDoor({ folder });
  shop = await openWhatsAppDoor({ folder, account: { contact: 'whatsapp-shop', account: 'shop' } });
  house = await openTelegram({ folder, channels: (open) => [...first.make(open), ...shop.make(open)] });
  await Promise.all([first.pair(), shop.pair()]);
}, 120_000);
afterAll(async () => {
  await house?.close();
  await Promise.all([first?.close(), shop?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const at = (door: WhatsAppDoor, number: string, name: string) =>
  phoneClient(door.server.phone({ name, number, addressing: 'lid' }), house.house, () => house.settle(), door.channel().name);
const texts = (all: readonly { text?: string }[]) => all.map(({ text = '' }) => text).join('\n');

test('each keeps its own account; the same number at both is one client, answered where they wrote last', async () => {
  expect(['wa-main.db', 'wa-shop.db'].map((name) => existsSync(join(folder, name)))).toEqual([true, true]);
  const here = at(first, '15550100001', 'Ana');
  const there = at(shop, '15550100001', 'Ana P.');
  for (const text of ['logo', '1', 'skip', '1']) await here.says(text);
  expect(texts(await there.says('status'))).toContain('#1001');
  for (const text of ['new', 'logo', '1', 'skip', '1']) await there.says(text);
  expect(texts(await here.says('status'))).toMatch(/#1001[\s\S]*#1002/);
  await there.says('thanks');
  here.news();
  await house.desk.writes(1001, '/r On it');
  expect(texts(there.news())).toContain('On it');
  expect(here.news()).toEqual([]);
});

test('somebody with another number is somebody else', async () => {
  expect(texts(await at(shop, '15550100002', 'Ana').says('status'))).not.toContain('#1001');
});
