// A simulated phone as the network sees it: it encrypts for the bot, decrypts what the bot sends, confirms, asks again.
import { type BinaryNode, encodeBigEndian, proto, unpadRandomMax16 } from '@whiskeysockets/baileys';
import { patienceMs } from '../patience.ts';
import type { Companion } from './companion.ts';
import { dispatch } from './dispatch.ts';
import { Inbox } from './inbox.ts';
import { makeLock } from './lock.ts';
import type { Addressing, Delivery, HandsetPlan, ReceiptSeen, Seen, Sent } from './mail.ts';
import { node, SERVER, seconds } from './node.ts';
import { type Received, readMessage } from './received.ts';
import { keysNode } from './stanza-keys.ts';
import { type KeyBundle, Vault } from './vault.ts';
import type { World } from './world.ts';

export class Handset {
  readonly name: string;
  readonly number: string;
  readonly lidUser: string;
  addressing: Addressing;
  /** Chat states the bot showed to this phone: 'composing', 'paused', 'recording'. */
  readonly seen: Seen[] = [];
  /** What the bot said about messages of this phone: 'delivered', 'inactive' (delivered, unseen), 'read', 'retry', … */
  readonly receipts: ReceiptSeen[] = [];
  readonly vault: Vault;
  readonly sent = new Map<string, Sent>();
  /** Which devices have this phone's sender key of which group. */
  readonly keyKnownTo = new Set<string>();
  /** True: a delivery receipt for everything that could be read. */
  confirms = true;
  protected readonly world: World;
  protected readonly box: Inbox;
  readonly #lock = makeLock();
  readonly #retries = new Map<string, number>();
  readonly #namedAs = new Map<string, string>();
  #missed: Delivery[] | undefined;

  constructor(world: World, plan: HandsetPlan) {
    this.world = world;
    this.name = plan.name;
    this.number = plan.number;
    this.lidUser = plan.lid ?? `${900_000_000_000 + world.handsets.length}`;
    this.addressing = plan.addressing ?? 'lid';
    this.vault = new Vault(this.lidUser);
    this.box = new Inbox(plan.name);
    world.handsets.push(this);
  }

  get pn(): string {
    return `${this.number}${SERVER}`;
  }

  get lid(): string {
    return `${this.lidUser}@lid`;
  }

  /** By what name stanzas of this phone come. */
  get address(): string {
    return this.addressing.startsWith('lid') ? this.lid : this.pn;
  }

  /** What came to this phone, decrypted, each message once by its id. */
  get inbox(): readonly Received[] {
    return this.box.items;
  }

  /** How many stanzas with that id came. */
  copies(id: string): number {
    return this.box.copies(id);
  }

  /** The first message that fits, also one that came before; rejects with a sentence that tells what did come. */
  waitFor(fits: (item: Received) => boolean, ms = patienceMs): Promise<Received> {
    return this.box.waitFor(fits, ms);
  }

  /** The message after the one it gave last: each one once, in order. */
  next(ms = patienceMs): Promise<Received> {
    return this.box.next(ms);
  }

  /** Waits for anything about this phone: a receipt, a chat state, a message. */
  until<T>(check: () => T | undefined | false, ms = patienceMs): Promise<T> {
    return this.box.until(check, ms, () => `until ${check}`);
  }

  /** Switched off: nothing is decrypted or confirmed until `online`. */
  offline(): void {
    this.#missed ??= [];
  }

  async online(): Promise<void> {
    const missed = this.#missed ?? [];
    this.#missed = undefined;
    for (const delivery of missed) await this.take(delivery);
  }

  /** Keeps it for retries, encrypts it for every linked device, and sends it. Resolves when it is on its way. */
  async post(sent: Sent): Promise<string> {
    this.sent.set(sent.id, sent);
    await this.#lock(async () => {
      for (const companion of this.world.companions.values()) await dispatch(this.world, this, companion, sent);
    });
    return sent.id;
  }

  /** The device could not read that message and wants it anew. */
  async again(id: string, companion: Companion, count: number, keys: KeyBundle | undefined): Promise<void> {
    const sent = this.sent.get(id);
    if (!sent) return;
    await this.#lock(async () => {
      if (keys) await this.vault.renew(companion.lid, keys);
      await dispatch(this.world, this, companion, sent, count);
    });
  }

  /** A stanza of the bot came. */
  async take(delivery: Delivery): Promise<void> {
    if (this.#missed) {
      this.#missed.push(delivery);
      return;
    }
    await this.#lock(async () => {
      this.box.count(delivery.id);
      this.#namedAs.set(delivery.id, delivery.group ?? delivery.to);
      const messages = await this.#unsealAll(delivery);
      if (messages) {
        for (const message of messages) this.heard(delivery, message);
        this.#retries.delete(delivery.id);
        if (this.confirms) this.confirm(delivery.from, delivery.id);
      } else {
        await this.#askAgain(delivery);
      }
      this.box.changed();
    });
  }

  /** What another phone wrote, in a group or to this one; it reaches the screen without the bot. */
  show(item: Received): void {
    this.box.add(item);
  }

  see(what: string): void {
    this.seen.push({ what, at: Date.now() });
    this.box.changed();
  }

  seeReceipt(id: string, type: string): void {
    this.receipts.push({ id, type, at: Date.now() });
    this.box.changed();
  }

  /** Sends the bot's device a receipt, 'delivered' when no type is told. */
  confirm(companion: Companion, id: string, type?: string): void {
    const named = this.#namedAs.get(id) ?? this.address;
    const group = named.endsWith('@g.us');
    const attributes = { id, from: named, participant: group ? this.lid : undefined, type, t: seconds() };
    companion.deliver(node('receipt', attributes));
  }

  /** A message of the bot was decrypted. */
  protected heard({ id, group }: Delivery, message: proto.IMessage): void {
    if (this.box.has(id)) return;
    const item = readMessage({ id, at: Date.now(), from: 'bot', group }, message, this.world.media);
    if (item) this.box.add(item);
  }

  /** What is left of it after the way; the place for faults. */
  protected arrived(ciphertext: Buffer): Buffer {
    return this.world.faults.nextToPhone(ciphertext);
  }

  /** Undefined: not all of it could be read. */
  async #unsealAll(delivery: Delivery): Promise<proto.IMessage[] | undefined> {
    const messages: proto.IMessage[] = [];
    try {
      for (const sealed of delivery.sealed) messages.push(await this.#unseal(delivery, sealed));
    } catch {
      return undefined;
    }
    return messages;
  }

  async #unseal(delivery: Delivery, sealed: Delivery['sealed'][number]): Promise<proto.IMessage> {
    const { group, from } = delivery;
    const ciphertext = this.arrived(sealed.ciphertext);
    const padded =
      sealed.type === 'skmsg' && group
        ? await this.vault.unsealFromGroup(group, from.lid, ciphertext)
        : await this.vault.unseal(from.lid, sealed.type, ciphertext);
    const message = proto.Message.decode(unpadRandomMax16(padded));
    if (message.senderKeyDistributionMessage) await this.vault.learnSenderKey(from.lid, message.senderKeyDistributionMessage);
    return message;
  }

  async #askAgain(delivery: Delivery): Promise<void> {
    const { id, from } = delivery;
    const count = (this.#retries.get(id) ?? 0) + 1;
    this.#retries.set(id, count);
    if (count > 5) return;
    const about: BinaryNode[] = [
      node('retry', { count: String(count), id, t: seconds(), v: '1' }),
      node('registration', {}, encodeBigEndian(this.vault.registrationId)),
    ];
    if (count > 1) about.push(keysNode(await this.vault.bundle()));
    const named = delivery.group ?? delivery.to;
    const participant = delivery.group ? this.lid : undefined;
    from.deliver(node('receipt', { id, from: named, participant, type: 'retry', t: seconds() }, about));
  }
}
