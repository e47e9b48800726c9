// The configuration: environment variables and `.env`, checked by zod, one sentence a mistake.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { parseMailbox } from '../bots/email/address.ts';
import { parseHours, usualHours } from '../flows/hours-written.ts';
import { languages as spoken } from '../flows/texts.ts';
import { type AccountChannel, accountChannels, furtherAccounts } from './accounts.ts';
import { logoMistake } from './brand.ts';

const text = z.string().trim().min(1);
const wholePort = 'must be a whole number from 0 to 65535, e.g. 3000';
const port = text
  .regex(/^\d{1,5}$/, wholePort)
  .transform(Number)
  .refine((number) => number <= 65535, wholePort);
const zone = text.refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'must be a time zone such as America/Sao_Paulo');
const database = text.refine(
  (url) => /^(file:|https?:\/\/|libsql:\/\/|wss?:\/\/)/.test(url),
  'must begin with file:, http://, https:// or libsql://',
);
const spokenLanguages = text
  .transform((list) => list.split(',').map((one) => one.trim()))
  .refine((list) => list.every((one) => spoken.includes(one)), `must be a list of these, parted by commas: ${spoken.join(', ')}`);

const teamHours = text.superRefine((written, context) => {
  try {
    parseHours('UTC', written);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});
const days = text.regex(/^\d{1,3}(\s*,\s*\d{1,3})*$/, 'must be working days, parted by commas, e.g. 1, 3').transform((list) =>
  list
    .split(',')
    .map(Number)
    .toSorted((a, b) => a - b),
);
const count = (what: string) => text.regex(/^\d{1,9}$/, `must be a whole number of ${what}`).transform(Number);
const socket = z
  .url({ protocol: /^wss?$/, error: 'must be an address such as wss://web.whatsapp.com/ws/chat' })
  .refine(
    (url) => !URL.canParse(url) || url.startsWith('wss:') || isLoopback(new URL(url).hostname),
    'must begin with wss://: only TLS protects the link to WhatsApp',
  );

/** A mail server with whom to log in as. Plain imap:// and smtp:// are upgraded by STARTTLS, or refused, but on this machine. */
const mailServer = (protocol: 'imap' | 'smtp', example: string) =>
  z.url({ protocol: new RegExp(`^${protocol}s?$`), error: `must be an address such as ${example}` }).refine((address) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url?.protocol.startsWith(protocol)) return true; // told by its shape
    return (url.username !== '' && url.password !== '') || (protocol === 'smtp' && isLoopback(url.hostname));
  }, `must name a user and a password, such as ${example}; write @ in a name as %40`);

/** Nobody but this machine reaches it. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host === '[::1]' || /^127\./.test(host);

const Env = z.object({
  PORT: port.default(3000),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as https://desk.example.com' }).optional(),
  DATABASE_URL: database.optional(),
  DATABASE_AUTH_TOKEN: text.optional(),
  DATA_DIR: text.default('data'),
  TZ_NAME: zone.default(Intl.DateTimeFormat().resolvedOptions().timeZone),
  TEAM_HOURS: teamHours.default(usualHours),
  TEAM_COUNTRY: text.regex(/^[A-Za-z]{2}([-_]\w+){0,2}$/, 'must be a country, or a part of one, such as BR or BR-SP').optional(),
  TEAM_FREE_DAYS: text.regex(/^\d{4}-\d\d-\d\d(\s*,\s*\d{4}-\d\d-\d\d)*$/, 'must be days such as 2026-12-24, 2026-12-31').optional(),
  REMIND_DAYS: days.default([1, 3]),
  CLOSE_DAYS: count('working days, e.g. 3').default(3),
  ACCEPT_REMIND_DAYS: days.default([2]),
  ACCEPT_DAYS: count('working days, e.g. 3').default(3),
  WARN_PERCENT: count('percent, e.g. 80').default(80),
  ESCALATE_DAYS: count('working days, e.g. 1').default(1),
  RATING_HOURS: count('working hours, e.g. 1').default(1),
  FOLLOW_UP_DAYS: count('working days, e.g. 10').default(10),
  QUIET_MS: count('milliseconds, e.g. 1500; 0 for never')
    .refine((ms) => ms <= 10_000, 'must be at most 10000: longer, and clients think that nobody is there')
    .default(1500),
  DIGEST_AT: text.regex(/^(off|([01]\d|2[0-3]):[0-5]\d)$/, 'must be a time such as 08:30, or off').default('08:30'),
  LANGUAGES: spokenLanguages.default([...spoken]),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{20,}$/, 'must look like 123456789:AbC…; @BotFather gives it')
    .optional(),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://api.telegram.org' })
    .default('https://api.telegram.org'),
  TELEGRAM_DESK_CHAT_ID: z
    .string()
    .regex(/^-\d+$/, "must be a group's id: a number that begins with a minus")
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must be 16 to 256 letters, digits, _ or -')
    .optional(),
  WHATSAPP: z.enum(['baileys', 'cloud', 'off'], 'must be baileys, cloud or off').default('off'),
  WHATSAPP_SOCKET_URL: socket.optional(),
  WHATSAPP_PER_MINUTE: count('messages, e.g. 40').default(40),
  WHATSAPP_PER_DAY: count('messages, e.g. 1000').default(1000),
  WHATSAPP_TYPING_MS: count('milliseconds, e.g. 1500; 0 for never').default(1500),
  WHATSAPP_CLOUD_TOKEN: text.optional(),
  WHATSAPP_CLOUD_PHONE_ID: text.regex(/^\d+$/, "must be the phone number's id: digits, not the number itself").optional(),
  WHATSAPP_CLOUD_APP_SECRET: text.optional(),
  WHATSAPP_CLOUD_VERIFY_TOKEN: text.optional(),
  WHATSAPP_CLOUD_TEMPLATE: text.regex(/^\w+:\w+$/, 'must be a template and its language, such as ticket_update:pt_BR').optional(),
  WHATSAPP_GRAPH_ROOT: z.url({ protocol: /^https?$/, error: 'must be an address such as https://graph.facebook.com/v23.0' }).optional(),
  IMAP_URL: mailServer('imap', 'imaps://desk%40example.com:password@imap.example.com').optional(),
  SMTP_URL: mailServer('smtp', 'smtps://desk%40example.com:password@smtp.example.com').optional(),
  MAIL_FROM: text.refine((from) => parseMailbox(from) !== undefined, 'must be a mail address such as Desk <desk@example.com>').optional(),
  MAIL_AUTHSERV_ID: text.regex(/^[\w.-]+$/, "must be the mail server's name in Authentication-Results, such as mx.example.com").optional(),
  MAIL_PER_HOUR: count('mails, e.g. 30').default(30),
  MAIL_FILES_MB: count('megabytes, e.g. 10').default(10),
  BRAND_NAME: text.max(60, 'must be at most 60 letters').optional(),
  BRAND_COLOUR: text.regex(/^#[\da-f]{6}$/i, 'must be a colour such as #0f5e66').optional(),
  BRAND_LOGO: text
    .superRefine((path, context) => {
      const mistake = logoMistake(path);
      if (mistake) context.addIssue({ code: 'custom', message: mistake });
    })
    .optional(),
  API_PER_MINUTE: count('requests, e.g. 600')
    .refine((most) => most > 0, 'must be at least 1')
    .default(600),
  WEBHOOKS_PRIVATE: z.enum(['on', 'off'], 'must be on or off').default('off'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent').default('info'),
});
type Checked = z.infer<typeof Env>;
/** One account of a channel, and the configuration as if it were the channel's only one. `name`: empty for the first. */
export type Account = { channel: AccountChannel; name: string; contact: string; env: Checked };
/** `accounts`: each that is on, the first ones first. */
export type Env = Checked & { DATABASE_URL: string; accounts: readonly Account[] };

const cloudNeeds = ['WHATSAPP_CLOUD_TOKEN', 'WHATSAPP_CLOUD_PHONE_ID', 'WHATSAPP_CLOUD_APP_SECRET', 'WHATSAPP_CLOUD_VERIFY_TOKEN'] as const;

const mailNeeds = ['IMAP_URL', 'SMTP_URL', 'MAIL_FROM'] as const;

/** What is wrong with the configuration, one sentence a mistake. */
export class EnvError extends Error {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.name = 'EnvError';
    this.mistakes = mistakes;
  }
}

/** The variables of the process over those of `.env`. Empty ones count as not set. Throws EnvError. */
export function readEnv(variables: Record<string, string | undefined>, file = '.env'): Env {
  const inFile = readFile(file);
  const given = Object.fromEntries(
    Object.entries({ ...inFile.variables, ...variables }).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const first = check(given, file, (name) => name);
  const further = furtherAccounts(given);
  const others = (further.mistakes.length > 0 ? [] : further.accounts).map((account) => {
    const named = (name: string) => {
      const own = `${name}__${account.name.toUpperCase()}`;
      return given[own] === undefined && account.variables[name] !== undefined ? name : own;
    };
    return { account, ...check(account.variables, file, named) };
  });
  const mistakes = [...inFile.mistakes, ...first.mistakes, ...further.mistakes, ...others.flatMap((one) => one.mistakes)];
  if (!first.env || mistakes.length > 0) throw new EnvError([...new Set(mistakes)]);
  const env = first.env;
  const all = others.flatMap(({ account: { channel, name, contact }, env }) => (env ? [{ channel, name, contact, env }] : []));
  const accounts = [...accountChannels.map((channel) => ({ channel, name: '', contact: channel, env })), ...all].filter(isOn);
  return { ...env, DATABASE_URL: env.DATABASE_URL ?? `file:${env.DATA_DIR}/alur.db`, accounts };
}

const isOn = ({ channel, env }: Account): boolean =>
  ({ telegram: env.TELEGRAM_BOT_TOKEN !== undefined, whatsapp: env.WHATSAPP !== 'off', email: env.IMAP_URL !== undefined })[channel];

/** The configuration of one account of each channel, or what is wrong with it. `named`: what whoever wrote a variable calls it. */
function check(given: object, file: string, named: (name: string) => string): { env: Checked | undefined; mistakes: string[] } {
  const parsed = Env.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  const mistakes = issues.map(({ path, message }) => `${named(path.join('.'))} ${message}. Change it in ${file} or in the environment.`);
  if (parsed.data?.WHATSAPP === 'cloud')
    for (const name of cloudNeeds)
      if (!parsed.data[name])
        mistakes.push(`${named(name)} is missing: ${named('WHATSAPP')}=cloud needs it. docs/operate.md says where Meta shows it.`);
  const mail = mailNeeds.filter((name) => parsed.data?.[name]);
  if (mail.length > 0)
    for (const name of mailNeeds)
      if (parsed.data && !parsed.data[name])
        mistakes.push(`${name} is missing: ${mail.join(' and ')} alone make no mailbox. README.md says how.`);
  return { env: parsed.data, mistakes };
}

/** The file's variables. Lines that are neither empty, a comment nor NAME=value are mistakes that are told, not passed over. */
function readFile(file: string): { variables: Record<string, string | undefined>; mistakes: string[] } {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { variables: {}, mistakes: [] };
    throw new EnvError([
      `${file} cannot be read (${error instanceof Error ? error.message : String(error)}). Make it readable, or remove it.`,
    ]);
  }
  const variables = parseEnv(content);
  if (Object.values(variables).some((value) => value?.includes('\n'))) return { variables, mistakes: [] };
  const lines = content.split('\n');
  const isWrong = (line: string): boolean => /^\s*[^#\s]/.test(line) && !/^\s*(export\s+)?[A-Za-z_]\w*\s*=/.test(line);
  const mistakes = lines.flatMap((line, i) =>
    isWrong(line) ? [`${file}, line ${i + 1}, is not NAME=value. Mend the line, or put # before it.`] : [],
  );
  // Node reads a line without "=" as the beginning of the next one's name.
  return { variables: parseEnv(lines.filter((line) => !isWrong(line)).join('\n')), mistakes };
}
