// Files both ways: bytes are put with Meta and sent by the id it gives; a client's file is fetched by its id.

import { z } from 'zod';
import type { FileRef } from '../../flows/message.ts';
import { type OpenFile, SendError } from '../channel.ts';
import { fileNameOf } from '../file-name.ts';
import type { Api } from './api.ts';
import { GraphError } from './errors.ts';

const megabyte = 1024 * 1024;

type Shown = 'image' | 'video' | 'audio' | 'document';

/** What WhatsApp shows as what it is, and up to which size ("Media", Supported media types). */
const shown: readonly { as: Shown; kinds: readonly FileRef['kind'][]; mimes: readonly string[]; max: number }[] = [
  { as: 'image', kinds: ['photo'], mimes: ['image/jpeg', 'image/png'], max: 5 * megabyte },
  { as: 'video', kinds: ['video', 'animation'], mimes: ['video/mp4', 'video/3gpp'], max: 16 * megabyte },
  { as: 'audio', kinds: ['audio', 'voice'], mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], max: 16 * megabyte },
];

const office = 'application/vnd.openxmlformats-officedocument';

/** What the upload takes as a document. Anything else is refused by its type alone, so it goes as `text/plain` under its own name. */
const documents = new Set([
  ...['text/plain', 'application/pdf', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
  ...[`${office}.wordprocessingml.document`, `${office}.spreadsheetml.sheet`, `${office}.presentationml.presentation`],
  ...['image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'video/3gpp', ...(shown[2]?.mimes ?? [])],
]);

const maxBytes = 100 * megabyte;

/** What a file without a type of its own is taken for. */
const usual: Partial<Record<FileRef['kind'], string>> = {
  photo: 'image/jpeg',
  video: 'video/mp4',
  animation: 'video/mp4',
  audio: 'audio/mpeg',
  voice: 'audio/ogg',
};

/** How a file can be sent: the way that shows it best first, as a document at last. */
export function waysOf(file: FileRef, size: number): { as: Shown; mime: string }[] {
  const mime = (file.mime ?? usual[file.kind] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const best = shown.find(({ kinds, mimes, max }) => kinds.includes(file.kind) && mimes.includes(mime) && size <= max);
  const last = { as: 'document' as const, mime: documents.has(mime) ? mime : 'text/plain' };
  return best ? [{ as: best.as, mime }, last] : [last];
}

/** Throws SendError: `not_ready` while the house does not have the bytes. */
export async function sendFile(
  api: Api,
  open: OpenFile,
  file: FileRef,
  caption: string | undefined,
  send: (content: object) => Promise<string[]>,
): Promise<string[]> {
  const source = await open(file);
  if (!source) throw new SendError('not_ready', `File ${file.id} has not been fetched yet.`);
  if (source.length > maxBytes) throw new SendError('too_large', `File ${file.id} is larger than 100 MB: WhatsApp does not take it.`);
  const filename = fileNameOf(file);
  const [first, ...later] = waysOf(file, source.length);
  const attempt = async ({ as, mime }: { as: Shown; mime: string }): Promise<string[]> => {
    const payload = { messaging_product: 'whatsapp', type: mime, file: { source, filename, mime } };
    const { id } = await api.call(`${api.phoneId}/media`, z.object({ id: z.string() }), payload);
    const more = as === 'document' ? { filename } : {};
    return send({ type: as, [as]: { id, ...more, ...(caption && as !== 'audio' ? { caption } : {}) } });
  };
  if (!first) throw new SendError('rejected', `There is no way to send file ${file.id}.`);
  try {
    return await attempt(first);
  } catch (error) {
    const [another] = later;
    if (!another || !(error instanceof GraphError) || (error.graph !== 100 && error.graph !== 131053)) throw error;
    return attempt(another);
  }
}

const Found = z.object({ url: z.string(), file_size: z.coerce.number().optional() });

/** The bytes of a file that came in by this contact point. Meta gives the address for five minutes, the file for seven days. */
export async function fetchFile(api: Api, file: FileRef): Promise<Uint8Array> {
  if (file.contact !== api.contact)
    throw new SendError('rejected', `File ${file.id} came in by ${file.contact}: ${api.contact} cannot fetch it.`);
  const path = `${encodeURIComponent(file.remote)}?phone_number_id=${encodeURIComponent(api.phoneId)}`;
  const { url, file_size } = await api.call(path, Found).catch((error: unknown) => {
    // Here "the object does not exist" is about the file, not about the number.
    if (error instanceof GraphError && error.graph === 100) throw new SendError('rejected', `Meta does not keep file ${file.id} any more.`);
    throw error;
  });
  if ((file_size ?? 0) > maxBytes) throw new SendError('too_large', `File ${file.id} is larger than 100 MB.`);
  return api.download(url, maxBytes);
}
