// Joins a mailbox to the house, on Node.
import { parseMailbox } from '../bots/email/address.ts';
import { type EmailChannel, type EmailConfig, email, type Mark } from '../bots/email/index.ts';
import { settingStatement } from '../db/desk.ts';
import { realClock } from './clock.ts';
import { doorConfig, emailContact, type Kept, readSetting } from './email-kept.ts';
import type { Env } from './env.ts';

/** How far a mailbox was read, as the settings keep it. */
const markKey = (contact: string): string => (contact === emailContact ? 'mail_mark' : `mail_mark:${contact}`);

type MailEnv = Pick<Env, 'IMAP_URL' | 'SMTP_URL' | 'MAIL_FROM' | 'MAIL_AUTHSERV_ID' | 'MAIL_PER_HOUR'> &
  Partial<Pick<Env, 'MAIL_FILES_MB' | 'BRAND_NAME'>>;
type Times = Pick<EmailConfig, 'now' | 'sleep'>;

/** A mailbox's door, or null while none is configured. The configuration has been checked: all three values are there, or none. */
export async function openEmail(
  env: MailEnv,
  kept: Omit<Kept, 'language'>,
  language: string,
  times: Times = realClock,
  contact = emailContact,
): Promise<EmailChannel | null> {
  const own = parseMailbox(env.MAIL_FROM ?? '');
  if (!env.IMAP_URL || !env.SMTP_URL || !own) return null;
  const { store } = kept;
  const mostFileBytes = env.MAIL_FILES_MB === undefined ? undefined : env.MAIL_FILES_MB * 1024 * 1024;
  const looks = { mostFileBytes, brand: env.BRAND_NAME };
  const settings = { contact, own, smtpUrl: env.SMTP_URL, perHour: env.MAIL_PER_HOUR, now: times.now, ...looks };
  return email({
    ...(await doorConfig({ ...kept, language }, settings)),
    imapUrl: env.IMAP_URL,
    authserv: env.MAIL_AUTHSERV_ID,
    sleep: times.sleep,
    readMark: async () => {
      const mark = await readSetting(store, markKey(contact));
      return mark === null ? null : (JSON.parse(mark) as Mark); // written below
    },
    writeMark: async (mark) => void (await store.write([settingStatement(markKey(contact), JSON.stringify(mark))])),
  });
}
