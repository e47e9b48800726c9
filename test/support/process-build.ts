// dist/ as the sources are now, for tests that start the program itself. Several test files may ask at once: one builds, the others wait.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const lock = 'dist/.building';
/** A lock this old was left behind by a run that was killed. */
const longestBuildMs = 120_000;

/** The folder of the tree, where dist/ is. */
export const root = process.cwd();

/** Builds where a source is newer than the last build. Throws what the compiler said. */
export async function build(): Promise<void> {
  await take();
  try {
    if (newest(['src', 'bots', 'db', 'flows', 'scripts']) < changedAt('dist/.built')) return;
    const { status, stdout } = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`The program does not build, so it cannot be tested:\n${stdout}`);
  } finally {
    rmdirSync(lock);
  }
}

async function take(): Promise<void> {
  mkdirSync('dist', { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (Date.now() - changedAt(lock) > longestBuildMs) rmdirSync(lock);
    else await sleep(50);
  }
}

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function newest(folders: readonly string[]): number {
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
  return Math.max(...files.filter((path) => !path.endsWith('.generated.ts')).map(changedAt));
}
