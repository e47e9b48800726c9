// The mailbox over IMAP: waits for mails with IDLE, hands each over, and marks it seen once it is taken. When the server goes, it
// comes back with a growing pause. Nothing here reads a mail.
import { ImapFlow } from 'imapflow';
import type { Log } from './log.ts';
import type { Fetched } from './message.ts';
import { mostBytes } from './message.ts';
import type { Server } from './server.ts';

/** How far the mailbox has been read: UIDs above it are new, whoever else has looked at them. `floor`: older ones are not ours. */
export type Mark = { validity: string; uid: number; floor: number };

export type MailboxParts = {
  contact: string;
  server: Server;
  log: Log;
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readMark: () => Promise<Mark | null>;
  writeMark: (mark: Mark) => Promise<void>;
  /** Resolves once the mail is committed; rejects when it must come again. */
  take: (mail: Fetched) => Promise<void>;
};

export type Mailbox = { start(): void; stop(): Promise<void> };

/** A mailbox that was there before: what lay in it unread for longer is no request to us. */
const firstDaysMs = 3 * 86_400_000;
/** A new look without any news: servers forget to tell. */
const longestIdleMs = 4 * 60_000;
const beginningBytes = 1024 * 1024;
const quietMs = 2_000;

/** Doubling from one second to five minutes. */
const pauseMs = (tries: number): number => Math.min(300_000, 1000 * 2 ** Math.max(0, tries - 1));

/** `quick`: it gives up sooner, for who waits at a terminal. */
export const connectTo = (server: Server, quick = false): ImapFlow =>
  new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.secure,
    ...(server.secure ? {} : { doSTARTTLS: server.mustUpgrade }),
    auth: { user: server.user, pass: server.password },
    logger: false,
    clientInfo: { name: 'Alur' },
    autoIdleDelay: 50,
    maxIdleTime: longestIdleMs,
    connectionTimeout: quick ? 10_000 : 30_000,
    socketTimeout: longestIdleMs + 60_000,
  });

export function createMailbox(parts: MailboxParts): Mailbox {
  const { contact, server, log, now } = parts;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let client: ImapFlow | undefined;

  async function run(): Promise<void> {
    let tries = 0;
    while (!stopping.signal.aborted) {
      try {
        await session(() => {
          if (tries > 0) log.info({ contact }, 'The mailbox is connected again.');
          tries = 0;
        });
      } catch (error) {
        if (stopping.signal.aborted) break;
        tries++;
        log.warn({ contact, why: reasonOf(error), tries }, 'The mailbox cannot be read now; it is tried again. Nothing is lost.');
      }
      if (!stopping.signal.aborted) await parts.sleep(pauseMs(Math.max(1, tries)), stopping.signal);
    }
  }

  /** One connection, until it ends. */
  async function session(opened: () => void): Promise<void> {
    const imap = connectTo(server);
    client = imap;
    let ring: () => void = () => undefined;
    let isNews = false;
    let failed: unknown;
    const wake = () => {
      isNews = true;
      ring();
    };
    imap.on('error', (error: unknown) => {
      failed = error;
      wake();
    });
    imap.on('close', wake);
    imap.on('exists', wake);
    stopping.signal.addEventListener('abort', wake);
    try {
      await imap.connect();
      await imap.mailboxOpen(server.folder);
      opened();
      while (imap.usable && !stopping.signal.aborted) {
        isNews = false;
        const isWhole = await sweep(imap);
        if (isNews || !imap.usable) continue;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, isWhole ? longestIdleMs : quietMs);
          ring = () => {
            clearTimeout(timer);
            resolve();
          };
          if (isNews) ring();
        });
      }
      if (!stopping.signal.aborted) throw failed ?? new Error('The connection ended.');
    } finally {
      stopping.signal.removeEventListener('abort', wake);
      await end(imap);
    }
  }

  async function end(imap: ImapFlow): Promise<void> {
    if (client === imap) client = undefined;
    const left = imap.usable ? imap.logout() : Promise.resolve();
    await Promise.race([left, new Promise((resolve) => setTimeout(resolve, 1000))]).catch(() => undefined); // it is over either way
    imap.close();
  }

  /** Everything that is new, oldest first. False when something could not be taken, and is looked for again soon. */
  async function sweep(imap: ImapFlow): Promise<boolean> {
    const mark = await markOf(imap);
    const unseen = await find(imap, { seen: false });
    const later = await find(imap, { uid: `${mark.uid + 1}:*` });
    const uids = [...new Set([...unseen.filter((uid) => uid >= mark.floor), ...later.filter((uid) => uid > mark.uid)])];
    for (const uid of uids.toSorted((a, b) => a - b)) {
      if (stopping.signal.aborted || !imap.usable) return false;
      if (!(await one(imap, uid, mark.validity))) return false;
      if (uid > mark.uid) {
        mark.uid = uid;
        await parts.writeMark(mark);
      }
    }
    return true;
  }

  /** The mark, or at the very first start one that leaves old mails alone. */
  async function markOf(imap: ImapFlow): Promise<Mark> {
    const opened = imap.mailbox;
    if (!opened) throw new Error('The folder is not open.');
    const validity = String(opened.uidValidity);
    const kept = await parts.readMark();
    if (kept?.validity === validity) return kept;
    // Numbered anew: what is unread is looked at again, and known by what it holds.
    const recent = kept ? [1] : await find(imap, { seen: false, since: new Date(now() - firstDaysMs) });
    const mark: Mark = { validity, uid: opened.uidNext - 1, floor: Math.min(opened.uidNext, ...recent) };
    await parts.writeMark(mark);
    return mark;
  }

  const find = async (imap: ImapFlow, query: Parameters<ImapFlow['search']>[0]): Promise<number[]> =>
    (await imap.search(query, { uid: true })) || [];

  async function one(imap: ImapFlow, uid: number, validity: string): Promise<boolean> {
    const facts = await imap.fetchOne(uid, { uid: true, size: true, internalDate: true }, { uid: true });
    if (!facts) return true; // somebody took it away meanwhile
    const size = facts.size ?? 0;
    const source = size > mostBytes ? { start: 0, maxLength: beginningBytes } : true;
    const fetched = (await imap.fetchOne(uid, { uid: true, source }, { uid: true })) || undefined;
    if (!fetched?.source) return true;
    const raw = new Uint8Array(fetched.source);
    const date = facts.internalDate ? new Date(facts.internalDate).getTime() : Number.NaN;
    try {
      await parts.take({
        raw,
        size: size > mostBytes ? size : raw.length,
        at: Number.isFinite(date) ? date : now(),
        key: `${validity}.${uid}`,
      });
    } catch (error) {
      log.warn({ contact, why: reasonOf(error) }, 'A mail could not be taken; it stays unread and is tried again.');
      return false;
    }
    await imap.messageFlagsAdd(uid, ['\\Seen'], { uid: true });
    return true;
  }

  return {
    start: () => {
      running = run();
    },
    stop: async () => {
      stopping.abort();
      await Promise.race([running, parts.sleep(5_000)]);
      client?.close();
    },
  };
}

/** A server's words may name the address: its code says enough. */
export function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { authenticationFailed, code, serverResponseCode } = error as {
    authenticationFailed?: boolean;
    code?: unknown;
    serverResponseCode?: unknown;
  }; // imapflow's own fields
  if (authenticationFailed) return 'the server does not let us in: see the user and the password in IMAP_URL';
  const known = serverResponseCode ?? code;
  return typeof known === 'string' && known !== '' ? known : error instanceof Error ? error.message.replaceAll(/\S+@\S+/g, '…') : 'unknown';
}
