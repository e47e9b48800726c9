// `npm test`: the suite. Installs and gathers first where needed. Parts that need Debian's chromium run when it is there;
// when not, the last lines say which parts were left out, and the one command that adds them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ready } from './run.mjs';

export const chromium = '/usr/bin/chromium';

await ready(true);
const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const browserTests = walk('test').filter((path) => path.endsWith('.browser.test.ts'));
const leftOut = existsSync(chromium) ? [] : browserTests;
const excludes = leftOut.flatMap((path) => ['--exclude', path]);
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...excludes, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
if (leftOut.length > 0) {
  console.log(
    `\nLeft out, because they need a browser (Debian's chromium):\n${leftOut.map((path) => `  ${path}`).join('\n')}\nAdd them with: npm run test:setup`,
  );
  if (process.env.ALUR_TEST_ALL) process.exit(1);
}
process.exit(status ?? 1);
