// What `npm start` says once it runs: where to look, which channels are on, and the one step that turns each other on.
import type { WhatsAppState } from '../bots/whatsapp/state.ts';
import type { Env } from './env.ts';
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
  /** How the paired phone stands; null while WhatsApp is off, or comes by the Cloud API. */
  whatsapp: WhatsAppState | null;
};

/** The greeting, some lines that end with a blank one. */
export function greeting(facts: Facts): string {
  const { env, port, key, open, claimCode, telegramOn, deskClaimed } = facts;
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : env.HOST;
  const here = `http://${host}:${port}`;
  const tryIt = open ? `${here}/try` : `${here}/try?key=${key}`;
  const board = open ? `${here}/board` : `${here}/sign-in?key=${key}`;
  const lines = ['', `  Alur is running: ${here}`, '', `  Try it          ${tryIt}`, `  Board           ${board}`];
  if (!telegramOn) {
    lines.push('  Telegram        off. Make a bot with @BotFather, put TELEGRAM_BOT_TOKEN=… into .env, start again.');
  } else if (deskClaimed) {
    lines.push(`  Telegram        on, by ${env.PUBLIC_URL && env.TELEGRAM_WEBHOOK_SECRET ? 'webhook' : 'polling'}.`);
  } else {
    lines.push('  Telegram        on, and waiting for its desk.');
  }
  if (telegramOn && claimCode) {
    lines.push(`                  In your team's group (Topics on, the bot as administrator), type:  /claim ${claimCode}`);
  }
  lines.push(...whatsappLines(facts, `${here}/setup?key=${facts.setupKey}`));
  lines.push(
    env.IMAP_URL
      ? `  Mail            on, at ${env.MAIL_FROM}.`
      : '  Mail            off. Put IMAP_URL, SMTP_URL and MAIL_FROM into .env and start again (README.md).',
  );
  lines.push(`  Data            ${env.DATABASE_URL.replace(/^file:/, '')}`, '');
  return `${lines.join('\n')}\n`;
}

function whatsappLines({ env, whatsapp }: Facts, link: string): string[] {
  if (env.WHATSAPP === 'cloud') return ["  WhatsApp        on, by WhatsApp's Cloud API."];
  if (env.WHATSAPP === 'off' || !whatsapp)
    return ['  WhatsApp        off. Put WHATSAPP=baileys into .env and start again: it prints a link to pair.'];
  const ways = `${link}  or  npm run pair`;
  switch (whatsapp.type) {
    case 'open':
      return [`  WhatsApp        on. ${whatsAppWords(whatsapp).sentence}`];
    case 'unpaired':
      return [`  WhatsApp        ${whatsapp.loggedOut ? 'logged out, and ' : ''}waiting to be paired: ${ways}`];
    case 'stopped':
      return [`  WhatsApp        stopped. ${whatsAppWords(whatsapp).sentence} What to do: ${link}`];
    default:
      return [`  WhatsApp        being connected. To look, or to pair: ${ways}`];
  }
}
