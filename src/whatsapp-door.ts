// Joins WhatsApp to the house: the account's process, and the channel that speaks with it.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { OpenFile } from '../bots/channel.ts';
import { type Line, type WhatsApp, whatsapp } from '../bots/whatsapp/index.ts';
import type { WhatsAppAccount } from '../bots/whatsapp/state.ts';
import type { AccountOptions, FromAccount } from '../bots/whatsapp/wire.ts';
import { realClock } from './clock.ts';
import type { Account } from './env.ts';
import type { Log } from './log.ts';

const longestEndMs = 3000;

/** `entry`: the compiled process, beside this file. */
const entryHere = (): string => fileURLToPath(new URL('./whatsapp-worker.js', import.meta.url));

/** Starts the account's process. Nothing that it prints reaches anybody. */
export function dialProcess(entry = entryHere(), env: NodeJS.ProcessEnv = process.env): Line {
  const child = fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [], env });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.on('error', () => child.kill('SIGKILL')); // it could not start, or be told: 'exit' follows
  return {
    tell: (message) => {
      if (child.connected) child.send(message);
    },
    hear: (heard, ended) => {
      child.on('message', (message) => heard(message as FromAccount)); // our own process
      void gone.then(ended);
    },
    end: async () => {
      if (child.connected) child.send({ type: 'close' });
      const killer = setTimeout(() => child.kill('SIGKILL'), longestEndMs);
      await gone;
      clearTimeout(killer);
    },
  };
}

export const accountOptions = ({ contact, name, env }: Account): AccountOptions => ({
  contact,
  account: name || 'main',
  folder: env.DATA_DIR,
  perMinute: env.WHATSAPP_PER_MINUTE,
  perDay: env.WHATSAPP_PER_DAY,
  typingMs: env.WHATSAPP_TYPING_MS,
  ackMs: 20_000,
  ...(env.WHATSAPP_SOCKET_URL ? { socketUrl: env.WHATSAPP_SOCKET_URL } : {}),
});

export const openWhatsApp = (account: Account, openFile: OpenFile, log: Log): WhatsApp =>
  whatsapp({ options: accountOptions(account), dial: () => dialProcess(), openFile, log, sleep: realClock.sleep });

/** The account alone, with no house: to be paired. What comes in meanwhile stays in its journal. */
export async function openAccount(own: Account, log: Log): Promise<{ account: WhatsAppAccount; close(): Promise<void> }> {
  const door = openWhatsApp(own, async () => null, log);
  await door.start(() => Promise.reject(new Error('No house is there to take it.')));
  return { account: door, close: door.stop };
}
