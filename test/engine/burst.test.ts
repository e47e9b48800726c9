// Bursts over the engine and a real store: each message is committed as it comes, they are answered once, and neither a kill, a
// repeat, another process nor a store that refuses loses or doubles any of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFile } from '../../db/file.ts';
import type { Store } from '../../db/store.ts';
import { type TestClock, testClock } from '../support/clock.ts';
import { openStoreHouse, type StoreHouse, textsTo } from '../support/db-house.ts';
import { lookAt, stores } from '../support/db-stores.ts';

const quietMs = 1_500;
const words = ['I need', 'a banner', 'for Friday 🙏'];

/** Lets what the clock woke come to its commit, and what that wrote leave. */
async function rest(house: StoreHouse): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await house.settle();
}

async function goQuiet(house: StoreHouse, clock: TestClock): Promise<void> {
  clock.advance(quietMs);
  await rest(house);
}

const toAna = (house: StoreHouse) => textsTo(house, 'web:ana');

describe('on a file', () => {
  let folder = '';
  let store: Store;
  let clock: TestClock;
  let house: StoreHouse;
  const open = async (staffed: boolean) => {
    store = await openFile(join(folder, 'alur.db'));
    house = await openStoreHouse(store, { clock, quietMs, staffed });
  };
  const look = (sql: string) => lookAt(join(folder, 'alur.db'), sql);
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'alur-burst-'));
    clock = testClock();
    await open(true);
  });
  afterEach(async () => {
    await house.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('each message is acknowledged as it is committed; when it is quiet they get one reply, at the right moment', async () => {
    for (const [i, text] of words.entries()) {
      expect(await house.say(`m${i}`, text)).toBe(0);
      expect(look(`SELECT count(*) AS n FROM inbox WHERE id = 'web:m${i}'`)).toEqual([{ n: 1 }]);
      clock.advance(quietMs - 1);
      await rest(house);
      expect(house.sent).toEqual([]);
    }
    clock.advance(1);
    await rest(house);
    expect(toAna(house)).toEqual([expect.stringContaining('What is the banner for?')]);
    expect(look("SELECT state->>'$.draft.first.text' AS text, state->'$.burst' AS burst FROM conversation")).toEqual([
      { text: words.join('\n'), burst: null },
    ]);
    expect(look("SELECT count(*) AS n FROM timer WHERE key LIKE 'quiet:%' AND due_at IS NOT NULL")).toEqual([{ n: 0 }]);
  });

  test('all at once, beside other people’s: one reply each, in the words of each', async () => {
    const people = ['ana', 'eva', 'ivo'];
    await Promise.all(words.flatMap((text, i) => people.map((who) => house.say(`${who}${i}`, text, who))));
    await goQuiet(house, clock);
    for (const who of people) expect(textsTo(house, `web:${who}`)).toHaveLength(1);
    expect(look("SELECT DISTINCT state->>'$.draft.first.text' AS text FROM conversation")).toEqual([{ text: words.join('\n') }]);
  });

  test('any of them delivered again, before it is quiet or after, changes nothing', async () => {
    for (const [i, text] of words.entries()) await house.say(`m${i}`, text);
    for (const [i, text] of words.entries()) expect(await house.say(`m${i}`, text)).toBe(0);
    await goQuiet(house, clock);
    const before = look('SELECT * FROM conversation');
    for (const [i, text] of words.entries()) expect(await house.say(`m${i}`, text)).toBe(0);
    await goQuiet(house, clock);
    expect(look('SELECT * FROM conversation')).toEqual(before);
    expect(toAna(house)).toHaveLength(1);
    await house.say('more', 'Summer sale');
    await goQuiet(house, clock);
    expect(toAna(house)).toHaveLength(2);
  });

  test('a house that was closed while it waited answers once it is open again, once', async () => {
    for (const [i, text] of words.entries()) await house.say(`m${i}`, text);
    await house.stop();
    await open(false);
    expect(await house.tick()).toBe(0);
    clock.advance(quietMs);
    await Promise.all([house.tick(), house.tick()]);
    await rest(house);
    expect(toAna(house)).toEqual([expect.stringContaining('What is the banner for?')]);
    expect(await house.tick()).toBe(0);
  });

  test('what is said exactly goes at once, after what was written before it, and says how many replies are its own', async () => {
    for (const [i, text] of ['hi', 'I want a banner'].entries()) await house.say(`m${i}`, text);
    const told = await Promise.all([house.say('s', 'status'), house.say('t', 'and'), house.say('u', 'hurry')]);
    await rest(house);
    expect(told).toEqual([2, 0, 0]);
    expect(toAna(house)).toEqual([
      expect.stringContaining('What is the banner for?'),
      expect.stringContaining('Nothing has gone'),
      expect.stringContaining('What is the banner for?'),
    ]);
    await goQuiet(house, clock);
    expect(toAna(house).at(-1)).toContain('Where will it be shown?');
    expect(look("SELECT state->>'$.draft.answers.purpose.text' AS text FROM conversation")).toEqual([{ text: 'and\nhurry' }]);
  });

  test('two bursts in one moment of the clock are two', async () => {
    await house.say('m1', 'banner please');
    await house.say('s1', 'status');
    await house.say('m2', 'Summer sale');
    await house.say('s2', 'status');
    await rest(house);
    expect(look("SELECT state->>'$.draft.answers.purpose.text' AS text FROM conversation")).toEqual([{ text: 'Summer sale' }]);
  });

  test('a store that refuses when it is quiet: nothing is lost, the next heartbeat answers', async () => {
    for (const [i, text] of words.entries()) await house.say(`m${i}`, text);
    const foreign = new (await import('libsql')).default(join(folder, 'alur.db'));
    foreign.exec('BEGIN IMMEDIATE');
    await goQuiet(house, clock);
    foreign.exec('ROLLBACK');
    foreign.close();
    expect(house.complaints.map(({ sentence }) => sentence)).toContainEqual(expect.stringContaining('next heartbeat'));
    expect(house.sent).toEqual([]);
    expect(await house.tick()).toBe(1);
    await rest(house);
    expect(toAna(house)).toHaveLength(1);
  });

  test('a store that refuses just this answer: it is set aside, both sides are told, and the chat goes on', async () => {
    await store.write([
      {
        sql: "CREATE TRIGGER poison BEFORE UPDATE ON conversation WHEN NEW.state LIKE '%draft%poison%' BEGIN SELECT RAISE(ABORT, 'poisoned'); END",
        args: [],
      },
    ]);
    for (const [i, text] of ['a banner', 'for poison'].entries()) await house.say(`p${i}`, text);
    await house.say('e', 'I want a logo', 'eva');
    await goQuiet(house, clock);
    expect(toAna(house)).toHaveLength(1);
    expect(textsTo(house, 'web:eva')).toEqual([expect.stringContaining('What will you use the logo for?')]);
    expect(textsTo(house, 'web:desk')).toEqual([expect.stringMatching(/web:p0, web:p1/)]);
    await house.say('h', 'hello');
    await goQuiet(house, clock);
    expect(toAna(house)).toEqual([expect.stringContaining('Something went wrong on our side'), expect.stringContaining('Hi ana!')]);
  });

  test('every message of a comment finds its ticket: an edit of the first, a removal of the last', async () => {
    for (const [i, text] of ['I want a banner', 'Summer sale', '2', 'half price', 'skip', 'yes'].entries()) {
      await house.say(`f${i}`, text);
      await goQuiet(house, clock);
    }
    for (const [i, text] of ['and please', 'make it blue'].entries()) await house.say(`c${i}`, text);
    await goQuiet(house, clock);
    expect(look("SELECT external_id AS id, ticket FROM message WHERE external_id LIKE 'web:c%' ORDER BY id")).toEqual([
      { id: 'web:c0', ticket: 1001 },
      { id: 'web:c1', ticket: 1001 },
    ]);
  });
});

describe('on a server that two processes share', () => {
  test('one takes the beginning and is killed, the other takes the rest: one reply', async () => {
    const kind = stores[1] ?? expect.fail('no server');
    const opened = await kind.open();
    const clock = testClock();
    const one = await openStoreHouse(opened.store, { alone: false, clock, quietMs });
    const two = await openStoreHouse(opened.another(), { alone: false, clock: testClock(clock.now()), quietMs, staffed: false });
    await one.say('m0', 'I need');
    await one.say('m1', 'a banner'); // and nothing more is heard of it
    two.clock.advance(100);
    await two.say('m2', 'for Friday');
    await goQuiet(two, two.clock);
    expect(toAna(two)).toEqual([expect.stringContaining('What is the banner for?')]);
    expect(opened.look("SELECT state->>'$.draft.first.text' AS text FROM conversation")).toEqual([
      { text: 'I need\na banner\nfor Friday' },
    ]);
    await one.stop();
    await two.stop();
    await opened.close();
  });

  test('both take some of it and both wake: the one that is early is passed over, and there is one reply', async () => {
    const kind = stores[1] ?? expect.fail('no server');
    const opened = await kind.open();
    const clock = testClock();
    const one = await openStoreHouse(opened.store, { alone: false, clock, quietMs });
    const two = await openStoreHouse(opened.another(), { alone: false, clock, quietMs, staffed: false });
    await one.say('m0', 'I need');
    clock.advance(quietMs - 1);
    await two.say('m1', 'a banner');
    clock.advance(1);
    await rest(one);
    expect(opened.look("SELECT json_array_length(state, '$.burst.messages') AS n FROM conversation")).toEqual([{ n: 2 }]);
    clock.advance(quietMs);
    await Promise.all([one.tick(), two.tick()]);
    await rest(one);
    await rest(two);
    expect([...toAna(one), ...toAna(two)]).toEqual([expect.stringContaining('What is the banner for?')]);
    await one.stop();
    await two.stop();
    await opened.close();
  });
});
