// How fast this number may speak: so many messages a second in all, and nothing where Meta said to wait. Pure state: the clock is given in.

export type Pace = {
  /** Ms to wait until one more send may go to the chat; 0 takes the room. Waiting costs nothing. */
  ask(chat: string, now: number): number;
  /** Nothing goes to the chat for `forMs`; without a chat, to nobody. */
  hold(chat: string | null, forMs: number, now: number): void;
};

/** Meta allows one number 80 messages a second, and more once it asks for them ("Throughput"). */
export function createPace(perSecond = 80): Pace {
  const heldUntil = new Map<string | null, number>();
  let second = 0;
  let sent = 0;

  function ask(chat: string, now: number): number {
    for (const [held, until] of heldUntil) if (until <= now) heldUntil.delete(held);
    const held = Math.max(heldUntil.get(chat) ?? 0, heldUntil.get(null) ?? 0) - now;
    if (held > 0) return held;
    if (now - second >= 1000) [second, sent] = [now, 0];
    if (sent >= perSecond) return second + 1000 - now;
    sent += 1;
    return 0;
  }

  return {
    ask,
    hold: (chat, forMs, now) => void heldUntil.set(chat, Math.max(heldUntil.get(chat) ?? 0, now + forMs)),
  };
}
