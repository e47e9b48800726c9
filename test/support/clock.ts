// A clock that moves only when the test says so.
import type { Clock } from '../../src/clock.ts';

export type TestClock = Clock & { advance(ms: number): void; set(at: number): void };

/** Monday 23 November 2026, 10:00 UTC, unless told otherwise. */
export function testClock(start = Date.UTC(2026, 10, 23, 10)): TestClock {
  let now = start;
  let sleepers: { at: number; wake: () => void }[] = [];
  const ring = () => {
    const due = sleepers.filter(({ at }) => at <= now);
    sleepers = sleepers.filter(({ at }) => at > now);
    for (const { wake } of due) wake();
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || ms <= 0) return resolve();
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          resolve();
        });
      }),
    advance: (ms) => {
      now += ms;
      ring();
    },
    set: (at) => {
      now = at;
      ring();
    },
  };
}
