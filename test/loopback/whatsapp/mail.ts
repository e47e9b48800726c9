// What a phone is given and gives: how it is named, what the bot sent it, what it sends itself.
import type { proto } from '@whiskeysockets/baileys';
import type { Companion } from './companion.ts';

/**
 * How stanzas name a phone: by its lid or by its number, with the other one beside it; the "-only" forms leave the other
 * one out.
 */
export type Addressing = 'lid' | 'phone' | 'lid-only' | 'phone-only';

export type HandsetPlan = { name: string; number: string; lid?: string; addressing?: Addressing };

export type Seen = { what: string; at: number };
export type ReceiptSeen = { id: string; type: string; at: number };

/** A stanza of the bot on its way to this phone. */
export type Delivery = {
  id: string;
  from: Companion;
  /** The jid by which the bot named this phone, or the group's. */
  to: string;
  group?: string;
  sealed: { type: string; ciphertext: Buffer }[];
};

export type Sent = {
  id: string;
  message: proto.IMessage;
  at: Date;
  group?: string;
  attributes: Record<string, string | undefined>;
  /** Linked devices do not get the content, only word that there is one. */
  withheld?: Withheld;
};

/** A view-once file stays on the phone; the first message after an advertisement must be asked for at the owner's phone. */
export type Withheld = 'view once' | 'advertisement';
