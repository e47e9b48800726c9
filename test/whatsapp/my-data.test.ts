// "my data" and "erase my data" on WhatsApp: the file arrives; the account's own file forgets what was sent to them, and then the chat.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { passesMs } from '../../src/erased.ts';
import { lookAt } from '../support/db-stores.ts';
import { openWhatsAppHouse, type WhatsAppHouse } from '../support/whatsapp.ts';

let opened: WhatsAppHouse;
beforeEach(async () => {
  opened = await openWhatsAppHouse();
}, 60_000);
afterEach(() => opened.close());

const account = () => ({
  sent: lookAt(join(opened.folder, 'wa-main.db'), 'SELECT id FROM sent').length,
  chats: lookAt(join(opened.folder, 'wa-main.db'), 'SELECT address FROM chat').length,
});
const bytes = () =>
  readdirSync(opened.folder)
    .filter((name) => /\.db(-wal)?$/.test(name))
    .map((name) => readFileSync(join(opened.folder, name)).toString('latin1'))
    .join('\n');

test('the file arrives; then nothing is left of them, and of others everything', async () => {
  const zeph = opened.client('15550100077', { name: 'Zephyrina Quastle' });
  const ana = opened.client('15550100001');
  for (const text of ['logo', '1', 'skip']) await zeph.says(text);
  await zeph.says('1');
  await zeph.says('a quarkberry');
  await ana.says('logo');
  const ofAna = 1;
  const [answer] = await zeph.says('my data');
  expect(answer).toMatchObject({ text: expect.stringContaining('everything we keep about you') });
  const asked = await zeph.says('erase my data');
  const [done] = await zeph.says(/\b\d{5}\b/.exec(asked[0]?.text ?? '')?.[0] ?? '');
  expect(done?.text).toContain('Done: you are erased here. Your open request is cancelled.');
  await opened.house.tick();
  expect(account()).toEqual({ sent: ofAna + 1, chats: 2 }); // their last message may be asked for again
  expect(bytes()).not.toMatch(/Zephyrina|quarkberry/i);
  for (const ms of passesMs) {
    opened.house.clock.advance(ms);
    await opened.house.tick();
    await opened.settle();
  }
  expect(account()).toEqual({ sent: ofAna + 2, chats: 1 }); // Ana was reminded of her draft, and told that it is kept
  const left = await opened.rows(
    "SELECT 1 FROM inbox WHERE id || chat || body LIKE '%15550100077%' OR id || chat LIKE ?1",
    `%${zeph.phone.lid}%`,
  );
  expect(left).toEqual([]);
  expect((await zeph.says('hi'))[0]?.text).toContain('Hi Zephyrina');
  expect((await ana.says('for the fair'))[0]?.text).toContain('Passed on to the team');
}, 60_000);
