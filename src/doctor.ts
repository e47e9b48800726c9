// `npm run doctor`: looks at the configuration, the store and each channel, and says what to do about what is wrong.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkServers } from '../bots/email/check.ts';
import { deskOf, readSettings } from '../db/desk.ts';
import { StoreOwnedError } from '../db/file.ts';
import { type AccountChannel, aboutAccount } from './accounts.ts';
import { type Account, type Env, EnvError, readEnv } from './env.ts';
import { silentLog } from './log.ts';
import { makeFolder, openStore, StartError } from './open-store.ts';
import { openTelegram } from './telegram-door.ts';
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

const turnOn = {
  telegram: { what: 'Telegram is off.', remedy: 'To turn it on: make a bot with @BotFather and put TELEGRAM_BOT_TOKEN=… into .env.' },
  whatsapp: { what: 'WhatsApp is off.', remedy: 'To turn it on: put WHATSAPP=baileys into .env (or cloud; README.md says which).' },
  email: { what: 'Mail is off.', remedy: 'To turn it on: put IMAP_URL, SMTP_URL and MAIL_FROM into .env (README.md says how).' },
};

/** Each account of a channel; what is found about a further one begins with its name. */
async function lookAtChannel(env: Env, channel: AccountChannel, claimed: string | undefined): Promise<Finding[]> {
  const accounts = env.accounts.filter((one) => one.channel === channel);
  if (accounts.length === 0) return [{ ok: true, ...turnOn[channel] }];
  const look = { telegram: lookAtTelegram, whatsapp: lookAtWhatsApp, email: lookAtMail }[channel];
  const found = await Promise.all(accounts.map(async (account) => ({ account, findings: await look(account, claimed) })));
  return found.flatMap(({ account, findings }) => {
    const { subject, own } = aboutAccount(account);
    return findings.map(({ what, remedy, ...rest }) => ({ ...rest, what: subject + what, ...(remedy ? { remedy: own(remedy) } : {}) }));
  });
}

async function lookAtTelegram(account: Account, claimed: string | undefined): Promise<Finding[]> {
  const { env, name } = account;
  const bot = openTelegram(account, async () => null, silentLog);
  const desk = env.TELEGRAM_DESK_CHAT_ID ?? claimed;
  const isOwn = claimed === undefined || claimed.startsWith(`${account.contact}:`);
  if (name && !isOwn) return bot.check();
  const findings = await bot.check(isOwn ? desk : undefined);
  if (desk === undefined && !name)
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

async function lookAtWhatsApp(account: Account): Promise<Finding[]> {
  const { env, name } = account;
  if (env.WHATSAPP === 'cloud') return openCloud(account, async () => null, silentLog).check();
  const pair = name ? `npm run pair -- --account ${name}` : 'npm run pair';
  return [
    existsSync(join(env.DATA_DIR, `wa-${name || 'main'}.db`))
      ? { ok: true, what: `WhatsApp is on. How it stands is on /setup, and ${pair} says it.` }
      : {
          ok: true,
          what: 'WhatsApp is on and not paired yet.',
          remedy: `Start Alur and open the /setup link that it prints, or type ${pair}.`,
        },
  ];
}

/** The configuration has been checked: whoever reads a mailbox can send, too. */
const lookAtMail = ({ env: { IMAP_URL: imapUrl = '', SMTP_URL: smtpUrl = '', MAIL_AUTHSERV_ID: authserv } }: Account): Promise<Finding[]> =>
  checkServers({ imapUrl, smtpUrl, authserv });

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const store = await lookAtStore(env);
  const findings: Finding[] = [
    { ok: true, what: `The configuration can be read; the zone is ${env.TZ_NAME}, the languages are ${env.LANGUAGES.join(', ')}.` },
    ...store.findings,
    ...(await lookAtChannel(env, 'telegram', store.desk)),
    ...(await lookAtChannel(env, 'whatsapp', undefined)),
    ...(await lookAtChannel(env, 'email', undefined)),
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
