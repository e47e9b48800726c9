// Files as WhatsApp carries them: encrypted under a key that travels in the message, stored on the media host.
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { hkdf, type proto } from '@whiskeysockets/baileys';
import type { MediaHost } from './media-host.ts';
import type { ReceivedFile } from './received.ts';

export type FileKind = 'photo' | 'video' | 'voice' | 'audio' | 'document' | 'sticker';

const SECRETS: Record<FileKind, string> = {
  photo: 'WhatsApp Image Keys',
  sticker: 'WhatsApp Image Keys',
  video: 'WhatsApp Video Keys',
  voice: 'WhatsApp Audio Keys',
  audio: 'WhatsApp Audio Keys',
  document: 'WhatsApp Document Keys',
};

type FileMessage = {
  mediaKey?: Uint8Array | null;
  directPath?: string | null;
  mimetype?: string | null;
  caption?: string | null;
  fileName?: string | null;
  ptt?: boolean | null;
  seconds?: number | null;
};

/** Encrypts and uploads; the fields that every message with a file has. */
export function storeFile(kind: FileKind, bytes: Buffer, mime: string, media: MediaHost) {
  const mediaKey = randomBytes(32);
  const sealed = sealFile(kind, bytes, mediaKey);
  const directPath = media.store(sealed);
  return {
    url: `https://${media.host}${directPath}`,
    directPath,
    mediaKey,
    mimetype: mime,
    fileLength: bytes.length,
    fileSha256: createHash('sha256').update(bytes).digest(),
    fileEncSha256: createHash('sha256').update(sealed).digest(),
    mediaKeyTimestamp: Math.floor(Date.now() / 1000),
  };
}

/** The file in a message, downloaded and decrypted; undefined when it has none. */
export function openFile(content: proto.IMessage, media: MediaHost): { file: ReceivedFile; caption: string } | undefined {
  const found = fileIn(content);
  if (!found) return undefined;
  const { kind, message } = found;
  const sealed = media.load(message.directPath ?? '');
  if (!sealed) throw new Error(`the ${kind} is not on the media host: ${message.directPath}`);
  const file: ReceivedFile = {
    kind,
    bytes: unsealFile(kind, sealed, Buffer.from(message.mediaKey ?? [])),
    mime: message.mimetype ?? '',
    name: message.fileName ?? undefined,
    seconds: message.seconds ?? undefined,
  };
  return { file, caption: message.caption ?? '' };
}

export function fileIn(content: proto.IMessage): { kind: FileKind; message: FileMessage } | undefined {
  const { imageMessage, videoMessage, audioMessage, documentMessage, stickerMessage } = content;
  if (imageMessage) return { kind: 'photo', message: imageMessage };
  if (videoMessage) return { kind: 'video', message: videoMessage };
  if (audioMessage) return { kind: audioMessage.ptt ? 'voice' : 'audio', message: audioMessage };
  if (documentMessage) return { kind: 'document', message: documentMessage };
  if (stickerMessage) return { kind: 'sticker', message: stickerMessage };
  return undefined;
}

function sealFile(kind: FileKind, bytes: Buffer, mediaKey: Buffer): Buffer {
  const { iv, cipherKey, macKey } = expand(kind, mediaKey);
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([body, mac(macKey, iv, body)]);
}

function unsealFile(kind: FileKind, sealed: Buffer, mediaKey: Buffer): Buffer {
  const { iv, cipherKey, macKey } = expand(kind, mediaKey);
  const body = sealed.subarray(0, -10);
  if (!mac(macKey, iv, body).equals(sealed.subarray(-10))) throw new Error(`the ${kind} on the media host is damaged`);
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

function mac(key: Buffer, iv: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(iv).update(body).digest().subarray(0, 10);
}

function expand(kind: FileKind, mediaKey: Buffer): { iv: Buffer; cipherKey: Buffer; macKey: Buffer } {
  const all = Buffer.from(hkdf(mediaKey, 112, { info: SECRETS[kind] }));
  return { iv: all.subarray(0, 16), cipherKey: all.subarray(16, 48), macKey: all.subarray(48, 80) };
}
