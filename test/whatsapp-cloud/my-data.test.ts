// "my data" and "erase my data" over the Cloud API: the file arrives under its name, and the number is gone from every table in the end.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { passesMs } from '../../src/erased.ts';
import { type Client, type GraphHouse, openGraph } from '../support/graph.ts';

let house: GraphHouse;
let ana: Client;
beforeEach(async () => {
  house = await openGraph({ webDesk: true });
  ana = house.client();
  for (const text of ['logo', '1', 'skip', '1', 'a quarkberry on it']) await ana.says(text);
});
afterEach(() => house.close());

test('the file arrives; then nothing is left', async () => {
  const got = await ana.says('my data');
  const file = got.find((entry) => entry.file)?.file;
  expect(file?.name).toMatch(/^my-data-.*\.html$/);
  expect(Buffer.from(file?.bytes ?? []).toString()).toContain('a quarkberry on it');
  const asked = (await ana.says('erase my data')).map(({ text }) => text).join();
  expect((await ana.says(/\b\d{5}\b/.exec(asked)?.[0] ?? '')).map(({ text }) => text).join()).toContain('Done: you are erased here.');
  for (const ms of passesMs) {
    house.clock.advance(ms);
    await house.house.tick();
    await house.settle();
  }
  const number = ana.person.record.phone;
  const tables = ['inbox', 'outbox', 'person', 'ticket', 'event', 'conversation', 'timer', 'message', 'delivery', 'erasure'];
  for (const table of tables) {
    const rows = JSON.stringify(await house.rows(`SELECT * FROM ${table}`));
    expect([table, rows.includes(number), rows.includes('quarkberry')]).toEqual([table, false, false]);
  }
});
