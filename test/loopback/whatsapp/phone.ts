// A client's phone in the hands of a test: what the person does with it.
import { randomBytes } from 'node:crypto';
import type { proto } from '@whiskeysockets/baileys';
import { composeContact, composeEdit, composeFile, composeRevoke, composeText, type FilePlan } from './compose.ts';
import type { FileKind } from './file.ts';
import { Handset } from './handset.ts';
import type { Withheld } from './mail.ts';

export type SayOptions = {
  /** Default: a new one, as phones make them. */
  id?: string;
  /** The id of the message it answers. */
  quote?: string;
  /** When it was written; default now. */
  at?: Date;
};

export type SendFileOptions = SayOptions & FilePlan;
type SendOptions = SayOptions & { withheld?: Withheld };

/** Every act resolves with the message's id when the message is on its way. */
export class Phone extends Handset {
  say(text: string, options: SayOptions = {}): Promise<string> {
    return this.#send(composeText(text, this.#context(options)), options);
  }

  photo(bytes: Buffer, options: SendFileOptions = {}): Promise<string> {
    return this.#file('photo', bytes, options);
  }

  video(bytes: Buffer, options: SendFileOptions = {}): Promise<string> {
    return this.#file('video', bytes, options);
  }

  voice(bytes: Buffer, options: SendFileOptions = {}): Promise<string> {
    return this.#file('voice', bytes, options);
  }

  document(bytes: Buffer, options: SendFileOptions & { name: string; mime: string }): Promise<string> {
    return this.#file('document', bytes, options);
  }

  sticker(bytes: Buffer, options: SendFileOptions = {}): Promise<string> {
    return this.#file('sticker', bytes, options);
  }

  location(place: { lat: number; lng: number; name?: string }, options: SayOptions = {}): Promise<string> {
    return this.#send({ locationMessage: { degreesLatitude: place.lat, degreesLongitude: place.lng, name: place.name } }, options);
  }

  contact(person: { name: string; number: string }, options: SayOptions = {}): Promise<string> {
    return this.#send(composeContact(person.name, person.number), options);
  }

  /** Changes a text of this phone. */
  edit(id: string, text: string): Promise<string> {
    return this.#send(composeEdit(this.#keyOf(id), { conversation: text }), {}, { edit: '1' });
  }

  /** Removes a message of this phone for everybody. */
  remove(id: string): Promise<string> {
    return this.#send(composeRevoke(this.#keyOf(id)), {}, { edit: '7' });
  }

  /** Reacts to a message of either side; '' takes the reaction back. */
  react(id: string, emoji: string): Promise<string> {
    const reactionMessage = { key: this.#keyOf(id), text: emoji, senderTimestampMs: Date.now() };
    return this.#send({ reactionMessage }, {});
  }

  /** The first words after an advertisement: the bot gets an empty message and must ask the owner's phone for it. */
  fromAdvertisement(text: string, options: SayOptions = {}): Promise<string> {
    return this.#send(composeText(text, undefined), { ...options, withheld: 'advertisement' });
  }

  /** Any message at all. */
  raw(message: proto.IMessage, options: SayOptions = {}): Promise<string> {
    return this.#send(message, options);
  }

  /** Tells the bot that this person has seen its message. */
  read(id: string): void {
    for (const companion of this.world.companions.values()) this.confirm(companion, id, 'read');
  }

  #file(kind: FileKind, bytes: Buffer, options: SendFileOptions): Promise<string> {
    const message = composeFile({ ...options, kind, bytes }, this.#context(options), this.world.media);
    return this.#send(message, { ...options, withheld: options.viewOnce === 'withheld' ? 'view once' : undefined });
  }

  #send(message: proto.IMessage, options: SendOptions, attributes: Record<string, string> = {}): Promise<string> {
    const { id = newId(), at = new Date(), withheld } = options;
    this.world.owner?.overhear(this, id, at, message);
    return this.post({ id, at, message, attributes, withheld });
  }

  #keyOf(id: string): proto.IMessageKey {
    return { id, fromMe: this.sent.has(id), remoteJid: this.#bot };
  }

  #context({ quote }: SayOptions): proto.IContextInfo | undefined {
    if (!quote) return undefined;
    const own = this.sent.get(quote);
    const quotedMessage = own?.message ?? this.inbox.find((item) => item.id === quote)?.content;
    return { stanzaId: quote, participant: own ? this.address : this.#bot, quotedMessage };
  }

  /** The bot's account, in the words of this phone. */
  get #bot(): string | undefined {
    const { owner } = this.world;
    return this.addressing.startsWith('lid') ? owner?.lid : owner?.pn;
  }
}

export function newId(): string {
  return `3A${randomBytes(9).toString('hex').toUpperCase()}`;
}
