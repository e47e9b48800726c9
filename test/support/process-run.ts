// Programs of dist/src, each run to its end in a test's own folder; what was printed and the code.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { endAll, startAlur } from './process-alur.ts';
import { build } from './process-build.ts';

/** `out`: both streams as they came · `err`: what went to stderr. */
export type Ended = { out: string; err: string; code: number | null };

/** Nothing of the tester's own environment reaches it, and no house: port 1 is nobody's. `lines`: on its stdin. */
export function runProgram(
  folder: string,
  program: string,
  env: Record<string, string> = {},
  words: readonly string[] = [],
  lines: readonly string[] = [],
): Promise<Ended> {
  const child = spawn(process.execPath, [resolve('dist/src', program), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', PORT: '1', LOG_LEVEL: 'error', ...env },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    err += text;
  });
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  return new Promise((done, failed) => child.on('error', failed).on('close', (code) => done({ out, err, code })));
}

/** A folder for each test of a file, whose programs are built; what still runs at a test's end is killed, and the folder goes. */
export function programFolder(): () => string {
  let folder = '';
  beforeAll(build, 120_000);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alur-cli-'));
  });
  afterEach(async () => {
    await endAll();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

/** Starts the house there; resolves with its port once it has greeted. */
export async function startHouse(folder: string): Promise<string> {
  const { address } = await startAlur({ folder, env: { LOG_LEVEL: 'error' } });
  return new URL(address).port;
}
