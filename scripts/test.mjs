// `npm test`: the suite. Installs and gathers first where needed. Parts that need Debian's chromium or dovecot run when those are
// there; when not, the last lines say which parts were left out, and the one command that adds them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ready } from './run.mjs';

export const chromium = '/usr/bin/chromium';
const dovecot = '/usr/sbin/dovecot';

await ready(true);
const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const tests = walk('test');
/** What some tests need, by how their names end. */
const needs = [
  { ending: '.browser.test.ts', path: chromium, what: "a browser (Debian's chromium)" },
  { ending: '.mailbox.test.ts', path: dovecot, what: "a mailbox (Debian's dovecot)" },
];
const missing = needs.filter(({ path }) => !existsSync(path));
const leftOut = missing.flatMap(({ ending }) => tests.filter((path) => path.endsWith(ending)));
const excludes = leftOut.flatMap((path) => ['--exclude', path]);
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...excludes, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
if (leftOut.length > 0) {
  for (const { ending, what } of missing) {
    const paths = leftOut.filter((path) => path.endsWith(ending)).map((path) => `  ${path}`);
    if (paths.length > 0) console.log(`\nLeft out, because they need ${what}:\n${paths.join('\n')}`);
  }
  console.log('Add them with: npm run test:setup');
  if (process.env.ALUR_TEST_ALL) process.exit(1);
}
process.exit(status ?? 1);
