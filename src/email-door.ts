// Joins a mailbox to the house: what the door must know of the store, and where it keeps files.
import { randomBytes } from 'node:crypto';
import type { OpenFile } from '../bots/channel.ts';
import { parseMailbox } from '../bots/email/address.ts';
import { type EmailChannel, type EmailConfig, email, type Mark } from '../bots/email/index.ts';
import { readPeople } from '../db/conversations.ts';
import { fileStatement, readIsTaken, settingStatement } from '../db/desk.ts';
import { readOwners } from '../db/joins.ts';
import { forgetMailStatement, mailStatement, readAnchor } from '../db/mail.ts';
import type { Store } from '../db/store.ts';
import { realClock } from './clock.ts';
import type { Env } from './env.ts';
import type { FileStore } from './files.ts';
import type { Log } from './log.ts';

export const emailContact = 'email';
const keyName = 'mail_key';
const markName = 'mail_mark';

type MailEnv = Pick<Env, 'IMAP_URL' | 'SMTP_URL' | 'MAIL_FROM' | 'MAIL_AUTHSERV_ID' | 'MAIL_PER_HOUR'>;
type Times = Pick<EmailConfig, 'now' | 'sleep'>;
type Kept = { store: Store; files: Pick<FileStore, 'put'>; openFile: OpenFile; log: Log };

/** The mailbox's door, or null while none is configured. The configuration has been checked: all three values are there, or none. */
export async function openEmail(env: MailEnv, kept: Kept, language: string, times: Times = realClock): Promise<EmailChannel | null> {
  const own = parseMailbox(env.MAIL_FROM ?? '');
  if (!env.IMAP_URL || !env.SMTP_URL || !own) return null;
  const { store, files, openFile, log } = kept;
  return email({
    contact: emailContact,
    imapUrl: env.IMAP_URL,
    smtpUrl: env.SMTP_URL,
    own,
    key: await keyOf(store),
    authserv: env.MAIL_AUTHSERV_ID,
    perHour: env.MAIL_PER_HOUR,
    openFile,
    log,
    now: times.now,
    sleep: times.sleep,
    keepFile: async (id, bytes) => void (await store.write([fileStatement(id, await files.put(bytes), bytes.length, times.now())])),
    isTaken: (id) => readIsTaken(store, id),
    forgetThreads: async (chats) => void (await store.write([forgetMailStatement(chats)])),
    keepThread: async (thread) => void (await store.write([mailStatement(thread)])),
    anchorOf: async ({ id, to, ticket }) => (await readAnchor(store, to, id.slice(0, id.lastIndexOf('#')), ticket)) ?? undefined,
    readerOf: (to) => readerOf(store, to, language),
    readMark: async () => {
      const mark = await readSetting(store, markName);
      return mark === null ? null : (JSON.parse(mark) as Mark); // written below
    },
    writeMark: async (mark) => void (await store.write([settingStatement(markName, JSON.stringify(mark))])),
  });
}

async function readSetting(store: Store, name: string): Promise<string | null> {
  const [row] = await store.read({ sql: 'SELECT value FROM setting WHERE key = ?1', args: [name] });
  return row ? String(row.value) : null;
}

/** Made once: Message-IDs and reply addresses of before are known by it. */
async function keyOf(store: Store): Promise<Uint8Array<ArrayBuffer>> {
  const kept = await readSetting(store, keyName);
  const key = kept ?? randomBytes(32).toString('base64');
  if (kept === null) await store.write([settingStatement(keyName, key)]);
  return new Uint8Array(Buffer.from(key, 'base64'));
}

/** Who reads what is sent there. Nobody known yet: the house's own language. */
async function readerOf(store: Store, to: string, language: string): Promise<{ language: string; isReachable: boolean }> {
  const id = (await readOwners(store, [to])).get(to)?.person;
  const person = id === undefined ? undefined : (await readPeople(store, [id])).get(id);
  const isHere = person?.address === to; // whoever was written to elsewhere has said nothing of mails
  return { language: person?.language ?? language, isReachable: isHere ? person.reachable : true };
}
