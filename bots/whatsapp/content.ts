// What one WhatsApp message says, out of its dozens of shapes. Pure: protobuf in, plain values out.
import { getContentType, normalizeMessageContent, proto } from '@whiskeysockets/baileys';
import type { FileRef } from '../../flows/message.ts';

type FileContent = { kind: FileRef['kind']; name?: string; mime?: string; size?: number };

export type Content =
  | {
      type: 'said';
      text?: string;
      file?: FileContent;
      other?: string;
      quote?: string;
      /** Jids that are named, and the author of the message that is quoted. */
      names: string[];
      album?: string;
    }
  | { type: 'edit'; message: string; text?: string }
  | { type: 'removal'; message: string }
  | { type: 'reaction'; message: string; emoji?: string };

const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;

/** The content, or null for what nobody needs to hear of (votes, pins, what phones tell each other). */
export function readContent(given: proto.IMessage): Content | null {
  const message = normalizeMessageContent(given);
  if (!message) return null;
  const { protocolMessage, reactionMessage } = message;
  if (protocolMessage) return readProtocol(protocolMessage);
  if (reactionMessage?.key?.id)
    return { type: 'reaction', message: reactionMessage.key.id, ...(reactionMessage.text ? { emoji: reactionMessage.text } : {}) };
  const parent =
    given.messageContextInfo?.messageAssociation?.parentMessageKey?.id ??
    message.messageContextInfo?.messageAssociation?.parentMessageKey?.id;
  const said = readSaid(message);
  return said && { type: 'said', ...said, ...quoteOf(message), ...(parent ? { album: parent } : {}) };
}

function readProtocol({ type, key, editedMessage }: proto.Message.IProtocolMessage): Content | null {
  if (!key?.id) return null;
  if (type === REVOKE) return { type: 'removal', message: key.id };
  if (type !== MESSAGE_EDIT || !editedMessage) return null;
  const said = readSaid(normalizeMessageContent(editedMessage) ?? {});
  return said ? { type: 'edit', message: key.id, ...(said.text === undefined ? {} : { text: said.text }) } : null;
}

type Said = { text?: string; file?: FileContent; other?: string };

/** Shapes that a person sends and that are neither words nor a file, by their plain word. */
const others: Readonly<Record<string, string>> = {
  stickerMessage: 'sticker',
  placeholderMessage: 'view-once',
  lottieStickerMessage: 'sticker',
  stickerPackMessage: 'sticker',
  pollCreationMessage: 'poll',
  pollCreationMessageV2: 'poll',
  pollCreationMessageV3: 'poll',
  eventMessage: 'event',
  orderMessage: 'order',
  productMessage: 'product',
  groupInviteMessage: 'invitation',
  requestPhoneNumberMessage: 'number-request',
  interactiveMessage: 'form',
  invoiceMessage: 'invoice',
  sendPaymentMessage: 'payment',
  requestPaymentMessage: 'payment',
};

function readSaid(message: proto.IMessage): Said | null {
  const file = readFile(message);
  if (file) return file;
  const words = readWords(message);
  if (words !== undefined) return { text: words };
  const type = getContentType(message);
  return type && others[type] ? { other: others[type] } : null;
}

function readWords(message: proto.IMessage): string | undefined {
  const { locationMessage: place, liveLocationMessage: live, contactMessage: contact, contactsArrayMessage: contacts } = message;
  if (place || live) {
    const { degreesLatitude: lat, degreesLongitude: lng } = place ?? live ?? {};
    const name = [place?.name, place?.address, live?.caption].filter(Boolean).join(', ');
    return `📍 ${[name, `https://maps.google.com/?q=${lat ?? 0},${lng ?? 0}`].filter(Boolean).join('\n')}`;
  }
  if (contact) return readContact(contact);
  if (contacts) return (contacts.contacts ?? []).map(readContact).join('\n');
  return (
    message.conversation ??
    message.extendedTextMessage?.text ??
    message.buttonsResponseMessage?.selectedDisplayText ??
    message.templateButtonReplyMessage?.selectedDisplayText ??
    message.listResponseMessage?.title ??
    undefined
  );
}

/** Name and numbers of a vCard (RFC 6350), whatever else is in it. */
function readContact({ displayName, vcard }: proto.Message.IContactMessage): string {
  const numbers = [...(vcard ?? '').matchAll(/^(?:\w+\.)?TEL[^:]*:(?:tel:)?(.+)$/gim)].map(([, number = '']) => number.trim());
  return `👤 ${[displayName ?? '', ...numbers].filter(Boolean).join(' · ')}`;
}

function readFile(message: proto.IMessage): Said | null {
  const { imageMessage, videoMessage, ptvMessage, audioMessage, documentMessage } = message;
  const facts = (
    kind: FileRef['kind'],
    media: { mimetype?: string | null; fileLength?: unknown; caption?: string | null; fileName?: string | null },
  ): Said => ({
    ...(media.caption ? { text: media.caption } : {}),
    file: {
      kind,
      ...(media.fileName ? { name: media.fileName } : {}),
      ...(media.mimetype ? { mime: media.mimetype } : {}),
      ...(media.fileLength ? { size: Number(media.fileLength) } : {}),
    },
  });
  if (imageMessage) return facts('photo', imageMessage);
  if (videoMessage) return facts(videoMessage.gifPlayback ? 'animation' : 'video', videoMessage);
  if (ptvMessage) return facts('video', ptvMessage);
  if (audioMessage) return facts(audioMessage.ptt ? 'voice' : 'audio', audioMessage);
  if (documentMessage) return facts('document', documentMessage);
  return null;
}

function quoteOf(message: proto.IMessage): { quote?: string; names: string[] } {
  const type = getContentType(message);
  const body: unknown = type && message[type];
  const context =
    typeof body === 'object' && body !== null && 'contextInfo' in body ? (body.contextInfo as proto.IContextInfo | null) : null; // the field has one type in every shape
  const names = [...(context?.mentionedJid ?? []), ...(context?.stanzaId && context.participant ? [context.participant] : [])];
  return { ...(context?.stanzaId ? { quote: context.stanzaId } : {}), names };
}
