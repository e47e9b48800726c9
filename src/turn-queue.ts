// What waits to be turned, in the order of its arrival: groups for one commit are taken from it, and what cannot be worked now is
// refused with all that was written behind it.
import { type Inbound, turnKey } from '../flows/message.ts';

/** Who handed it in waits for one of both: `resolve` with the number of replies, `reject` when it must be handed in again. */
export type Waiting = { inbound: Inbound; tries: number; resolve: (replies: number) => void; reject: (error: Error) => void };

export type TurnQueue = {
  isEmpty(): boolean;
  add(one: Waiting): void;
  /** These go before everything else, in this order. */
  putFirst(some: readonly Waiting[]): void;
  /** The next group, taken out: by arrival, one turn a conversation, no inbound twice. */
  next(most: number): Waiting[];
  /** Rejects these, and what waits behind them in their conversations: it must not be worked before them. */
  refuse(some: readonly Waiting[], cause: Error): void;
};

export function createTurnQueue(): TurnQueue {
  let waiting: Waiting[] = [];
  return {
    isEmpty: () => waiting.length === 0,
    add: (one) => waiting.push(one),
    putFirst: (some) => {
      waiting = [...some, ...waiting];
    },
    next: (most) => {
      const keys = new Set<string>();
      const group: Waiting[] = [];
      const left: Waiting[] = [];
      for (const one of waiting) {
        const key = turnKey(one.inbound);
        if (group.length < most && !keys.has(key) && !keys.has(one.inbound.id)) group.push(one);
        else left.push(one);
        keys.add(key).add(one.inbound.id);
      }
      waiting = left;
      return group;
    },
    refuse: (some, cause) => {
      const keys = new Set(some.map(({ inbound }) => turnKey(inbound)));
      const isBehind = ({ inbound }: Waiting): boolean => keys.has(turnKey(inbound));
      const behind = waiting.filter(isBehind);
      waiting = waiting.filter((one) => !isBehind(one));
      for (const one of [...some, ...behind]) one.reject(cause);
    },
  };
}
