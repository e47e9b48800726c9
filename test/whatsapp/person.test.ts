// LID and phone number are two names of one client: one person, one conversation, one draft; answers go to where they wrote.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Addressing } from '../loopback/whatsapp/index.ts';
import { openWhatsAppHouse, type WhatsAppHouse } from '../support/whatsapp.ts';

let opened: WhatsAppHouse;
beforeEach(async () => {
  opened = await openWhatsAppHouse();
}, 60_000);
afterEach(() => opened.close());

describe.each<Addressing[]>([
  ['lid', 'phone'],
  ['phone', 'lid'],
  ['phone-only', 'lid'],
  ['lid', 'phone-only'],
  ['phone-only', 'lid-only'],
])('a client who writes by %s and then by %s', (first, second) => {
  test('is one person with one draft', async () => {
    const ana = opened.client('15550100001', { addressing: first });
    await ana.says('logo');
    ana.phone.addressing = second;
    expect((await ana.says('1')).map(({ text }) => text)).toEqual([expect.stringContaining('Do you need a certain format')]);
    ana.phone.addressing = first;
    await ana.says('skip');
    ana.phone.addressing = second;
    await ana.says('1');
    expect(await opened.rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 1 }]);
    expect(await opened.rows('SELECT count(*) AS n FROM conversation')).toEqual([{ n: 1 }]);
    expect(await opened.rows('SELECT count(*) AS n FROM ticket')).toEqual([{ n: 1 }]);
    expect(ana.phone.inbox).toHaveLength(4);
    expect(opened.door.logged.filter((line) => !line.startsWith('WhatsApp is connected'))).toEqual([]);
  });
});

test('the card shows the phone number, the log and the ids never do', async () => {
  const ana = opened.client('15550100001');
  for (const text of ['logo', '1', 'skip', '1']) await ana.says(text);
  const [card] = await opened.rows("SELECT body->>'$.body.text' AS text FROM outbox WHERE body->>'$.body.type' = 'card'");
  expect(card?.text).toContain('+15550100001');
  const ids = await opened.rows('SELECT id FROM inbox UNION ALL SELECT id FROM outbox');
  expect(ids.filter(({ id }) => String(id).includes('15550100001'))).toEqual([]);
});
