// Installs what the lockfile says, where that has not been done. `all`: development tools too.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const marker = 'node_modules/.alur-installed';

export function install(all) {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  const done = existsSync(marker) ? readFileSync(marker, 'utf8') : '';
  if (done === `${lock} all` || (!all && done === `${lock} run`)) return;
  console.log(all ? 'Installing what the tests need (this happens once) …' : 'Installing what Alur needs (this happens once) …');
  const arguments_ = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(all ? [] : ['--omit=dev'])];
  const result = spawnSync('npm', arguments_, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error('The packages could not be installed. Check the network and the npm registry, then run this again.');
    process.exit(1);
  }
  mkdirSync('node_modules', { recursive: true });
  writeFileSync(marker, `${lock} ${all ? 'all' : 'run'}`);
}
