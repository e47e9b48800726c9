// Runs a program of Alur's: node scripts/run.mjs dist/src/NAME.js …; installs and builds first where needed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Alur needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node, then run this again.`);
  process.exit(1);
}

const newest = (folder) =>
  Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      if (entry.name.endsWith('.generated.ts')) return 0;
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
    }),
  );

/** Builds when a source is newer than the last build. */
export async function ready(all = false) {
  install(all);
  const stamp = all ? 'dist/.built-all' : 'dist/.built';
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (built > Math.max(...['src', 'bots', 'db', 'flows', 'scripts', 'bench'].filter(existsSync).map(newest))) return;
  const { build } = await import('./build.mjs');
  const status = build(all);
  if (status !== 0) process.exit(status);
}

async function run(script, rest) {
  const result = spawnSync(process.execPath, [script, ...rest], { stdio: 'inherit' });
  process.exit(result.status ?? 1);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [script, ...rest] = process.argv.slice(2);
  await ready(script.startsWith('dist/bench'));
  await run(script, rest);
}
