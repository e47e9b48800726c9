// `npm run test:setup`: adds what some tests need and npm cannot bring: Debian's chromium and dovecot.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const wanted = [
  {
    name: 'chromium',
    path: '/usr/bin/chromium',
    packages: ['chromium', 'fonts-noto-color-emoji', 'fonts-dejavu-core'],
    runs: 'the browser tests',
  },
  { name: 'dovecot', path: '/usr/sbin/dovecot', packages: ['dovecot-imapd', 'dovecot-lmtpd'], runs: 'the mailbox tests' },
];
const missing = wanted.filter(({ path }) => !existsSync(path));
for (const { name, path } of wanted) if (existsSync(path)) console.log(`${name} is there already.`);

function run(words) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  const [command, ...rest] = [...sudo, ...words];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (status === 0) return;
  const paths = missing.map(({ name, path }) => `${name} at ${path}`).join(' and ');
  console.error(
    `"${words.join(' ')}" failed. This needs Debian or Ubuntu, and the right to install packages; elsewhere install ${paths} yourself.`,
  );
  process.exit(1);
}

if (missing.length > 0) {
  run(['apt-get', 'update', '-qq']);
  run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing.flatMap(({ packages }) => packages)]);
  for (const { name, runs } of missing) console.log(`${name} is installed: npm test runs ${runs} now.`);
}
