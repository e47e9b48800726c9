// Messages in the order in which WhatsApp brought them. Of somebody new, Baileys looks up and stores who they are before it decrypts;
// their next message finds that done, and is decrypted first. So what was decrypted waits here for what came before it in its chat.
import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Journaled } from './kept.ts';

/** What has not been decrypted after this long is waited for no more: Baileys passes over some frames, and has others sent again. */
export const longestWaitMs = 3_000;

/** `left`: its ciphertexts that are neither decrypted nor refused. */
type Arrival = { left: number; rows: Journaled[]; timer: NodeJS.Timeout };

export type Arrivals = {
  /** A frame came. */
  note(frame: BinaryNode): void;
  /** One of its ciphertexts was decrypted, or could not be. `row`: what it said, where it said something. */
  opened(frame: BinaryNode, row?: Journaled): void;
};

/** `pass`: is handed each row, in order; at once where nothing came before it. */
export function keepArrivals(pass: (row: Journaled) => void): Arrivals {
  const chats = new Map<string, Arrival[]>();
  const waited = new WeakMap<BinaryNode, Arrival>();

  function settle(chat: string, arrival: Arrival): void {
    clearTimeout(arrival.timer);
    arrival.left = 0;
    const queue = chats.get(chat) ?? [];
    while (queue[0]?.left === 0) for (const row of queue.shift()?.rows ?? []) pass(row);
    if (queue.length === 0) chats.delete(chat);
  }

  return {
    note: (frame) => {
      const chat = frame.attrs.from;
      const left = Array.isArray(frame.content) ? frame.content.filter(({ tag }) => tag === 'enc').length : 0;
      if (!chat || left === 0) return;
      const timer = setTimeout(() => settle(chat, arrival), longestWaitMs).unref();
      const arrival: Arrival = { left, rows: [], timer };
      waited.set(frame, arrival);
      const queue = chats.get(chat);
      if (queue) queue.push(arrival);
      else chats.set(chat, [arrival]);
    },
    opened: (frame, row) => {
      const arrival = waited.get(frame);
      if (!arrival || arrival.left === 0) {
        if (row) pass(row);
        return;
      }
      if (row) arrival.rows.push(row);
      arrival.left--;
      if (arrival.left === 0 && frame.attrs.from) settle(frame.attrs.from, arrival);
    },
  };
}
