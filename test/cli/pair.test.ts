// `npm run pair` as people use it: beside an Alur that runs, over real HTTP, and alone where WhatsApp is not on.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WhatsAppState } from '../../bots/whatsapp/state.ts';
import { realClock } from '../../src/clock.ts';
import { qrBlocks } from '../../src/qr.ts';
import { openWhatsApp } from '../loopback/whatsapp/index.ts';
import { build } from '../support/process-build.ts';
import { serveApp } from '../web/open.ts';
import { houseKey, openSetup } from '../web/setup-house.ts';
import { qrText, type TestAccount } from '../web/whatsapp-account.ts';

let folder: string;
const children: ChildProcess[] = [];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(build, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alur-pair-'));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'try.key'), `${houseKey}\n`);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

type Ran = {
  out(): string;
  err(): string;
  says(words: RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
  code: Promise<number | null>;
};

function run(words: string[], env: Record<string, string> = {}): Ran {
  const child = spawn(process.execPath, [resolve('dist/src/pair.js'), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', PORT: '1', WHATSAPP: 'baileys', ...env },
  });
  children.push(child);
  const heard = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    heard.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    heard.err += chunk.toString();
  });
  return {
    out: () => heard.out,
    err: () => heard.err,
    says: async (words) => void (await expect.poll(() => heard.out + heard.err).toMatch(words)),
    signal: (name) => void child.kill(name),
    code: new Promise((done) => child.on('close', done)),
  };
}

/** An Alur whose account stands so; what the terminal needs to find it. */
async function openAlur(state: WhatsAppState | null): Promise<{ account: TestAccount; env: { PORT: string }; stop(): Promise<void> }> {
  const { app, account, close } = await openSetup(state, { clock: realClock });
  const server = await serveApp(app.fetch);
  closing.push(close, server.stop);
  return { account, env: { PORT: String(server.port) }, stop: server.stop };
}

const unpaired = (n: number): WhatsAppState => ({ type: 'unpaired', qr: qrText(n), loggedOut: false });
const ana: WhatsAppState = { type: 'open', name: 'Loja \u001b[2Jda Ana', phone: '5511912344821', since: 0 };

test('shows each new QR below the last in a pipe, and ends once it is connected', async () => {
  const { account, env } = await openAlur(unpaired(1));
  const pair = run([], env);
  await pair.says(/Linked devices/);
  account.become(unpaired(2));
  await pair.says(/Linked devices[\s\S]*Linked devices/);
  account.become({ type: 'offline', code: 515, retryAt: Date.now() });
  await pair.says(/fresh connection, as it does after pairing \(515\)/);
  account.become(ana);
  expect(await pair.code).toBe(0);
  const [first, second] = [1, 2].map((n) => pair.out().indexOf(qrBlocks(qrText(n), false).join('\n')));
  expect(first).toBeGreaterThanOrEqual(0);
  expect(second).toBeGreaterThan(first ?? 0);
  expect(pair.out()).toMatch(/Paired\. Connected as Loja .*da Ana \(\+… 4821\)\.\n$/);
  expect(pair.out()).not.toContain('\u001b');
  expect(pair.err()).toBe('');
});

test('--raw prints the text of each QR and nothing else on stdout', async () => {
  const { account, env } = await openAlur(unpaired(1));
  const pair = run(['--raw'], env);
  await pair.says(/pairing-1-/);
  account.become({ type: 'unpaired', qr: qrText(1), code: 'ABCD1234', loggedOut: false });
  account.become(unpaired(2));
  await pair.says(/pairing-2-/);
  account.become(ana);
  expect(await pair.code).toBe(0);
  expect(pair.out()).toBe(`${qrText(1)}\n${qrText(2)}\n`);
  expect(pair.err()).toContain('Paired.');
});

test('--phone asks for one code, says where to type it, and waits', async () => {
  const { account, env } = await openAlur(unpaired(1));
  const pair = run(['--phone', '+55 11 91234-4821'], env);
  await pair.says(/ABCD-1234[\s\S]*Link with phone number instead/);
  account.become({ type: 'unpaired', qr: qrText(2), code: 'ABCD1234', loggedOut: false });
  account.become(ana);
  expect(await pair.code).toBe(0);
  expect(account.asked).toEqual(['5511912344821']);
  expect(pair.out()).not.toContain('█');
});

test('a code that cannot be had is a sentence', async () => {
  const { env } = await openAlur(unpaired(1));
  const pair = run(['--phone', '5511912344000'], env);
  expect(await pair.code).toBe(1);
  expect(pair.err()).toBe('WhatsApp cannot be reached now; try again in a moment.\n');
});

test('says that it is paired already, and what has stopped', async () => {
  const { account, env } = await openAlur(ana);
  const already = run([], env);
  expect(await already.code).toBe(0);
  expect(already.out()).toMatch(/paired already, and connected as Loja/);
  account.become({ type: 'stopped', reason: 'replaced', code: 440 });
  const stopped = run([], env);
  expect(await stopped.code).toBe(1);
  expect(stopped.out()).toMatch(/Another program uses this account\.[\s\S]*npm run pair -- --again/);
  const again = run(['--again'], env);
  await expect.poll(account.reconnects).toBe(1);
  account.become(ana);
  expect(await again.code).toBe(0);
});

test('tells of a logout, and of tries that fail, while it waits', async () => {
  const { account, env } = await openAlur({ type: 'unpaired', loggedOut: true });
  const pair = run([], env);
  await pair.says(/logged out of WhatsApp\.\nMessages to clients wait here/);
  account.become({ type: 'offline', code: 408, retryAt: Date.now() + 20_000 });
  await pair.says(/cannot be reached, or does not answer \(408\)\.\n.*\nIt tries again in (19|20) seconds\./);
  pair.signal('SIGINT');
  expect(await pair.code).toBe(130);
});

test('an Alur that ends meanwhile, keeps its door shut, or has no phone to pair, is told of', async () => {
  const running = await openAlur(unpaired(1));
  const cut = run([], running.env);
  await cut.says(/Linked devices/);
  await running.stop();
  expect(await cut.code).toBe(1);
  expect(cut.err()).toMatch(/was cut|was stopped/);

  const cloud = await openAlur(null);
  const without = run([], cloud.env);
  expect(await without.code).toBe(1);
  expect(without.err()).toMatch(/was started without WHATSAPP=baileys/);

  writeFileSync(join(folder, 'data', 'try.key'), 'another');
  const shut = run([], cloud.env);
  expect(await shut.code).toBe(1);
  expect(shut.err()).toMatch(/does not let this terminal in/);
  rmSync(join(folder, 'data', 'try.key'));
  const keyless = run([], cloud.env);
  expect(await keyless.code).toBe(1);
  expect(keyless.err()).toMatch(/its key is not in data/);
});

test('alone it opens the account itself, with the real Baileys, and leaves it whole', { timeout: 90_000 }, async () => {
  const server = await openWhatsApp();
  closing.push(server.stop);
  const env = { ...server.env, WHATSAPP_SOCKET_URL: server.url };
  const ended = run(['--raw'], env);
  await expect.poll(ended.out).toMatch(/\n/);
  ended.signal('SIGINT');
  expect(await ended.code).toBe(130);

  const pair = run(['--raw'], env);
  await expect.poll(pair.out).toMatch(/\n/);
  await server.owner.scan(pair.out().split('\n').at(-2) ?? '');
  expect(await pair.code).toBe(0);
  expect(pair.err()).toMatch(/Paired\. Connected/);

  const again = run([], env);
  expect(await again.code).toBe(0);
  expect(again.out()).toMatch(/^WhatsApp is being connected\.\nWhatsApp is paired already, and connected/);
  expect(again.err()).toBe('');
});

test.each([
  [['--help'], {}, 0, /Usage: npm run pair -- \[--account NAME\] \[--phone NUMBER\]/],
  [['--fone', '1'], {}, 1, /Usage: npm run pair/],
  [['--phone', '12'], {}, 1, /8 to 15 digits/],
  [['--raw', '--phone', '5511912344821'], {}, 1, /use one of them/],
  [[], { WHATSAPP: '' }, 1, /WhatsApp is off\. Put WHATSAPP=baileys into \.env/],
  [['--account', 'shop'], { WHATSAPP: 'baileys' }, 1, /account shop is off\. Put WHATSAPP__SHOP=baileys into \.env/],
  [[], { PORT: 'x' }, 1, /PORT must be a whole number/],
] as const)('what it is called with: %j %j', async (words, env, code, sentence) => {
  const pair = run([...words], env);
  expect(await pair.code).toBe(code);
  expect(pair.out() + pair.err()).toMatch(sentence);
  expect(pair.out() + pair.err()).not.toMatch(/\n\s+at /);
});
