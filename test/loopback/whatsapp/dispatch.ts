// A phone's message on its way to one linked device: encrypted for it, addressed, and left in its mail.
import { type BinaryNode, encodeWAMessage, type proto } from '@whiskeysockets/baileys';
import type { Companion } from './companion.ts';
import { flipped } from './faults.ts';
import type { Handset } from './handset.ts';
import type { Sent } from './mail.ts';
import { type Attributes, node, seconds } from './node.ts';
import type { World } from './world.ts';

/** `retry` counts the device's requests for this message: it goes to the device alone, without the sender key. */
export async function dispatch(world: World, from: Handset, to: Companion, sent: Sent, retry?: number): Promise<void> {
  const ordinary = retry === undefined && sent.attributes.category !== 'peer';
  const fault = ordinary ? world.faults.nextToBot() : undefined;
  const stanza = await seal(from, to, sent, retry);
  to.deliver(fault === 'flip' ? withFlippedByte(stanza) : stanza);
  if (fault === 'same twice') to.deliver(stanza);
  if (fault === 'again') to.deliver(await seal(from, to, sent, retry));
}

async function seal(from: Handset, to: Companion, sent: Sent, retry: number | undefined): Promise<BinaryNode> {
  const attributes = { id: sent.id, t: seconds(sent.at), notify: from.name, type: stanzaType(sent.message), ...sent.attributes };
  const mediatype = mediaType(sent.message);
  const count = retry === undefined ? undefined : String(retry);
  if (sent.withheld) {
    const type = sent.withheld === 'view once' ? 'view_once' : undefined;
    return node('message', { ...addressed(from), ...attributes }, [node('unavailable', { type })]);
  }
  if (!sent.group) {
    const sealed = await from.vault.seal(to.lid, encodeWAMessage(sent.message), () => to.bundle());
    const content = [node('enc', { v: '2', type: sealed.type, mediatype, count }, sealed.ciphertext)];
    return node('message', { ...addressed(from), ...attributes }, content);
  }
  const content: BinaryNode[] = [];
  const grouped = await from.vault.sealForGroup(sent.group, encodeWAMessage(sent.message));
  const key = {
    senderKeyDistributionMessage: { groupId: sent.group, axolotlSenderKeyDistributionMessage: grouped.senderKeyDistributionMessage },
  };
  const knows = `${sent.group} ${to.device} ${from.address}`;
  if (retry !== undefined || !from.keyKnownTo.has(knows)) {
    const message = retry === undefined ? key : { ...sent.message, ...key };
    const sealed = await from.vault.seal(to.lid, encodeWAMessage(message), () => to.bundle());
    content.push(node('enc', { v: '2', type: sealed.type, count }, sealed.ciphertext));
    from.keyKnownTo.add(knows);
  }
  if (retry === undefined) content.push(node('enc', { v: '2', type: 'skmsg', mediatype }, grouped.ciphertext));
  return node('message', { from: sent.group, ...participant(from), ...attributes }, content);
}

function addressed(from: Handset): Attributes {
  switch (from.addressing) {
    case 'lid':
      return { from: from.lid, sender_pn: from.pn };
    case 'lid-only':
      return { from: from.lid };
    case 'phone':
      return { from: from.pn, sender_lid: from.lid };
    case 'phone-only':
      return { from: from.pn };
  }
}

function participant(from: Handset): Attributes {
  const isLid = from.addressing.startsWith('lid');
  const whole = !from.addressing.endsWith('-only');
  return {
    participant: from.address,
    addressing_mode: isLid ? 'lid' : 'pn',
    participant_pn: isLid && whole ? from.pn : undefined,
    participant_lid: !isLid && whole ? from.lid : undefined,
  };
}

function withFlippedByte(stanza: BinaryNode): BinaryNode {
  if (!Array.isArray(stanza.content)) return stanza;
  const content = stanza.content.map((part, at, all) =>
    at === all.length - 1 && part.content instanceof Uint8Array ? { ...part, content: flipped(Buffer.from(part.content)) } : part,
  );
  return { ...stanza, content };
}

function stanzaType(message: proto.IMessage): string {
  if (message.reactionMessage) return 'reaction';
  return mediaType(message) ? 'media' : 'text';
}

function mediaType(message: proto.IMessage): string | undefined {
  const inner = message.viewOnceMessageV2?.message ?? message;
  if (inner.imageMessage) return 'image';
  if (inner.videoMessage) return 'video';
  if (inner.audioMessage) return inner.audioMessage.ptt ? 'ptt' : 'audio';
  if (inner.documentMessage || inner.documentWithCaptionMessage) return 'document';
  if (inner.stickerMessage) return 'sticker';
  if (inner.contactMessage) return 'vcard';
  return undefined;
}
