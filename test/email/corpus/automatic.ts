// Mails that machines wrote: away notes of many systems, lists, receipts, our own. None may ever be answered.
import { base64, mail, multipart, plain, type Sample, textPart } from './mail.ts';

const noted = (text?: string) => ({ as: 'noted', ...(text === undefined ? {} : { text }) }) as const;
const away =
  (fields: Record<string, string | undefined>, subject = 'Re: Your request', text = 'I am away until Monday.') =>
  ({ from, sent }: { from: string; sent: string }) =>
    plain(from, subject, text, { 'In-Reply-To': sent, References: sent, ...fields });

export const automatic: Sample[] = [
  {
    name: 'away-exchange',
    raw: away({ 'X-Auto-Response-Suppress': 'All', 'Auto-Submitted': 'auto-generated' }, 'Automatic reply: Your request'),
    becomes: noted('I am away until Monday.'),
  },
  {
    name: 'away-gmail',
    raw: away({ 'Auto-Submitted': 'auto-replied', Precedence: 'bulk', 'X-Autoreply': 'yes' }),
    becomes: noted('I am away until Monday.'),
  },
  {
    name: 'away-sieve',
    raw: away({ 'Auto-Submitted': 'auto-replied (vacation)', 'X-Sieve': 'Pigeonhole Sieve 0.5', Precedence: 'bulk' }, 'Auto: Your request'),
    becomes: noted(),
  },
  {
    name: 'away-bsd-vacation',
    raw: away({ Precedence: 'junk', 'Delivered-By-The-Graces-Of': 'the vacation program' }, 'away from my mail'),
    becomes: noted(),
  },
  {
    name: 'away-notes',
    raw: away({ 'X-Autorespond': 'Your request', Precedence: 'auto_reply' }, 'Ana Souza is out of the office'),
    becomes: noted(),
  },
  { name: 'away-by-subject-alone', raw: away({}, 'Out of Office: Your request'), becomes: noted() },
  { name: 'away-pt', raw: away({}, 'Resposta automática: Seu pedido', 'Estou de férias.'), becomes: noted('Estou de férias.') },
  { name: 'away-tr', raw: away({}, 'Otomatik yanıt: Talebiniz', 'Pazartesiye kadar yokum.'), becomes: noted() },
  { name: 'away-null-sender', raw: away({ 'Return-Path': '<>' }, 'Your mail'), becomes: noted() },
  {
    name: 'ticket-system',
    raw: away({ 'X-Autoresponder': 'helpdesk', 'Auto-Submitted': 'auto-generated' }, '[Ticket#42] received'),
    becomes: noted(),
  },
  {
    name: 'cron',
    raw: away({ 'Auto-Submitted': 'auto-generated', 'X-Cron-Env': '<SHELL=/bin/sh>' }, 'Cron <root@host> backup'),
    becomes: noted(),
  },
  {
    name: 'mailing-list',
    raw: away(
      { 'List-Id': 'Designers <designers.lists.example.net>', 'List-Post': '<mailto:designers@lists.example.net>' },
      '[designers] fonts',
    ),
    becomes: noted(),
  },
  {
    name: 'newsletter',
    raw: away({ Precedence: 'bulk', 'List-Unsubscribe': '<https://example.net/u>' }, 'Our autumn offers'),
    becomes: noted(),
  },
  { name: 'newsletter-with-list-id', raw: away({ 'List-Id': '<news.example.net>', 'Feedback-ID': '1:2:3' }, 'News'), becomes: noted() },
  {
    name: 'accepted-invite',
    raw: ({ from }) =>
      multipart(from, 'Accepted: Logo', 'alternative', [
        textPart('Ana has accepted'),
        `Content-Type: text/calendar; method=REPLY; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${base64('BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n')}`,
      ]),
    becomes: noted(),
  },
  {
    name: 'read-receipt',
    raw: ({ from, sent }) =>
      multipart(from, 'Read: Your request', 'report; report-type=disposition-notification', [
        textPart('Your message was read.'),
        `Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;${from}\nOriginal-Message-ID: ${sent}\nDisposition: manual-action/MDN-sent-manually; displayed`,
      ]),
    becomes: noted(),
  },
  {
    name: 'abuse-report',
    raw: ({ from }) =>
      multipart(from, 'complaint', 'report; report-type=feedback-report', [
        textPart('This is an email abuse report.'),
        'Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1',
        'Content-Type: message/rfc822\n\nFrom: desk@example.com\nSubject: hi\n\nhi',
      ]),
    becomes: noted(),
  },
  {
    name: 'no-reply-sender',
    raw: ({ from }) => plain(from, 'Your order', 'Thanks', { From: `Shop <no-reply@shop.${from.split('@')[1]}>` }),
    becomes: noted(),
  },
  {
    name: 'our-own',
    raw: ({ from }) => plain(from, 'Your request', 'hello', { From: 'Desk <desk@example.com>' }),
    becomes: { as: 'counted' },
  },
  {
    name: 'our-own-with-a-tag',
    raw: ({ from }) => plain(from, 'Your request', 'hello', { From: 'Desk <desk+t1001.0123456789abcdef@example.com>' }),
    becomes: { as: 'counted' },
  },
  {
    name: 'ours-come-back',
    raw: ({ from }) =>
      mail(
        from,
        { Subject: 'Re: Banner', 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
        'a bot answers a bot',
      ),
    becomes: noted(),
  },
];
