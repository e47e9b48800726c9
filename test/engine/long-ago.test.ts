// A ticket that closed longer ago than anybody remembers is found again when the client names it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutboundBody } from '../../flows/message.ts';
import { testClock } from '../support/clock.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';

const day = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'alur-long-ago-'));
const clock = testClock();
let house: TestHouse;
let heard: OutboundBody[];
let update: string;

const open = async () => {
  house = await openTestHouse({ folder, clock });
  heard = [];
  house.web.listen('web:ana', ({ id, body }) => {
    heard.push(body);
    update = id;
  });
};
const says = (text: string, more: { quote?: string } = {}) => house.post({ as: 'ana', name: 'Ana', language: 'en', text, ...more });
const last = () => {
  const body = heard.at(-1);
  return body?.type === 'text' ? [body.title, body.text].join('\n') : '';
};

beforeEach(async () => {
  await open();
  for (const text of ['logo', '1', 'skip', 'yes']) await says(text);
  await house.post({ as: 'bruno', desk: true, text: '/take #1001' });
  await house.post({ as: 'bruno', desk: true, text: '/conclude #1001 Here it is' });
  await house.close();
  clock.advance(60 * day);
  await open();
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

test('by its number, by a quote, and it can be opened again', async () => {
  const concluded = update;
  await says('status');
  expect(last()).toMatch(/no requests|Nothing is open/);
  await says('status 1001');
  expect(last()).toMatch(/#1001 · Logo file[\s\S]*done/);
  await says('one more thing', { quote: concluded });
  expect(last()).toMatch(/This request is closed/);
  await house.post({ as: 'ana', choice: 'r:1001' });
  expect(last()).toMatch(/open again/);
});
