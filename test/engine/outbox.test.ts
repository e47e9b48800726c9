// The outbox under awkward timing: what changes while a message is leaving, a store that refuses marks, a desk that refuses the bot.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Parcel, SendError } from '../../bots/channel.ts';
import { StoreError } from '../../db/store.ts';
import { adoptBot } from '../../src/telegram-door.ts';
import { testClock } from '../support/clock.ts';
import { openStoreHouse, type StoreHouse, type StoreHouseOptions, textsTo } from '../support/db-house.ts';
import { type Opened, stores } from '../support/db-stores.ts';

const [file] = stores;
if (!file) throw new Error('There is no store to test with.');
const clock = testClock();
let opened: Opened;
let house: StoreHouse;

beforeEach(async () => {
  opened = await file.open();
});
afterEach(async () => {
  await house.stop();
  await opened.close();
});

const open = async (options: StoreHouseOptions = {}) => {
  house = await openStoreHouse(opened.store, options);
  for (const [i, text] of ['logo', '1', 'skip', 'yes'].entries()) await house.say(`f${i}`, text);
  await house.settle();
};
/** A promise, and what resolves it. */
function aGate(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const topic = 'web:f3#1';
const cards = (parcels: Parcel[]) => parcels.flatMap(({ body }) => (body.type === 'card' ? [body.text] : []));

test('a card that changes while what stands before it is leaving is not lost', async () => {
  const gate = aGate();
  const begun = aGate();
  await open({
    send: async ({ body }) => {
      if (body.type === 'text' && body.text === 'A4') {
        begun.resolve();
        await gate.promise;
      }
      return undefined as never;
    },
  });
  await house.atDesk('d1', '/take #1001', { thread: topic });
  await house.atDesk('d2', '/ask #1001 Which size?', { thread: topic });
  await house.settle();
  await house.say('c1', 'A4');
  await begun.promise;
  await house.atDesk('d3', '/plan #1001', { thread: topic });
  gate.resolve();
  await house.settle();
  expect(cards(house.sent).at(-1)).toMatch(/Planning/);
});

test('a reply that left while the store refused its mark does not leave again, however long that lasts', async () => {
  let refusing = false;
  const { store } = opened;
  opened.store = {
    ...store,
    write: (statements) => {
      if (refusing && statements.some(({ sql }) => sql.includes("SET state = 'sent'")))
        return Promise.reject(new StoreError('refused', 'The disk is full.', undefined));
      return store.write(statements);
    },
  };
  await open({ clock, send: async () => { refusing = true; return undefined as never; } }).catch(() => undefined); // biome-ignore format: one thought
  for (let seconds = 0; seconds < 400; seconds += 5) {
    clock.advance(5000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  refusing = false;
  for (let tries = 0; tries < 20; tries++) {
    clock.advance(5000);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const ids = house.sent.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test('what is meant for the desk waits while its chat refuses the bot, and leaves when it lets it in again', async () => {
  let kicked = false;
  await open({
    clock,
    send: async ({ to }) => {
      if (kicked && to === 'web:desk') throw new SendError('blocked', 'The bot was kicked.');
      return undefined as never;
    },
  });
  kicked = true;
  await house.say('c1', 'one more thing');
  await house.settle();
  kicked = false;
  clock.advance(61_000);
  await expect.poll(() => house.sent.some(({ body }) => body.type === 'text' && body.text === 'one more thing')).toBe(true);
});

test('a timer whose turn fails is put off, and holds up no other', async () => {
  await open();
  await opened.store.write([
    {
      sql: "INSERT INTO timer (key, due_at, body) VALUES ('odd', 1, '{}'), ('draft:web:nobody', 1, '{\"chat\":\"web:nobody\"}')",
      args: [],
    },
  ]);
  await expect(house.tick()).rejects.toThrow(/timer "odd"/);
  expect(await house.tick()).toBe(0);
});

test("another bot's token does not take a new message for an old one's repeat", async () => {
  await open();
  await opened.store.write([
    { sql: "INSERT INTO inbox (id, turn, at, chat, body) VALUES ('telegram:7:1', 't', 1, 'telegram:7', '{}')", args: [] },
  ]);
  await adoptBot(opened.store, 'telegram', '111:first');
  expect(opened.look("SELECT count(*) AS n FROM inbox WHERE id = 'telegram:7:1'")).toEqual([{ n: 1 }]);
  await adoptBot(opened.store, 'telegram', '111:again');
  expect(opened.look("SELECT count(*) AS n FROM inbox WHERE id = 'telegram:7:1'")).toEqual([{ n: 1 }]);
  await adoptBot(opened.store, 'telegram', '222:other');
  expect(opened.look("SELECT id FROM inbox WHERE id LIKE '%telegram:7:1'")).toEqual([{ id: 'bot111:telegram:7:1' }]);
});

test('what was failing while its channel came back leaves at once, not at the end of its wait', async () => {
  const gate = aGate();
  const begun = aGate();
  let away = false;
  await open({
    clock,
    send: async ({ body }) => {
      if (!away || body.type !== 'text') return undefined as never;
      begun.resolve();
      await gate.promise;
      throw new SendError('rate_limited', 'Not connected; this waits until it is.', { retryAfterMs: 60_000 });
    },
  });
  away = true;
  await house.say('c1', 'status', 'nadia');
  await begun.promise;
  await house.outbox.awake('web');
  away = false;
  gate.resolve();
  await expect.poll(() => textsTo(house, 'web:nadia').length).toBe(1);
});
