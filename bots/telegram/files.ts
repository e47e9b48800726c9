// Sends files: by Telegram's own reference where it has one, else as bytes, at last as a document.

import { z } from 'zod';
import type { FileRef } from '../../flows/message.ts';
import { type OpenFile, SendError } from '../channel.ts';
import { fileNameOf } from '../file-name.ts';
import type { Upload } from '../form.ts';
import type { Api } from './api.ts';
import { TelegramError } from './refusal.ts';

/** All that is read of a message that was sent: its number. */
export const SentMessage = z.object({ message_id: z.number() });

/** What a bot may send and fetch, in bytes (Bot API, "Sending files" and getFile). */
const maxUpload = 50_000_000;
const maxDownload = 20_000_000;

const methods: Record<FileRef['kind'], string> = {
  photo: 'sendPhoto',
  document: 'sendDocument',
  audio: 'sendAudio',
  voice: 'sendVoice',
  video: 'sendVideo',
  animation: 'sendAnimation',
};

/** Where and how: everything of the call but the file (chat, topic, caption, quote, buttons). */
type Around = Record<string, unknown>;

/**
 * Sends one file; the message's id. Throws SendError: `not_ready` while the house does not have the bytes.
 */
export async function sendFile(api: Api, open: OpenFile, around: Around, file: FileRef): Promise<string[]> {
  const send = async (kind: FileRef['kind'], content: string | Upload): Promise<string[]> => {
    const sent = await api.call(methods[kind], { ...around, [kind]: content }, SentMessage);
    return [String(sent.message_id)];
  };
  return firstAccepted([
    ...(file.contact === api.contact ? [() => send(file.kind, file.remote)] : []),
    async () => send(file.kind, await openUpload(open, file)),
    ...(file.kind === 'document' ? [] : [async () => send('document', await openUpload(open, file))]),
  ]);
}

/**
 * Sends 2 to 10 files that are shown together; a caption goes with the first. Throws SendError like sendFile.
 */
export async function sendAlbum(api: Api, open: OpenFile, around: Around, files: FileRef[], caption: Around): Promise<string[]> {
  const send = async (contents: (string | Upload)[], asDocuments: boolean): Promise<string[]> => {
    const media = files.map((file, i) => {
      const type = asDocuments ? 'document' : file.kind;
      return { type, media: contents[i], ...(i === 0 ? caption : {}) };
    });
    const sent = await api.call('sendMediaGroup', { ...around, media }, z.array(SentMessage));
    return sent.map(({ message_id }) => String(message_id));
  };
  const openAll = (all: boolean): Promise<(string | Upload)[]> =>
    Promise.all(files.map((file) => (!all && file.contact === api.contact ? file.remote : openUpload(open, file))));
  return firstAccepted([
    async () => send(await openAll(false), false),
    async () => send(await openAll(true), false),
    async () => send(await openAll(true), true),
  ]);
}

const FileAnswer = z.object({ file_path: z.string().optional(), file_size: z.number().optional() });

/** The bytes of a file that came in by this contact point. Throws SendError: `too_large` over 20 MB. */
export async function fetchFile(api: Api, file: FileRef): Promise<Uint8Array> {
  if (file.contact !== api.contact) {
    throw new SendError('rejected', `File ${file.id} came in by ${file.contact}: ${api.contact} cannot fetch it.`);
  }
  const found = await api.call('getFile', { file_id: file.remote }, FileAnswer);
  if ((found.file_size ?? 0) > maxDownload)
    throw new SendError('too_large', `File ${file.id} is larger than 20 MB: Telegram does not give it to bots.`);
  if (!found.file_path) throw new SendError('rejected', `Telegram has no bytes for file ${file.id} any more.`);
  return api.download(found.file_path, maxDownload);
}

/** Refusals that are about the file itself: another way of sending the same may do. */
const aboutFile = /file|PHOTO|IMAGE|VIDEO|VOICE|MEDIA|animation/i;

async function firstAccepted(tries: (() => Promise<string[]>)[]): Promise<string[]> {
  const [now, ...later] = tries;
  if (!now) throw new SendError('rejected', 'There is no way left to send this file.');
  try {
    return await now();
  } catch (error) {
    const another = error instanceof TelegramError && error.code === 'rejected' && aboutFile.test(error.description);
    if (!another || later.length === 0) throw error;
    return firstAccepted(later);
  }
}

async function openUpload(open: OpenFile, file: FileRef): Promise<Upload> {
  const source = await open(file);
  if (!source) throw new SendError('not_ready', `File ${file.id} has not been fetched yet.`);
  if (source.length > maxUpload) throw new SendError('too_large', `File ${file.id} is larger than 50 MB: bots cannot send it.`);
  return {
    source,
    filename: fileNameOf(file),
    mime: file.mime,
  };
}
