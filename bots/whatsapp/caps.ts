// The account's own limits: so many messages a minute, so many a day. WhatsApp bans numbers that write like machines.

export type Caps = {
  /** Milliseconds until the next message may leave; 0: now. `daily`: it is the day's limit that holds it. */
  waitMs(now: number): { ms: number; daily: boolean };
  note(now: number): void;
};

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** `sent`: when messages left in the last 24 hours, oldest first (ms). */
export function openCaps(perMinute: number, perDay: number, sent: readonly number[]): Caps {
  const times = [...sent];
  return {
    waitMs: (now) => {
      while (times[0] !== undefined && times[0] <= now - dayMs) times.shift();
      const day = times.length >= perDay ? (times[times.length - perDay] ?? now) + dayMs - now : 0;
      const nth = times[times.length - perMinute];
      const minute = nth === undefined ? 0 : nth + minuteMs - now;
      return day > 0 ? { ms: day, daily: true } : { ms: Math.max(0, minute), daily: false };
    },
    note: (now) => void times.push(now),
  };
}
