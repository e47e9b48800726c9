// How fast this bot may speak (https://core.telegram.org/bots/faq, "My bot is hitting limits"). Pure state:
// the clock is given in.

/** Telegram's allowances; a forum is one group. Times in ms. */
export type Limits = {
  privateEveryMs: number;
  privateBurst: number;
  groupMessages: number;
  groupWindowMs: number;
  botMessages: number;
  botWindowMs: number;
};

/**
 * One message a second in a private chat, with a burst of five; 20 a minute in a group; 30 a second in all.
 */
export const telegramLimits: Limits = {
  privateEveryMs: 1000,
  privateBurst: 5,
  groupMessages: 20,
  groupWindowMs: 60_000,
  botMessages: 30,
  botWindowMs: 1000,
};

export type Pace = {
  /**
   * Ms to wait until `messages` more may go to the chat (negative: a group); 0 takes the room. Waiting costs
   * nothing.
   */
  ask(chat: number, messages: number, now: number): number;
  /** After a 429: nothing goes to the chat for `forMs`. */
  hold(chat: number, forMs: number, now: number): void;
};

/** A fresh pace, with every allowance unused. Forgets chats whose allowance is whole again. */
export function createPace(limits: Limits = telegramLimits): Pace {
  /**
   * By private chat: when it would have paid for all it was sent, were each message to cost `privateEveryMs`.
   */
  const paidAt = new Map<number, number>();
  /** By group: when each message of its window left. */
  const leftAt = new Map<number, number[]>();
  const heldUntil = new Map<number, number>();
  let bot: number[] = [];
  let sweptAt = 0;

  function ask(chat: number, messages: number, now: number): number {
    sweep(now);
    const held = (heldUntil.get(chat) ?? 0) - now;
    if (messages === 0) return Math.max(0, held);
    const group = chat < 0;
    const window = recent(leftAt.get(chat) ?? [], now - limits.groupWindowMs);
    bot = recent(bot, now - limits.botWindowMs);
    const waits = [
      held,
      room(bot, messages, limits.botMessages, limits.botWindowMs, now),
      group ? room(window, messages, limits.groupMessages, limits.groupWindowMs, now) : credit(chat, messages, now),
    ];
    const wait = Math.max(0, ...waits);
    if (wait > 0) return Math.ceil(wait);
    const left = Array<number>(messages).fill(now);
    bot.push(...left);
    if (group) leftAt.set(chat, [...window, ...left]);
    else paidAt.set(chat, Math.max(paidAt.get(chat) ?? 0, now) + messages * limits.privateEveryMs);
    return 0;
  }

  /** A text of more parts than the burst leaves when the allowance is whole, and is paid for afterwards. */
  function credit(chat: number, messages: number, now: number): number {
    const spare = Math.max(0, limits.privateBurst - messages) * limits.privateEveryMs;
    return (paidAt.get(chat) ?? 0) - spare - now;
  }

  function sweep(now: number): void {
    if (now - sweptAt < limits.groupWindowMs) return;
    sweptAt = now;
    for (const [chat, at] of paidAt) if (at <= now) paidAt.delete(chat);
    for (const [chat, times] of leftAt) if ((times.at(-1) ?? 0) <= now - limits.groupWindowMs) leftAt.delete(chat);
    for (const [chat, until] of heldUntil) if (until <= now) heldUntil.delete(chat);
  }

  return {
    ask,
    hold: (chat, forMs, now) => void heldUntil.set(chat, Math.max(heldUntil.get(chat) ?? 0, now + forMs)),
  };
}

const recent = (times: number[], since: number): number[] => times.filter((at) => at > since);

/**
 * Ms until `messages` fit into the window beside those that left; more than fit at all wait until it is
 * empty.
 */
function room(times: number[], messages: number, most: number, windowMs: number, now: number): number {
  const mustGo = times.length + Math.min(messages, most) - most;
  const last = mustGo > 0 ? times[mustGo - 1] : undefined;
  return last === undefined ? 0 : last + windowMs - now;
}
