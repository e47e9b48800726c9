// The program: reads the configuration, opens the store, builds the house, opens the doors, and says what is on.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { SendError } from '../bots/channel.ts';
import { type TelegramChannel, telegram } from '../bots/telegram/index.ts';
import { web, webContact, webDeskChat } from '../bots/web/index.ts';
import { staffStatement } from '../db/desk.ts';
import { NewerStoreError } from '../db/migrate.ts';
import { StoreError } from '../db/store.ts';
import { shippedCatalogue } from '../flows/catalogue.ts';
import { say } from '../flows/texts.ts';
import { realClock } from './clock.ts';
import { startHeartbeat } from './clock-node.ts';
import { type Env, EnvError, readEnv } from './env.ts';
import { folderFiles } from './files.ts';
import { greeting } from './greeting.ts';
import { openHouse } from './house.ts';
import { type Log, openLog } from './log.ts';
import { isFile, makeFolder, openStore, StartError } from './open-store.ts';
import { createApp } from './web/app.tsx';

/** Starts everything; resolves when the doors are open. */
async function start(env: Env, log: Log): Promise<() => Promise<void>> {
  makeFolder(env.DATA_DIR);
  const store = await openStore(env);
  const clock = realClock;
  const door = web(clock.now);
  const key = keyIn(env.DATA_DIR);
  const webhooks = new Map<string, (request: Request) => Promise<Response>>();
  const telegramOn = env.TELEGRAM_BOT_TOKEN !== undefined;
  const language = env.LANGUAGES[0] ?? 'en';
  let telegramDoor: TelegramChannel | undefined;
  const house = await openHouse({
    store,
    clock,
    log,
    files: folderFiles(join(env.DATA_DIR, 'files')),
    alone: isFile(env.DATABASE_URL),
    catalogue: shippedCatalogue(),
    languages: env.LANGUAGES,
    zone: env.TZ_NAME,
    fallbackDesk: { contact: webContact, chat: webDeskChat, language },
    fixedDesk: env.TELEGRAM_DESK_CHAT_ID ? { contact: 'telegram', chat: `telegram:${env.TELEGRAM_DESK_CHAT_ID}`, language } : null,
    channels: (openFile) => {
      if (!env.TELEGRAM_BOT_TOKEN) return [door];
      const webhook =
        env.PUBLIC_URL && env.TELEGRAM_WEBHOOK_SECRET
          ? { url: new URL('/webhooks/telegram/main', env.PUBLIC_URL).href, secret: env.TELEGRAM_WEBHOOK_SECRET }
          : undefined;
      const bot = telegram({
        contact: 'telegram',
        token: env.TELEGRAM_BOT_TOKEN,
        root: env.TELEGRAM_API_ROOT,
        openFile,
        log,
        now: clock.now,
        sleep: clock.sleep,
        ...(webhook ? { webhook } : {}),
      });
      telegramDoor = bot;
      if (bot.handle) webhooks.set('telegram/main', bot.handle);
      return [door, bot];
    },
  });
  await store.write([staffStatement({ address: 'web:you', name: 'Bruno Dias', role: 'manager' })]);
  await house.memory.readDesk();

  const app = createApp({
    house,
    web: door,
    log,
    clock,
    access: { open: !telegramOn, key, hosts: env.PUBLIC_URL ? [new URL(env.PUBLIC_URL).hostname] : [] },
    webhooks,
  });
  const server = await listen(app.fetch, env);
  await house.start();
  if (telegramDoor) {
    if (telegramDoor.bot) await tellFindings(telegramDoor, house.memory.desk()?.chat); // else the log has told why
    void offerCommands(telegramDoor, env.LANGUAGES, log);
  }
  const stopHeartbeat = startHeartbeat(house.tick, log);
  process.stdout.write(
    greeting({
      env,
      port: server.port,
      key,
      claimCode: house.claimCode(),
      telegramOn,
      deskClaimed: house.memory.desk()?.contact === 'telegram',
    }),
  );
  return async () => {
    await stopHeartbeat();
    await new Promise((resolve) => server.close(resolve));
    await house.stop();
  };
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  env: Env,
): Promise<{ port: number; close: (done: (value: unknown) => void) => void }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: env.PORT, hostname: env.HOST }, (info) => {
      resolve({
        port: info.port,
        close: (done) => {
          server.close(() => done(undefined));
          if ('closeAllConnections' in server) server.closeAllConnections(); // live pages hold a connection open for as long as they like
        },
      });
    });
    server.on('error', (error: Error & { code?: string }) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${env.PORT} is taken: another program, or another Alur, listens there. Stop it, or start with PORT=${env.PORT + 1}.`
          : `The server cannot listen on ${env.HOST}:${env.PORT} (${error.message}). Check HOST and PORT.`;
      reject(new StartError(why, error));
    });
  });
}

/** What the bot lacks at the desk, each with its remedy, where whoever started the program sees it. */
async function tellFindings(door: TelegramChannel, chat: string | undefined): Promise<void> {
  for (const { ok, what, remedy } of await door.check(chat?.startsWith('telegram:') ? chat : undefined)) {
    if (!ok) process.stdout.write(`  ✗ ${what}\n${remedy ? `    → ${remedy}\n` : ''}`);
  }
}

const offered = ['status', 'new', 'help', 'back', 'cancel', 'language', 'person'] as const;

/** The menu of clients' chats, in each language. Nothing depends on it: when Telegram refuses, the log says so. */
async function offerCommands(door: TelegramChannel, languages: readonly string[], log: Log): Promise<void> {
  for (const [i, language] of languages.entries()) {
    const commands = offered.map((command) => ({ command, description: say(language, `command.${command}`) }));
    await door.setCommands(commands, i === 0 ? undefined : language.slice(0, 2)).catch((error: unknown) => {
      log.warn({ err: error instanceof Error ? error.message : String(error) }, "The menu of clients' chats could not be set.");
    });
  }
}

/** The key of the try-it page's link, made once and kept for this user alone. */
function keyIn(folder: string): string {
  const path = join(folder, 'try.key');
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(path, 'utf8').trim();
}

async function main(): Promise<void> {
  let log: Log | undefined;
  try {
    const env = readEnv(process.env);
    log = openLog(env.LOG_LEVEL);
    const starting = start(env, log);
    const end = () => {
      void starting
        .then((stop) => stop())
        .then(
          () => process.exit(0),
          (error: unknown) => {
            process.stderr.write(`Alur could not stop in order: ${error instanceof Error ? error.message : String(error)}\n`);
            process.exit(1);
          },
        );
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    await starting;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

/** What whoever started the program can act on; a stack only for what nobody foresaw. */
function sentenceOf(error: unknown): string {
  if (error instanceof EnvError)
    return `The configuration has ${error.mistakes.length === 1 ? 'a mistake' : `${error.mistakes.length} mistakes`}:\n${error.mistakes.map((mistake) => `  • ${mistake}`).join('\n')}`;
  if (error instanceof StartError || error instanceof NewerStoreError || error instanceof SendError) return error.message;
  if (error instanceof StoreError)
    return `${error.message}. See that this user may write the database, that the disk has room and that no other program holds it, then start again.`;
  return `Alur could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

await main();
