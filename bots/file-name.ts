// A name for a file that bears none: programs open a document, and tell its kind, by its ending. Pure.
import type { FileRef } from '../flows/message.ts';

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'video/mp4': '.mp4',
  'audio/ogg': '.ogg',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'application/pdf': '.pdf',
};

/** Its own name, or its kind with the ending of its type. */
export const fileNameOf = ({ name, kind, mime }: Pick<FileRef, 'name' | 'kind' | 'mime'>): string =>
  name ?? `${kind}${endings[mime?.split(';')[0] ?? ''] ?? ''}`;
