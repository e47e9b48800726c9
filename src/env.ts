// The configuration: environment variables and `.env`, checked by zod, one sentence a mistake.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { languages as spoken } from '../flows/texts.ts';

const text = z.string().trim().min(1);
const port = z.coerce.number({ error: 'must be a number, e.g. 3000' }).int().min(0).max(65535);
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

const Env = z.object({
  PORT: port.default(3000),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as https://desk.example.com' }).optional(),
  DATABASE_URL: database.optional(),
  DATABASE_AUTH_TOKEN: text.optional(),
  DATA_DIR: text.default('data'),
  TZ_NAME: zone.default(Intl.DateTimeFormat().resolvedOptions().timeZone),
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
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent').default('info'),
});
export type Env = z.infer<typeof Env> & { DATABASE_URL: string };

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
  const given = Object.fromEntries(
    Object.entries({ ...readFile(file), ...variables }).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = Env.safeParse(given);
  if (!parsed.success)
    throw new EnvError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}. Change it in ${file} or in the environment.`),
    );
  const env = parsed.data;
  return { ...env, DATABASE_URL: env.DATABASE_URL ?? `file:${env.DATA_DIR}/alur.db` };
}

/** The file's variables. A line that is neither empty, a comment nor NAME=value is a mistake that is told, not passed over. */
function readFile(file: string): Record<string, string | undefined> {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new EnvError([
      `${file} cannot be read (${error instanceof Error ? error.message : String(error)}). Make it readable, or remove it.`,
    ]);
  }
  const variables = parseEnv(content);
  const wrong = content.split('\n').findIndex((line) => /^\s*[^#\s]/.test(line) && !/^\s*(export\s+)?[A-Za-z_]\w*\s*=/.test(line));
  if (wrong >= 0 && !Object.values(variables).some((value) => value?.includes('\n')))
    throw new EnvError([`${file}, line ${wrong + 1}, is not NAME=value. Mend the line, or put # before it.`]);
  return variables;
}
