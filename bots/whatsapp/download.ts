// A client's file from WhatsApp's media host, decrypted. What has expired there, the client's phone is asked to upload anew:
// Baileys would ask by itself, but looks for the status where its own errors do not have it.
import { downloadMediaMessage, extractMessageContent, getContentType, type WAMessage, type WASocket } from '@whiskeysockets/baileys';
import { SendError } from '../channel.ts';
import { statusOf } from './boom.ts';

const longestFile = 100_000_000;
/** A phone that is off answers later, or never: the file is asked for again by the outbox. */
const longestPhoneMs = 30_000;

/** Throws SendError. */
export async function download(sock: Pick<WASocket, 'updateMediaMessage'>, message: WAMessage): Promise<Uint8Array> {
  try {
    if (sizeOf(message) > longestFile) throw tooLarge();
    return await read(message).catch(async (error: unknown) => {
      if (!isGone(error)) throw error;
      return read(await inTime(sock.updateMediaMessage(message)));
    });
  } catch (error) {
    throw error instanceof SendError ? error : failure(error);
  }
}

const tooLarge = () => new SendError('too_large', 'The file is larger than what is kept.');

/** As its sender says. */
function sizeOf({ message }: WAMessage): number {
  const content = extractMessageContent(message);
  const type = getContentType(content);
  const media: unknown = content && type ? content[type] : undefined;
  return typeof media === 'object' && media !== null && 'fileLength' in media ? Number(media.fileLength) : 0;
}

async function read(message: WAMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await downloadMediaMessage(message, 'stream', {})) {
    const bytes = chunk as Uint8Array; // a stream of bytes
    size += bytes.length;
    if (size > longestFile) throw tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const isGone = (error: unknown): boolean => [404, 410].includes(statusOf(error) ?? 0);

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SendError('offline', 'The phone did not upload the file anew in time.')), longestPhoneMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function failure(error: unknown): SendError {
  const status = statusOf(error) ?? 0;
  if ([403, 404, 410].includes(status))
    return new SendError('rejected', 'The file is gone from WhatsApp and from the phone.', { cause: error });
  const isNetwork = error instanceof TypeError || status === 408 || status === 428 || status >= 500; // fetch throws TypeErrors
  return new SendError(isNetwork ? 'offline' : 'unknown', 'The file could not be had from WhatsApp.', { cause: error });
}
