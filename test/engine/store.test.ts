// The engine over each store: what is repeated, stale, lost, refused or poisoned; every inbound turned once and answered once.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreError } from '../../db/store.ts';
import { readEvents } from '../../db/tickets.ts';
import { leapingClock, openStoreHouse, type StoreHouse, textsTo } from '../support/db-house.ts';
import { type Opened, stores } from '../support/db-stores.ts';

const filing = ['banner', 'Summer sale', '2', 'Half price', 'skip', 'yes'];

describe.each(stores)('$where', (kind) => {
  let opened: Opened;
  let house: StoreHouse;
  beforeEach(async () => {
    opened = await kind.open();
    house = await openStoreHouse(opened.store);
  });
  afterEach(async () => {
    await house.stop();
    await opened.close();
  });

  const file = async (as = 'ana', words = filing): Promise<void> => {
    for (const [i, text] of words.entries()) await house.say(`${as}-file${i}`, text, as);
    await house.settle();
  };
  const count = (sql: string): number => Number(opened.look(`SELECT count(*) AS n FROM ${sql}`)[0]?.n);

  test('a repeated message changes nothing and is answered nothing', async () => {
    await house.say('1', 'banner');
    await house.say('2', 'Sale');
    await house.settle();
    const before = house.sent.length;
    expect(await Promise.all([house.say('1', 'banner'), house.say('2', 'Sale')])).toEqual([0, 0]);
    await house.settle();
    expect(house.sent).toHaveLength(before);
    expect(opened.look('SELECT version FROM conversation')).toEqual([{ version: 2 }]);
  });

  test('the same message handed over twice at once is turned once', async () => {
    const all = await Promise.all([house.say('1', 'banner'), house.say('1', 'banner'), house.say('1', 'banner')]);
    await house.settle();
    expect(all.toSorted()).toEqual([0, 0, 1]);
    expect(textsTo(house, 'web:ana')).toHaveLength(1);
  });

  test('a repeated desk message in a group with a fresh one of the same lane sends nothing twice', async () => {
    await file();
    await house.atDesk('d1', '/ask #1001', { thread: 'web:ana-file5#1' });
    await house.settle();
    const before = house.sent.length;
    await Promise.all([house.say('c1', 'one more thing'), house.atDesk('d1', '/ask #1001', { thread: 'web:ana-file5#1' })]);
    await house.settle();
    expect(
      house.sent
        .slice(before)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['web:c1#0', 'web:c1#1', 'web:c1#2']);
    expect(new Set(house.sent.map(({ id }) => id)).size).toBe(house.sent.length);
  });

  test('two turns on one ticket, handed over at once, both count, one after the other', async () => {
    await file();
    await Promise.all([
      house.say('c1', 'make it blue'),
      house.atDesk('d1', '/take #1001'),
      house.atDesk('d2', '/note #1001 hm', { thread: 'other' }),
    ]);
    await house.settle();
    expect((await readEvents(opened.store, 't:1001')).map(({ type }) => type).toSorted()).toEqual([
      'commented',
      'noted',
      'opened',
      'taken',
    ]);
    expect(opened.look('SELECT version, stage FROM ticket')).toEqual([{ version: 4, stage: 'analysis' }]);
    expect(house.complaints).toEqual([]);
  });

  test('a message whose rows the store refuses is set aside alone: desk and client are told, it is acknowledged, the neighbours pass', async () => {
    await file('ana');
    await file('eva');
    await opened.store.write([
      {
        sql: "CREATE TRIGGER poison BEFORE INSERT ON event WHEN NEW.body LIKE '%poison%' BEGIN SELECT RAISE(ABORT, 'poisoned'); END",
        args: [],
      },
    ]);
    const before = house.sent.length;
    const taken = await Promise.all([
      house.say('n1', 'blue please', 'eva'),
      house.say('p1', 'this is poison', 'ana'),
      house.say('n2', 'banner', 'ivo'),
    ]);
    await house.settle();
    expect(taken).toEqual([1, 1, 1]);
    const told = house.sent.slice(before);
    expect(textsTo({ sent: told }, 'web:ana')).toEqual([expect.stringContaining('Something went wrong on our side')]);
    expect(textsTo({ sent: told }, 'web:desk').filter((text) => text.includes('set aside'))).toEqual([expect.stringContaining('(web:p1)')]);
    expect(textsTo({ sent: told }, 'web:eva')).toEqual([expect.stringContaining('Passed on')]);
    expect(textsTo({ sent: told }, 'web:ivo')).toHaveLength(1);
    expect(opened.look('SELECT id, parked FROM inbox WHERE parked IS NOT NULL')).toEqual([
      { id: 'web:p1', parked: expect.stringContaining('poisoned') },
    ]);
    expect(await readEvents(opened.store, 't:1001')).toHaveLength(1);
    expect(await readEvents(opened.store, 't:1002')).toHaveLength(2);
    await opened.store.write([{ sql: 'DROP TRIGGER poison', args: [] }]);
    expect(await house.say('p1', 'this is poison', 'ana')).toBe(0);
    expect(await house.say('p2', 'and this is not', 'ana')).toBe(1);
  });

  test('a flow that throws is set aside the same way, and the chat goes on', async () => {
    await house.say('1', 'banner');
    const state = '{"v":1,"person":"x","misses":0,"draft":{"service":"banner","step":1}}';
    await opened.store.write([
      { sql: "UPDATE conversation SET state = json_patch(state, ?), version = version + 1 WHERE id = 'c:web:ana'", args: [state] },
    ]);
    await house.memory.forget();
    await opened.store.write([
      { sql: "UPDATE conversation SET state = json_set(state, '$.draft.answers', 7, '$.draft.first', json('null'))", args: [] },
    ]);
    await house.memory.forget();
    await house.say('2', 'yes');
    await house.settle();
    const parked = count('inbox WHERE parked IS NOT NULL');
    expect(parked).toBeLessThanOrEqual(1);
    if (parked) expect(textsTo(house, 'web:ana').at(-1)).toContain('Something went wrong');
    await house.say('3', 'cancel');
    await house.say('4', 'banner');
    await house.settle();
    expect(textsTo(house, 'web:ana').at(-1)).toContain('What is the banner for?');
  });

  test('a store that refuses keeps nothing: the take rejects, and the same message succeeds later', async () => {
    const { write } = opened.store;
    let refusing = true;
    opened.store.write = async (statements) => {
      if (refusing && JSON.stringify(statements).includes('INSERT INTO inbox'))
        throw new StoreError('refused', 'The store cannot write now (SQLITE_FULL)', undefined);
      return write(statements);
    };
    const takes = await Promise.allSettled([house.say('1', 'banner'), house.say('2', 'Sale'), house.say('3', 'hi', 'eva')]);
    expect(takes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(count('inbox')).toBe(0);
    refusing = false;
    await house.say('1', 'banner');
    await house.say('2', 'Sale');
    await house.say('3', 'hi', 'eva');
    await house.settle();
    expect(textsTo(house, 'web:ana')).toHaveLength(2);
    expect(textsTo(house, 'web:ana')[1]).toContain('Where will it be shown?');
    opened.store.write = write;
  });

  test('odd texts go all the way round: said, kept, told to the desk, read again by a house that knows nothing', async () => {
    const odd = 'a\ud83d b\u0000c 👍 <b>_ ‮';
    await file('ana', ['banner', odd, '2', 'x', 'skip', 'yes']);
    await house.memory.forget();
    await house.say('again', odd);
    await house.say('status', 'status 1001');
    await house.settle();
    expect(textsTo(house, 'web:ana').at(-1)).toContain('What for: a\ufffd bc 👍 <b>_ ‮');
    expect(count("outbox WHERE state <> 'sent'")).toBe(0);
  });
});

describe.each(stores.filter(({ where }) => where !== 'on a file'))('$where', (kind) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await kind.open();
  });
  afterEach(() => opened.close());
  const hrana = () => opened.hrana ?? expect.fail('no server');

  test('an answer that got lost after the commit: turned once, answered once and at once', async () => {
    const house = await openStoreHouse(opened.store);
    for (const [i, text] of filing.entries()) {
      hrana().loseAnswers({ next: 1, match: /INTO inbox/ });
      expect(await house.say(`${i}`, text)).toBe(1);
      await house.settle();
      expect(textsTo(house, 'web:ana')).toHaveLength(i + 1);
    }
    expect(await readEvents(opened.store, 't:1001')).toHaveLength(1);
    expect(opened.look('SELECT version FROM conversation')).toEqual([{ version: filing.length }]);
    expect(opened.look('SELECT count(*) AS n FROM inbox WHERE parked IS NOT NULL')).toEqual([{ n: 0 }]);
    await house.stop();
  });

  test('a server that is away: nothing is acknowledged, and all is there once it is back', async () => {
    const house = await openStoreHouse(opened.store);
    hrana().refuse(1000, 'reset');
    await expect(house.say('1', 'banner')).rejects.toThrow();
    hrana().refuse(0);
    expect(await house.say('1', 'banner')).toBe(1);
    await house.settle();
    expect(textsTo(house, 'web:ana')).toHaveLength(1);
    await house.stop();
  });

  test('four engines on one server with a tenth of the answers lost: as many turns and replies as messages', {
    timeout: 60_000,
  }, async () => {
    const clock = leapingClock();
    const houses: StoreHouse[] = [];
    for (let i = 0; i < 4; i++)
      houses.push(await openStoreHouse(i === 0 ? opened.store : opened.another(), { alone: false, clock, staffed: i === 0 }));
    hrana().loseAnswers({ fraction: 0.1, seed: 7 });
    const people = ['ana', 'eva', 'ivo', 'lia', 'noa', 'rui'];
    /** Says it to one house, and to the next when that one could not take it, as a channel would. */
    const deliver = async (who: string, n: number): Promise<void> => {
      for (let tries = 0; ; tries++) {
        const house = houses[(n + tries + people.indexOf(who)) % houses.length];
        try {
          await house?.say(`${who}${n}`, filing[n] ?? '', who);
          if (n % 2 === 0) await houses[(n + tries + 1) % houses.length]?.say(`${who}${n}`, filing[n] ?? '', who);
          return;
        } catch (error) {
          if (tries > 40) throw error;
        }
      }
    };
    await Promise.all(
      people.map(async (who) => {
        for (const n of filing.keys()) await deliver(who, n);
      }),
    );
    hrana().loseAnswers({});
    for (const house of houses) await house.engine.idle();
    for (let rounds = 0; rounds < 20 && opened.look("SELECT 1 FROM outbox WHERE state = 'queued'").length > 0; rounds++) {
      clock.advance(61_000);
      for (const house of houses) {
        await house.outbox.sweep();
        await house.outbox.idle();
      }
    }
    expect(opened.look('SELECT version, count(*) AS n FROM conversation GROUP BY version')).toEqual([
      { version: filing.length, n: people.length },
    ]);
    expect(opened.look('SELECT count(*) AS n, count(DISTINCT number) AS numbers, max(number) AS last FROM ticket')).toEqual([
      { n: people.length, numbers: people.length, last: 1000 + people.length },
    ]);
    expect(opened.look('SELECT count(*) AS n FROM event')).toEqual([{ n: people.length }]);
    expect(opened.look('SELECT count(*) AS n FROM inbox')).toEqual([{ n: people.length * filing.length }]);
    expect(opened.look('SELECT count(*) AS n FROM inbox WHERE parked IS NOT NULL')).toEqual([{ n: 0 }]);
    expect(opened.look("SELECT count(*) AS n FROM outbox WHERE state <> 'sent'")).toEqual([{ n: 0 }]);
    const replies = opened.look("SELECT address, count(*) AS n FROM outbox WHERE address LIKE 'web:%' GROUP BY address");
    expect(replies).toEqual(people.map((who) => ({ address: `web:${who}`, n: filing.length })));
    // A send is at least once: only where its mark got lost may it leave again.
    for (const who of people) {
      const ids = houses.flatMap((house) => house.sent).flatMap(({ to, id }) => (to === `web:${who}` ? [id] : []));
      expect(new Set(ids).size).toBe(filing.length);
    }
    for (const house of houses) await house.stop();
  });
});
