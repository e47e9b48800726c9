// What comes in through a door and what goes out of it, the same for every channel, client's or desk's.
// Values only: nothing here knows a channel, a table or a clock.
import { z } from 'zod';

/** Where somebody can be written to: `<contact point>:<chat>`, e.g. `telegram:111` or `web:ana`. */
export type Address = string;

/** The contact point of an address: one account of a channel. */
export const contactOf = (address: Address): string => address.slice(0, Math.max(0, address.indexOf(':')));

/** The channel of a contact point, or of an address: `telegram` for `telegram` and for `telegram-events`. */
export const channelOf = (contact: string): string => /^[a-z]+/.exec(contact)?.[0] ?? contact;

export const fileKinds = ['photo', 'document', 'audio', 'voice', 'video', 'animation'] as const;

/** A file as a channel names it. `remote` is the provider's own reference, good on the same contact point only. */
export const FileRef = z.object({
  /** Unique in the house: the inbound's id, a slash and a number. */
  id: z.string(),
  kind: z.enum(fileKinds),
  name: z.string().optional(),
  mime: z.string().optional(),
  /** Bytes, where the provider says. */
  size: z.number().optional(),
  /** The contact point it came in by. */
  contact: z.string(),
  remote: z.string(),
  /** The most that the channel lets us fetch, in megabytes, where it says. */
  limitMb: z.number().optional(),
  /** Its bytes are in the store already. */
  kept: z.boolean().optional(),
});
export type FileRef = z.infer<typeof FileRef>;

const Sender = z.object({
  address: z.string(),
  name: z.string(),
  /** IETF tag as the provider gives it, or as the number's country suggests, e.g. `pt-br`. */
  language: z.string().optional(),
  /** Their phone number, digits with the country's code, where the channel shows it beside the address. */
  phone: z.string().optional(),
  /** The provider hides who wrote (Telegram's anonymous admins). */
  anonymous: z.boolean().optional(),
});
export type Sender = z.infer<typeof Sender>;

const ReadyRequest = z.object({
  service: z.string(),
  answers: z.record(z.string(), z.array(z.string())),
  /** A day, `YYYY-MM-DD`; a campaign's code; that it presses. */
  wanted: z.string().optional(),
  campaign: z.string().optional(),
  urgent: z.boolean().optional(),
});
export type ReadyRequest = z.infer<typeof ReadyRequest>;

/** What becomes of a message after it left, in the order in which it can. `failed` is final. */
export const deliveryStates = ['sent', 'delivered', 'read', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * `logged_out` the account must be paired again · `banned`, `refused` the provider shuts it out · `replaced` it is used from elsewhere ·
 * `capped` the account's own limit of messages is reached · `restricted` the provider forbids first messages for now · `connected` it works again ·
 * `catalogue` files of the service catalogue are wrong, `details` says how; without details they are in order again.
 */
export const alarms = ['logged_out', 'banned', 'refused', 'replaced', 'capped', 'restricted', 'connected', 'catalogue'] as const;
export type Alarm = (typeof alarms)[number];

const common = {
  /** Contact point and the provider's own id: the same event always has the same id. */
  id: z.string(),
  /** The contact point (bot, number, mailbox) that was written to. */
  contact: z.string(),
  /** The chat it was written in; equals `from.address` when the chat is private. */
  chat: z.string(),
  /** A group, as opposed to a private chat. */
  group: z.boolean().optional(),
  /** The forum topic, where the chat has topics. */
  thread: z.string().optional(),
  from: Sender,
  /** The provider's id of the message itself, unique in its chat. */
  message: z.string().optional(),
  /** Milliseconds since the epoch, by the provider's clock. */
  at: z.number(),
};

export const Inbound = z.discriminatedUnion('type', [
  z.object({
    ...common,
    type: z.literal('message'),
    text: z.string().optional(),
    files: z.array(FileRef),
    /** The provider's id of the message this one replies to. */
    quote: z.string().optional(),
    /** Messages sent as one set share this. */
    album: z.string().optional(),
    /** Something that is neither text nor file (a sticker, a poll …), by the field's plain word. */
    other: z.string().optional(),
    /** The bot was named in a group. */
    mentioned: z.boolean().optional(),
    /** The start code that it came with, where that stands beside its words: in a link, in a mail's plus-address. */
    code: z.string().optional(),
    /** The ticket's number that the mail's address or subject names. */
    about: z.number().optional(),
    /** Whether whoever wrote is whom they say, where the channel does not know it by itself: a mail's sender is easily forged. */
    proof: z.enum(['proven', 'unproven', 'forged']).optional(),
    /** A machine wrote it: it is never answered. */
    automatic: z.boolean().optional(),
    /** The whole of it, where `text` and `files` leave something out: quotes, a signature. */
    original: FileRef.optional(),
    /** Nothing that belongs to it will follow: a line of a terminal, or what is whole by now. */
    whole: z.boolean().optional(),
    /** A whole request that a program files (ready-request.ts): answers by the id of their question, a choice's by the ids of its options. */
    request: ReadyRequest.optional(),
    /** The messages that it was written in, when it is several (burst.ts). */
    parts: z.array(z.object({ message: z.string(), text: z.string(), files: z.array(FileRef) })).optional(),
  }),
  z.object({ ...common, type: z.literal('edit'), text: z.string().optional(), files: z.array(FileRef) }),
  z.object({
    ...common,
    type: z.literal('choice'),
    /** `Choice.data` of the button that was pressed. */
    data: z.string(),
    /** What the channel needs to end the button's waiting state. */
    callback: z.string().optional(),
    /** What was said with it, where a button is pressed beside a field: on the client's own page. */
    text: z.string().optional(),
    files: z.array(FileRef).optional(),
  }),
  /** The client blocked the bot, or let it in again. */
  z.object({ ...common, type: z.literal('reach'), reachable: z.boolean() }),
  /** Somebody of the team answered in this chat by the account's own phone: the chat is theirs for a while. */
  z.object({ ...common, type: z.literal('owner'), text: z.string().optional(), files: z.array(FileRef) }),
  /** The client took a message back. */
  z.object({ ...common, type: z.literal('removal') }),
  /** The client marked a message of ours, `message`; without an emoji the mark was taken away. */
  z.object({ ...common, type: z.literal('reaction'), emoji: z.string().optional() }),
  /**
   * What became of a message of ours, `message`, after it left. `why`: a sentence, when it failed; `next`: it leaves `again` now,
   * or once the client writes (`park`); without it, it is over.
   */
  z.object({
    ...common,
    type: z.literal('delivery'),
    state: z.enum(deliveryStates),
    why: z.string().optional(),
    next: z.enum(['again', 'park']).optional(),
  }),
  /** The channel itself needs somebody of the desk; nobody wrote. `until`: when it ends by itself, ms since the epoch. */
  z.object({
    ...common,
    type: z.literal('alarm'),
    what: z.enum(alarms),
    until: z.number().optional(),
    details: z.array(z.string()).optional(),
  }),
  /** The chat has a new address (a Telegram group became a supergroup). */
  z.object({ ...common, type: z.literal('moved'), to: z.string() }),
  /** Nothing we know; kept, and answered where there is somebody to answer. */
  z.object({ ...common, type: z.literal('unknown'), what: z.string() }),
  /**
   * Somebody of the team does something from a page or a program, not in the desk's chat: a command of the table in desk-commands.ts,
   * with its words and files. It is answered by one notice with a text when it is refused, and without one when it is done.
   */
  z.object({
    ...common,
    type: z.literal('deed'),
    name: z.string(),
    ticket: z.number().optional(),
    text: z.string(),
    files: z.array(FileRef),
  }),
  /** A timer that came due; `from` and `chat` are those of the conversation it belongs to. */
  z.object({ ...common, type: z.literal('timer'), key: z.string(), body: z.unknown() }),
]);
export type Inbound = z.infer<typeof Inbound>;
export type InboundOf<T extends Inbound['type']> = Extract<Inbound, { type: T }>;

/** One thing to choose. `data` comes back in a `choice`; at most 64 bytes. */
export type Choice = { data: string; label: string };

/**
 * What is said to a lane. Texts are plain: a channel escapes nothing and adds no markup of its own, but may
 * show `title` (always the first line) in bold. Channels with buttons show `choices` as buttons (one a row) and
 * `nav` as a last row of small ones; channels without list `choices` by number and `nav` as words to type.
 * `grid`: rows of small choices, below the others. `replaces`: the message that this one takes the place of, where the channel can.
 * `panel`: the person whose own page a link leads to, below the text; it is made when it leaves, and no channel sees this.
 */
export type OutboundBody =
  | {
      type: 'text';
      title?: string;
      text: string;
      choices?: Choice[];
      grid?: Choice[][];
      nav?: Choice[];
      files?: FileRef[];
      quote?: string;
      replaces?: string;
      panel?: string;
    }
  /** Asks one member of the desk for a text: the reply quotes this message (Telegram's ForceReply). */
  | { type: 'prompt'; text: string; quote?: string; to: Address }
  /** Opens a ticket's topic at the desk. */
  | { type: 'topic'; name: string }
  /** A ticket's card: sent and pinned the first time, edited in place from then on. */
  | { type: 'card'; title: string; text: string; choices: Choice[] }
  /** A mark on a desk member's message. */
  | { type: 'reaction'; message: string; mark: 'sent' | 'failed' | 'noted' }
  /** Ends a pressed button's waiting state; with a text, shows it (`alert`: until it is closed). */
  | { type: 'notice'; callback: string; text?: string; alert?: boolean }
  /** Takes a client out of the desk: the ticket's topic goes; where it cannot, or in no topic, these messages go, and it gets this name. */
  | { type: 'forget'; name?: string; messages: readonly string[] }
  /** Fetches a file's bytes into the store. */
  | { type: 'fetch'; file: FileRef };

/**
 * A row for the outbox. `lane` is an address, or `desk` / `desk:<number>` for the desk and a ticket's topic:
 * who that is, is looked up when it leaves. Rows of a lane leave in order.
 */
export type Outbound = {
  lane: Address;
  body: OutboundBody;
  /** The ticket number it is about: replies to it find their way back by this. */
  ticket?: number;
  /** What a reply to it means: a copy of the client's words, the desk's question to the client, a prompt … */
  role?: Role;
  /** Rows with the same key collapse to the newest. */
  coalesce?: string;
  /** What to put into the outbox once it has left, or once it is given up. */
  onSent?: Outbound[];
  onParked?: Outbound[];
};

/** `copy` the client's words at the desk · `question`, `delivery`, `update` to the client · `prompt:<command>` at the desk. */
export type Role = 'copy' | 'question' | 'delivery' | 'update' | 'client' | `prompt:${string}`;

/** The message another one quotes, as far as it concerns a ticket. */
export type Link = { ticket: number; role: Role };

export const keyOfChat = (chat: Address, thread?: string): string => `c:${chat}${thread ? `/${thread}` : ''}`;

/** Inbounds with the same key are turned one after the other. */
export const turnKey = (inbound: Inbound): string =>
  keyOfChat(channelOf(inbound.chat) + inbound.chat.slice(contactOf(inbound.chat).length), inbound.thread);

/** The conversation that it belongs to. A group has one, whatever topic is written in. */
export const conversationKey = ({ chat, group, thread }: Inbound): string => keyOfChat(chat, group ? undefined : thread);

/** Before what stands for a chat where there is none: somebody whose request came by phone or in a meeting. */
export const noChat = 'none:';
export const hasChat = (address: Address): boolean => !address.startsWith(noChat);

/** The contact of what a client does on their own page. It belongs to the chat that they are written to in, and is no sign of life there. */
export const panelContact = 'panel';

export const laneOfTicket = (number: number): Address => `desk:${number}`;

/** The ticket number of a desk lane, if it is one. */
export function ticketOfLane(lane: Address): number | undefined {
  const found = /^desk:(\d+)$/.exec(lane);
  return found ? Number(found[1]) : undefined;
}
