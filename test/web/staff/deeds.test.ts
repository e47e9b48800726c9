// What the team does from its pages goes the way of everything else: decided, told to both sides, refused with a sentence, done once.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAudit } from '../../../db/web.ts';
import type { Staff } from '../../../flows/turn.ts';
import { openTestHouse, type TestHouse } from '../../support/house.ts';

const bruno: Staff = { address: 'web:bruno', name: 'Bruno', role: 'manager' };
let house: TestHouse;
const heard: string[] = [];
const atDesk: string[] = [];

beforeEach(async () => {
  house = await openTestHouse();
  heard.length = 0;
  atDesk.length = 0;
  house.web.listen('web:ana', ({ body }) => void (body.type === 'text' && heard.push(body.text)));
  house.web.listen('web:desk', ({ body }) => void (body.type === 'text' && atDesk.push(`${body.title ?? ''}|${body.text}`)));
  for (const text of ['logo', '1', 'skip', 'yes']) await house.post({ as: 'ana', name: 'Ana', text });
  heard.length = 0;
});
afterEach(() => house.close());

test('a move is made, and the client hears of it', async () => {
  const told: unknown[] = [];
  house.changes.listen((committed) => told.push(committed));
  expect(await house.deeds.perform(bruno, { name: 'take', ticket: 1001 })).toEqual({ ok: true });
  await house.settle();
  expect(heard).toHaveLength(1);
  expect(told).toEqual([{ tickets: [1001], people: [expect.any(String)] }]);
  expect(await readAudit(house.store)).toMatchObject([{ deed: 'take', ticket: 1001, name: 'Bruno', address: 'web:bruno' }]);
});

test('an illegal one is refused with the sentence that the desk reads, and changes nothing', async () => {
  const done = await house.deeds.perform(bruno, { name: 'produce', ticket: 1001 });
  expect(done).toEqual({ ok: false, sentence: expect.stringContaining('#1001') });
  await house.settle();
  expect(heard).toEqual([]);
  expect(await readAudit(house.store)).toEqual([]);
});

test('what needs words asks for them, and says so to the page alone', async () => {
  await house.deeds.perform(bruno, { name: 'take', ticket: 1001 });
  const done = await house.deeds.perform(bruno, { name: 'ask', ticket: 1001 });
  expect(done).toEqual({ ok: false, sentence: expect.stringContaining('What shall I ask the client?') });
});

test('what is said on a page stands in the topic too, under the name of whoever said it', async () => {
  await house.deeds.perform(bruno, { name: 'take', ticket: 1001 });
  await house.deeds.perform(bruno, { name: 'ask', ticket: 1001, text: 'Which colours?' });
  await house.settle();
  expect(heard.at(-1)).toContain('Which colours?');
  expect(atDesk).toContain('🖥 Bruno|Which colours?');
});

test('the same deed again is done once, and answered alike', async () => {
  const reply = { id: 'one', name: 'reply', ticket: 1001, text: 'Hello Ana' } as const;
  expect(await house.deeds.perform(bruno, reply)).toEqual({ ok: true });
  expect(await house.deeds.perform(bruno, reply)).toEqual({ ok: true });
  const refused = { id: 'two', name: 'produce', ticket: 1001 } as const;
  const [first, again] = [await house.deeds.perform(bruno, refused), await house.deeds.perform(bruno, refused)];
  expect(again).toEqual(first);
  expect(first.ok).toBe(false);
  await house.settle();
  expect(heard.filter((text) => text.includes('Hello Ana'))).toHaveLength(1);
});

test('a stranger and a role too low are refused; so is what is no command, and a ticket that is none', async () => {
  const nobody: Staff = { address: 'web:nobody', name: 'Nobody', role: 'manager' };
  expect(await house.deeds.perform(nobody, { name: 'take', ticket: 1001 })).toMatchObject({ ok: false });
  expect(await house.deeds.perform(bruno, { name: 'take', ticket: 4711 })).toMatchObject({ ok: false });
  expect(await house.deeds.perform(bruno, { name: 'fly' as 'take', ticket: 1001 })).toMatchObject({ ok: false });
});
