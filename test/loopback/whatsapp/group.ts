// A group in which the bot's account and some phones are.
import type { proto } from '@whiskeysockets/baileys';
import { composeText } from './compose.ts';
import type { Handset } from './handset.ts';
import { newId, type Phone, type SayOptions } from './phone.ts';
import { readMessage } from './received.ts';
import type { World } from './world.ts';

export type GroupSayOptions = SayOptions & {
  /** Whom the text names; the bot goes by its owner's account. */
  mention?: readonly Handset[];
};

export class Group {
  readonly jid: string;
  readonly subject: string;
  readonly members: readonly Handset[];
  readonly createdAt = new Date();
  readonly #world: World;

  constructor(world: World, subject: string, members: readonly Handset[]) {
    this.#world = world;
    this.subject = subject;
    this.jid = `1203630${String(10_000_000_000 + world.groups.size)}@g.us`;
    this.members = world.owner ? [world.owner, ...members.filter((member) => member !== world.owner)] : members;
    world.groups.set(this.jid, this);
  }

  /** A member writes; resolves with the message's id when it is on its way. */
  async say(from: Phone, text: string, options: GroupSayOptions = {}): Promise<string> {
    const { mention = [], quote } = options;
    if (mention.length === 0 && !quote) return this.raw(from, composeText(text, undefined), options);
    const mentionedJid = mention.map((handset) => handset.lid);
    return this.raw(from, composeText(text, { mentionedJid, ...this.#quoted(from, quote) }), options);
  }

  async raw(from: Phone, message: proto.IMessage, options: SayOptions = {}): Promise<string> {
    const { id = newId(), at = new Date() } = options;
    const item = () => readMessage({ id, at: at.getTime(), from: from.name, group: this.jid }, message, this.#world.media);
    for (const member of this.members) {
      const seen = member === from ? undefined : item();
      if (seen) member.show(seen);
    }
    return from.post({ id, at, message, group: this.jid, attributes: {} });
  }

  #quoted(from: Phone, quote: string | undefined): proto.IContextInfo {
    if (!quote) return {};
    const seen = from.inbox.find((item) => item.id === quote);
    const author = this.members.find((member) => member.name === seen?.from) ?? (seen ? this.#world.owner : from);
    return { stanzaId: quote, participant: author?.lid, quotedMessage: seen?.content ?? from.sent.get(quote)?.message };
  }
}
