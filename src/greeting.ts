// What `npm start` says once it runs: where to look, which channels are on, and the one step that turns each other on.
import type { Env } from './env.ts';

type Facts = { env: Env; port: number; key: string; open: boolean; claimCode: string | null; telegramOn: boolean; deskClaimed: boolean };

/** The greeting, some lines that end with a blank one. */
export function greeting({ env, port, key, open, claimCode, telegramOn, deskClaimed }: Facts): string {
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : env.HOST;
  const here = `http://${host}:${port}`;
  const tryIt = open ? `${here}/try` : `${here}/try?key=${key}`;
  const lines = ['', `  Alur is running: ${here}`, '', `  Try it          ${tryIt}`];
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
  lines.push(`  Data            ${env.DATABASE_URL.replace(/^file:/, '')}`, '');
  return `${lines.join('\n')}\n`;
}
