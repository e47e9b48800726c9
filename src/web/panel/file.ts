// Serves a kept file to whom it belongs: a picture where its bytes are one, anything else to be saved. Nothing in it can run.
import type { Context } from 'hono';
import { readFileHash } from '../../../db/desk.ts';
import type { Store } from '../../../db/store.ts';
import type { FileRef } from '../../../flows/message.ts';
import type { FolderFiles } from '../../files.ts';
import { imageType } from '../try/files.ts';

/** The bytes, streamed; undefined while the house has none. */
export async function serveKept(
  { store, files }: { store: Store; files: Pick<FolderFiles, 'open'> },
  c: Context,
  { id, name = '' }: FileRef,
): Promise<Response | undefined> {
  const hash = await readFileHash(store, id);
  const opened = hash === null ? null : await files.open(hash);
  if (!opened) return undefined;
  const image = imageType(opened.head);
  const plain = name.replace(/[^\w .()-]/g, '_').slice(-100) || 'file';
  const full = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return c.body(opened.body, 200, {
    'Content-Type': image ?? 'application/octet-stream',
    'Content-Length': String(opened.size),
    // Both forms of RFC 6266: for old browsers, and with every letter.
    'Content-Disposition': `${image ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${full}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=86400',
  });
}
