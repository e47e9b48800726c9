// Mails whose sender is doubtful, missing or odd, and mails that name a ticket.
import { latin1, mail, plain, type Sample, server } from './mail.ts';

const results =
  (value: string | undefined, more: Record<string, string | undefined> = {}) =>
  ({ from }: { from: string }) =>
    plain(from, 'Logo', 'We need a logo', { 'Authentication-Results': value?.replaceAll('DOMAIN', from.split('@')[1] ?? ''), ...more });
const proof = (value: 'proven' | 'unproven') => ({ as: 'answered', proof: value, text: 'Logo\nWe need a logo' }) as const;
const forged = { as: 'desk', proof: 'forged' } as const;

export const senders: Sample[] = [
  {
    name: 'dmarc-pass',
    raw: results(`${server}; dkim=pass header.d=DOMAIN; spf=pass smtp.mailfrom=DOMAIN; dmarc=pass (p=REJECT) header.from=DOMAIN`),
    becomes: proof('proven'),
  },
  {
    name: 'dkim-aligned',
    raw: results(`${server};\r\n dkim=pass (2048-bit key; unprotected) header.d=DOMAIN header.i=@DOMAIN`),
    becomes: proof('proven'),
  },
  { name: 'dkim-of-another', raw: results(`${server}; dkim=pass header.d=mallory.example.net`), becomes: proof('unproven') },
  { name: 'spf-aligned', raw: results(`${server}; spf=pass (sender is allowed) smtp.mailfrom=bounce@DOMAIN`), becomes: proof('proven') },
  { name: 'spf-of-another', raw: results(`${server}; spf=pass smtp.mailfrom=mallory.example.net`), becomes: proof('unproven') },
  { name: 'no-results', raw: results(undefined), becomes: proof('unproven') },
  { name: 'results-of-another-server', raw: results('mx.mallory.example; dmarc=pass header.from=DOMAIN'), becomes: proof('unproven') },
  {
    name: 'results-in-a-comment',
    raw: results(`${server}; none (dmarc=pass header.from=DOMAIN; dkim=pass header.d=DOMAIN)`),
    becomes: proof('unproven'),
  },
  {
    name: 'results-in-a-reason',
    raw: results(`${server}; dmarc=none reason="; dmarc=pass header.from=DOMAIN" header.from=DOMAIN`),
    becomes: proof('unproven'),
  },
  {
    name: 'dmarc-fail',
    raw: results(`${server}; dkim=none; spf=fail smtp.mailfrom=DOMAIN; dmarc=fail (p=REJECT) header.from=DOMAIN`),
    becomes: forged,
  },
  {
    name: 'dmarc-fail-and-a-pass-below',
    raw: ({ from }) =>
      Buffer.concat([
        latin1(`Authentication-Results: ${server}; dmarc=fail header.from=${from.split('@')[1]}\r\n`),
        plain(from, 'Logo', 'We need a logo'),
      ]),
    becomes: forged,
  },
  { name: 'spf-fail-alone', raw: results(`${server}; spf=fail smtp.mailfrom=DOMAIN`), becomes: forged },
  {
    name: 'two-senders',
    raw: ({ from }) => Buffer.concat([latin1('From: carla@example.net\r\n'), plain(from, 'Logo', 'We need a logo')]),
    becomes: { ...forged },
  },
  { name: 'no-sender', raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { From: undefined }), becomes: { as: 'counted' } },
  {
    name: 'broken-sender',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { From: 'not an address' }),
    becomes: { as: 'counted' },
  },
  {
    name: 'sender-in-a-group',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { From: `Team: Ana <${from}>;` }),
    becomes: { as: 'answered', name: 'Ana' },
  },
  {
    name: 'name-is-an-address',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { From: `"boss@example.net" <${from}>` }),
    becomes: { as: 'answered', name: 'name-is-an-address' },
  },
  {
    name: 'name-with-accents',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { From: `=?utf-8?Q?Jo=C3=A3o_d=27=C3=81vila?= <${from}>` }),
    becomes: { as: 'answered', name: "João d'Ávila" },
  },
  {
    name: 'name-in-capitals-and-comment',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { From: `${from.toUpperCase()} (Ana)` }),
    becomes: { as: 'answered', name: 'Ana' },
  },
  {
    name: 'odd-signs-in-the-address',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { From: `<o'neil#1%x+y=z@${from.split('@')[1]}>` }),
    becomes: { as: 'answered', name: "o'neil#1%x+y=z" },
  },
  {
    name: 'number-in-the-subject',
    raw: ({ from }) => plain(from, 'About #1024, the logo', 'Any news?'),
    becomes: { as: 'answered', about: 1024 },
  },
  {
    name: 'no-message-id',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { 'Message-ID': undefined }),
    becomes: { as: 'answered', text: 'Logo\nWe need a logo' },
  },
  {
    name: 'broken-message-id',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { 'Message-ID': 'no brackets @ all' }),
    becomes: { as: 'answered', text: 'Logo\nWe need a logo' },
  },
  {
    name: 'broken-date',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo', { Date: 'yesterday-ish' }),
    becomes: { as: 'answered', text: 'Logo\nWe need a logo' },
  },
  { name: 'nothing-at-all', raw: () => new Uint8Array(), becomes: { as: 'counted' } },
  { name: 'noise', raw: () => Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256), becomes: { as: 'counted' } },
  {
    name: 'head-only',
    raw: ({ from }) => latin1(`From: ${from}\r\nSubject: We need a logo`),
    becomes: { as: 'answered', text: 'We need a logo' },
  },
  {
    name: 'stop',
    raw: async ({ from, names }) => mail(from, { To: await names.stopAddress(from), Subject: 'unsubscribe' }, ''),
    becomes: { as: 'noted', type: 'reach' },
  },
];
