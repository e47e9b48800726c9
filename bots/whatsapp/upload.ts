// A part of a message as Baileys' content. Pure.
import type { AnyMessageContent } from '@whiskeysockets/baileys';
import { SendError } from '../channel.ts';
import type { Part } from './outgoing.ts';

/** Throws SendError when the file's bytes are not there. */
export async function contentOf(part: Part, bytes: Uint8Array | undefined): Promise<AnyMessageContent> {
  if (part.type === 'text') return { text: part.text, linkPreview: null };
  if (!bytes) throw new SendError('not_ready', 'The file has not been fetched yet.');
  const { kind, name, mime } = part.file;
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const caption = part.text ? { caption: part.text } : {};
  switch (kind) {
    case 'photo':
      return { image: data, ...caption, ...(mime?.startsWith('image/') ? { mimetype: mime } : {}) };
    case 'video':
      return { video: data, ...caption, ...(mime ? { mimetype: mime } : {}) };
    case 'animation':
      return { video: data, gifPlayback: mime === 'video/mp4', ...caption };
    case 'voice':
      return { audio: data, ptt: true, mimetype: mime ?? 'audio/ogg; codecs=opus' };
    case 'audio':
      return { audio: data, mimetype: mime ?? 'audio/mpeg' };
    case 'document':
      return { document: data, mimetype: mime ?? 'application/octet-stream', fileName: name ?? 'file', ...caption };
    default:
      return kind satisfies never;
  }
}
