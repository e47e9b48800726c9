// The doctor on mail: off, right, and each thing that is wrong.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Dovecot, startDovecot } from '../loopback/mail/dovecot.ts';
import { type Smtp, startSmtp } from '../loopback/mail/smtp.ts';
import { build } from '../support/process-build.ts';
import { runProgram } from '../support/process-run.ts';

let folder: string;
let dovecot: Dovecot;
let smtp: Smtp;
beforeAll(build, 120_000);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-doctor-'));
  [dovecot, smtp] = await Promise.all([startDovecot(), startSmtp()]);
});
afterEach(async () => {
  await Promise.all([dovecot.close(), smtp.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const doctor = (env: Record<string, string> = {}) =>
  runProgram(folder, 'doctor.js', { IMAP_URL: dovecot.imapUrl, SMTP_URL: smtp.url, MAIL_FROM: 'Desk <desk@example.com>', ...env });

test('off, it says how to turn it on', async () => {
  const { out, code } = await doctor({ IMAP_URL: '', SMTP_URL: '', MAIL_FROM: '' });
  expect(out).toContain('Mail is off.');
  expect(code).toBe(0);
});

test('right, both servers let us in, and the one that vouches is named', async () => {
  await dovecot.deliver('Authentication-Results: mx.example.com; dmarc=pass\r\nFrom: ana@example.org\r\nSubject: hi\r\n\r\nhi\r\n');
  const other = await doctor();
  expect(other.out).toContain('✓ The mailbox can be read: 1 in INBOX.');
  expect(other.out).toContain('✓ Mails can be sent.');
  expect(other.out).toMatch(/✗ .*"mx\.example\.com"[\s\S]*MAIL_AUTHSERV_ID=mx\.example\.com/);
  const { out, code } = await doctor({ MAIL_AUTHSERV_ID: 'mx.example.com' });
  expect(out).toContain('✓ The mail server says who a sender is');
  expect(code).toBe(0);
});

test('wrong passwords and silent servers are told, and no password with them', async () => {
  const wrong = await doctor({
    IMAP_URL: dovecot.imapUrl.replace('opensesame', 'wrongword'),
    SMTP_URL: smtp.url.replace('sesame', 'wrongword'),
  });
  expect(wrong.out).toMatch(/✗ The mailbox cannot be read: the server does not let us in/);
  expect(wrong.out).toMatch(/✗ The mail server does not let us in/);
  expect(wrong.out).not.toContain('wrongword');
  expect(wrong.code).toBe(1);
  const silent = await doctor({ IMAP_URL: 'imap://desk:pass@127.0.0.1:1', SMTP_URL: 'smtp://desk:pass@127.0.0.1:1' });
  expect(silent.out).toMatch(/✗ The mailbox cannot be read: ECONNREFUSED/);
  expect(silent.out).toMatch(/✗ The mail server cannot be reached/);
});
