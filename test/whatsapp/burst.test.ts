// A client who writes one answer in several messages, over WhatsApp's own protocol.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrived, eventually, openWhatsAppHouse, type WhatsAppHouse } from '../support/whatsapp.ts';

const quietMs = 1_500;
let opened: WhatsAppHouse;
beforeAll(async () => {
  opened = await openWhatsAppHouse({ settings: { quietMs } });
}, 60_000);
afterAll(() => opened.close());

test('three messages get one reply; one that is edited or taken back meanwhile counts as it is then', async () => {
  const { phone } = opened.client('15550107001');
  const ids: string[] = [];
  for (const text of ['I need', 'a baner', 'for Friday 🙏', 'oops, wrong chat']) {
    const id = await phone.say(text);
    await arrived(opened.house, id);
    ids.push(id);
  }
  await arrived(opened.house, await phone.edit(ids[1] ?? '', 'a banner'));
  await arrived(opened.house, await phone.remove(ids[3] ?? ''));
  await opened.settle();
  expect(phone.inbox).toEqual([]);
  opened.house.clock.advance(quietMs);
  await eventually(() => phone.inbox.length > 0, 'the reply');
  await opened.settle();
  expect(phone.inbox.map(({ text }) => text)).toEqual([expect.stringContaining('What is the banner for?')]);
  const [row] = await opened.rows("SELECT state->>'$.draft.first.text' AS text FROM conversation");
  expect(row?.text).toBe('I need\na banner\nfor Friday 🙏');
});
