// What `npm start` says once it runs: where to look, which channels are on, and the one step that turns each other on.
import type { WhatsAppState } from '../bots/whatsapp/state.ts';
import type { Account, Env } from './env.ts';
import { whatsAppWords } from './whatsapp-words.ts';

type Facts = {
  env: Env;
  port: number;
  key: string;
  /** Of the setup page's one-time link. */
  setupKey: string;
  open: boolean;
  claimCode: string | null;
  telegramOn: boolean;
  deskClaimed: boolean;
  /** How the paired phones stand, by name, the first one's empty; none while WhatsApp is off, or comes by the Cloud API. */
  whatsapp: ReadonlyMap<string, WhatsAppState>;
};

/** The greeting, some lines that end with a blank one. */
export function greeting(facts: Facts): string {
  const { env, port, key, open, claimCode, telegramOn, deskClaimed } = facts;
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : env.HOST;
  const here = `http://${host}:${port}`;
  const tryIt = open ? `${here}/try` : `${here}/try?key=${key}`;
  const board = open ? `${here}/board` : `${here}/sign-in?key=${key}`;
  const lines = ['', `  Alur is running: ${here}`, '', row('Try it', tryIt), row('Board', board)];
  if (!telegramOn) lines.push(row('Telegram', 'off. Make a bot with @BotFather, put TELEGRAM_BOT_TOKEN=… into .env, start again.'));
  else lines.push(row('Telegram', deskClaimed ? `on, by ${waysOf(env)}.` : 'on, and waiting for its desk.'));
  if (telegramOn && claimCode)
    lines.push(row('', `In your team's group (Topics on, the bot as administrator), type:  /claim ${claimCode}`));
  lines.push(...others(env, 'telegram').map((account) => row(titleOf('Telegram', account), `on, by ${waysOf(account.env)}.`)));
  const numbers = env.accounts.filter(({ channel }) => channel === 'whatsapp');
  if (numbers.length === 0) lines.push(row('WhatsApp', 'off. Put WHATSAPP=baileys into .env and start again: it prints a link to pair.'));
  lines.push(...numbers.map((account) => row(titleOf('WhatsApp', account), whatsappSentence(account, facts, here))));
  if (!env.IMAP_URL) lines.push(row('Mail', 'off. Put IMAP_URL, SMTP_URL and MAIL_FROM into .env and start again (README.md).'));
  const mailboxes = env.accounts.filter(({ channel }) => channel === 'email');
  lines.push(...mailboxes.map((account) => row(titleOf('Mail', account), `on, at ${account.env.MAIL_FROM}.`)));
  lines.push(row('Data', env.DATABASE_URL.replace(/^file:/, '')), '');
  return `${lines.join('\n')}\n`;
}

const row = (title: string, text: string): string => `  ${title.padEnd(15)} ${text}`;
const titleOf = (channel: string, { name }: Account): string => [channel, name].filter(Boolean).join(' ');
const others = (env: Env, channel: Account['channel']): Account[] => env.accounts.filter((one) => one.channel === channel && one.name);
const waysOf = ({ PUBLIC_URL, TELEGRAM_WEBHOOK_SECRET }: Account['env']): string =>
  PUBLIC_URL && TELEGRAM_WEBHOOK_SECRET ? 'webhook' : 'polling';

function whatsappSentence({ name, env }: Account, { whatsapp, setupKey }: Facts, here: string): string {
  if (env.WHATSAPP === 'cloud') return "on, by WhatsApp's Cloud API.";
  const state = whatsapp.get(name) ?? { type: 'starting' };
  const link = `${here}/setup?key=${setupKey}${name && `&account=${name}`}`;
  const ways = `${link}  or  npm run pair${name && ` -- --account ${name}`}`;
  switch (state.type) {
    case 'open':
      return `on. ${whatsAppWords(state).sentence}`;
    case 'unpaired':
      return `${state.loggedOut ? 'logged out, and ' : ''}waiting to be paired: ${ways}`;
    case 'stopped':
      return `stopped. ${whatsAppWords(state).sentence} What to do: ${link}`;
    default:
      return `being connected. To look, or to pair: ${ways}`;
  }
}
