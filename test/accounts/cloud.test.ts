// Two numbers of one Meta app, which has one address for its webhooks: each number's door takes what is its own.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WhatsappCloudChannel, whatsappCloud } from '../../bots/whatsapp-cloud/index.ts';
import { webhooksOf } from '../../src/doors.ts';
import { readEnv } from '../../src/env.ts';
import { type Graph, startGraph } from '../loopback/graph/index.ts';
import { testClock } from '../support/clock.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';

let graphs: Graph[];
let house: TestHouse;
beforeEach(async () => {
  const clock = testClock();
  graphs = [await startGraph({ now: clock.now }), await startGraph({ now: clock.now, phoneId: '200200200200' })];
  const [first, shop] = graphs;
  const { accounts } = readEnv(
    {
      ...{ WHATSAPP: 'cloud', WHATSAPP_CLOUD_TOKEN: first?.token, WHATSAPP_CLOUD_PHONE_ID: first?.phoneId },
      ...{ WHATSAPP_CLOUD_APP_SECRET: first?.appSecret, WHATSAPP_CLOUD_VERIFY_TOKEN: first?.verifyToken },
      ...{ WHATSAPP__SHOP: 'cloud', WHATSAPP_CLOUD_PHONE_ID__SHOP: shop?.phoneId },
    },
    '/nowhere/.env',
  );
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  let channels: WhatsappCloudChannel[] = [];
  house = await openTestHouse({
    clock,
    channels: (openFile) => {
      channels = graphs.map(({ token, phoneId, appSecret, verifyToken, root }, i) =>
        whatsappCloud({ contact: accounts[i]?.contact ?? '', token, phoneId, appSecret, verifyToken, root, openFile, log, now: clock.now }),
      );
      return channels;
    },
  });
  const doors = channels.flatMap((channel, i) => (accounts[i] ? [{ type: 'cloud' as const, channel, account: accounts[i] }] : []));
  const main = webhooksOf(doors).get('whatsapp/main');
  for (const graph of graphs) if (main) graph.bringTo(main);
});
afterEach(async () => {
  await house.close();
  for (const graph of graphs) await graph.stop();
});

test('what comes to either number comes by the one address, and is answered by the number that was written to', async () => {
  const people = graphs.map((graph, i) => graph.person({ phone: `1650555010${i}`, name: `Client ${i}` }));
  for (const [i, person] of people.entries()) {
    person.write('I need a logo file');
    await graphs[i]?.idle();
    await house.settle();
    expect(person.got().length, `number ${i}`).toBeGreaterThan(0);
  }
  const chats = await house.store.read({
    sql: "SELECT DISTINCT substr(chat, 1, instr(chat, ':') - 1) AS contact FROM inbox ORDER BY 1",
    args: [],
  });
  expect(chats.map(({ contact }) => contact)).toEqual(['whatsapp', 'whatsapp-shop']);
});
