// The parts of a house that the configuration decides on Node, the same for the server and for the terminal.
import { join } from 'node:path';
import { webContact, webDeskChat } from '../bots/web/index.ts';
import type { Store } from '../db/store.ts';
import { shippedCatalogue } from '../flows/catalogue.ts';
import { realClock } from './clock.ts';
import type { Env } from './env.ts';
import { folderFiles } from './files.ts';
import type { HouseParts } from './house.ts';
import type { Log } from './log.ts';
import { isFile } from './open-store.ts';

/** Everything but the doors. With Telegram on, its group is the desk, and what is meant for the desk waits until it is claimed. */
export function housePartsOf(env: Env, store: Store, log: Log): Omit<HouseParts, 'channels'> {
  const language = env.LANGUAGES[0] ?? 'en';
  return {
    store,
    log,
    clock: realClock,
    files: folderFiles(join(env.DATA_DIR, 'files')),
    alone: isFile(env.DATABASE_URL),
    catalogue: shippedCatalogue(),
    languages: env.LANGUAGES,
    zone: env.TZ_NAME,
    fallbackDesk: env.TELEGRAM_BOT_TOKEN ? null : { contact: webContact, chat: webDeskChat, language },
    fixedDesk: env.TELEGRAM_DESK_CHAT_ID ? { contact: 'telegram', chat: `telegram:${env.TELEGRAM_DESK_CHAT_ID}`, language } : null,
  };
}
