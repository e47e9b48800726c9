// Counts what happens in the loopback world, and lets a test wait until something has happened.

/** A point in the order of events: everything later has a greater step. */
export type Step = { step: number };

/** Checks may also look at things outside of this world, which announce nothing. */
const LOOK_AGAIN_MS = 20;

export class Changes {
  #step = 0;
  readonly #listeners = new Set<() => void>();

  /** Marks that something happened; returns its step. */
  announce(): number {
    this.#step += 1;
    const step = this.#step;
    queueMicrotask(() => {
      for (const listener of [...this.#listeners]) listener();
    });
    return step;
  }

  /** Resolves with the first value of `check` that is not undefined; rejects with `explain()` on timeout. */
  until<T>(check: () => T | undefined, timeoutMs: number, explain: () => string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        clearInterval(again);
        this.#listeners.delete(look);
      };
      const look = (): void => {
        try {
          const found = check();
          if (found === undefined) return;
          stop();
          resolve(found);
        } catch (error) {
          stop();
          reject(error);
        }
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(explain()));
      }, timeoutMs);
      const again = setInterval(look, LOOK_AGAIN_MS);
      this.#listeners.add(look);
      look();
    });
  }
}
