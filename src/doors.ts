// The doors that the configuration opens, made while the house is built: Telegram, WhatsApp by Baileys or by the Cloud API, mail.
import { join } from 'node:path';
import type { Channel, OpenFile } from '../bots/channel.ts';
import type { EmailChannel } from '../bots/email/index.ts';
import type { TelegramChannel } from '../bots/telegram/index.ts';
import type { WhatsApp } from '../bots/whatsapp/index.ts';
import type { WhatsappCloudChannel } from '../bots/whatsapp-cloud/index.ts';
import type { Store } from '../db/store.ts';
import { realClock } from './clock.ts';
import { openEmail } from './email-door.ts';
import type { Env } from './env.ts';
import { folderFiles } from './files.ts';
import type { Log } from './log.ts';
import { createPanelLinks, houseUrl } from './panel-links.ts';
import { offerCommands, openTelegram, tellFindings } from './telegram-door.ts';
import { openCloud } from './whatsapp-cloud-door.ts';
import { openWhatsApp } from './whatsapp-door.ts';

type Handle = (request: Request) => Promise<Response>;

export type Doors = {
  telegram: TelegramChannel | null;
  whatsapp: WhatsApp | null;
  cloud: WhatsappCloudChannel | null;
  email: EmailChannel | null;
};

export const openDoors = async (env: Env, store: Store, openFile: OpenFile, log: Log): Promise<Doors> => ({
  telegram: openTelegram(env, openFile, log),
  whatsapp: env.WHATSAPP === 'baileys' ? openWhatsApp(env, openFile, log) : null,
  cloud: env.WHATSAPP === 'cloud' ? openCloud(env, openFile, log) : null,
  email: await openEmail(
    env,
    {
      store,
      files: folderFiles(join(env.DATA_DIR, 'files')),
      openFile,
      log,
      links: createPanelLinks({ store, clock: realClock, base: houseUrl(env) }),
    },
    env.LANGUAGES[0] ?? 'en',
  ),
});

export const channelsOf = ({ telegram, whatsapp, cloud, email }: Doors): Channel[] =>
  [telegram, whatsapp, cloud, email].filter((door) => door !== null);

/** By `channel/id`: what takes a provider's requests. */
export function webhooksOf({ telegram, cloud }: Doors): Map<string, Handle> {
  return new Map<string, Handle>([
    ...(telegram?.handle ? [['telegram/main', telegram.handle] as const] : []),
    ...(cloud ? [['whatsapp/main', cloud.handle] as const] : []),
  ]);
}

/** What a door lacks, each with its remedy, where whoever started the program sees it. `desk`: the desk's chat, where it is known. */
export async function lookAtDoors({ telegram, cloud, email }: Doors, desk: string | undefined, env: Env, log: Log): Promise<void> {
  if (telegram) {
    if (telegram.bot) await tellFindings(telegram, desk); // else the log has told why
    void offerCommands(telegram, env.LANGUAGES, log);
  }
  for (const { ok, what, remedy } of [...((await cloud?.check()) ?? []), ...((await email?.check()) ?? [])]) {
    if (!ok) process.stdout.write(`  ✗ ${what}\n${remedy ? `    → ${remedy}\n` : ''}`);
  }
}

/** The other ways in, for the setup page. */
export function linesOf({ telegram, cloud, email }: Doors, open: boolean): { name: string; sentence: string; ok: boolean }[] {
  return [
    {
      name: 'Telegram',
      ok: telegram !== null,
      sentence: telegram ? 'On.' : 'Off. Make a bot with @BotFather and put TELEGRAM_BOT_TOKEN into .env.',
    },
    ...(cloud ? [{ name: 'WhatsApp Cloud API', ok: true, sentence: 'On.' }] : []),
    ...(email ? [{ name: 'Mail', ok: true, sentence: 'On.' }] : []),
    { name: 'Try-it page', ok: true, sentence: open ? 'Open on this machine at /try.' : 'By the link that npm start prints.' },
  ];
}
