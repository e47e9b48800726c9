// `npm start`: installs, builds, and becomes the program; signals reach it.
import { spawn } from 'node:child_process';
import { ready } from './run.mjs';

await ready();
const child = spawn(process.execPath, ['dist/src/main.js', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
