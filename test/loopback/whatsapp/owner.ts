// The phone of the account that the bot is linked to. The person who has it links and unlinks the bot, and may write to
// clients from it; the bot sees those messages as its own.
import { deflateSync } from 'node:zlib';
import { proto } from '@whiskeysockets/baileys';
import type { Companion } from './companion.ts';
import { dispatch } from './dispatch.ts';
import { Handset } from './handset.ts';
import type { Delivery, HandsetPlan } from './mail.ts';
import { pairByCode, pairByQr } from './pair.ts';
import { newId } from './phone.ts';
import { readMessage } from './received.ts';
import { unlink } from './unlink.ts';
import type { World } from './world.ts';

const { Type } = proto.Message.ProtocolMessage;

export class Owner extends Handset {
  /** The business name in the app; '' for none. */
  readonly business: string;
  /** False: questions of the bot to this phone, as for a message it could not read, get no answer. */
  answers = true;

  constructor(world: World, plan: HandsetPlan & { business?: string }) {
    super(world, plan);
    this.business = plan.business ?? plan.name;
    this.confirms = false;
    world.owner = this;
  }

  /** Points the camera at the QR code. Resolves when the bot's device is linked. */
  scan(qr: string): Promise<void> {
    return pairByQr(this.world, this, qr);
  }

  /** Types the pairing code that the bot showed. */
  enterCode(code: string): Promise<void> {
    return pairByCode(this.world, this, code);
  }

  /** Writes to a client from this phone; the bot gets a copy marked as its own. */
  async say(to: Handset, text: string, options: { id?: string; at?: Date } = {}): Promise<string> {
    const { id = newId(), at = new Date() } = options;
    const message = { conversation: text };
    const item = readMessage({ id, at: at.getTime(), from: this.name }, message, this.world.media);
    if (item) to.show(item);
    const byLid = this.addressing.startsWith('lid');
    const attributes = {
      from: byLid ? this.lid : this.pn,
      recipient: byLid ? to.lid : to.pn,
      sender_pn: undefined,
      sender_lid: undefined,
      peer_recipient_pn: byLid ? to.pn : undefined,
      peer_recipient_lid: byLid ? undefined : to.lid,
    };
    return this.post({ id, at, message: { deviceSentMessage: { destinationJid: attributes.recipient, message } }, attributes });
  }

  /** Takes all linked devices off the account. */
  unlink(): void {
    for (const companion of [...this.world.companions.values()]) unlink(this.world, companion);
  }

  /** A client's message arrives at this phone, too. */
  overhear(from: Handset, id: string, at: Date, message: proto.IMessage): void {
    const item = readMessage({ id, at: at.getTime(), from: from.name }, message, this.world.media);
    if (item) this.show(item);
  }

  /** What a fresh device gets: the keys of the app state and the first history, which here is empty. */
  async greet(companion: Companion): Promise<void> {
    companion.greeted = true;
    const keyId = { keyId: Buffer.from([0, 0, 0, 0, 0, companion.device]) };
    const keyData = { keyData: this.vault.identity.public, fingerprint: { rawId: 1, currentIndex: 0, deviceIndexes: [0] }, timestamp: 1 };
    await this.#toPeer(companion, { type: Type.APP_STATE_SYNC_KEY_SHARE, appStateSyncKeyShare: { keys: [{ keyId, keyData }] } });
    const history = proto.HistorySync.encode({
      syncType: proto.HistorySync.HistorySyncType.INITIAL_BOOTSTRAP,
      progress: 100,
      chunkOrder: 0,
      conversations: [],
      phoneNumberToLidMappings: [{ pnJid: this.pn, lidJid: this.lid }],
    }).finish();
    const historySyncNotification = {
      syncType: proto.HistorySync.HistorySyncType.INITIAL_BOOTSTRAP,
      progress: 100,
      chunkOrder: 0,
      initialHistBootstrapInlinePayload: deflateSync(history),
    };
    await this.#toPeer(companion, { type: Type.HISTORY_SYNC_NOTIFICATION, historySyncNotification });
  }

  /** The bot's own messages come wrapped; some are questions to this phone. */
  protected override heard(delivery: Delivery, message: proto.IMessage): void {
    const inner = message.deviceSentMessage?.message ?? message;
    const question = inner.protocolMessage?.peerDataOperationRequestMessage;
    if (question && this.answers) void this.#answer(delivery, question);
    super.heard(delivery, inner);
  }

  /** Damage is meant for clients' phones. */
  protected override arrived(ciphertext: Buffer): Buffer {
    return ciphertext;
  }

  async #answer(
    { id, from }: Delivery,
    { placeholderMessageResendRequest }: proto.Message.IPeerDataOperationRequestMessage,
  ): Promise<void> {
    const peerDataOperationResult = (placeholderMessageResendRequest ?? []).flatMap(({ messageKey }) => {
      const author = this.world.handsets.find((handset) => handset.sent.has(messageKey?.id ?? ''));
      const sent = author?.sent.get(messageKey?.id ?? '');
      if (!messageKey || !author || !sent) return [];
      const messageTimestamp = Math.floor(sent.at.getTime() / 1000);
      const whole = { key: messageKey, message: sent.message, messageTimestamp, pushName: author.name };
      return [{ placeholderMessageResendResponse: { webMessageInfoBytes: proto.WebMessageInfo.encode(whole).finish() } }];
    });
    const peerDataOperationRequestResponseMessage = { stanzaId: id, peerDataOperationResult };
    await this.#toPeer(from, { type: Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE, peerDataOperationRequestResponseMessage });
  }

  #toPeer(companion: Companion, protocolMessage: proto.Message.IProtocolMessage): Promise<void> {
    const attributes = { from: this.pn, sender_lid: undefined, sender_pn: undefined, category: 'peer', peer_recipient_lid: this.lid };
    const sent = { id: newId(), at: new Date(), message: { protocolMessage }, attributes };
    this.sent.set(sent.id, sent);
    return dispatch(this.world, this, companion, sent);
  }
}
