// A decrypted message as a person sees it on the phone's screen.
import { normalizeMessageContent, proto } from '@whiskeysockets/baileys';
import { type FileKind, openFile } from './file.ts';
import type { MediaHost } from './media-host.ts';

export type ReceivedFile = { kind: FileKind; bytes: Buffer; mime: string; name?: string; seconds?: number };

export type Received = {
  readonly id: string;
  /** Milliseconds. */
  readonly at: number;
  /** 'bot', or the name of the person who wrote it on a phone. */
  readonly from: string;
  /** The group's jid; undefined in a chat of two. */
  readonly group?: string;
  /** The text, or the file's caption; '' without any. An edit of the bot changes it, as on a screen. */
  text: string;
  readonly quoteId?: string;
  /** Jids. */
  readonly mentions: string[];
  readonly file?: ReceivedFile;
  readonly location?: { lat: number; lng: number; name?: string };
  readonly contact?: { name: string; vcard: string };
  readonly poll?: { name: string; options: string[] };
  readonly reaction?: { id: string; emoji: string };
  /** This is an edit of that message. */
  readonly edits?: string;
  /** This removes that message. */
  readonly removes?: string;
  edited?: true;
  removed?: true;
  readonly content: proto.IMessage;
};

export type Envelope = { id: string; at: number; from: string; group?: string };

/** Undefined: nothing that a person would see, as keys and history. */
export function readMessage(envelope: Envelope, message: proto.IMessage, media: MediaHost): Received | undefined {
  const content = normalizeMessageContent(message);
  if (!content) return undefined;
  const base = { ...envelope, text: '', mentions: [], content };
  const protocol = content.protocolMessage;
  if (protocol) {
    const target = protocol.key?.id ?? '';
    if (protocol.type === proto.Message.ProtocolMessage.Type.REVOKE) return { ...base, removes: target };
    if (!protocol.editedMessage) return undefined;
    const edited = readMessage(envelope, protocol.editedMessage, media);
    return { ...base, text: edited?.text ?? '', edits: target };
  }
  if (content.reactionMessage) {
    const { key, text } = content.reactionMessage;
    return { ...base, reaction: { id: key?.id ?? '', emoji: text ?? '' } };
  }
  if (typeof content.conversation === 'string' && content.conversation !== '') return { ...base, text: content.conversation };
  return readRich(base, content, media);
}

function readRich(base: Received, content: proto.IMessage, media: MediaHost): Received | undefined {
  const context = contextOf(content);
  const rich = { ...base, quoteId: context?.stanzaId ?? undefined, mentions: context?.mentionedJid ?? [] };
  const extended = content.extendedTextMessage;
  if (extended) return { ...rich, text: extended.text ?? '' };
  const file = openFile(content, media);
  if (file) return { ...rich, text: file.caption, file: file.file };
  const place = content.locationMessage;
  if (place) {
    return { ...rich, location: { lat: place.degreesLatitude ?? 0, lng: place.degreesLongitude ?? 0, name: place.name ?? undefined } };
  }
  const contact = content.contactMessage;
  if (contact) return { ...rich, contact: { name: contact.displayName ?? '', vcard: contact.vcard ?? '' } };
  const poll = content.pollCreationMessage ?? content.pollCreationMessageV2 ?? content.pollCreationMessageV3;
  if (poll) {
    const options = (poll.options ?? []).map((option) => option.optionName ?? '');
    return { ...rich, text: poll.name ?? '', poll: { name: poll.name ?? '', options } };
  }
  const { senderKeyDistributionMessage, messageContextInfo, ...rest } = content;
  return Object.values(rest).some((value) => value !== null && value !== undefined) ? rich : undefined;
}

function contextOf(content: proto.IMessage): proto.IContextInfo | undefined {
  for (const part of Object.values(content)) {
    if (part && typeof part === 'object' && 'contextInfo' in part && part.contextInfo) return part.contextInfo;
  }
  return undefined;
}
