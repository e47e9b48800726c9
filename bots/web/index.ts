// The door for browsers and terminals on this machine: what is posted comes in, what is sent reaches whoever listens.
// The page reads what was said before from the store, so that a send with nobody listening is a send all the same.
import { z } from 'zod';
import { FileRef, type Inbound } from '../../flows/message.ts';
import type { Channel, Parcel, Take } from '../channel.ts';

/** What a page or a terminal posts. `id` is made by the sender, so that a repeated post is the same message. */
export const WebMessage = z.object({
  id: z
    .string()
    .min(1)
    .max(80)
    .regex(/^[\w.-]+$/),
  /** Who writes: the part of their address after the colon. */
  as: z
    .string()
    .min(1)
    .max(80)
    .regex(/^[\w.@+-]+$/),
  name: z.string().max(200).default(''),
  language: z.string().max(20).optional(),
  /** Written in the desk's chat, in this topic where one is named. */
  desk: z.boolean().default(false),
  thread: z.string().max(300).optional(),
  text: z.string().max(200_000).optional(),
  choice: z.string().max(64).optional(),
  quote: z.string().max(300).optional(),
  /** The start code of the link that they came by. */
  start: z.string().max(32).optional(),
  /** Nothing that belongs to it will follow: a line of a terminal. */
  whole: z.boolean().optional(),
  files: z.array(FileRef).max(10).default([]),
});
export type WebMessage = z.infer<typeof WebMessage>;

export type Listener = (parcel: Parcel) => void;

export type Web = Channel & {
  /** Resolves once the message is committed, with the number of messages that answer it in its own chat. */
  receive(message: WebMessage): Promise<number>;
  /** Hears every parcel sent to an address, until the returned function is called. */
  listen(address: string, listener: Listener): () => void;
};

export const webContact = 'web';
/** The chat of the desk on the try-it page. */
export const webDeskChat = `${webContact}:desk`;

/** The inbound that a posted message is. `at`: milliseconds since the epoch. */
export function inboundOf(message: WebMessage, at: number): Inbound {
  const address = `${webContact}:${message.as}`;
  const common = {
    id: `${webContact}:${message.as}:${message.id}`,
    contact: webContact,
    chat: message.desk ? webDeskChat : address,
    ...(message.desk ? { group: true } : {}),
    ...(message.thread ? { thread: message.thread } : {}),
    from: { address, name: message.name || message.as, ...(message.language ? { language: message.language } : {}) },
    message: `${webContact}:${message.as}:${message.id}`,
    at,
  };
  if (message.choice !== undefined) return { ...common, type: 'choice', data: message.choice, callback: common.id };
  return {
    ...common,
    type: 'message',
    ...(message.text === undefined ? {} : { text: message.text }),
    files: message.files,
    ...(message.quote ? { quote: message.quote } : {}),
    ...(message.start ? { code: message.start } : {}),
    ...(message.whole ? { whole: true } : {}),
  };
}

/** Opens the door. `now`: milliseconds since the epoch. */
export function web(now: () => number): Web {
  const listeners = new Map<string, Set<Listener>>();
  let take: Take | undefined;
  return {
    name: webContact,
    start: async (given) => {
      take = given;
    },
    stop: async () => {
      take = undefined;
      listeners.clear();
    },
    pace: () => 0,
    send: async (parcel) => {
      for (const listener of listeners.get(parcel.to) ?? []) listener(parcel);
      const { type } = parcel.body;
      return {
        messages: [parcel.id],
        ...(type === 'topic' ? { thread: parcel.id } : {}),
        ...(type === 'card' && !parcel.card ? { card: parcel.id } : {}),
      };
    },
    receive: async (message) => {
      if (!take) throw new Error('The web door is closed: the program is starting or stopping. Try again in a moment.');
      return take(inboundOf(message, now()));
    },
    listen: (address, listener) => {
      const all = listeners.get(address) ?? new Set();
      listeners.set(address, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(address);
      };
    },
  };
}
