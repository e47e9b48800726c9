// The program: reads the configuration, opens the store, builds the house, opens the doors, and says what is on.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendError } from '../bots/channel.ts';
import { web } from '../bots/web/index.ts';
import { migrate, NewerStoreError } from '../db/migrate.ts';
import { StoreError } from '../db/store.ts';
import { channelOf } from '../flows/message.ts';
import { apiChannels } from './api-door.ts';
import { brandOf } from './brand.ts';
import { realClock } from './clock.ts';
import { startHeartbeat } from './clock-node.ts';
import { channelsOf, type Doors, linesOf, lookAtDoors, openDoors, phonesOf, webhooksOf } from './doors.ts';
import { type Env, EnvError, isLoopback, readEnv } from './env.ts';
import { folderFiles } from './files.ts';
import { greeting } from './greeting.ts';
import { openHouse } from './house.ts';
import { housePartsOf } from './house-parts.ts';
import { listen } from './listen.ts';
import { type Log, openLog } from './log.ts';
import { makeFolder, openStore, StartError } from './open-store.ts';
import { keepOperator } from './operator.ts';
import { keepReach } from './reach.ts';
import { adoptBot } from './telegram-door.ts';
import { createApp } from './web/app.tsx';
import { createRows } from './web/board/rows.ts';
import { createSetup } from './web/setup/routes.tsx';
import { createDeeds } from './web/staff/deeds.ts';

/** So long after the start the board is made ready for whoever opens it. */
const readyAfterMs = 3_000;

/** Starts everything; resolves when the doors are open. */
async function start(env: Env, log: Log): Promise<() => Promise<void>> {
  makeFolder(env.DATA_DIR);
  const store = await openStore(env);
  const clock = realClock;
  const door = web(clock.now);
  const deeds = createDeeds({ store, clock });
  const api = { perMinute: env.API_PER_MINUTE, allowPrivate: env.WEBHOOKS_PRIVATE === 'on' };
  const key = keyIn(env.DATA_DIR);
  const setupKey = randomBytes(24).toString('base64url');
  const telegramOn = env.TELEGRAM_BOT_TOKEN !== undefined;
  await migrate(store);
  for (const { channel, contact, env: own } of env.accounts)
    if (channel === 'telegram') await adoptBot(store, contact, own.TELEGRAM_BOT_TOKEN ?? '');
  let opened: Doors | undefined;
  const house = await openHouse({
    ...housePartsOf(env, store, log),
    migrated: true,
    channels: async (openFile) => {
      opened = await openDoors({ env, store, openFile, log });
      return [door, deeds.channel, ...apiChannels(store, clock, api.allowPrivate), ...channelsOf(opened)];
    },
  });
  const doors = opened as Doors | undefined; // set while the house was built, which the compiler does not see
  if (!doors) throw new Error('The house was built without its doors: this is a mistake in src/house.ts.');

  const phones = phonesOf(doors);
  const deskClaimed = channelOf(house.memory.desk()?.contact ?? '') === 'telegram';
  const isOutside = telegramOn || env.WHATSAPP !== 'off' || env.IMAP_URL !== undefined || deskClaimed || env.PUBLIC_URL !== undefined;
  const open = !isOutside && isLoopback(env.HOST);
  await keepOperator(store, house.memory, env.LANGUAGES[0] ?? 'en', isOutside);
  const rows = createRows({ house, clock });
  const app = createApp({
    house,
    rows,
    web: door,
    deeds,
    api,
    log,
    clock,
    access: { open, key },
    languages: env.LANGUAGES,
    zone: env.TZ_NAME,
    brand: brandOf(env),
    files: folderFiles(join(env.DATA_DIR, 'files')),
    setup: createSetup({
      key: setupKey,
      bearer: key,
      accounts: phones,
      without: env.WHATSAPP === 'cloud' ? 'cloud' : 'off',
      channels: () => linesOf(doors, open),
      clock,
      zone: env.TZ_NAME,
    }),
    webhooks: webhooksOf(doors),
  });
  const server = await listen(app.fetch, env);
  await house.start();
  await keepReach(store, house.memory, doors, env);
  await lookAtDoors(doors, house.memory.desk()?.chat, env, log);
  const stopHeartbeat = startHeartbeat(house.tick, log);
  const whatsapp = new Map([...phones].map(([name, phone]) => [name, phone.state()]));
  process.stdout.write(
    greeting({ env, port: server.port, key, setupKey, open, claimCode: house.claimCode(), telegramOn, deskClaimed, whatsapp }),
  );
  // Read once those who came first have their pages, so that nobody waits for it later; who opens the board or reports before has it read then.
  const reading = setTimeout(() => {
    const ready = rows.current().then(house.memory.facts.ready);
    ready.catch(() => undefined); // whoever looks is told
  }, readyAfterMs);
  return async () => {
    clearTimeout(reading);
    await stopHeartbeat();
    await new Promise((resolve) => server.close(resolve));
    await house.stop();
  };
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
