// The program itself with two bots: each answers who writes to it, and its start tells of both.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BotApi, startBotApi } from '../loopback/bot-api/index.ts';
import { endAll, runAlur, startAlur } from '../support/process-alur.ts';
import { build } from '../support/process-build.ts';
import { readStore } from '../support/process-store.ts';

let folder: string;
let first: BotApi;
let events: BotApi;
beforeEach(async () => {
  await build();
  folder = mkdtempSync(join(tmpdir(), 'alur-accounts-'));
  first = await startBotApi();
  events = await startBotApi({ token: '987654:events-bot-of-the-loopback-server', username: 'alur_events_bot' });
}, 120_000);
afterEach(async () => {
  await endAll();
  await Promise.all([first.stop(), events.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const tokens = () => ({
  ...{ TELEGRAM_BOT_TOKEN: first.token, TELEGRAM_API_ROOT: first.root },
  ...{ TELEGRAM_BOT_TOKEN__EVENTS: events.token, TELEGRAM_API_ROOT__EVENTS: events.root },
});

test('both bots answer whoever writes to them; a second start takes no message twice', async () => {
  const alur = await startAlur({ folder, env: tokens() });
  expect(alur.output()).toContain('\n  Telegram events on, by polling.\n');
  const people = [
    first.user({ id: 111, first_name: 'Ana', language_code: 'en' }),
    events.user({ id: 222, first_name: 'Rui', language_code: 'en' }),
  ];
  for (const person of people) {
    person.write('I need a logo file');
    await person.chat.waitFor(({ byBot, text }) => byBot && text?.includes('Logo') === true);
  }
  await alur.stop();
  const chats = () => readStore(folder, 'SELECT DISTINCT chat FROM inbox ORDER BY chat').map(({ chat }) => chat);
  expect(chats()).toEqual(['telegram-events:222', 'telegram:111']);
  const told = people.map(({ chat }) => chat.messages.length);
  const again = await startAlur({ folder, env: tokens() });
  await again.stop();
  expect(people.map(({ chat }) => chat.messages.length)).toEqual(told);
});

test('a mistake in an account’s variables stops the start with a sentence, and no token in it', async () => {
  const ended = await runAlur({ folder, env: { ...tokens(), TELEGRAM_BOT_TOKEN__EVENTS: first.token } });
  expect(ended.code).toBe(1);
  expect(ended.output).toContain('TELEGRAM_BOT_TOKEN__EVENTS is the same as TELEGRAM_BOT_TOKEN: give it another account, or take it out.');
  expect(ended.output).not.toContain(first.token);
});
