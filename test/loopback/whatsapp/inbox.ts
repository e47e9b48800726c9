// What came to one phone, each message once by its id, and those who wait for something to come.
import type { Received } from './received.ts';

type Waiter = { check: () => boolean; resolve: () => void };

export class Inbox {
  readonly items: Received[] = [];
  readonly #owner: string;
  readonly #copies = new Map<string, number>();
  readonly #waiters = new Set<Waiter>();
  #taken = 0;

  constructor(owner: string) {
    this.#owner = owner;
  }

  /** How many stanzas with that id came. */
  copies(id: string): number {
    return this.#copies.get(id) ?? 0;
  }

  count(id: string): void {
    this.#copies.set(id, this.copies(id) + 1);
  }

  has(id: string): boolean {
    return this.items.some((item) => item.id === id);
  }

  add(item: Received): void {
    this.items.push(item);
    const target = this.items.find((other) => other.id === (item.edits ?? item.removes));
    if (target && item.edits) {
      target.text = item.text;
      target.edited = true;
    }
    if (target && item.removes) target.removed = true;
    this.changed();
  }

  /** Something about this phone changed: those who wait look again. */
  changed(): void {
    for (const waiter of [...this.#waiters]) if (waiter.check()) waiter.resolve();
  }

  /** The first message that fits, also an earlier one. */
  async waitFor(fits: (item: Received) => boolean, ms: number): Promise<Received> {
    return this.until(
      () => this.items.find(fits),
      ms,
      () => `for a message that fits ${fits}`,
    );
  }

  /** The message after the one that `next` gave last. */
  async next(ms: number): Promise<Received> {
    const at = this.#taken++;
    try {
      return await this.until(
        () => this.items[at],
        ms,
        () => `for message ${at + 1}`,
      );
    } catch (error) {
      this.#taken--;
      throw error;
    }
  }

  /** Waits for anything about this phone. */
  async until<T>(check: () => T | undefined | false, ms: number, what: () => string): Promise<T> {
    const now = check();
    if (now) return now;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new Error(`${this.#owner} waited ${ms} ms ${what()}; ${this.#cameLast()}`));
      }, ms);
      let found: T | undefined | false;
      const waiter: Waiter = {
        check: () => {
          found = check();
          return Boolean(found);
        },
        resolve: () => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          if (found) resolve(found);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  #cameLast(): string {
    if (this.items.length === 0) return 'nothing came at all';
    const last = this.items.slice(-5).map((item) => JSON.stringify(item.text || item.file?.kind || Object.keys(item.content)[0]));
    return `${this.items.length} came, the last of them: ${last.join(', ')}`;
  }
}
