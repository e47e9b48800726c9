// Telegram's flood limits: about 20 messages a minute to one group, and (when switched on) 30 a second overall.
import { tooMany } from './refusal.ts';

export class Pace {
  readonly #sent = new Map<string, number[]>();
  readonly #groupLimitPerMinute: number;
  readonly #overallLimitPerSecond: number;

  constructor(groupLimitPerMinute: number, overallLimitPerSecond: number) {
    this.#groupLimitPerMinute = groupLimitPerMinute;
    this.#overallLimitPerSecond = overallLimitPerSecond;
  }

  /** Counts messages at `now`, or refuses them all with 429; what is refused does not count. */
  count(chat: { id: number; isGroup: boolean }, messages: number, now: number): void {
    const group = `group ${chat.id}`;
    const times = Array<number>(messages).fill(now);
    const inGroup = chat.isGroup ? this.#within(group, 60_000, now) : [];
    const overall = this.#within('all', 1000, now);
    if (chat.isGroup) refuseAbove(this.#groupLimitPerMinute, inGroup, messages, 60_000, now);
    refuseAbove(this.#overallLimitPerSecond, overall, messages, 1000, now);
    if (chat.isGroup) this.#sent.set(group, [...inGroup, ...times]);
    if (this.#overallLimitPerSecond < Number.POSITIVE_INFINITY) this.#sent.set('all', [...overall, ...times]);
  }

  #within(key: string, windowMs: number, now: number): number[] {
    return (this.#sent.get(key) ?? []).filter((at) => at > now - windowMs);
  }
}

function refuseAbove(limit: number, sent: number[], more: number, windowMs: number, now: number): void {
  const excess = sent.length + more - limit;
  if (excess <= 0) return;
  const freed = sent[Math.min(excess, sent.length) - 1] ?? now;
  throw tooMany(Math.max(1, Math.ceil((freed + windowMs - now) / 1000)));
}
