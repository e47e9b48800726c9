// Joins a mailbox to the house: what the door must know of the store, and where it keeps files.
import { randomBytes } from 'node:crypto';
import type { OpenFile } from '../bots/channel.ts';
import { parseMailbox } from '../bots/email/address.ts';
import { type EmailChannel, type EmailConfig, email, type Mark } from '../bots/email/index.ts';
import { readConversations, readPeople } from '../db/conversations.ts';
import { fileStatement, readIsTaken, settingStatement } from '../db/desk.ts';
import { forgetMailStatement, mailStatement, readAnchor } from '../db/mail.ts';
import type { Store } from '../db/store.ts';
import { keyOfChat } from '../flows/message.ts';
import type { Person } from '../flows/turn.ts';
import { realClock } from './clock.ts';
import type { Env } from './env.ts';
import type { FileStore } from './files.ts';
import type { Log } from './log.ts';
import type { PanelLinks } from './panel-links.ts';

export const emailContact = 'email';
const keyName = 'mail_key';
const markName = 'mail_mark';

type MailEnv = Pick<Env, 'IMAP_URL' | 'SMTP_URL' | 'MAIL_FROM' | 'MAIL_AUTHSERV_ID' | 'MAIL_PER_HOUR'> &
  Partial<Pick<Env, 'MAIL_FILES_MB' | 'BRAND_NAME'>>;
type Times = Pick<EmailConfig, 'now' | 'sleep'>;
type Kept = { store: Store; files: Pick<FileStore, 'put'>; openFile: OpenFile; log: Log; links?: Pick<PanelLinks, 'make'> };

/** The mailbox's door, or null while none is configured. The configuration has been checked: all three values are there, or none. */
export async function openEmail(env: MailEnv, kept: Kept, language: string, times: Times = realClock): Promise<EmailChannel | null> {
  const own = parseMailbox(env.MAIL_FROM ?? '');
  if (!env.IMAP_URL || !env.SMTP_URL || !own) return null;
  const { store, files, openFile, log, links } = kept;
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
    readerOf: async (to) => readerIn(await personAt(store, to), language),
    linkTo: async ({ id, to }) => {
      const person = await personAt(store, to);
      return person && links?.make(person.id, id);
    },
    ...(env.MAIL_FILES_MB === undefined ? {} : { mostFileBytes: env.MAIL_FILES_MB * 1024 * 1024 }),
    ...(env.BRAND_NAME ? { brand: env.BRAND_NAME } : {}),
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

/** Who is written to there, where somebody is known. */
async function personAt(store: Store, to: string): Promise<Person | undefined> {
  const key = keyOfChat(to);
  const id = (await readConversations(store, [key])).get(key)?.value.person ?? '';
  return id === '' ? undefined : (await readPeople(store, [id])).get(id);
}

/** Who reads what is sent there. Nobody known yet: the house's own language. */
const readerIn = (person: Person | undefined, language: string): { language: string; isReachable: boolean } => ({
  language: person?.language ?? language,
  isReachable: person?.reachable ?? true,
});
