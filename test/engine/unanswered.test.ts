// How many requests wait for their first reply is known at each filing, also after a restart, and makes the promise longer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTickets } from '../../db/tickets.ts';
import { replyBy } from '../../flows/acknowledge.ts';
import { parseHours } from '../../flows/hours-written.ts';
import { usualSettings } from '../../flows/settings.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';

let folder: string;
let house: TestHouse;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-unanswered-'));
  house = await openTestHouse({ folder });
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

let said = 0;
async function file(as: string): Promise<void> {
  for (const text of ['banner', 'Sale', '2', 'Half price', 'skip', 'yes']) await house.post({ as, language: 'en', text, id: `u${++said}` });
}
const desk = (text: string) => house.post({ as: 'bruno', desk: true, text, id: `u${++said}` });
const waitingOf = async (...numbers: number[]) => {
  const tickets = await readTickets(house.store, numbers);
  return numbers.map((number) => tickets.get(number)?.waiting);
};

test('each request knows how many waited before it; an answered or closed one waits no more', async () => {
  await file('ana');
  await file('bea');
  await desk('/r #1001 We are on it');
  await file('caio');
  await desk('/cancel #1002 twice');
  await house.close();
  house = await openTestHouse({ folder });
  await file('dora');
  expect(await waitingOf(1001, 1002, 1003, 1004)).toEqual([0, 1, 1, 1]);
  expect(house.memory.replies()).toMatchObject([{ service: 'banner', waiting: 0 }]);
});

test('a full desk promises later than an empty one', () => {
  const hours = parseHours('UTC');
  const replies = Array.from({ length: 30 }, () => ({ service: 'banner', ms: 3_600_000, waiting: 0 }));
  const at = (waiting: number) =>
    replyBy({ now: Date.UTC(2026, 10, 23, 9), hours, settings: usualSettings, replies, waiting }, { id: 'banner', firstReplyHours: 4 });
  expect(at(0)).toBe(Date.UTC(2026, 10, 23, 10));
  expect(at(4)).toBe(Date.UTC(2026, 10, 23, 11));
  expect(at(12)).toBe(Date.UTC(2026, 10, 23, 13));
});
