// The Telegram door as the configuration wants it, and what is told and set when it opens.
import type { OpenFile } from '../bots/channel.ts';
import { type TelegramChannel, telegram } from '../bots/telegram/index.ts';
import { botKey, forgetBotStatements, readSettings } from '../db/desk.ts';
import type { Store } from '../db/store.ts';
import { say } from '../flows/texts.ts';
import { realClock } from './clock.ts';
import type { Account } from './env.ts';
import type { Log } from './log.ts';

/** A bot's door: by webhook where there is an outside address and a secret, else by polling. */
export function openTelegram({ contact, name, env }: Account, openFile: OpenFile, log: Log): TelegramChannel {
  const webhook =
    env.PUBLIC_URL && env.TELEGRAM_WEBHOOK_SECRET
      ? { url: new URL(`/webhooks/telegram/${name || 'main'}`, env.PUBLIC_URL).href, secret: env.TELEGRAM_WEBHOOK_SECRET }
      : undefined;
  const root = env.TELEGRAM_API_ROOT;
  const { now, sleep } = realClock;
  return telegram({
    contact,
    token: env.TELEGRAM_BOT_TOKEN ?? '',
    root,
    openFile,
    log,
    now,
    sleep,
    ...(webhook ? { webhook } : {}),
  });
}

/**
 * Message numbers are a bot's own: with another bot's token at the same contact point, a new message could bear an old one's number and
 * be taken for its repeat. So what the bot before had numbered is set aside.
 */
export async function adoptBot(store: Store, contact: string, token: string): Promise<void> {
  const bot = token.split(':')[0];
  const before = (await readSettings(store)).get(botKey(contact));
  if (bot && bot !== before) await store.write(forgetBotStatements(contact, before ?? '', bot));
}

/** What the bot lacks at the desk, each with its remedy, where whoever started the program sees it. */
export async function tellFindings(door: TelegramChannel, chat: string | undefined): Promise<void> {
  for (const { ok, what, remedy } of await door.check(chat?.startsWith(`${door.name}:`) ? chat : undefined)) {
    if (!ok) process.stdout.write(`  ✗ ${what}\n${remedy ? `    → ${remedy}\n` : ''}`);
  }
}

const offered = ['status', 'new', 'help', 'back', 'cancel', 'language', 'person'] as const;

/** The menu of clients' chats, in each language. Nothing depends on it: when Telegram refuses, the log says so. */
export async function offerCommands(door: TelegramChannel, languages: readonly string[], log: Log): Promise<void> {
  for (const [i, language] of languages.entries()) {
    const commands = [
      ...offered.map((command) => ({ command, description: say(language, `command.${command}`) })),
      { command: 'link', description: say(language, 'panel.choice') },
    ];
    await door.setCommands(commands, i === 0 ? undefined : language.slice(0, 2)).catch((error: unknown) => {
      log.warn({ err: error instanceof Error ? error.message : String(error) }, "The menu of clients' chats could not be set.");
    });
  }
}
