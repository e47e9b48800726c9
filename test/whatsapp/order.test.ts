// Messages that come at once, from people who never wrote before: each chat's are worked in the order in which WhatsApp brought them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrived, openWhatsAppHouse, type WhatsAppHouse } from '../support/whatsapp.ts';

let opened: WhatsAppHouse;
beforeAll(async () => {
  opened = await openWhatsAppHouse();
}, 60_000);
afterAll(() => opened.close());

const lines = ['hello', 'good morning', 'banner', 'Summer sale', '2', 'Half price'];

test('a burst of somebody new is worked in its order', async () => {
  for (let round = 0; round < 4; round++) {
    const { phone } = opened.client(`1555020${7000 + round}`);
    const ids: string[] = [];
    for (const line of lines) ids.push(await phone.say(line));
    for (const id of ids) await arrived(opened.house, id);
    await opened.settle();
    const rows = await opened.rows(
      "SELECT body->>'$.text' AS text FROM inbox WHERE chat = ?1 AND body->>'$.type' = 'message' ORDER BY rowid",
      `whatsapp:${phone.lid}`,
    );
    expect(rows.map(({ text }) => text)).toEqual(lines);
  }
});
