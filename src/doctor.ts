// `npm run doctor`: looks at the configuration, the store and each channel, and says what to do about what is wrong.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkServers } from '../bots/email/check.ts';
import { telegram } from '../bots/telegram/index.ts';
import { deskOf, readSettings } from '../db/desk.ts';
import { StoreOwnedError } from '../db/file.ts';
import { realClock } from './clock.ts';
import { type Env, EnvError, readEnv } from './env.ts';
import { silentLog } from './log.ts';
import { makeFolder, openStore, StartError } from './open-store.ts';
import { openCloud } from './whatsapp-cloud-door.ts';

/** One thing that was looked at, in words, and what to do when it is not well. */
type Finding = { ok: boolean; what: string; remedy?: string };

async function lookAtStore(env: Env): Promise<{ findings: Finding[]; desk?: string }> {
  try {
    makeFolder(env.DATA_DIR);
    const store = await openStore(env);
    const settings = await readSettings(store).catch(() => new Map<string, string>());
    store.close();
    const desk = deskOf(settings)?.chat;
    return { findings: [{ ok: true, what: `The store ${nameOf(env)} opens and can be written.` }], ...(desk ? { desk } : {}) };
  } catch (error) {
    if (error instanceof StartError && error.cause instanceof StoreOwnedError)
      return { findings: [{ ok: true, what: `Alur is running on ${nameOf(env)}.` }] };
    return { findings: [{ ok: false, what: error instanceof Error ? error.message : String(error) }] };
  }
}

const nameOf = (env: Env): string => env.DATABASE_URL.replace(/^file:/, '').replace(/\/\/[^@/]*@/, '//');

async function lookAtTelegram(env: Env, claimed: string | undefined): Promise<Finding[]> {
  if (!env.TELEGRAM_BOT_TOKEN)
    return [
      { ok: true, what: 'Telegram is off.', remedy: 'To turn it on: make a bot with @BotFather and put TELEGRAM_BOT_TOKEN=… into .env.' },
    ];
  const bot = telegram({
    contact: 'telegram',
    token: env.TELEGRAM_BOT_TOKEN,
    root: env.TELEGRAM_API_ROOT,
    openFile: async () => null,
    log: silentLog,
    now: realClock.now,
    sleep: realClock.sleep,
  });
  const desk = env.TELEGRAM_DESK_CHAT_ID ?? (claimed?.startsWith('telegram:') ? claimed : undefined);
  const findings = await bot.check(desk);
  if (desk === undefined)
    findings.push({
      ok: true,
      key: 'desk.unclaimed',
      params: {},
      what: 'No desk is known from here.',
      remedy:
        "If there is none yet: add the bot to your team's group as an administrator, and type there the /claim line that npm start prints.",
    });
  return findings;
}

async function lookAtWhatsApp(env: Env): Promise<Finding[]> {
  switch (env.WHATSAPP) {
    case 'off':
      return [
        { ok: true, what: 'WhatsApp is off.', remedy: 'To turn it on: put WHATSAPP=baileys into .env (or cloud; README.md says which).' },
      ];
    case 'cloud':
      return openCloud(env, async () => null, silentLog).check();
    case 'baileys':
      return [
        existsSync(join(env.DATA_DIR, 'wa-main.db'))
          ? { ok: true, what: 'WhatsApp is on. How it stands is on /setup, and npm run pair says it.' }
          : {
              ok: true,
              what: 'WhatsApp is on and not paired yet.',
              remedy: 'Start Alur and open the /setup link that it prints, or type npm run pair.',
            },
      ];
    default:
      return env.WHATSAPP satisfies never;
  }
}

async function lookAtMail(env: Env): Promise<Finding[]> {
  if (!env.IMAP_URL || !env.SMTP_URL)
    return [
      { ok: true, what: 'Mail is off.', remedy: 'To turn it on: put IMAP_URL, SMTP_URL and MAIL_FROM into .env (README.md says how).' },
    ];
  return checkServers({ imapUrl: env.IMAP_URL, smtpUrl: env.SMTP_URL, authserv: env.MAIL_AUTHSERV_ID });
}

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const store = await lookAtStore(env);
  const findings: Finding[] = [
    { ok: true, what: `The configuration can be read; the zone is ${env.TZ_NAME}, the languages are ${env.LANGUAGES.join(', ')}.` },
    ...store.findings,
    ...(await lookAtTelegram(env, store.desk)),
    ...(await lookAtWhatsApp(env)),
    ...(await lookAtMail(env)),
  ];
  for (const { ok, what, remedy } of findings) process.stdout.write(`${ok ? '✓' : '✗'} ${what}\n${remedy ? `  → ${remedy}\n` : ''}`);
  const bad = findings.filter(({ ok }) => !ok).length;
  process.stdout.write(bad === 0 ? '\nAll is well.\n' : `\n${bad === 1 ? 'One thing needs' : `${bad} things need`} you.\n`);
  process.exitCode = bad === 0 ? 0 : 1;
}

await main().catch((error: unknown) => {
  process.stdout.write(
    error instanceof EnvError
      ? `${error.mistakes.map((mistake) => `✗ ${mistake}`).join('\n')}\n`
      : `✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
