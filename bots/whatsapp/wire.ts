// What the house and the account's process tell each other. Values that a structured clone can carry.
import type { Inbound } from '../../flows/message.ts';
import type { Parcel, SendErrorCode, Sent } from '../channel.ts';
import type { WhatsAppState } from './state.ts';

export type AccountOptions = {
  contact: string;
  /** Names the account's file: `wa-<account>.db`. */
  account: string;
  folder: string;
  socketUrl?: string;
  perMinute: number;
  perDay: number;
  /** The longest that "typing…" is shown before a message, in ms; 0: never. */
  typingMs: number;
  /** How long WhatsApp may take to acknowledge a message, in ms. */
  ackMs: number;
};

/** `files`: the bytes of the body's files, in its order. */
export type ToAccount =
  | { type: 'open'; options: AccountOptions }
  /** The inbound with this number is committed, or could not be and must be handed over again. */
  | { type: 'taken'; number: number; ok: boolean }
  | { type: 'send'; call: number; parcel: Parcel; files: Uint8Array[] }
  | { type: 'pair'; call: number; phone: string }
  /** Drops what is kept of these chats (addresses without the contact point) and of what these outbox rows became. */
  | { type: 'forget'; call: number; chats: string[]; rows: string[] }
  | { type: 'reconnect' }
  | { type: 'close' };

export type FromAccount =
  | { type: 'state'; state: WhatsAppState }
  | { type: 'inbound'; number: number; inbound: Inbound }
  | { type: 'sent'; call: number; sent: Sent }
  | { type: 'paired'; call: number; code: string }
  | { type: 'forgotten'; call: number }
  | { type: 'failed'; call: number; code: SendErrorCode; message: string; retryAfterMs?: number }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; facts: object; sentence: string }
  /** It cannot go on; the process ends. `fatal`: starting it again would not help. */
  | { type: 'broken'; sentence: string; fatal: boolean };
