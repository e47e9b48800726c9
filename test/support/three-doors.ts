// One house with three real doors at once: Telegram's Bot API, WhatsApp with its account in a process of its own, and a mailbox.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenFile } from '../../bots/channel.ts';
import { openFile as openDatabase } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import { realClock } from '../../src/clock.ts';
import { openEmail } from '../../src/email-door.ts';
import { folderFiles } from '../../src/files.ts';
import { startDovecot } from '../loopback/mail/dovecot.ts';
import { type Received, startSmtp } from '../loopback/mail/smtp.ts';
import { testClock } from './clock.ts';
import { openTelegram, type TelegramHouse } from './telegram.ts';
import { eventually, openWhatsAppDoor, type PhoneClient, phoneClient } from './whatsapp.ts';

export type ThreeDoors = {
  telegram: TelegramHouse;
  phone(number: string, name: string): PhoneClient;
  /** Somebody writes a mail, vouched for or not; resolves with what came to them because of it. */
  mail(from: string, words: { text: string; subject?: string; to?: string; proven?: boolean }): Promise<Received[]>;
  /** What came to a mail address so far. */
  got(address: string): Received[];
  close(): Promise<void>;
};

const desk = 'desk@example.com';

export async function openThreeDoors(): Promise<ThreeDoors> {
  const folder = mkdtempSync(join(tmpdir(), 'alur-three-'));
  const clock = testClock();
  const [dovecot, smtp, store, door] = await Promise.all([
    startDovecot(),
    startSmtp(),
    openDatabase(join(folder, 'alur.db')),
    openWhatsAppDoor({ folder }),
  ]);
  await migrate(store);
  let bytesOf: OpenFile | undefined;
  const openFile: OpenFile = async (file) => (bytesOf ? bytesOf(file) : null);
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const times = { now: clock.now, sleep: (ms: number, signal?: AbortSignal) => realClock.sleep(ms / 20, signal) };
  const env = {
    IMAP_URL: dovecot.imapUrl,
    SMTP_URL: smtp.url,
    MAIL_FROM: `Desk <${desk}>`,
    MAIL_AUTHSERV_ID: undefined,
    MAIL_PER_HOUR: 30,
  };
  const mailbox = await openEmail(env, { store, files: folderFiles(join(folder, 'files')), openFile, log: quiet }, 'en', times);
  if (!mailbox) throw new Error('There is no mailbox.');
  const telegram = await openTelegram({
    folder,
    clock,
    house: { store },
    channels: (open) => {
      bytesOf = open;
      return [...door.make(open), mailbox];
    },
  });
  await door.pair();
  let brought = 0;
  const arrived = () =>
    eventually(async () => {
      const [row] = await telegram.rows("SELECT value FROM setting WHERE key = 'mail_mark'");
      return row !== undefined && Number(JSON.parse(String(row.value)).uid) >= brought;
    }, 'the mail to be taken');
  await arrived();
  const got = (address: string) => smtp.received.filter(({ to }) => to.includes(address));
  return {
    telegram,
    phone: (number, name) => phoneClient(door.server.phone({ name, number, addressing: 'lid' }), telegram.house, () => telegram.settle()),
    got,
    mail: async (from, { text, subject = 'Re: Logo', to = desk, proven = true }) => {
      const before = got(from).length;
      const vouched = proven ? [`Authentication-Results: 127.0.0.1; dmarc=pass header.from=${from.split('@')[1]}`] : [];
      const headers = [
        ...vouched,
        `From: Ana <${from}>`,
        `To: <${to}>`,
        `Subject: ${subject}`,
        `Message-ID: <${++brought}@mail.example.org>`,
      ];
      const more = [
        `Date: ${new Date(clock.now() + brought * 1000).toUTCString()}`,
        'Content-Language: en',
        'Content-Type: text/plain; charset=utf-8',
      ];
      await dovecot.deliver([...headers, ...more, '', text, ''].join('\r\n'));
      await arrived();
      await telegram.settle();
      return got(from).slice(before);
    },
    close: async () => {
      await telegram.close();
      await Promise.all([door.close(), dovecot.close(), smtp.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
