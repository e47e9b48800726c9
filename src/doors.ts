// The doors that the configuration opens, made while the house is built: Telegram, WhatsApp by Baileys or by the Cloud API, mail; one for
// each account.
import { join } from 'node:path';
import type { Channel, OpenFile } from '../bots/channel.ts';
import type { EmailChannel } from '../bots/email/index.ts';
import type { TelegramChannel } from '../bots/telegram/index.ts';
import type { WhatsApp } from '../bots/whatsapp/index.ts';
import type { WhatsappCloudChannel } from '../bots/whatsapp-cloud/index.ts';
import type { Store } from '../db/store.ts';
import { aboutAccount } from './accounts.ts';
import { realClock } from './clock.ts';
import { openEmail } from './email-door.ts';
import type { Account, Env } from './env.ts';
import { folderFiles } from './files.ts';
import type { Log } from './log.ts';
import { createPanelLinks, houseUrl } from './panel-links.ts';
import { offerCommands, openTelegram, tellFindings } from './telegram-door.ts';
import { openCloud } from './whatsapp-cloud-door.ts';
import { openWhatsApp } from './whatsapp-door.ts';

type Handle = (request: Request) => Promise<Response>;

type Opened =
  | { type: 'telegram'; channel: TelegramChannel }
  | { type: 'whatsapp'; channel: WhatsApp }
  | { type: 'cloud'; channel: WhatsappCloudChannel }
  | { type: 'email'; channel: EmailChannel };
type Door = Opened & { account: Account };
export type Doors = readonly Door[];

type Parts = { env: Env; store: Store; openFile: OpenFile; log: Log };

/** A door for each account that is on. */
export async function openDoors(parts: Parts): Promise<Doors> {
  const doors = await Promise.all(parts.env.accounts.map(async (account) => ({ opened: await open(account, parts), account })));
  return doors.flatMap(({ opened, account }) => (opened ? [{ ...opened, account }] : []));
}

async function open(account: Account, { env, store, openFile, log }: Parts): Promise<Opened | null> {
  if (account.channel === 'telegram') return { type: 'telegram', channel: openTelegram(account, openFile, log) };
  if (account.channel === 'whatsapp')
    return account.env.WHATSAPP === 'cloud'
      ? { type: 'cloud', channel: openCloud(account, openFile, log) }
      : { type: 'whatsapp', channel: openWhatsApp(account, openFile, log) };
  const files = folderFiles(join(env.DATA_DIR, 'files'));
  const links = createPanelLinks({ store, clock: realClock, base: houseUrl(env) });
  const kept = { store, files, openFile, log, links };
  const channel = await openEmail(account.env, kept, env.LANGUAGES[0] ?? 'en', realClock, account.contact);
  return channel && { type: 'email', channel };
}

export const channelsOf = (doors: Doors): Channel[] => doors.map(({ channel }) => channel);

/** The accounts that are paired with a phone, by name, the first one's empty. */
export const phonesOf = (doors: Doors): Map<string, WhatsApp> =>
  new Map(doors.flatMap((door) => (door.type === 'whatsapp' ? [[door.account.name, door.channel] as const] : [])));

/** By `channel/name`: what takes a provider's requests. */
export function webhooksOf(doors: Doors): Map<string, Handle> {
  return new Map(
    doors.flatMap((door) => {
      const handle = door.type === 'telegram' ? door.channel.handle : door.type === 'cloud' ? handleOfApp(doors, door) : undefined;
      return handle ? [[`${door.account.channel}/${door.account.name || 'main'}`, handle] as const] : [];
    }),
  );
}

/** A Meta app brings what is for any of its numbers to one address: each of its doors takes what is its own. */
function handleOfApp(doors: Doors, { account }: Door): Handle {
  const secret = account.env.WHATSAPP_CLOUD_APP_SECRET;
  const handles = doors.flatMap((one) => (one.type === 'cloud' && one.account.env.WHATSAPP_CLOUD_APP_SECRET === secret ? [one.channel.handle] : [])); // biome-ignore format: one thought
  return async (request) => {
    const answers = await Promise.all(handles.map((handle) => handle(request.clone())));
    return answers.find(({ ok }) => !ok) ?? answers[0] ?? new Response(null, { status: 404 });
  };
}

/** What a door lacks, each with its remedy, where whoever started the program sees it. `desk`: the desk's chat, where it is known. */
export async function lookAtDoors(doors: Doors, desk: string | undefined, env: Env, log: Log): Promise<void> {
  for (const door of doors) {
    if (door.type === 'telegram') {
      if (door.channel.bot) await tellFindings(door.channel, desk); // else the log has told why
      void offerCommands(door.channel, env.LANGUAGES, log);
    }
    if (door.type !== 'cloud' && door.type !== 'email') continue;
    const { subject, own } = aboutAccount(door.account);
    for (const { ok, what, remedy } of await door.channel.check())
      if (!ok) process.stdout.write(`  ✗ ${subject}${what}\n${remedy ? `    → ${own(remedy)}\n` : ''}`);
  }
}

const names = { telegram: 'Telegram', whatsapp: 'WhatsApp', cloud: 'WhatsApp Cloud API', email: 'Mail' };

/** The other ways in, for the setup page. */
export function linesOf(doors: Doors, open: boolean): { name: string; sentence: string; ok: boolean }[] {
  const others = doors.filter(({ type }) => type !== 'whatsapp');
  return [
    ...(others.some(({ type }) => type === 'telegram')
      ? []
      : [{ name: 'Telegram', ok: false, sentence: 'Off. Make a bot with @BotFather and put TELEGRAM_BOT_TOKEN into .env.' }]),
    ...others.map(({ account, type }) => ({ name: [names[type], account.name].filter(Boolean).join(' · '), ok: true, sentence: 'On.' })),
    { name: 'Try-it page', ok: true, sentence: open ? 'Open on this machine at /try.' : 'By the link that npm start prints.' },
  ];
}
