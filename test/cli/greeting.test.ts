// What npm start says of WhatsApp, for each way it may be on or off.
import { expect, test } from 'vitest';
import type { WhatsAppState } from '../../bots/whatsapp/state.ts';
import { readEnv } from '../../src/env.ts';
import { greeting } from '../../src/greeting.ts';

const cloud = {
  WHATSAPP: 'cloud',
  WHATSAPP_CLOUD_TOKEN: 't',
  WHATSAPP_CLOUD_PHONE_ID: '1',
  WHATSAPP_CLOUD_APP_SECRET: 's',
  WHATSAPP_CLOUD_VERIFY_TOKEN: 'v',
  PUBLIC_URL: 'https://desk.example.com',
};

function greet(variables: Record<string, string>, whatsapp: WhatsAppState | null): string {
  const facts = { port: 3000, key: 'TRY', setupKey: 'SET', open: true, claimCode: null, telegramOn: false, deskClaimed: false };
  return greeting({ ...facts, env: readEnv(variables, '/nowhere/.env'), whatsapp: new Map(whatsapp ? [['', whatsapp]] : []) });
}

const link = 'http://127.0.0.1:3000/setup?key=SET  or  npm run pair';

test.each([
  ['off', {}, null, 'off. Put WHATSAPP=baileys into .env and start again: it prints a link to pair.'],
  ['unpaired', { WHATSAPP: 'baileys' }, { type: 'unpaired', qr: 'q', loggedOut: false }, `waiting to be paired: ${link}`],
  ['logged out', { WHATSAPP: 'baileys' }, { type: 'unpaired', loggedOut: true }, `logged out, and waiting to be paired: ${link}`],
  ['starting', { WHATSAPP: 'baileys' }, { type: 'starting' }, `being connected. To look, or to pair: ${link}`],
  ['open', { WHATSAPP: 'baileys' }, { type: 'open', name: 'Ana', phone: '5511912344821', since: 0 }, 'on. Connected as Ana (+… 4821).'],
  [
    'stopped',
    { WHATSAPP: 'baileys' },
    { type: 'stopped', reason: 'replaced', code: 440 },
    'stopped. Another program uses this account. What to do: http://127.0.0.1:3000/setup?key=SET',
  ],
  ['cloud', cloud, null, "on, by WhatsApp's Cloud API."],
] as const)('WhatsApp %s', (_, variables, state, line) => {
  const said = greet(variables, state);
  expect(said).toContain(`\n  WhatsApp        ${line}\n`);
  expect(said).toMatch(/\n {2}Data {12}\S+\n\n$/);
  expect(said.includes('SET')).toBe(line.includes('SET'));
});

test('each further account has a line of its own', () => {
  const said = greet(
    {
      ...{ TELEGRAM_BOT_TOKEN: `1:${'a'.repeat(30)}`, TELEGRAM_BOT_TOKEN__EVENTS: `2:${'b'.repeat(30)}` },
      ...{ WHATSAPP: 'baileys', WHATSAPP__SHOP: 'baileys' },
    },
    { type: 'open', name: 'Ana', phone: '5511912344821', since: 0 },
  );
  expect(said).toContain('\n  Telegram events on, by polling.\n');
  expect(said).toContain(
    '\n  WhatsApp shop   being connected. To look, or to pair: http://127.0.0.1:3000/setup?key=SET&account=shop  or  npm run pair -- --account shop\n',
  );
});
