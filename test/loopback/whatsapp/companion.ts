// A device linked to the owner's account (the bot): its keys, and the mail kept for it until it says "received".
import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Link } from './link.ts';
import { node, SERVER, seconds } from './node.ts';
import type { KeyBundle } from './vault.ts';

export type CompanionKeys = {
  noiseKey: Buffer;
  identityKey: Buffer;
  registrationId: number;
  signedPreKey: { keyId: number; publicKey: Buffer; signature: Buffer };
};

export class Companion {
  readonly device: number;
  /** `<owner's lid>:<device>@lid`; phones name their session so. */
  readonly lid: string;
  readonly pn: string;
  readonly keys: CompanionKeys;
  oneTimeKeys: { keyId: number; publicKey: Buffer }[] = [];
  /** True once the owner's phone sent it what a fresh device gets. */
  greeted = false;
  link: Link | undefined;
  #letters: BinaryNode[] = [];
  readonly #againFor = new Map<string, number>();

  constructor(device: number, lid: string, pn: string, keys: CompanionKeys) {
    this.device = device;
    this.lid = lid;
    this.pn = pn;
    this.keys = keys;
  }

  /** What a phone needs for its first message; uses up a one-time key while there are any. */
  bundle(): KeyBundle {
    const { registrationId, identityKey, signedPreKey } = this.keys;
    const preKey = this.oneTimeKeys.shift();
    if (preKey && this.oneTimeKeys.length < 5) this.#askForKeys();
    return { registrationId, identityKey, signedPreKey, ...(preKey ? { preKey } : {}) };
  }

  /** Ids of what is not yet received. */
  get pending(): string[] {
    return this.#letters.map((letter) => letter.attrs.id ?? '');
  }

  deliver(stanza: BinaryNode): void {
    this.#letters.push(stanza);
    if (this.link?.active) this.link.send(stanza);
  }

  /** The device is ready: everything it has not confirmed comes, also what was sent before and never confirmed. */
  flush(): void {
    const { link } = this;
    if (!link) return;
    link.active = true;
    const waiting = [...this.#letters];
    const count = String(waiting.length);
    const messages = String(waiting.filter((letter) => letter.tag === 'message').length);
    const receipts = String(waiting.filter((letter) => letter.tag === 'receipt').length);
    link.send(
      node('ib', { from: SERVER }, [
        node('offline_preview', { count, message: messages, receipt: receipts, notification: '0', appdata: '0' }),
      ]),
    );
    for (const letter of waiting) link.send({ ...letter, attrs: { ...letter.attrs, offline: '1' } });
    link.send(node('ib', { from: SERVER }, [node('offline', { count })]));
  }

  /** A receipt or an ack came for that id. */
  settle(tag: string, id: string): void {
    const again = this.#againFor.get(id) ?? 0;
    if (tag === 'nack' && again > 0) {
      this.#againFor.set(id, again - 1);
      return;
    }
    const settled = tag === 'nack' ? 'message' : tag;
    this.#letters = this.#letters.filter((letter) => letter.tag !== settled || letter.attrs.id !== id);
  }

  /** The device could not read that message. Its refusal follows, and must not drop the copy sent anew. */
  settleForRetry(id: string): void {
    this.settle('message', id);
    this.#againFor.set(id, (this.#againFor.get(id) ?? 0) + 1);
  }

  #askForKeys(): void {
    const attributes = { from: SERVER, type: 'encrypt', id: `keys-${this.oneTimeKeys.length}-${seconds()}`, t: seconds() };
    this.deliver(node('notification', attributes, [node('count', { value: String(this.oneTimeKeys.length) })]));
  }
}
