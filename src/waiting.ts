// Which chats have messages that wait for the client to write: known in memory, so that a chat without any costs nothing.
import { readWaitingLanes } from '../db/outbox.ts';
import type { Store } from '../db/store.ts';

export type Waiting = {
  note(lane: string): void;
  /** Whether something may wait there; it is asked once. */
  take(lane: string): boolean;
};

/** `alone`: nobody else parks anything; with others, every chat may have something. */
export async function openWaiting(store: Store, alone: boolean): Promise<Waiting> {
  const lanes = new Set(alone ? await readWaitingLanes(store) : []);
  return { note: (lane) => void lanes.add(lane), take: (lane) => lanes.delete(lane) || !alone };
}
