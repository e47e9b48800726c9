// The account's process: Baileys and its store, nothing else. It lives and dies with the house, and says nothing by itself.
import { join } from 'node:path';
import type { Account } from '../bots/whatsapp/account.ts';
import type { AccountOptions, FromAccount, ToAccount } from '../bots/whatsapp/wire.ts';
import { openFile, StoreOwnedError } from '../db/file.ts';
import type { Store } from '../db/store.ts';

// libsignal prints private keys; and whatever else Baileys' tower of packages has to say holds numbers.
for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const) console[name] = () => undefined;

const send = process.send?.bind(process);
if (!send) {
  process.stderr.write('This is a part of Alur that runs by itself: start Alur with npm start.\n');
  process.exit(1);
}
const tell = (message: FromAccount): void => {
  if (process.connected) send(message);
};

/** What the house says while the account is being opened waits for it. */
let account: Promise<Account> | undefined;
let store: Store | undefined;

/** The last one may still be ending: its file is free in a moment. */
async function openOwn(path: string): Promise<Store> {
  for (let tries = 0; ; tries++) {
    try {
      return await openFile(path);
    } catch (error) {
      if (!(error instanceof StoreOwnedError) || tries >= 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function open(options: AccountOptions): Promise<Account> {
  store = await openOwn(join(options.folder, `wa-${options.account}.db`));
  const [{ openAccount }, { openKept }] = await Promise.all([import('../bots/whatsapp/account.ts'), import('./whatsapp-kept.ts')]);
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return openAccount({ options, kept: await openKept(store, Date.now), tell, now: Date.now, sleep });
}

async function close(code: number): Promise<void> {
  await account?.then((opened) => opened.close()).catch(() => undefined); // it never opened: there is nothing to close
  store?.close();
  process.exit(code);
}

function broken(sentence: string, fatal = false): void {
  tell({ type: 'broken', sentence, fatal });
  setTimeout(() => process.exit(1), 50); // so that the sentence arrives
}

process.on('message', (given) => {
  const message = given as ToAccount; // the house's own words
  if (message.type === 'close') void close(0);
  else if (message.type !== 'open')
    account?.then((opened) => opened.hear(message)).catch(() => undefined); // broken() tells why it did not open
  else {
    account = open(message.options);
    account.catch((error: unknown) =>
      error instanceof StoreOwnedError ? broken(error.message, true) : broken(`WhatsApp could not start: ${placeOf(error)}`),
    );
  }
});
process.on('disconnect', () => process.exit(0)); // the house is gone
process.on('SIGINT', () => undefined); // the house closes this in order
process.on('SIGTERM', () => undefined);
process.on('uncaughtException', (error) => broken(`WhatsApp's process met an error nobody foresaw (${placeOf(error)}).`));
process.on('unhandledRejection', (error) => {
  tell({
    type: 'log',
    level: 'warn',
    facts: { err: placeOf(error) },
    sentence: 'Something in WhatsApp failed beside the way; it goes on.',
  });
});

/** What failed and where; an error's own words could hold somebody's. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const at = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  return [error.name, at?.trim()].filter(Boolean).join(' ');
}
