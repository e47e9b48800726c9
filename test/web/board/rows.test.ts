// The open tickets that the board remembers: as new as this house's own commits, and a minute behind those of others at most.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../db/store.ts';
import { createRows, type Rows } from '../../../src/web/board/rows.ts';
import { openTestHouse, type TestHouse } from '../../support/house.ts';
import { seed } from './seed.ts';

let house: TestHouse;
let rows: Rows;
let asked: string[];
beforeEach(async () => {
  house = await openTestHouse();
  asked = [];
  const read: Store['read'] = (statement) => {
    asked.push(String(statement.args[0] ?? 'versions'));
    return house.store.read(statement);
  };
  rows = createRows({ house: { ...house, store: { ...house.store, read } }, clock: house.clock });
});
afterEach(() => house.close());

const minute = 60_001;
const other = (sql: string, ...args: (string | number)[]) => house.store.write([{ sql, args }]);
const numbers = async () => (await rows.current()).map(({ ticket }) => ticket.number).toSorted((a, b) => a - b);
const file = async () => {
  for (const text of ['I need a banner', 'An event', '1', 'Welcome', 'skip', 'yes'])
    await house.post({ as: 'ana', name: 'Ana Souza', text });
};

test('everything is read once, two hundred at a time; while nothing changes, nothing is read and the list is the same', async () => {
  await seed(house.store, { open: 230, closed: 20, now: house.clock.now() });
  const all = await rows.current();
  expect(await numbers()).toEqual(Array.from({ length: 230 }, (_, i) => 1021 + i));
  expect(asked.map((one) => one.split(',').length)).toEqual([1, 200, 30]);
  expect(await rows.current()).toBe(all);
  expect(asked).toHaveLength(3);
});

test('what this house commits is there at once, and is all that is read', async () => {
  await seed(house.store, { open: 3, from: 2001, now: house.clock.now() });
  await rows.current();
  asked = [];
  await file();
  expect(await numbers()).toEqual([1001, 2001, 2002, 2003]);
  expect(asked).toEqual(['[1001]']);
});

test('what somebody else commits is there after a minute: new, changed, closed, another name; the rest is not read again', async () => {
  await seed(house.store, { open: 4, from: 2001, now: house.clock.now() });
  const before = await rows.current();
  const rowOf = async (number: number) => (await rows.current()).find(({ ticket }) => ticket.number === number);
  await seed(house.store, { open: 1, from: 3001, now: house.clock.now() });
  await other(
    `UPDATE ticket SET version = version + 1, body = json_set(body, '$.version', version + 1, '$.title', 'Another') WHERE number = 2002`,
  );
  await other(`UPDATE ticket SET situation = 'done', stage = 'delivery' WHERE number = 2003`);
  await other(
    `UPDATE person SET body = json_set(body, '$.name', 'Somebody Else') WHERE id = ?1`,
    before.find(({ ticket }) => ticket.number === 2004)?.ticket.person ?? '',
  );
  expect(await rows.current()).toBe(before);
  house.clock.advance(minute);
  asked = [];
  expect(await numbers()).toEqual([2001, 2002, 2004, 3001]);
  expect(asked).toEqual(['versions', '[2002,3001]']);
  expect((await rowOf(2002))?.ticket.title).toBe('Another');
  expect((await rowOf(2004))?.client).toBe('Somebody Else');
  expect((await rowOf(2001))?.ticket).toBe(before.find(({ ticket }) => ticket.number === 2001)?.ticket);
});
