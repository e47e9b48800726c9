// What every door has: a name, a start with somebody to hand inbounds to, a send, a stop. Knows no store and no flow.
import type { Address, FileRef, Inbound, OutboundBody, Role } from '../flows/message.ts';

/**
 * Resolves once the inbound is committed (or is a repeat), with the number of messages that answer it in its own chat;
 * rejects when it could not be stored and must come again.
 */
export type Take = (inbound: Inbound) => Promise<number>;

/** Bytes of a file that the house keeps, or null while they have not been fetched yet. */
export type OpenFile = (file: FileRef) => Promise<Uint8Array | null>;

/** What the outbox hands to a channel: one row, with everything looked up that was unknown when it was written. */
export type Parcel = {
  /** The outbox row's id; the provider's message id is derived from it wherever the channel lets us choose it. */
  id: string;
  to: Address;
  /** The forum topic to send into. */
  thread?: string;
  /** The provider's id of the ticket's card, once it was sent. */
  card?: string;
  /** The ticket it is about, and what a reply to it means. */
  ticket?: number;
  role?: Role;
  body: OutboundBody;
};

/** What came of a send. `messages`: the provider's ids, one or more (long texts are split). */
export type Sent = { messages: string[]; thread?: string; card?: string; bytes?: Uint8Array };

export type Channel = {
  /** The contact point's name, the part of its addresses before the colon. */
  name: string;
  /** `awake`: to be called when the channel can send again after it could not, so that what waits leaves now. */
  start(take: Take, awake?: () => void): Promise<void>;
  /** Throws SendError. */
  send(parcel: Parcel): Promise<Sent>;
  /**
   * Drops what the channel itself keeps of these chats and of these outbox rows of theirs; asked again, it changes nothing.
   * A channel without it keeps nothing.
   */
  forget?(chats: readonly Address[], rows: readonly string[]): Promise<void>;
  /** Milliseconds to wait before this may leave (pacing per chat, group and channel); 0 takes the slot. */
  pace(to: Address, body: OutboundBody, now: number): number;
  stop(): Promise<void>;
};

/**
 * Why a send failed, in words the outbox acts on. `rate_limited`, `offline`, `not_ready`, `unknown` are tried again ·
 * `blocked` parks the row until the chat answers again · `rejected`, `too_large`, `needs_template` park it · `moved` sends to `movedTo` ·
 * `thread_missing` opens the ticket's topic anew · `expired` drops the row: nobody waits for it any more.
 */
export type SendErrorCode =
  | 'rate_limited'
  | 'blocked'
  | 'offline'
  | 'not_ready'
  | 'rejected'
  | 'too_large'
  | 'needs_template'
  | 'moved'
  | 'thread_missing'
  | 'expired'
  | 'unknown';

export class SendError extends Error {
  readonly code: SendErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly movedTo: Address | undefined;

  constructor(code: SendErrorCode, message: string, more: { retryAfterMs?: number; movedTo?: Address; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.name = 'SendError';
    this.code = code;
    this.retryAfterMs = more.retryAfterMs;
    this.movedTo = more.movedTo;
  }
}
