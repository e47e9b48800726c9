// Runs echo-bot.mjs in a process of its own and gives a test its reports.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { patienceMs } from '../patience.ts';
import type { WhatsApp } from './index.ts';

/** One line of the bot: `what` is qr, code, open, close, message, ack, update, reaction, sent or failed. */
export type Report = {
  what: string;
  qr?: string;
  code?: number | string;
  id?: string;
  text?: string;
  kind?: string;
  type?: string;
  error?: string;
  emoji?: string;
  status?: number;
  stub?: number;
  keys?: string[];
  key?: { remoteJid?: string; remoteJidAlt?: string; fromMe?: boolean; participant?: string; participantAlt?: string; id?: string };
};

export type EchoBot = {
  readonly reports: readonly Report[];
  /** The first report from now on that fits, or one that came since the last `waitFor` ended. */
  waitFor(fits: (report: Report) => boolean, ms?: number): Promise<Report>;
  tell(command: Record<string, unknown> & { command: string }): void;
  /** Ends the process; its state stays for `start`. By force: what changed since the last end is forgotten. */
  stop(how?: 'SIGKILL'): Promise<void>;
  start(): void;
  /** Stops it and forgets its state. */
  remove(): Promise<void>;
};

export async function startEchoBot(server: WhatsApp, environment: Record<string, string> = {}): Promise<EchoBot> {
  const folder = await mkdtemp(join(tmpdir(), 'loopback-echo-bot-'));
  const reports: Report[] = [];
  const watchers = new Set<() => void>();
  let process_: ChildProcess | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  const bot: EchoBot = {
    reports,
    waitFor(fits, ms = patienceMs) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = reports.find(fits);
          if (!found) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          watchers.delete(look);
          const came = reports.slice(-6).map(({ what, text, code, error }) => JSON.stringify({ what, text, code, error }));
          reject(new Error(`the bot reported nothing that fits ${fits} in ${ms} ms; last: ${came.join(' ')}`));
        }, ms);
        watchers.add(look);
        look();
      });
    },
    tell: (command) => void process_?.stdin?.write(`${JSON.stringify(command)}\n`),
    start() {
      const child = spawn(process.execPath, [fileURLToPath(new URL('echo-bot.mjs', import.meta.url))], {
        env: { ...process.env, ...server.env, BOT_URL: server.url, BOT_STATE: join(folder, 'state.json'), ...environment },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      process_ = child;
      ended = new Promise((resolve) => child.once('exit', resolve));
      createInterface({ input: child.stdout }).on('line', (line) => {
        reports.push(JSON.parse(line));
        for (const look of [...watchers]) look();
      });
    },
    async stop(how) {
      process_?.kill(how);
      await ended;
    },
    async remove() {
      await bot.stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
  bot.start();
  return bot;
}
