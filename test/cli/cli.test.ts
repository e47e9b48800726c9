// The command line as people use it: the terminal chat in a pipe, alone and beside a running house, and the doctor.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBotApi } from '../loopback/bot-api/index.ts';
import { programFolder, runProgram, startHouse } from '../support/process-run.ts';

const folder = programFolder();
const run = (program: string, words: string[], lines: string[] = [], env: Record<string, string> = {}) =>
  runProgram(folder(), program, env, words, lines);

const intake = ['oi', 'banner', 'Black Friday', 'no site', '-50%', 'pular', 'sim', 'status'];

test('files a request from a pipe, with no house running', async () => {
  const { out, code } = await run('chat.js', ['--as', 'ana', '--lang', 'pt-BR', '--name', 'Ana'], intake);
  expect(out).toMatch(/Oi, Ana!/);
  expect(out).toMatch(/ {2}1\. No site/);
  expect(out).toMatch(/Seu número é 1001/);
  expect(out).toMatch(/▰▱▱▱▱ Triagem · aberto/);
  expect(code).toBe(0);
});

test('goes on where it was, the next time', async () => {
  await run('chat.js', ['--as', 'ana', '--lang', 'en'], ['banner', 'Black Friday']);
  const { out } = await run('chat.js', ['--as', 'web:ana'], ['2']);
  expect(out).toMatch(/3 of 4/);
});

test('attaches over HTTP to the house that runs', async () => {
  const port = await startHouse(folder());
  const { out, code } = await run('chat.js', ['--as', 'ana', '--lang', 'pt-BR'], intake, { PORT: port });
  expect(out).toMatch(/Seu número é 1001/);
  expect(out.trimEnd()).toMatch(/Com a equipe/);
  expect(code).toBe(0);
});

test('says how it is called when it is called otherwise', async () => {
  const { out, code } = await run('chat.js', ['--us', 'ana']);
  expect(out).toMatch(/Usage: npm run chat/);
  expect(code).toBe(1);
});

test('the doctor finds nothing wrong where nothing is configured', async () => {
  const { out, code } = await run('doctor.js', []);
  expect(out).toMatch(/Telegram is off/);
  expect(out).toMatch(/All is well/);
  expect(code).toBe(0);
});

test("the doctor names a configuration's every mistake", async () => {
  writeFileSync(join(folder(), '.env'), 'TZ_NAME=Mars/Base\nLANGUAGES=xx\n');
  const { out, code } = await run('doctor.js', []);
  expect(out).toMatch(/✗ TZ_NAME must be a time zone/);
  expect(out).toMatch(/✗ LANGUAGES must be a list/);
  expect(code).toBe(1);
});

test('the doctor tells what the bot lacks at the desk, and the remedy', async () => {
  const api = await startBotApi();
  api.group({ id: -1001, title: 'Desk', is_forum: false, botRights: { administrator: false } });
  const { out, code } = await run('doctor.js', [], [], {
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.root,
    TELEGRAM_DESK_CHAT_ID: '-1001',
  });
  expect(out).toMatch(/✗ .*[Tt]opics/);
  expect(out).toMatch(/→ /);
  expect(out).not.toContain(api.token);
  expect(code).toBe(1);
  const right = await run('doctor.js', [], [], { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.root });
  expect(right.out).toMatch(/The bot is @/);
  await api.stop();
});
