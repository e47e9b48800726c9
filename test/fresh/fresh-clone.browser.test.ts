// A stranger's first minutes: a fresh clone, `npm start` and nothing else, then the banner walked in both panes of the page.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { visit, walkBanner } from '../web/banner-walk.ts';
import { launch, openPage } from '../web/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'alur-fresh-'));
let started: ChildProcess | undefined;

afterAll(() => {
  if (started?.pid) process.kill(-started.pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves with the address that `npm start` prints; rejects with what it said when it ends before. */
function start(clone: string): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn('npm', ['start'], { cwd: clone, detached: true, env: { PATH, HOME, PORT: '0' } });
  started = child;
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const root = /Alur is running: (http:\S+)/.exec(said)?.[1];
      if (root && said.includes('Data ')) resolve(root);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => reject(new Error(`npm start ended:\n${said}`)));
  });
}

test('a fresh clone needs npm start alone, and the banner is walked in both panes', async () => {
  const clone = join(folder, 'alur');
  execFileSync('git', ['clone', '--quiet', process.cwd(), clone]);
  const root = await start(clone);
  const browser = await launch();
  const { page, errors } = await openPage(browser, { width: 1280, height: 800 });
  await visit(page, root);
  await walkBanner(page, async () => undefined);
  mkdirSync('test/shots', { recursive: true });
  await page.screenshot({ path: 'test/shots/fresh-clone.png' });
  expect(errors).toEqual([]);
  await browser.close();
}, 400_000);
