// The updates that wait for the bot, and getUpdates' long polling over them. An update is forgotten only when a
// later getUpdates' offset confirms it, or when the webhook took it.
import type { Changes } from './change.ts';
import { conflict } from './refusal.ts';
import type { Json } from './wire.ts';

export type QueuedUpdate = { id: number; body: unknown };
export type PollOptions = { offset: number; limit: number; timeoutMs: number; signal: AbortSignal };

/** Delivered only when asked for by name in allowed_updates. */
const NOT_BY_DEFAULT = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

export class UpdateQueue {
  /** The highest offset ever confirmed by getUpdates: every update below it is gone for good. */
  confirmedOffset = 0;
  allowed: string[] = [];
  #waiting: QueuedUpdate[] = [];
  #again: QueuedUpdate[] = [];
  #nextId = 500_001;
  #poll: { end: (error: Error) => void } | undefined;
  #wake: (() => void)[] = [];
  readonly #sent = new Map<number, unknown>();
  readonly #changes: Changes;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** Queues an update of that type, as it is now; undefined when allowed_updates leaves it out. */
  add(type: string, payload: Json): number | undefined {
    const wanted = this.allowed.length > 0 ? this.allowed.includes(type) : !NOT_BY_DEFAULT.has(type);
    if (!wanted) return undefined;
    const id = this.#nextId;
    return this.#queue(id, structuredClone({ update_id: id, [type]: payload }));
  }

  /** Queues anything, as it is; a function is given the next update_id. */
  push(raw: unknown): number {
    const body: unknown = typeof raw === 'function' ? raw(this.#nextId) : raw;
    const given = typeof body === 'object' && body !== null && 'update_id' in body ? body.update_id : undefined;
    const id = typeof given === 'number' && Number.isInteger(given) ? given : this.#nextId;
    return this.#queue(id, body);
  }

  /** Delivers an update once more, also when it was confirmed long ago. */
  redeliver(id: number): void {
    if (!this.#sent.has(id)) throw new Error(`there was no update ${id}`);
    this.#again.push({ id, body: this.#sent.get(id) });
    this.#awake();
  }

  /** What is not yet confirmed. */
  pending(): unknown[] {
    return this.#waiting.map((update) => update.body);
  }

  head(): QueuedUpdate | undefined {
    return this.#again[0] ?? this.#waiting[0];
  }

  /** Forgets the head, which the webhook took. */
  drop(update: QueuedUpdate): void {
    this.#again = this.#again.filter((other) => other !== update);
    this.#waiting = this.#waiting.filter((other) => other !== update);
    this.#changes.announce();
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Resolves at the next added update. */
  nextAdded(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  endPoll(reason: string): void {
    this.#poll?.end(conflict(reason));
  }

  /** One getUpdates: confirms what is below `offset`, then answers at once, or when something comes, or empty. */
  poll({ offset, limit, timeoutMs, signal }: PollOptions): Promise<unknown[]> {
    this.endPoll('terminated by other getUpdates request; make sure that only one bot instance is running');
    this.#confirm(offset);
    const ready = this.#take(limit);
    if (ready.length > 0 || timeoutMs <= 0) return Promise.resolve(ready);
    return new Promise((resolve, reject) => {
      const poll = { end: (error: Error): void => finish(() => reject(error)) };
      const finish = (answer: () => void): void => {
        clearTimeout(timer);
        if (this.#poll === poll) this.#poll = undefined;
        answer();
      };
      const timer = setTimeout(() => finish(() => resolve([])), timeoutMs);
      const watch = (): void => {
        if (this.#poll !== poll) return;
        const found = this.#take(limit);
        if (found.length > 0) finish(() => resolve(found));
        else void this.nextAdded().then(watch);
      };
      this.#poll = poll;
      signal.addEventListener('abort', () => finish(() => reject(new Error('the client went away'))), {
        once: true,
      });
      watch();
    });
  }

  #queue(id: number, body: unknown): number {
    const isLast = id >= (this.#waiting.at(-1)?.id ?? 0);
    this.#nextId = Math.max(this.#nextId, id + 1);
    this.#waiting.push({ id, body });
    if (!isLast) this.#waiting.sort((a, b) => a.id - b.id);
    this.#sent.set(id, body);
    this.#awake();
    return id;
  }

  #awake(): void {
    this.#changes.announce();
    for (const wake of this.#wake.splice(0)) wake();
  }

  #confirm(offset: number): void {
    if (offset < 0) {
      this.#waiting = this.#waiting.slice(offset);
      return;
    }
    this.confirmedOffset = Math.max(this.confirmedOffset, offset);
    this.#waiting = this.#waiting.filter((update) => update.id >= offset);
  }

  #take(limit: number): unknown[] {
    const again = this.#again.splice(0, limit);
    return [...again, ...this.#waiting.slice(0, limit - again.length)].map((update) => update.body);
  }
}
