// The files Telegram keeps: every upload, by a person or the bot, gets an id and a path to download from.
import { createHash } from 'node:crypto';
import { badRequest } from './refusal.ts';
import type { Json, MediaKind, StoredFile } from './wire.ts';

/** What getFile allows. */
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;

const MIMES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  zip: 'application/zip',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const PREFIX: Record<string, string> = {
  photo: 'AgACAg',
  document: 'BQACAg',
  voice: 'AwACAg',
  video: 'BAACAg',
};
const FOLDER: Record<string, string> = {
  photo: 'photos',
  document: 'documents',
  voice: 'voice',
  video: 'videos',
};

export type NewFile = { bytes: Uint8Array; name?: string; mime?: string; size?: number };

export class FileStore {
  readonly #byId = new Map<string, StoredFile>();
  readonly #byPath = new Map<string, StoredFile>();

  add(kind: StoredFile['kind'], file: NewFile): StoredFile {
    const bytes = Buffer.from(file.bytes);
    const number = this.#byId.size + 1;
    const name = file.name || `${kind}_${number}.${kind === 'photo' || kind === 'thumbnail' ? 'jpg' : 'dat'}`;
    const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? 'dat';
    const hash = createHash('sha256').update(`${number} ${kind} ${name}`).digest('base64url');
    const stored: StoredFile = {
      file_id: `${PREFIX[kind] ?? 'CAACAg'}${hash}${number}`,
      file_unique_id: `AQAD${createHash('sha256').update(bytes).digest('base64url').slice(0, 11)}`,
      kind,
      name,
      mime: file.mime || MIMES[ending] || 'application/octet-stream',
      path: `${FOLDER[kind] ?? 'files'}/file_${number}.${ending}`,
      size: file.size ?? bytes.length,
      bytes,
    };
    this.#byId.set(stored.file_id, stored);
    this.#byPath.set(stored.path, stored);
    return stored;
  }

  byId(fileId: string): StoredFile | undefined {
    return this.#byId.get(fileId);
  }

  byPath(path: string): StoredFile | undefined {
    return this.#byPath.get(path);
  }

  /** The answer of getFile; refuses what is over 20 MB, as Telegram does. */
  describe(fileId: string): Json {
    if (fileId === '') throw badRequest('file_id not specified');
    const file = this.#byId.get(fileId);
    if (!file) throw badRequest('invalid file_id');
    if (file.size > DOWNLOAD_LIMIT) throw badRequest('file is too big');
    const { file_id, file_unique_id } = file;
    return { file_id, file_unique_id, file_size: file.size, file_path: file.path };
  }
}

export type MediaDetails = {
  width?: number;
  height?: number;
  duration?: number;
  title?: string;
  emoji?: string;
};

/** The wire's PhotoSize[], Document, Voice and so on. A photo's first size is a thumbnail with bytes of its own. */
export function mediaBody(store: FileStore, kind: MediaKind, file: StoredFile, details: MediaDetails): unknown {
  const { file_id, file_unique_id } = file;
  const basic = { file_id, file_unique_id, file_size: file.size };
  const box = { width: details.width ?? 1280, height: details.height ?? 960 };
  const duration = details.duration ?? 3;
  switch (kind) {
    case 'photo':
      return [thumbnail(store, file), { ...basic, ...box }];
    case 'document':
      return { ...basic, file_name: file.name, mime_type: file.mime };
    case 'video':
    case 'animation':
      return { ...basic, ...box, duration, file_name: file.name, mime_type: file.mime };
    case 'audio':
      return { ...basic, duration, title: details.title, file_name: file.name, mime_type: file.mime };
    case 'voice':
      return { ...basic, duration, mime_type: file.mime };
    case 'video_note':
      return { ...basic, duration, length: 240 };
    case 'sticker':
      return { ...basic, type: 'regular', width: 512, height: 512, emoji: details.emoji, ...STILL };
  }
}

const STILL = { is_animated: false, is_video: false, set_name: 'LoopbackStickers' };

function thumbnail(store: FileStore, file: StoredFile): Json {
  const small = store.add('thumbnail', {
    bytes: Buffer.from(`thumbnail of ${file.path}`),
    name: 'thumb.jpg',
  });
  const { file_id, file_unique_id, size } = small;
  return { file_id, file_unique_id, file_size: size, width: 90, height: 67 };
}
