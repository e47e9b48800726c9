// Files of the try-it page: kept as they come, shown inline only when their bytes are an image that cannot run anything.
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { webContact } from '../../../bots/web/index.ts';
import { fileStatement, readFileHash } from '../../../db/desk.ts';
import { personOfExport } from '../../../flows/export-file.ts';
import type { FileRef } from '../../../flows/message.ts';
import type { AppParts } from '../parts.ts';

/** Bytes of one file. */
export const largestFile = 25 * 1024 * 1024;
/** Telegram and WhatsApp take no larger picture as a picture. */
const largestPhoto = 10 * 1024 * 1024;

type Parts = Pick<AppParts, 'house' | 'clock'>;

/** Keeps the one file of a form and says what to name it by in a message. */
export async function keepUpload(parts: Parts, c: Context): Promise<FileRef> {
  const { file } = await c.req.parseBody();
  if (!(file instanceof File)) throw new HTTPException(400, { message: 'There was no file in that.' });
  if (file.size === 0) throw new HTTPException(400, { message: 'That file is empty.' });
  if (file.size > largestFile) refuseLarge();
  return keepFile(parts, file);
}

/** Keeps a file that was sent with a form, whatever its size, and says what to name it by. */
export async function keepFile(parts: Parts, file: File): Promise<FileRef> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const hash = await parts.house.files.put(bytes);
  const id = `${webContact}:${crypto.randomUUID()}/1`;
  await parts.house.store.write([fileStatement(id, hash, bytes.length, parts.clock.now())]);
  const mime = /^[\w.+-]+\/[\w.+-]+/.exec(file.type)?.[0] ?? 'application/octet-stream';
  return {
    id,
    kind: kindOf(mime, bytes.length),
    ...(file.name ? { name: file.name.slice(-200) } : {}),
    mime,
    size: bytes.length,
    contact: webContact,
    remote: id,
    kept: true,
  };
}

/** The page has words of its own for this, in its language; these are for programs. */
export function refuseLarge(): never {
  throw new HTTPException(413, { message: `That file is too large: ${largestFile / 1024 / 1024} MB is the most. A link to it works too.` });
}

/** What a file is shown as, by its type and size. */
export function kindOf(mime: string, size: number): FileRef['kind'] {
  if (mime === 'image/gif') return 'animation';
  if (['image/jpeg', 'image/png', 'image/webp'].includes(mime)) return size > largestPhoto ? 'document' : 'photo';
  const [family] = mime.split('/');
  return family === 'audio' || family === 'video' ? family : 'document';
}

/** The first of these files that was not uploaded here, if any. */
export async function unknownFile(parts: Parts, files: readonly FileRef[]): Promise<FileRef | undefined> {
  for (const file of files) {
    if (file.contact !== webContact || !file.kept || (await readFileHash(parts.house.store, file.id)) === null) return file;
  }
  return undefined;
}

/** The bytes of a kept file. A type is told for images only, by their first bytes, never by what the sender claims. */
export async function serveFile(parts: Parts, c: Context, id: string): Promise<Response> {
  const bytes = await parts.house.openFile({ id, kind: 'document', contact: webContact, remote: id });
  if (bytes === null) throw new HTTPException(404, { message: 'This file is not here, or not yet: it may still be on its way.' });
  const image = imageType(bytes);
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': image ?? 'application/octet-stream',
    'Content-Disposition': image ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': personOfExport(id) === undefined ? 'private, max-age=31536000, immutable' : 'no-store',
  });
}

/** PNG, JPEG, GIF or WebP, by the signatures of their specifications. */
export function imageType(bytes: Uint8Array): string | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif';
  return text.startsWith('RIFF') && text.slice(8) === 'WEBP' ? 'image/webp' : undefined;
}
