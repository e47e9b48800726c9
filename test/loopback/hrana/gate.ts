// The one place for a writer: first come, first served, over all streams of a server.
// It keeps waiting writers out of SQLite's busy handler, which would block the event loop.
import { lockedError } from './errors.ts';

interface Waiter {
  admit: () => void;
  refuse: (error: Error) => void;
  timer: NodeJS.Timeout;
}

/** A first-in-first-out lock. */
export class Gate {
  readonly #waiters: Waiter[] = [];
  #held = false;

  /** Waits for the place; rejects with SQLITE_BUSY after `waitMs`. Whoever gets it must call `leave` once. */
  enter(waitMs: number): Promise<void> {
    if (!this.#held) {
      this.#held = true;
      return Promise.resolve();
    }
    return new Promise((admit, refuse) => {
      const timer = setTimeout(() => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        refuse(lockedError());
      }, waitMs);
      const waiter: Waiter = { admit, refuse, timer };
      this.#waiters.push(waiter);
    });
  }

  /** Hands the place to the next in line. */
  leave(): void {
    const next = this.#waiters.shift();
    if (next === undefined) {
      this.#held = false;
      return;
    }
    clearTimeout(next.timer);
    next.admit();
  }

  /** Sends everybody in line away with SQLITE_BUSY: the server stops. */
  close(): void {
    for (const waiter of this.#waiters.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.refuse(lockedError());
    }
  }
}
