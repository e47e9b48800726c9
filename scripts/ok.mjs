// `npm run ok`: format, lint, import rules, types, dead code. Each is run; the first line of a failure says which.
import { spawnSync } from 'node:child_process';
import { ready } from './run.mjs';

await ready(true);
const checks = [
  ['format, lint and import rules', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']],
  ['types of the pages', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.pages.json']],
  ['dead code', ['node_modules/knip/bin/knip.js']],
];
let failed = 0;
for (const [what, words] of checks) {
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  console.log(status === 0 ? `ok  ${what}` : `NOT ok  ${what}`);
  if (status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
