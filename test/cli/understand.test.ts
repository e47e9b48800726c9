// `npm run understand` as people use it: in a pipe, with campaigns, with mistakes.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { build } from '../support/process-build.ts';

let folder: string;
const children: ChildProcess[] = [];

beforeAll(build, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alur-understand-'));
  const campaigns = [{ code: 'BF26', name: 'Black Friday', words: ['black friday'] }];
  writeFileSync(join(folder, 'campaigns.json'), JSON.stringify(campaigns));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(words: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [resolve('dist/src/understand.js'), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', PORT: '1', LOG_LEVEL: 'error', ...env },
  });
  children.push(child);
  return child;
}

function understand(
  words: string[],
  lines: string[],
  env?: Record<string, string>,
): Promise<{ out: unknown[]; err: string; code: number | null }> {
  const child = start(words, env);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdin?.end(lines.map((line) => `${line}\n`).join(''));
  const parsed = (): unknown[] => out.split('\n').filter(Boolean).map((line): unknown => JSON.parse(line)); // biome-ignore format: one thought
  return new Promise((done) => child.on('close', (code) => done({ out: parsed(), err, code })));
}

const nothing = { service: null, date: null, campaign: null, urgent: false, links: [] };

test('a line of JSON for each line, in the same order, null where there is nothing', async () => {
  const { out, code } = await understand(
    ['--lang', 'pt-BR', '--now', '2026-11-23T10:00', '--tz', 'America/Sao_Paulo', '--campaigns', 'campaigns.json'],
    [
      'preciso de 2 banners pra black friday, até quinta, urgente https://a.example/x',
      'oi',
      '',
      'banner ou post? não sei',
      '"bom dia\\npreciso da logo"',
    ],
  );
  expect(code).toBe(0);
  expect(out).toMatchObject([
    { service: 'banner', date: '2026-11-26', campaign: 'BF26', urgent: true, links: ['https://a.example/x'], quantity: 2 },
    nothing,
    nothing,
    { ...nothing, services: ['banner', 'social-post'] },
    { ...nothing, service: 'logo-file' },
  ]);
  expect(existsSync(join(folder, 'data'))).toBe(false);
});

test('a day that must be asked for is none, and its readings are told', async () => {
  const { out } = await understand(['--now', '2026-11-23T10:00', '--tz', 'Europe/London'], ['a banner for next friday']);
  expect(out).toMatchObject([{ service: 'banner', date: null, asks: { readings: ['2026-11-27', '2026-12-04'] } }]);
});

test('the day is that of the zone', async () => {
  const { out } = await understand(['--now', '2026-11-23T23:30Z', '--tz', 'Asia/Jakarta', '--lang', 'id'], ['butuh banner besok']);
  expect(out).toMatchObject([{ date: '2026-11-25' }]);
});

test('answers each line while the pipe stays open', async () => {
  const child = start(['--lang', 'tr']);
  const lines: string[] = [];
  let heard: () => void = () => undefined;
  child.stdout?.on('data', (chunk: Buffer) => {
    lines.push(...chunk.toString().split('\n').filter(Boolean));
    heard();
  });
  for (const said of ['banner lazım', 'merhaba']) {
    const answered = new Promise<void>((done) => {
      heard = done;
    });
    child.stdin?.write(`${said}\n`);
    await answered;
  }
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ service: 'banner' }, nothing]);
});

test("the team's own services count", async () => {
  mkdirSync(join(folder, 'data/services'), { recursive: true });
  writeFileSync(
    join(folder, 'data/services/flyer.yaml'),
    'id: flyer\nname: { en: Flyer }\nkeywords: { en: [flyer] }\ndeliveryDays: 3\nquestions:\n  - { id: what, type: text, label: { en: What }, ask: { en: What for? } }\n',
  );
  const { out } = await understand([], ['two flyers please']);
  expect(out).toMatchObject([{ service: 'flyer', quantity: 2 }]);
});

test.each([
  [['--lang', 'xx'], /no language that Alur understands\. Write --lang with one of en, pt-BR, id, tr, uk\.\n$/],
  [['--colour'], /--colour/],
  [['--campaigns', 'nowhere.json'], /nowhere\.json cannot be read/],
  [['--campaigns', 'broken.json'], /broken\.json is no JSON list of campaigns/],
  [['--now', '2026-02-30T10:00'], /“2026-02-30T10:00” is no day/],
  [['--now', 'soon'], /“soon” is no time/],
  [['--tz', 'Mars/Base'], /“Mars\/Base” is no time zone/],
])('a mistake is one sentence and exit code 2: %j', async (words, sentence) => {
  writeFileSync(join(folder, 'broken.json'), '[{');
  const { out, err, code } = await understand(words, ['a banner']);
  expect(err).toMatch(sentence);
  expect(err.trimEnd()).not.toContain('\n');
  expect(out).toEqual([]);
  expect(code).toBe(2);
});
