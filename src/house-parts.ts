// The parts of a house that the configuration decides on Node, the same for the server and for the terminal.
import { join } from 'node:path';
import { webContact, webDeskChat } from '../bots/web/index.ts';
import type { Store } from '../db/store.ts';
import { folderCatalogue } from './catalogue-node.ts';
import { realClock } from './clock.ts';
import type { Env } from './env.ts';
import { folderFiles } from './files.ts';
import type { HouseParts } from './house.ts';
import type { Log } from './log.ts';
import { isFile } from './open-store.ts';
import { createPanelLinks, houseUrl } from './panel-links.ts';
import { teamHours, teamSettings } from './team-time.ts';

/** Everything but the doors. With Telegram on, its group is the desk, and what is meant for the desk waits until it is claimed. */
export function housePartsOf(env: Env, store: Store, log: Log): Omit<HouseParts, 'channels'> {
  const language = env.LANGUAGES[0] ?? 'en';
  const alone = isFile(env.DATABASE_URL);
  return {
    store,
    log,
    clock: realClock,
    files: folderFiles(join(env.DATA_DIR, 'files')),
    alone,
    catalogue: folderCatalogue({ folder: join(env.DATA_DIR, 'services'), clock: realClock, log, alone }),
    languages: env.LANGUAGES,
    zone: env.TZ_NAME,
    ...(env.DIGEST_AT === 'off' ? {} : { digestAt: env.DIGEST_AT }),
    hours: () => teamHours(env, realClock.now()),
    settings: teamSettings(env),
    links: createPanelLinks({ store, clock: realClock, base: houseUrl(env) }),
    fallbackDesk: env.TELEGRAM_BOT_TOKEN ? null : { contact: webContact, chat: webDeskChat, language },
    fixedDesk: env.TELEGRAM_DESK_CHAT_ID ? { contact: 'telegram', chat: `telegram:${env.TELEGRAM_DESK_CHAT_ID}`, language } : null,
  };
}
