// What a person can write, as WhatsApp's messages.
import { proto } from '@whiskeysockets/baileys';
import { type FileKind, storeFile } from './file.ts';
import type { MediaHost } from './media-host.ts';

export type FilePlan = {
  mime?: string;
  name?: string;
  caption?: string;
  /** 'withheld': as WhatsApp does today, linked devices only hear that there is one. */
  viewOnce?: boolean | 'withheld';
  seconds?: number;
};

export type ComposedFile = { kind: FileKind; bytes: Buffer } & FilePlan;

const MIMES: Record<FileKind, string> = {
  photo: 'image/jpeg',
  video: 'video/mp4',
  voice: 'audio/ogg; codecs=opus',
  audio: 'audio/mpeg',
  document: 'application/octet-stream',
  sticker: 'image/webp',
};

export function composeText(text: string, contextInfo: proto.IContextInfo | undefined): proto.IMessage {
  return contextInfo ? { extendedTextMessage: { text, contextInfo } } : { conversation: text };
}

export function composeFile(plan: ComposedFile, contextInfo: proto.IContextInfo | undefined, media: MediaHost): proto.IMessage {
  const { kind, bytes, caption } = plan;
  const stored = { ...storeFile(kind, bytes, plan.mime ?? MIMES[kind], media), contextInfo };
  switch (kind) {
    case 'photo':
      return once(plan, { imageMessage: { ...stored, caption } });
    case 'video':
      return once(plan, { videoMessage: { ...stored, caption, seconds: plan.seconds ?? 3 } });
    case 'voice':
    case 'audio':
      return { audioMessage: { ...stored, ptt: kind === 'voice', seconds: plan.seconds ?? 3 } };
    case 'sticker':
      return { stickerMessage: stored };
    case 'document':
      return composeDocument({ ...stored, caption, fileName: plan.name, title: plan.name });
  }
}

export function composeRevoke(key: proto.IMessageKey): proto.IMessage {
  return { protocolMessage: { key, type: proto.Message.ProtocolMessage.Type.REVOKE } };
}

export function composeEdit(key: proto.IMessageKey, editedMessage: proto.IMessage): proto.IMessage {
  const timestampMs = Date.now();
  return { protocolMessage: { key, editedMessage, timestampMs, type: proto.Message.ProtocolMessage.Type.MESSAGE_EDIT } };
}

export function composeContact(name: string, number: string): proto.IMessage {
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `N:;${name};;;`, `FN:${name}`, `TEL;type=CELL;waid=${number}:+${number}`, 'END:VCARD'];
  return { contactMessage: { displayName: name, vcard: lines.join('\n') } };
}

/** Phones wrap a document only when it has a caption. */
function composeDocument(documentMessage: proto.Message.IDocumentMessage): proto.IMessage {
  return documentMessage.caption ? { documentWithCaptionMessage: { message: { documentMessage } } } : { documentMessage };
}

function once(plan: FilePlan, message: proto.IMessage): proto.IMessage {
  if (!plan.viewOnce) return message;
  if (message.imageMessage) message.imageMessage.viewOnce = true;
  if (message.videoMessage) message.videoMessage.viewOnce = true;
  return { viewOnceMessageV2: { message } };
}
