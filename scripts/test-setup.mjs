// `npm run test:setup`: adds what some tests need and npm cannot bring: Debian's chromium.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('/usr/bin/chromium')) {
  console.log('chromium is there already.');
} else {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  for (const words of [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji', 'fonts-dejavu-core'],
  ]) {
    const [command, ...rest] = [...sudo, ...words];
    const { status } = spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) {
      console.error(
        `"${words.join(' ')}" failed. This needs Debian or Ubuntu, and the right to install packages; elsewhere install chromium at /usr/bin/chromium yourself.`,
      );
      process.exit(1);
    }
  }
  console.log('chromium is installed: npm test runs the browser tests now.');
}
