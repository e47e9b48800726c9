// The command line as people use it: the terminal chat in a pipe, alone and beside a running house, and the doctor.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startBotApi } from '../loopback/bot-api/index.ts';
import { build } from '../support/process-build.ts';

let folder: string;
const children: ChildProcess[] = [];

beforeAll(build, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alur-cli-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program in the folder with these lines on stdin; its output and code when it has ended. */
function run(
  program: string,
  words: string[],
  lines: string[] = [],
  env: Record<string, string> = {},
): Promise<{ out: string; code: number | null }> {
  const child = spawn(process.execPath, [resolve('dist/src', program), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', PORT: '1', LOG_LEVEL: 'error', ...env },
  });
  children.push(child);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  return new Promise((done) => child.on('close', (code) => done({ out, code })));
}

/** Starts the house on a free port; resolves with the port once it has greeted. */
function startHouse(): Promise<string> {
  const child = spawn(process.execPath, [resolve('dist/src/main.js')], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', PORT: '0', LOG_LEVEL: 'error' },
  });
  children.push(child);
  return new Promise((done) => {
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const port = /Alur is running: http:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1];
      if (port && out.includes('Data ')) done(port);
    });
  });
}

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
  const port = await startHouse();
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
  writeFileSync(join(folder, '.env'), 'TZ_NAME=Mars/Base\nLANGUAGES=xx\n');
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
