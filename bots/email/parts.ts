// Which parts of a mail are files of the client's, and which are its wrapping: signatures, logos, receipts. Pure.
import type { Attachment, Email } from 'postal-mime';
import type { FileRef } from '../../flows/message.ts';

export type Part = { name: string; mime: string; kind: FileRef['kind']; bytes: Uint8Array };

/** A picture that the HTML shows and that is smaller is a logo or a line, not something that was sent. */
const logoBytes = 20_000;

export const bytesOf = (content: Attachment['content']): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content instanceof Uint8Array ? content : new Uint8Array(content);

/** Sealed for somebody's key: nobody here can read it (RFC 3156, RFC 8551). */
export function isEncrypted(email: Email): boolean {
  const type = email.headers.find(({ key }) => key === 'content-type')?.value.toLowerCase() ?? '';
  if (/^multipart\/encrypted/.test(type)) return true;
  const sealed = /^application\/(x-)?pkcs7-mime/.test(type) && !/signed-data|certs-only/.test(type);
  return sealed || /^-----BEGIN PGP MESSAGE-----/m.test(email.text ?? '');
}

/** The files, and whether something was left out as wrapping. */
export function partsOf(email: Email): { parts: Part[]; isCut: boolean } {
  const files = email.attachments.filter((one) => !isWrapping(one));
  return { parts: files.map((one, i) => partOf(one, i)), isCut: files.length < email.attachments.length };
}

function isWrapping({ mimeType, content, related, disposition, contentId }: Attachment): boolean {
  if (/^application\/(x-)?(pkcs7-signature|pgp-signature|pgp-keys|pgp-encrypted)$/.test(mimeType)) return true;
  const isShown = related === true || (disposition === 'inline' && contentId !== undefined);
  return isShown && mimeType.startsWith('image/') && bytesOf(content).length < logoBytes;
}

function partOf({ filename, mimeType, content }: Attachment, i: number): Part {
  const name = safeName(filename ?? '') || `${usualName(mimeType)}${i === 0 ? '' : `-${i + 1}`}${ending(mimeType)}`;
  return { name, mime: mimeType, kind: kindOf(mimeType), bytes: bytesOf(content) };
}

/** No folders, no line breaks, no signs that no file system takes; an ending is kept. */
export function safeName(name: string): string {
  const bare = name
    .toWellFormed()
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are
    .replaceAll(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .replace(/^\.+/, '')
    .trim();
  if (bare.length <= 120) return bare;
  const dot = bare.lastIndexOf('.');
  return dot > 0 && bare.length - dot <= 12 ? `${bare.slice(0, 119 - (bare.length - dot))}…${bare.slice(dot)}` : `${bare.slice(0, 119)}…`;
}

const endings: Readonly<Record<string, string>> = {
  'text/calendar': '.ics',
  'message/rfc822': '.eml',
  'application/ms-tnef': '.dat',
  'text/plain': '.txt',
  'text/html': '.html',
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
};
const ending = (mime: string): string => endings[mime] ?? '';
const usualName = (mime: string): string =>
  mime === 'text/calendar' ? 'invite' : mime === 'message/rfc822' ? 'forwarded' : mime === 'application/ms-tnef' ? 'winmail' : 'file';

function kindOf(mime: string): FileRef['kind'] {
  if (/^image\/(jpeg|png|webp|heic)$/.test(mime)) return 'photo';
  if (mime.startsWith('video/')) return 'video';
  if (mime.startsWith('audio/')) return 'audio';
  return 'document';
}
