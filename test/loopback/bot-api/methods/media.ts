// The bot's files: sendPhoto, sendDocument and so on, and albums. A file comes as an upload, by file_id, or by URL.
import { readCaption } from '../entity.ts';
import { type MediaDetails, mediaBody } from '../file.ts';
import type { Media } from '../message.ts';
import { isJson, numberOf, type Params, structureOf, textOf, type Upload } from '../params.ts';
import { badRequest } from '../refusal.ts';
import { MEDIA_KINDS, type MediaKind, type StoredFile } from '../wire.ts';
import { freshNumber, showMessage, type World } from '../world.ts';
import type { Method, Methods } from './method.ts';
import { countMessages, findTarget, post, sendOne } from './send.ts';

const PHOTO_LIMIT = 10 * 1024 * 1024;
const FETCH_LIMIT = 20 * 1024 * 1024;
const IMAGE_STARTS = ['ffd8ff', '89504e47', '47494638', '424d'];

/** Reads the file named by `field` (or `attach://…` in it) and makes the message's media of it. */
async function readMedia(world: World, params: Params, kind: MediaKind, field: string): Promise<Media> {
  const file = await readFile(world, params, kind, field);
  const details: MediaDetails = {
    width: numberOf(params, 'width'),
    height: numberOf(params, 'height'),
    duration: numberOf(params, 'duration'),
    title: textOf(params, 'title') || undefined,
    emoji: textOf(params, 'emoji') || undefined,
  };
  return { kind, file, body: mediaBody(world.files, kind, file, details) };
}

async function readFile(world: World, params: Params, kind: MediaKind, field: string): Promise<StoredFile> {
  const given = textOf(params, field);
  if (given.startsWith('attach://')) return keep(world, kind, params.uploads.get(given.slice('attach://'.length)));
  if (/^https?:\/\//.test(given)) return keep(world, kind, await fetchFile(given));
  if (given !== '') return known(world, kind, given);
  return keep(world, kind, params.uploads.get(field));
}

function known(world: World, kind: MediaKind, fileId: string): StoredFile {
  const file = world.files.byId(fileId);
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
  if (file.kind !== kind && (kind === 'photo' || file.kind === 'photo' || kind === 'sticker')) {
    throw badRequest(`can't use file of type ${nameOf(file.kind)} as ${nameOf(kind)}`);
  }
  return file;
}

function keep(world: World, kind: MediaKind, upload: Upload | undefined): StoredFile {
  if (!upload) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
  const { bytes } = upload;
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (kind === 'photo') {
    if (bytes.length > PHOTO_LIMIT) {
      throw badRequest(`file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO_LIMIT} bytes`);
    }
    if (world.checkImages && !looksLikeImage(bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
  }
  return world.files.add(kind, upload);
}

function looksLikeImage(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 12).toString('hex');
  return IMAGE_STARTS.some((known) => start.startsWith(known)) || (start.startsWith('52494646') && start.endsWith('57454250'));
}

function nameOf(kind: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

/** As Telegram fetches a URL; here only from this machine. */
async function fetchFile(link: string): Promise<Upload> {
  const url = new URL(link);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) throw badRequest('failed to get HTTP URL content');
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw badRequest('failed to get HTTP URL content');
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > FETCH_LIMIT) throw badRequest('failed to get HTTP URL content');
  return {
    name: url.pathname.split('/').at(-1) ?? '',
    mime: response.headers.get('content-type') ?? '',
    bytes,
  };
}

function sendMedia(kind: MediaKind): Method {
  return async (world, params) => {
    const caption = kind === 'sticker' || kind === 'video_note' ? undefined : readCaption(params);
    const target = findTarget(world, params);
    const media = await readMedia(world, params, kind, kind);
    return sendOne(world, target, { media, ...captionFields(caption) });
  };
}

function captionFields(caption: ReturnType<typeof readCaption> | undefined): object {
  return caption?.text ? { caption: caption.text, caption_entities: caption.entities } : {};
}

const ALBUM_FAMILY: Record<string, string> = {
  photo: 'visual',
  video: 'visual',
  audio: 'audio',
  document: 'document',
};

const sendMediaGroup: Method = async (world, params) => {
  if (textOf(params, 'media') === '') throw badRequest('parameter "media" is required');
  const list = structureOf(params, 'media', 'media');
  if (!Array.isArray(list)) throw badRequest('expected an Array of InputMedia');
  const items = list.map((item: unknown) => readItem(item, params));
  const target = findTarget(world, { ...params, values: { ...params.values, reply_markup: undefined } });
  if (items.length === 0) throw badRequest('there are no messages to send');
  if (items.length > 10) throw badRequest('too many messages to send as an album');
  if (new Set(items.map((item) => ALBUM_FAMILY[item.kind])).size > 1) {
    throw badRequest("can't use the media of the specified type in the album");
  }
  const contents: object[] = [];
  for (const item of items) {
    contents.push({
      media: await readMedia(world, item.params, item.kind, 'media'),
      ...captionFields(item.caption),
    });
  }
  countMessages(world, target.chat, contents.length);
  const album = items.length > 1 ? { media_group_id: String(13_000_000_000_000 + freshNumber(world)) } : {};
  return contents.map((content) => showMessage(world, post(world, target, { ...content, ...album })));
};

type Item = { kind: MediaKind; params: Params; caption: ReturnType<typeof readCaption> };

function readItem(item: unknown, { uploads }: Params): Item {
  if (!isJson(item)) throw badRequest("can't parse InputMedia: expected an Object");
  const kind = MEDIA_KINDS.find((name) => name === item.type);
  if (!kind) throw badRequest(`can't parse InputMedia: type must be photo, video, audio or document`);
  if (!ALBUM_FAMILY[kind]) throw badRequest("can't parse InputMedia: animation can't be used in albums");
  const params = { values: item, uploads };
  const media = textOf(params, 'media');
  if (media === '') throw badRequest("can't parse InputMedia: media not found");
  return { kind, params, caption: readCaption(params) };
}

export const mediaMethods: Methods = {
  sendPhoto: sendMedia('photo'),
  sendDocument: sendMedia('document'),
  sendVideo: sendMedia('video'),
  sendAudio: sendMedia('audio'),
  sendVoice: sendMedia('voice'),
  sendAnimation: sendMedia('animation'),
  sendSticker: sendMedia('sticker'),
  sendVideoNote: sendMedia('video_note'),
  sendMediaGroup,
  getFile: (world, params) => world.files.describe(textOf(params, 'file_id')),
};
