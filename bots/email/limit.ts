// At most so many mails an hour to one address: what a loop between two machines is held by. Pure state: the clock is given in.

const hourMs = 3_600_000;

export type Limit = {
  /** Milliseconds until one more may leave to this address; 0 takes the place. */
  ask(to: string, now: number): number;
};

export function createLimit(perHour: number): Limit {
  const sent = new Map<string, number[]>();

  function forget(now: number): void {
    for (const [to, moments] of sent) if ((moments.at(-1) ?? 0) <= now - hourMs) sent.delete(to);
  }

  return {
    ask: (to, now) => {
      if (sent.size > 5_000) forget(now);
      const lately = (sent.get(to) ?? []).filter((at) => at > now - hourMs);
      const [oldest] = lately;
      if (lately.length >= perHour && oldest !== undefined) return oldest + hourMs - now;
      sent.set(to, [...lately, now]);
      return 0;
    },
  };
}
