// The mail variables: each mistake is told in a sentence, and no password in it.
import { expect, test } from 'vitest';
import { EnvError, readEnv } from '../../src/env.ts';

const right = {
  IMAP_URL: 'imaps://desk%40example.com:pass@imap.example.com',
  SMTP_URL: 'smtps://desk:pass@smtp.example.com',
  MAIL_FROM: 'Desk <desk@example.com>',
};
const mistakes = (more: Record<string, string>): readonly string[] => {
  try {
    readEnv({ ...right, ...more }, '/nowhere/.env');
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.mistakes;
    throw error;
  }
};

test('a mailbox in full is taken', () => {
  expect(mistakes({})).toEqual([]);
  expect(
    mistakes({ IMAP_URL: 'imap://desk:pass@127.0.0.1:1143', SMTP_URL: 'smtp://127.0.0.1:1025', MAIL_FROM: 'desk@example.com' }),
  ).toEqual([]);
});

test.each([
  ['IMAP_URL', 'https://imap.example.com', /IMAP_URL must be an address such as imaps:/],
  ['IMAP_URL', 'imaps://imap.example.com', /IMAP_URL must name a user and a password/],
  ['SMTP_URL', 'smtps://smtp.example.com', /SMTP_URL must name a user and a password/],
  ['SMTP_URL', 'mail.example.com', /SMTP_URL must be an address such as smtps:/],
  ['MAIL_FROM', 'Desk', /MAIL_FROM must be a mail address/],
  ['MAIL_AUTHSERV_ID', 'mx example', /MAIL_AUTHSERV_ID must be/],
  ['MAIL_PER_HOUR', 'many', /MAIL_PER_HOUR must be a whole number/],
])('%s=%s is told', (name, value, sentence) => {
  const told = mistakes({ [name]: value });
  expect(told).toEqual([expect.stringMatching(sentence)]);
  expect(told.join()).not.toContain('pass@');
});

test('one of the three alone makes no mailbox', () => {
  expect(mistakes({ SMTP_URL: '', MAIL_FROM: '' })).toEqual([
    expect.stringContaining('SMTP_URL is missing'),
    expect.stringContaining('MAIL_FROM is missing'),
  ]);
});
