// One mail becomes Inbounds, and files to keep before they are taken. No network, no store; the time is given.
import PostalMime, { type Email, type Address as MimeAddress } from 'postal-mime';
import { channelOf, type FileRef, type Inbound } from '../../flows/message.ts';
import { addressOf, domainOf, localOf, type MailAddress, mailOf, tagOf } from './address.ts';
import { automaticBy } from './automatic.ts';
import { isReport, readReports } from './bounce.ts';
import { bareSubject } from './cut.ts';
import type { Names } from './names.ts';
import { bytesOf, isEncrypted, type Part, partsOf, safeName } from './parts.ts';
import { proofOf } from './proof.ts';
import { type Words, wordsOf } from './words.ts';

/** The house that a mail comes to. `server`: see proofOf. */
export type Mailroom = { contact: string; own: MailAddress; server: string; names: Names };

/** A mail as the mailbox gives it. `key`: where it stands there · `size`: of the whole; `raw` may be its beginning only. */
export type Fetched = { raw: Uint8Array; size: number; at: number; key: string };

/** What a later mail of ours is an answer to. */
export type Thread = { inbound: string; chat: string; message: string; subject: string; references: string[]; at: number };

export type Reading = {
  inbounds: Inbound[];
  /** To be kept before the inbounds are taken. */
  files: { id: string; bytes: Uint8Array }[];
  thread?: Thread;
  /** Why nobody is told of it, in a word for the log. */
  counted?: string;
};

/** Larger mails are read by their beginning, and their files are not. */
export const mostMb = 30;
export const mostBytes = mostMb * 1024 * 1024;

/** Never throws for anything a mail can be. */
export async function readMail(room: Mailroom, fetched: Fetched): Promise<Reading> {
  const email = await PostalMime.parse(inUtf8(fetched.raw), { maxNestingDepth: 100 }).catch(() => null);
  if (!email) return readBroken(room, fetched);
  const { from, name } = fromOf(email);
  if (!from) return nothing('no sender');
  if (tagOf(room.own, from) !== undefined) return nothing('our own');
  if (isReport(email, from)) return readBounce(room, fetched, email);
  const id = await idOf(room.contact, fetched, email);
  const recipients = recipientsOf(email);
  const tags = await Promise.all(recipients.map((to) => room.names.readTag(to, from)));
  const sender = { address: addressOf(room.contact, from), name: nameOf(name, from), ...languageOf(email) };
  const common = { id, contact: room.contact, chat: sender.address, from: sender, at: fetched.at };
  const automatic = automaticBy(email, from);
  if (tags.some((tag) => tag?.type === 'stop') && !automatic)
    return { ...nothing(), inbounds: [{ ...common, type: 'reach', reachable: false }] };

  const message = messageIdOf(email.messageId ?? '');
  const references = referencesOf(email);
  const number = tags.find((tag) => tag?.type === 'ticket')?.number ?? numberIn(email.subject ?? '');
  const quote = await quoteOf(room, references, from);
  const code = recipients.map((to) => tagOf(room.own, to) ?? '').find((tag) => /^[a-z0-9_-]{1,32}$/.test(tag));
  const { files, kept, original, other, text } = contentOf(room, id, fetched, email);
  const inbound: Inbound = {
    ...common,
    ...(message ? { message } : {}),
    type: 'message',
    ...(text === '' ? {} : { text }),
    files,
    ...(quote ? { quote } : {}),
    ...(other ? { other } : {}),
    ...(number === undefined ? {} : { about: number }),
    ...(code ? { code } : {}),
    ...(automatic ? { automatic: true } : {}),
    ...(original ? { original } : {}),
    whole: true,
    proof: proofOf(email.headers, room.server, from),
  };
  const thread: Thread = {
    inbound: id,
    chat: sender.address,
    message: message ?? '',
    subject: bareSubject(email.subject ?? '').slice(0, 300),
    references: references.slice(-30),
    at: fetched.at,
  };
  return { inbounds: [inbound], files: kept, ...(automatic ? { counted: automatic } : { thread }) };
}

const nothing = (counted?: string): Reading => ({ inbounds: [], files: [], ...(counted ? { counted } : {}) });

/** What somebody said: words, files, and the whole mail beside them where something was left out. */
function contentOf(room: Mailroom, id: string, fetched: Fetched, email: Email) {
  const isWhole = fetched.raw.length >= fetched.size;
  const sealed = isEncrypted(email);
  const words: Words = sealed ? { text: '', full: email.text ?? '', isCut: true } : wordsOf(email);
  const { parts, isCut } = isWhole && !sealed ? partsOf(email) : { parts: [], isCut: true };
  const files = parts.map((part, i) => refOf(room, `${id}/${i + 1}`, part));
  const kept = parts.map((part, i) => ({ id: `${id}/${i + 1}`, bytes: part.bytes }));
  if (!isWhole) files.push(tooLarge(room, id, fetched, email));
  const isLong = words.text.endsWith('…') && words.text.length > 7_000;
  const whole = isCut || words.isCut ? wholeOf(fetched, words) : undefined;
  const original = whole && { ...refOf(room, `${id}/whole`, whole) };
  if (whole) kept.push({ id: `${id}/whole`, bytes: whole.bytes });
  if (isLong && original) files.push(original);
  return { files, kept, text: words.text, other: sealed ? 'encrypted-mail' : undefined, ...(original && !isLong ? { original } : {}) };
}

/** The mail as it came; of a very large one, its text. */
function wholeOf({ raw, size }: Fetched, { full }: Words): Part {
  return raw.length <= 1_000_000 && raw.length >= size
    ? { name: 'mail.eml', mime: 'message/rfc822', kind: 'document', bytes: raw }
    : { name: 'mail.txt', mime: 'text/plain', kind: 'document', bytes: new TextEncoder().encode(full) };
}

const refOf = ({ contact }: Mailroom, id: string, { name, mime, kind, bytes }: Part): FileRef => ({
  id,
  kind,
  name,
  mime,
  size: bytes.length,
  contact,
  remote: id,
  kept: true,
});

/** A file that is not fetched: the house tells the client so, by the name that it bears. */
function tooLarge({ contact }: Mailroom, id: string, { size }: Fetched, email: Email): FileRef {
  const named = email.attachments.map(({ filename }) => safeName(filename ?? '')).find((one) => one !== '');
  return { id: `${id}/large`, kind: 'document', name: named ?? 'mail.eml', size, contact, remote: 'too large', limitMb: mostMb };
}

/** One sender, who can be written to. Of several, nobody is taken at their word: see proofOf. */
function fromOf(email: Email): { from?: string; name: string } {
  const first: MimeAddress | undefined = email.from?.group ? email.from.group[0] : email.from;
  const from = mailOf(first?.address ?? '');
  return { ...(from ? { from } : {}), name: first?.name ?? '' };
}

/** A name that is an address would pass for the one it names. */
function nameOf(name: string, from: string): string {
  const bare = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  return bare === '' || bare.includes('@') ? localOf(from) : bare;
}

function languageOf(email: Email): { language?: string } {
  const language =
    email.headers
      .find(({ key }) => key === 'content-language')
      ?.value.split(',')[0]
      ?.trim() ?? '';
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language) ? { language } : {};
}

/** Everybody it was sent to, as far as its headers tell: aliases and plus-addresses among them. */
function recipientsOf(email: Email): string[] {
  const all = [...(email.to ?? []), ...(email.cc ?? [])].flatMap((one) => one.group ?? [one]).map(({ address }) => address ?? '');
  const noted = email.headers.filter(({ key }) => key === 'delivered-to' || key === 'x-original-to').map(({ value }) => value);
  return [...new Set([...all, ...noted].slice(0, 100).flatMap((one) => mailOf(one) ?? []))];
}

function messageIdOf(given: string): string | undefined {
  const id = given.trim();
  return /^<[^<>\s]{1,400}>$/.test(id) ? id : undefined;
}

/** What it answers, oldest first; the last is the nearest. */
function referencesOf(email: Email): string[] {
  const ids = [...`${email.references ?? ''} ${email.inReplyTo ?? ''}`.matchAll(/<[^<>\s]{1,400}>/g)].map(([id]) => id);
  return [...new Set(ids.reverse())].reverse();
}

/** The nearest mail of ours that it answers; else the nearest of all, which may be one of theirs. */
async function quoteOf({ names }: Mailroom, references: readonly string[], from: string): Promise<string | undefined> {
  for (const id of references.toReversed()) if (await names.isOurs(id, from)) return id;
  return references.at(-1);
}

/** `#1024` in a subject. It names a ticket only to whoever it belongs to. */
function numberIn(subject: string): number | undefined {
  const [, digits] = /(?:^|[^\w&])#(\d{4,9})\b/.exec(subject) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * The same mail has the same id, however often and by whatever way it comes, to whichever of our mailboxes; another with the same Message-ID has another.
 * One without a Message-ID is told apart by its place in the mailbox.
 */
async function idOf(contact: string, { raw, key }: Fetched, email: Email): Promise<string> {
  const about = [email.messageId?.trim() || `at ${key}`, fromOf(email).from, email.date, email.subject].join('\n');
  const head = new TextEncoder().encode(`${about}\n\n`);
  const body = raw.subarray(bodyAt(raw));
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return `${channelOf(contact)}:${await hex(all)}`;
}

async function hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Header fields in bytes that are no UTF-8 are a Western program's of old: what they say can be read all the same. */
function inUtf8(raw: Uint8Array): Uint8Array {
  const head = raw.subarray(0, Math.min(bodyAt(raw), 1_000_000));
  if (head.every((byte) => byte < 128)) return raw;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head);
    return raw;
  } catch {
    const fields = new TextEncoder().encode(new TextDecoder('windows-1252').decode(head));
    const all = new Uint8Array(fields.length + raw.length - head.length);
    all.set(fields);
    all.set(raw.subarray(head.length), fields.length);
    return all;
  }
}

/** After the first empty line. */
function bodyAt(raw: Uint8Array): number {
  for (let i = 0; i + 1 < raw.length; i++) {
    if (raw[i] !== 10) continue;
    if (raw[i + 1] === 10) return i + 2;
    if (raw[i + 1] === 13 && raw[i + 2] === 10) return i + 3;
  }
  return raw.length;
}

async function readBounce(room: Mailroom, fetched: Fetched, email: Email): Promise<Reading> {
  const raw = new TextDecoder('latin1').decode(fetched.raw.subarray(0, 2_000_000));
  const decoded = email.attachments
    .filter(({ mimeType }) => /rfc822|plain/.test(mimeType))
    .map(({ content }) => new TextDecoder().decode(bytesOf(content)));
  const reports = await readReports(email, [raw, email.text ?? '', ...decoded].join('\n'), room.names);
  const id = await idOf(room.contact, fetched, email);
  const inbounds = reports
    .filter(({ state }) => state !== 'delayed')
    .flatMap(({ to, message, state, isGone, why }, i): Inbound[] => {
      const chat = addressOf(room.contact, to);
      const common = { contact: room.contact, chat, from: { address: chat, name: '' }, at: fetched.at };
      const told = state === 'delivered' ? 'delivered' : 'failed';
      const delivery: Inbound = {
        ...common,
        id: `${id}:${i}`,
        message,
        type: 'delivery',
        state: told,
        ...(why && told === 'failed' ? { why } : {}),
      };
      return isGone ? [delivery, { ...common, id: `${id}:${i}:gone`, type: 'reach', reachable: false }] : [delivery];
    });
  return { inbounds, files: [], ...(inbounds.length === 0 ? { counted: reports.length > 0 ? 'delayed' : 'report' } : {}) };
}

/** What no parser can read is kept whole, and its writer is told that it could not be read. */
async function readBroken(room: Mailroom, fetched: Fetched): Promise<Reading> {
  const head = new TextDecoder('latin1').decode(fetched.raw.subarray(0, 100_000));
  const from = mailOf(/^from:[^\n]*?([^\s<>"]+@[^\s<>"]+)/im.exec(head)?.[1] ?? '');
  if (!from || tagOf(room.own, from) !== undefined || domainOf(from) === '') return nothing('unreadable');
  const id = `${room.contact}:${await hex(new Uint8Array(fetched.raw))}`;
  const address = addressOf(room.contact, from);
  const whole: Part = { name: 'mail.eml', mime: 'message/rfc822', kind: 'document', bytes: fetched.raw };
  const common = { id, contact: room.contact, chat: address, from: { address, name: localOf(from) }, at: fetched.at };
  const original = refOf(room, `${id}/whole`, whole);
  const isAutomatic = /^(auto-submitted:\s*(?!no\b)|precedence:|list-id:|return-path:\s*<\s*>)/im.test(head);
  const said: Inbound = { ...common, type: 'message', files: [], other: 'mail', original, proof: 'unproven' };
  const inbound: Inbound = isAutomatic ? { ...said, automatic: true } : said;
  return { inbounds: [inbound], files: [{ id: `${id}/whole`, bytes: fetched.raw }], ...(isAutomatic ? { counted: 'unreadable' } : {}) };
}
