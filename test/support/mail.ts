// A whole house with clients who write mails: the real channel against a real dovecot and a real SMTP server, the desk on the web door.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OpenFile } from '../../bots/channel.ts';
import type { EmailChannel } from '../../bots/email/index.ts';
import { openFile as openDatabase } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import { realClock } from '../../src/clock.ts';
import { openEmail } from '../../src/email-door.ts';
import { folderFiles } from '../../src/files.ts';
import { createPanelLinks } from '../../src/panel-links.ts';
import { type Dovecot, startDovecot } from '../loopback/mail/dovecot.ts';
import { type Received, type Smtp, startSmtp } from '../loopback/mail/smtp.ts';
import { patienceMs } from '../loopback/patience.ts';
import { type TestClock, testClock } from './clock.ts';
import { openTestHouse, type TestHouse } from './house.ts';

export const desk = 'desk@example.com';
/** Where clients reach the house. */
const url = 'https://desk.example.com';

export type Written = {
  text?: string;
  html?: string;
  subject?: string;
  /** The mail that this answers: its headers are taken over, and its words quoted below. */
  answers?: Received;
  to?: string;
  files?: { name: string; bytes: Uint8Array; mime: string }[];
  headers?: Record<string, string>;
  /** What the mail server found of the sender; null for nothing. */
  results?: string | null;
  messageId?: string;
};

export type MailHouse = {
  house: TestHouse;
  channel: EmailChannel;
  dovecot: Dovecot;
  smtp: Smtp;
  clock: TestClock;
  logged: string[];
  /** Delivers a mail as it stands. */
  bring(raw: string | Uint8Array): Promise<void>;
  /** Until everything that was brought has been taken, and what follows from it has left. */
  settle(): Promise<void>;
  /** The desk writes. */
  says(text: string): Promise<void>;
  client(address?: string, name?: string): MailClient;
  /** Stops the house and opens it again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export type MailClient = {
  address: string;
  /** What came to them. */
  got(): Received[];
  /** Writes a mail; resolves with what came because of it. */
  writes(mail: Written | string): Promise<Received[]>;
  /** Answers the last mail that came. */
  answers(text: string, more?: Written): Promise<Received[]>;
  /** The mail as its bytes, not sent. */
  makes(mail: Written): Promise<Buffer>;
};

export async function openMail(): Promise<MailHouse> {
  const [dovecot, smtp] = await Promise.all([startDovecot(), startSmtp()]);
  const folder = mkdtempSync(join(tmpdir(), 'alur-mail-'));
  const clock = testClock();
  const logged: string[] = [];
  const note = (facts: object, sentence: string) => void logged.push(`${sentence} ${JSON.stringify(facts)}`);
  const log = { info: note, warn: note, error: note };
  let brought = 0;
  let posted = 0;

  async function open(): Promise<{ house: TestHouse; channel: EmailChannel }> {
    const store = await openDatabase(join(folder, 'alur.db'));
    await migrate(store);
    let bytesOf: OpenFile | undefined;
    const openFile: OpenFile = async (file) => (bytesOf ? bytesOf(file) : null);
    const env = {
      IMAP_URL: dovecot.imapUrl,
      SMTP_URL: smtp.url,
      MAIL_FROM: `Desk <${desk}>`,
      MAIL_AUTHSERV_ID: undefined,
      MAIL_PER_HOUR: 30,
    };
    const times = { now: clock.now, sleep: (ms: number, signal?: AbortSignal) => realClock.sleep(ms / 20, signal) };
    const links = createPanelLinks({ store, clock, base: url });
    const channel = await openEmail(env, { store, files: folderFiles(join(folder, 'files')), openFile, log, links }, 'en', times);
    if (!channel) throw new Error('There is no mailbox.');
    const channels = (given: OpenFile) => {
      bytesOf = given;
      return [channel];
    };
    return { house: await openTestHouse({ store, folder, clock, log, channels, url }), channel };
  }
  let opened = await open();
  await arrived();

  /** The first mark is made before anything is taken: a mail that is there already is not counted in it. */
  async function arrived(): Promise<void> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const [row] = await opened.house.store.read({ sql: "SELECT value FROM setting WHERE key = 'mail_mark'", args: [] });
      if (row && Number(JSON.parse(String(row.value)).uid) >= brought) return;
      if (Date.now() > until) throw new Error(`Only ${String(row?.value)} of ${brought} mails was taken. ${logged.slice(-3).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async function settle(): Promise<void> {
    await arrived();
    await opened.house.settle();
  }

  async function bring(raw: string | Uint8Array): Promise<void> {
    await dovecot.deliver(raw);
    brought++;
  }

  function client(address = 'ana@example.org', name = 'Ana'): MailClient {
    let count = 0;
    const got = () => smtp.received.filter(({ to }) => to.includes(address));
    const makes = async ({ text, html, subject, answers, to, files = [], headers = {}, results, messageId }: Written): Promise<Buffer> => {
      const found = results === undefined ? `127.0.0.1; dmarc=pass header.from=${address.split('@')[1]}` : results;
      const old = answers?.email;
      const quoted = old
        ? `\r\n\r\nOn Mon, 23 Nov 2026 at 10:00, Desk <${desk}> wrote:\r\n${(old.text ?? '').replaceAll(/^/gm, '> ')}`
        : '';
      const replyTo = old?.replyTo?.[0]?.address;
      const raw = await new MailComposer({
        from: { name, address },
        to: to ?? replyTo ?? desk,
        ...(subject !== undefined ? { subject } : old ? { subject: `Re: ${(old.subject ?? '').replace(/^Re: /, '')}` } : {}),
        ...(html === undefined ? { text: `${text ?? ''}${quoted}` } : { html }),
        ...(old?.messageId ? { inReplyTo: old.messageId, references: `${old.references ?? ''} ${old.messageId}`.trim() } : {}),
        attachments: files.map((file) => ({ filename: file.name, content: Buffer.from(file.bytes), contentType: file.mime })),
        messageId: messageId ?? `<${address.replace('@', '.')}.${++count}@mail.example.org>`,
        date: new Date(clock.now() + count * 1000),
        headers: { 'Content-Language': 'en', ...headers },
        textEncoding: 'quoted-printable',
      })
        .compile()
        .build();
      return found === null ? raw : Buffer.concat([Buffer.from(`Authentication-Results: ${found}\r\n`), raw]);
    };
    const writes = async (mail: Written | string): Promise<Received[]> => {
      const before = got().length;
      await bring(await makes(typeof mail === 'string' ? { text: mail } : mail));
      await settle();
      return got().slice(before);
    };
    return {
      address,
      got,
      makes,
      writes,
      answers: (text, more) => {
        const last = got().at(-1);
        if (!last) throw new Error('Nothing came that could be answered.');
        return writes({ text, answers: last, ...more });
      },
    };
  }

  const closeHouse = () => opened.house.close();
  return {
    get house() {
      return opened.house;
    },
    get channel() {
      return opened.channel;
    },
    dovecot,
    smtp,
    clock,
    logged,
    bring,
    settle,
    says: async (text) => {
      await opened.house.web.receive({ id: `mail-desk${++posted}`, as: 'bruno', name: 'Bruno', desk: true, text, files: [] });
      await opened.house.settle();
    },
    client,
    restart: async () => {
      await closeHouse().catch(() => undefined); // a test may have closed it
      opened = await open();
    },
    close: async () => {
      await closeHouse();
      await Promise.all([dovecot.close(), smtp.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
