// How the awkward mails of the corpus are written, and what each must become.
import { createNames, type Names } from '../../../bots/email/names.ts';

/** What a mail must become: what is said to its writer, and what is kept. */
export type Becomes = {
  /** `answered` its writer hears of it · `noted` nobody does, it is kept · `counted` it is no inbound at all · `desk` the desk alone hears of it. */
  as: 'answered' | 'noted' | 'counted' | 'desk';
  type?: 'message' | 'delivery' | 'reach';
  /** Exactly what was said. */
  text?: string;
  /** Some of it, where the whole is no matter. */
  holds?: string[];
  /** What must not be in it. */
  without?: string[];
  files?: string[];
  other?: string;
  /** The whole mail is kept beside it. */
  whole?: boolean;
  name?: string;
  proof?: 'proven' | 'unproven' | 'forged';
  about?: number;
  state?: 'failed' | 'delivered';
  why?: string;
  isGone?: boolean;
};

export type Sample = { name: string; raw: (given: Given) => Promise<Uint8Array> | Uint8Array; becomes: Becomes };

/** `from`: an address of the sample's own · `sent`: the Message-ID of a mail of ours to it. */
export type Given = { from: string; sent: string; names: Names };

export const own = { name: 'Desk', local: 'desk', domain: 'example.com' };
export const server = '127.0.0.1';
export const testNames = (): Names => createNames(own, new TextEncoder().encode('a key for tests only'));

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 255);
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const base64 = (bytes: Uint8Array | string): string =>
  (
    Buffer.from(typeof bytes === 'string' ? utf8(bytes) : bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');

/** Fields and a body as they go over the wire. A field that is undefined is left out. */
export function mail(from: string, fields: Record<string, string | undefined>, body: string | Uint8Array): Uint8Array {
  const all: Record<string, string | undefined> = {
    'Authentication-Results': `${server}; dmarc=pass header.from=${from.split('@')[1]}`,
    From: `Ana Souza <${from}>`,
    To: 'Desk <desk@example.com>',
    Date: 'Mon, 23 Nov 2026 10:00:00 +0000',
    'Message-ID': `<one.${from}>`,
    ...fields,
  };
  const head = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'utf8'), typeof body === 'string' ? Buffer.from(body, 'utf8') : body]);
}

/** A text of one part. */
export const plain = (
  from: string,
  subject: string | undefined,
  text: string,
  fields: Record<string, string | undefined> = {},
): Uint8Array =>
  mail(
    from,
    {
      Subject: subject,
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Transfer-Encoding': '8bit',
      ...fields,
    },
    text.replaceAll('\n', '\r\n'),
  );

/** A multipart: each part is its fields and its body as one text. */
export const multipart = (
  from: string,
  subject: string | undefined,
  type: string,
  parts: readonly string[],
  fields: Record<string, string | undefined> = {},
): Uint8Array =>
  mail(
    from,
    { Subject: subject, 'MIME-Version': '1.0', 'Content-Type': `multipart/${type}; boundary="b1"`, ...fields },
    `${parts.map((part) => `--b1\r\n${part.replaceAll(/\r?\n/g, '\r\n')}\r\n`).join('')}--b1--\r\n`,
  );

export const textPart = (text: string): string => `Content-Type: text/plain; charset=utf-8\n\n${text}`;
export const htmlPart = (html: string): string => `Content-Type: text/html; charset=utf-8\n\n${html}`;
