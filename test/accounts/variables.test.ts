// Further accounts in the configuration: what the variables with a name at their end make, and each mistake in them.
import { expect, test } from 'vitest';
import { aboutAccount } from '../../src/accounts.ts';
import { EnvError, readEnv } from '../../src/env.ts';

const bot = '111111:aaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const other = '222222:bbbbbbbbbbbbbbbbbbbbbbbbbbbbb';
const read = (variables: Record<string, string>) => readEnv(variables, '/nowhere/.env');
const mailbox = {
  IMAP_URL: 'imaps://desk%40example.com:p@imap.example.com',
  SMTP_URL: 'smtps://desk%40example.com:p@smtp.example.com',
  MAIL_FROM: 'Desk <desk@example.com>',
  MAIL_AUTHSERV_ID: 'mx.example.com',
  MAIL_PER_HOUR: '12',
};
const support = {
  IMAP_URL__SUPPORT: 'imaps://support%40example.org:p@imap.example.org',
  SMTP_URL__SUPPORT: 'smtps://support%40example.org:p@smtp.example.org',
  MAIL_FROM__SUPPORT: 'Support <support@example.org>',
};

test('without names there is one account of each channel that is on', () => {
  expect(read({}).accounts).toEqual([]);
  const { accounts } = read({ TELEGRAM_BOT_TOKEN: bot, WHATSAPP: 'baileys', ...mailbox });
  expect(accounts.map(({ contact, name }) => [contact, name])).toEqual([
    ['telegram', ''],
    ['whatsapp', ''],
    ['email', ''],
  ]);
});

test('a name at the end makes another account: its own secrets, and the rest as the first has it', () => {
  const env = read({
    ...{ TELEGRAM_BOT_TOKEN: bot, TELEGRAM_BOT_TOKEN__EVENTS: other, TELEGRAM_API_ROOT: 'http://127.0.0.1:1' },
    ...{ WHATSAPP: 'baileys', WHATSAPP__SHOP: 'baileys', WHATSAPP_PER_DAY: '500', WHATSAPP_PER_DAY__SHOP: '50' },
    ...mailbox,
    ...support,
  });
  const of = (contact: string) => env.accounts.find((one) => one.contact === contact)?.env;
  expect(env.accounts.map(({ contact }) => contact)).toEqual([
    ...['telegram', 'whatsapp', 'email'],
    ...['telegram-events', 'whatsapp-shop', 'email-support'],
  ]);
  expect(of('telegram-events')).toMatchObject({ TELEGRAM_BOT_TOKEN: other, TELEGRAM_API_ROOT: 'http://127.0.0.1:1' });
  expect([of('whatsapp')?.WHATSAPP_PER_DAY, of('whatsapp-shop')?.WHATSAPP_PER_DAY]).toEqual([500, 50]);
  expect(of('email-support')).toMatchObject({ MAIL_FROM: 'Support <support@example.org>', MAIL_PER_HOUR: 12 });
});

test('the name by which one mail server vouches for senders is not taken for another server', () => {
  const [, account] = read({ ...mailbox, ...support }).accounts;
  expect(account?.contact).toBe('email-support');
  expect(account?.env.MAIL_AUTHSERV_ID).toBeUndefined();
});

test('several numbers of one Meta app need a number’s id each, and nothing else', () => {
  const cloud = {
    ...{ WHATSAPP: 'cloud', WHATSAPP_CLOUD_TOKEN: 't', WHATSAPP_CLOUD_PHONE_ID: '1' },
    ...{ WHATSAPP_CLOUD_APP_SECRET: 's', WHATSAPP_CLOUD_VERIFY_TOKEN: 'v' },
  };
  const { accounts } = read({ ...cloud, WHATSAPP__SHOP: 'cloud', WHATSAPP_CLOUD_PHONE_ID__SHOP: '2' });
  expect(accounts[1]?.env).toMatchObject({ WHATSAPP_CLOUD_TOKEN: 't', WHATSAPP_CLOUD_PHONE_ID: '2' });
  expect(mistakesOf({ ...cloud, WHATSAPP__SHOP: 'cloud' })).toEqual([
    'WHATSAPP_CLOUD_PHONE_ID__SHOP is missing: WHATSAPP__SHOP=cloud needs it. docs/operate.md says where Meta shows it.',
  ]);
});

test('what is said about a further account names it, and its variables as they stand in the configuration', () => {
  const { accounts } = read({ ...mailbox, ...support });
  const said = accounts
    .map((account) => aboutAccount(account))
    .map(({ subject, own }) => subject + own('See IMAP_URL, or MAIL_AUTHSERV_ID.'));
  expect(said).toEqual(['See IMAP_URL, or MAIL_AUTHSERV_ID.', 'email-support: See IMAP_URL__SUPPORT, or MAIL_AUTHSERV_ID__SUPPORT.']);
});

test('one that is turned off is no account', () => {
  expect(read({ WHATSAPP: 'baileys', WHATSAPP__SHOP: 'off' }).accounts.map(({ contact }) => contact)).toEqual(['whatsapp']);
});

function mistakesOf(variables: Record<string, string>): readonly string[] {
  try {
    read(variables);
  } catch (error) {
    if (error instanceof EnvError) return error.mistakes;
    throw error;
  }
  return [];
}

test.each<[Record<string, string>, string]>([
  [
    { TELEGRAM_BOT_TOKEN__EVENTS: other },
    'TELEGRAM_BOT_TOKEN is missing: TELEGRAM_BOT_TOKEN__EVENTS makes a further account, and there is no first one.',
  ],
  [
    { TELEGRAM_BOT_TOKEN: bot, TELEGRAM_BOT_TOKEN__EVENTS: bot },
    'TELEGRAM_BOT_TOKEN__EVENTS is the same as TELEGRAM_BOT_TOKEN: give it another account, or take it out.',
  ],
  [
    { TELEGRAM_BOT_TOKEN: bot, TELEGRAM_BOT_TOKEN__EVENTS: 'no' },
    'TELEGRAM_BOT_TOKEN__EVENTS must look like 123456789:AbC…; @BotFather gives it. Change it in /nowhere/.env or in the environment.',
  ],
  [
    { TELEGRAM_BOT_TOKEN: bot, TELEGRAM_BOT_TOKEN__events: other },
    'TELEGRAM_BOT_TOKEN__events must end in a name of capital letters and digits other than MAIN, such as TELEGRAM_BOT_TOKEN__EVENTS.',
  ],
  [
    { WHATSAPP: 'baileys', WHATSAPP__MAIN: 'baileys' },
    'WHATSAPP__MAIN must end in a name of capital letters and digits other than MAIN, such as WHATSAPP__EVENTS.',
  ],
  [{ WHATSAPP: 'baileys', WHATSAPP_PER_DAY__SHOP: '5' }, 'WHATSAPP__SHOP is missing: an account of its own needs it.'],
  [
    { ...mailbox, IMAP_URL__SUPPORT: support.IMAP_URL__SUPPORT, MAIL_FROM__SUPPORT: 'a@example.org' },
    'SMTP_URL__SUPPORT is missing: an account of its own needs it.',
  ],
])('%j is told: %s', (variables, sentence) => {
  expect(mistakesOf(variables)).toEqual([sentence]);
});
