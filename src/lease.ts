// When a claim runs out. Each moment is given once, so that it names what was claimed with it.
import type { Clock } from './clock.ts';

/** Longer than any send takes: what is still leaving when its lease runs out would leave twice. */
const leaseMs = 300_000;

/** Gives the next moment, in milliseconds since the epoch: five minutes from now, and later than every one before. */
export function createLease(clock: Pick<Clock, 'now'>): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock.now() + leaseMs);
    return last;
  };
}
