// Files put with Meta and got from it: the upload's list of types, and addresses that are good for five minutes.
import { createHash } from 'node:crypto';
import { readMultipart } from '../bot-api/multipart.ts';
import { invalid, Refusal, unknownObject } from './refusal.ts';
import { storeFile, type World } from './world.ts';

const office = 'application/vnd.openxmlformats-officedocument';
const taken = new Set([
  ...['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus', 'text/plain', 'application/pdf'],
  ...['application/vnd.ms-powerpoint', 'application/msword', 'application/vnd.ms-excel', `${office}.wordprocessingml.document`],
  ...[`${office}.presentationml.presentation`, `${office}.spreadsheetml.sheet`],
  ...['image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'video/3gpp'],
]);

const addressLivesMs = 5 * 60 * 1000;

/** POST /{phone}/media. */
export function takeUpload(world: World, body: Buffer, contentType: string): object {
  const { values, uploads } = readMultipart(body, contentType);
  if (values.messaging_product !== 'whatsapp') throw invalid('The parameter messaging_product is required.');
  const file = uploads.get('file');
  if (!file) throw invalid('The parameter file is required.');
  if (!taken.has(file.mime))
    throw new Refusal(
      400,
      100,
      `Param file must be a file with one of the following types: ${[...taken].join(', ')}. Received '${file.mime}'`,
    );
  const { id } = storeFile(world, { bytes: file.bytes, mime: file.mime, name: file.name });
  return { id };
}

/** GET /{media}. */
export function describeMedia(world: World, root: string, id: string): object {
  const file = world.media.get(id);
  if (!file) throw unknownObject(id);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const url = `${root}/whatsapp_business/attachments/?mid=${id}&ext=${world.now() + addressLivesMs}`;
  return { messaging_product: 'whatsapp', url, mime_type: file.mime, sha256, file_size: String(file.bytes.length), id };
}

/** The bytes behind such an address; undefined once it has run out. */
export function openAddress(world: World, query: URLSearchParams): { bytes: Buffer; mime: string } | undefined {
  if (Number(query.get('ext')) < world.now()) return undefined;
  return world.media.get(query.get('mid') ?? '');
}
