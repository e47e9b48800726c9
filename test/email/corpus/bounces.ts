// What mail servers say of our mails that did not arrive: the standard's way and five systems' own.
import { multipart, plain, type Sample, textPart } from './mail.ts';

type Fields = Record<string, string>;
const fieldsOf = (fields: Fields) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** A delivery status notification (RFC 3464). */
const dsn =
  (recipient: (from: string) => Fields, more: { daemon?: string; letter?: string; original?: (sent: string) => string | undefined } = {}) =>
  ({ from, sent }: { from: string; sent: string }) => {
    const original = (more.original ?? ((id) => `From: desk@example.com\nTo: ${from}\nMessage-ID: ${id}\nSubject: Your request`))(sent);
    return multipart(
      from,
      'Undelivered Mail Returned to Sender',
      'report; report-type=delivery-status',
      [
        textPart(more.letter ?? 'This is the mail system.'),
        `Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n${fieldsOf(recipient(from))}`,
        ...(original ? [`Content-Type: text/rfc822-headers\n\n${original}`] : []),
      ],
      { From: more.daemon ?? 'MAILER-DAEMON@mx.example.org (Mail Delivery System)', 'Return-Path': '<>', 'Auto-Submitted': 'auto-replied' },
    );
  };

/** A letter of a system that writes no status part. */
const letter =
  (subject: string, text: (from: string, sent: string) => string, fields: (from: string) => Fields = () => ({})) =>
  ({ from, sent }: { from: string; sent: string }) =>
    plain(from, subject, text(from, sent), {
      From: 'Mail Delivery System <MAILER-DAEMON@mx.example.org>',
      'Return-Path': '<>',
      ...fields(from),
    });

const failed = (why: string, isGone: boolean) => ({ as: 'desk', type: 'delivery', state: 'failed', why, isGone }) as const;

export const bounces: Sample[] = [
  {
    name: 'bounce-postfix',
    raw: dsn((to) => ({
      'Final-Recipient': `rfc822; ${to}`,
      'Original-Recipient': `rfc822;${to}`,
      Action: 'failed',
      Status: '5.1.1',
      'Diagnostic-Code': `smtp; 550 5.1.1 <${to}>: Recipient address rejected: User unknown`,
    })),
    becomes: failed('5.1.1', true),
  },
  {
    name: 'bounce-exchange',
    raw: dsn(
      (to) => ({
        'Final-Recipient': `rfc822;${to}`,
        Action: 'failed',
        Status: '5.1.10',
        'Diagnostic-Code': 'smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
      }),
      { daemon: 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org' },
    ),
    becomes: failed('5.1.10', true),
  },
  {
    name: 'bounce-gmail',
    raw: dsn(
      (to) => ({
        'Final-Recipient': `rfc822; ${to}`,
        Action: 'failed',
        Status: '5.2.2',
        'Diagnostic-Code': 'smtp; 552-5.2.2 The email account that you tried to reach is over quota',
      }),
      { daemon: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>' },
    ),
    becomes: failed('5.2.2', false),
  },
  {
    name: 'bounce-folded',
    raw: dsn((to) => ({
      'Final-Recipient': `rfc822;\n ${to}`,
      Action: 'failed',
      Status: '5.0.0 (permanent)',
      'Diagnostic-Code': 'smtp; 554\n 5.7.1 refused by policy',
    })),
    becomes: failed('5.0.0', false),
  },
  {
    name: 'bounce-exim',
    raw: letter(
      'Mail delivery failed: returning message to sender',
      (from, sent) =>
        `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered.\n\n  ${from}\n    host mx.example.org [192.0.2.1]\n    550 5.1.1 no such user here\n\n------ This is a copy of the message's headers. ------\n\nFrom: desk@example.com\nMessage-ID: ${sent}`,
      (from) => ({ 'X-Failed-Recipients': from }),
    ),
    becomes: failed('5.1.1', true),
  },
  {
    name: 'bounce-qmail',
    raw: letter(
      'failure notice',
      (from, sent) =>
        `Hi. This is the qmail-send program at mx.example.org.\nI'm afraid I wasn't able to deliver your message.\n\n<${from}>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 User unknown\n\n--- Below this line is a copy of the message.\n\nMessage-ID: ${sent}\nFrom: desk@example.com`,
    ),
    becomes: failed('550', true),
  },
  {
    name: 'bounce-old-sendmail',
    raw: letter(
      'Returned mail: see transcript for details',
      (from, sent) =>
        `   ----- The following addresses had permanent fatal errors -----\n<${from}>\n    (reason: 554 5.7.1 refused)\n\n   ----- Transcript of session follows -----\n554 5.7.1 refused\n\nMessage-Id: ${sent}`,
    ),
    becomes: failed('5.7.1', false),
  },
  {
    name: 'bounce-delayed',
    raw: dsn((to) => ({
      'Final-Recipient': `rfc822; ${to}`,
      Action: 'delayed',
      Status: '4.4.1',
      'Diagnostic-Code': 'smtp; 421 try later',
    })),
    becomes: { as: 'counted' },
  },
  {
    name: 'bounce-delivered',
    raw: dsn((to) => ({ 'Final-Recipient': `rfc822; ${to}`, Action: 'delivered', Status: '2.0.0' })),
    becomes: { as: 'noted', type: 'delivery', state: 'delivered' },
  },
  {
    name: 'bounce-without-our-id',
    raw: dsn((to) => ({ 'Final-Recipient': `rfc822; ${to}`, Action: 'failed', Status: '5.1.1' }), { original: () => undefined }),
    becomes: { as: 'counted' },
  },
  {
    name: 'bounce-with-a-made-up-id',
    raw: dsn((to) => ({ 'Final-Recipient': `rfc822; ${to}`, Action: 'failed', Status: '5.1.1' }), {
      original: () => 'Message-ID: <alur.0123456789abcdef01234567.0123456789abcdef@example.com>',
    }),
    becomes: { as: 'counted' },
  },
  {
    name: 'bounce-for-somebody-else',
    raw: dsn(() => ({ 'Final-Recipient': 'rfc822; carla@example.net', Action: 'failed', Status: '5.1.1' })),
    becomes: { as: 'counted' },
  },
];
