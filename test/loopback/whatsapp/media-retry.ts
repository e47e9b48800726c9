// The bot could not download a file and asks the phone to upload it again (receipt `server-error`).
import { randomBytes } from 'node:crypto';
import { aesEncryptGCM, type BinaryNode, hkdf, normalizeMessageContent, proto } from '@whiskeysockets/baileys';
import type { Companion } from './companion.ts';
import { fileIn } from './file.ts';
import { child, node, SERVER, seconds } from './node.ts';
import type { World } from './world.ts';

const { ResultType } = proto.MediaRetryNotification;

export function mediaRetry(world: World, to: Companion, receipt: BinaryNode): void {
  const { id = '' } = receipt.attrs;
  const asked = child(receipt, 'rmr')?.attrs;
  const author = world.handsets.find((handset) => handset.sent.has(id));
  const content = normalizeMessageContent(author?.sent.get(id)?.message);
  const found = content ? fileIn(content) : undefined;
  const bytes = found ? world.media.load(found.message.directPath ?? '') : undefined;
  const about = node('rmr', { jid: asked?.jid, from_me: asked?.from_me, participant: asked?.participant });
  const attributes = { from: author?.address ?? SERVER, type: 'mediaretry', id, t: seconds() };
  if (!found || !bytes) {
    to.deliver(node('notification', attributes, [node('error', { code: String(ResultType.NOT_FOUND) }), about]));
    return;
  }
  const directPath = world.media.store(bytes, true);
  const answer = proto.MediaRetryNotification.encode({ stanzaId: id, directPath, result: ResultType.SUCCESS }).finish();
  const iv = randomBytes(12);
  const key = Buffer.from(hkdf(Buffer.from(found.message.mediaKey ?? []), 32, { info: 'WhatsApp Media Retry Notification' }));
  const sealed = aesEncryptGCM(answer, key, iv, Buffer.from(id));
  to.deliver(node('notification', attributes, [node('encrypt', {}, [node('enc_p', {}, sealed), node('enc_iv', {}, iv)]), about]));
}
