// What the door for mails must know of the store, and where it keeps files: the same on Node and on Workers.
import type { OpenFile } from '../bots/channel.ts';
import type { DoorConfig } from '../bots/email/door.ts';
import { readPeople } from '../db/conversations.ts';
import { fileStatement, readIsTaken, settingStatement } from '../db/desk.ts';
import { readOwners } from '../db/joins.ts';
import { forgetMailStatement, mailStatement, readAnchor } from '../db/mail.ts';
import type { Store } from '../db/store.ts';
import type { Person } from '../flows/turn.ts';
import type { FileStore } from './files.ts';
import type { Log } from './log.ts';
import type { PanelLinks } from './panel-links.ts';

/** The first mailbox. */
export const emailContact = 'email';
const keyName = 'mail_key';

/** `language`: of who is not known yet. */
export type Kept = {
  store: Store;
  files: Pick<FileStore, 'put'>;
  openFile: OpenFile;
  log: Log;
  language: string;
  /** Makes the links to clients' own pages, where there are such pages. */
  links?: Pick<PanelLinks, 'make'>;
};
type Settings = Pick<DoorConfig, 'contact' | 'own' | 'smtpUrl' | 'perHour' | 'now' | 'mostFileBytes' | 'brand'>;

/** Everything that a door needs, but for the name by which its server vouches for senders. */
export async function doorConfig(kept: Kept, settings: Settings): Promise<Omit<DoorConfig, 'server'>> {
  const { store, files, openFile, log, language, links } = kept;
  return {
    ...settings,
    key: await keyOf(store),
    openFile,
    log,
    keepFile: async (id, bytes) => void (await store.write([fileStatement(id, await files.put(bytes), bytes.length, settings.now())])),
    isTaken: (id) => readIsTaken(store, id),
    forgetThreads: async (chats) => void (await store.write([forgetMailStatement(chats)])),
    keepThread: async (thread) => void (await store.write([mailStatement(thread)])),
    anchorOf: async ({ id, to, ticket }) => (await readAnchor(store, to, id.slice(0, id.lastIndexOf('#')), ticket)) ?? undefined,
    readerOf: async (to) => readerIn(await personAt(store, to), to, language),
    linkTo: async ({ id, to }) => {
      const person = await personAt(store, to);
      return person && links?.make(person.id, id);
    },
  };
}

/** A setting of the house's, or null. */
export async function readSetting(store: Store, name: string): Promise<string | null> {
  const [row] = await store.read({ sql: 'SELECT value FROM setting WHERE key = ?1', args: [name] });
  return row ? String(row.value) : null;
}

/** Made once: Message-IDs and reply addresses of before are known by it. */
async function keyOf(store: Store): Promise<Uint8Array<ArrayBuffer>> {
  const kept = await readSetting(store, keyName);
  const key = kept ?? btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
  if (kept === null) await store.write([settingStatement(keyName, key)]);
  return Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
}

/** Who is written to there, where somebody is known. */
async function personAt(store: Store, to: string): Promise<Person | undefined> {
  const id = (await readOwners(store, [to])).get(to)?.person;
  return id === undefined ? undefined : (await readPeople(store, [id])).get(id);
}

/** Who reads what is sent there. Nobody known yet: the house's own language. Whoever was written to elsewhere has said nothing of mails. */
const readerIn = (person: Person | undefined, to: string, language: string): { language: string; isReachable: boolean } => ({
  language: person?.language ?? language,
  isReachable: person?.address === to ? person.reachable : true,
});
