// Two mailboxes at one desk, each on a server of its own: answers leave in the name that was written to, and a mail to both is one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EmailChannel } from '../../bots/email/index.ts';
import { openFile as openDatabase } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import type { Store } from '../../db/store.ts';
import { realClock } from '../../src/clock.ts';
import { openEmail } from '../../src/email-door.ts';
import { folderFiles } from '../../src/files.ts';
import { type Dovecot, startDovecot } from '../loopback/mail/dovecot.ts';
import { startSmtp } from '../loopback/mail/smtp.ts';
import { testClock } from '../support/clock.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { eventually } from '../support/whatsapp.ts';

const [desk, support] = ['desk@example.com', 'support@example.org'];
let folder: string;
let house: TestHouse;
let store: Store;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let boxes: { at: string; contact: string; dovecot: Dovecot; brought: number }[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-mailboxes-'));
  const clock = testClock();
  const [one, two] = await Promise.all([startDovecot(), startDovecot()]);
  smtp = await startSmtp();
  store = await openDatabase(join(folder, 'alur.db'));
  await migrate(store);
  boxes = [
    { at: desk, contact: 'email', dovecot: one, brought: 0 },
    { at: support, contact: 'email-support', dovecot: two, brought: 0 },
  ];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const times = { now: clock.now, sleep: (ms: number, signal?: AbortSignal) => realClock.sleep(ms / 20, signal) };
  const kept = { store, files: folderFiles(join(folder, 'files')), openFile: async () => null, log };
  const channels: EmailChannel[] = [];
  for (const { at, contact, dovecot } of boxes) {
    const env = {
      IMAP_URL: dovecot.imapUrl,
      SMTP_URL: smtp.url,
      MAIL_FROM: `Team <${at}>`,
      MAIL_AUTHSERV_ID: undefined,
      MAIL_PER_HOUR: 30,
    };
    const channel = await openEmail(env, kept, 'en', times, contact);
    if (channel) channels.push(channel);
  }
  house = await openTestHouse({ store, folder, clock, log, channels: () => channels });
  await taken();
}, 120_000);
afterEach(async () => {
  await house.close();
  await Promise.all([...boxes.map(({ dovecot }) => dovecot.close()), smtp.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that was brought is read, and answered. */
async function taken(): Promise<void> {
  for (const { contact, brought } of boxes)
    await eventually(async () => {
      const key = contact === 'email' ? 'mail_mark' : `mail_mark:${contact}`;
      const [row] = await store.read({ sql: 'SELECT value FROM setting WHERE key = ?1', args: [key] });
      return row !== undefined && Number(JSON.parse(String(row.value)).uid) >= brought;
    }, `the mails at ${contact} to be taken`);
  await house.settle();
}

let count = 0;
/** Ana writes; resolves with what came to her because of it. */
async function mails(to: readonly string[], text: string, { subject = 'Logo', proven = true } = {}) {
  const before = smtp.received.length;
  count++;
  const mail = [
    ...(proven ? ['Authentication-Results: 127.0.0.1; dmarc=pass header.from=example.net'] : []),
    ...['From: Ana <ana@example.net>', `To: ${to.join(', ')}`, `Subject: ${subject}`, `Message-ID: <${count}@mail.example.net>`],
    ...[`Date: ${new Date(house.clock.now() + count * 1000).toUTCString()}`, 'Content-Language: en', 'Content-Type: text/plain', '', text],
  ];
  for (const box of boxes.filter(({ at }) => to.includes(at))) {
    await box.dovecot.deliver([`Delivered-To: ${box.at}`, ...mail, ''].join('\r\n'));
    box.brought++;
  }
  await taken();
  return smtp.received.slice(before).map(({ email }) => ({ from: email.from?.address, text: email.text ?? '' }));
}
const tickets = async () => (await store.read({ sql: 'SELECT count(*) AS count FROM ticket', args: [] }))[0]?.count;

test('each answers in its own name, and whoever writes to both is one client', async () => {
  const asked = await mails([support], 'We need the logo file.');
  expect(asked.map(({ from }) => from)).toEqual([support]);
  for (const text of ['1', 'skip', '1']) await mails([support], text, { subject: 'Re: Logo' });
  expect(await tickets()).toBe(1);
  const status = await mails([desk], 'status');
  expect(status.map(({ from }) => from)).toEqual([desk]);
  expect(status[0]?.text).toContain('#1001');
}, 120_000);

test('a mail to both is taken once, and answered once', async () => {
  expect(await mails([desk, support], 'We need the logo file.')).toHaveLength(1);
});

test('a mail that nobody vouches for is not taken for the client whose name it bears', async () => {
  for (const text of ['We need the logo file.', '1', 'skip', '1'])
    await mails([desk], text, { subject: text === '1' ? 'Re: Logo' : 'Logo' });
  expect(await tickets()).toBe(1);
  const told: string[] = [];
  house.web.listen('web:desk', ({ body }) => void told.push(body.type === 'text' ? body.text : ''));
  expect(await mails([support], 'status', { proven: false })).toEqual([]);
  expect(told.join()).toContain('ana@example.net');
  const chats = () => store.read({ sql: 'SELECT chat FROM address WHERE chat LIKE ?1', args: ['email%'] });
  expect(await chats()).toHaveLength(1);
  expect((await mails([support], 'status'))[0]?.text).toContain('#1001');
  expect(await chats()).toHaveLength(2);
}, 120_000);
