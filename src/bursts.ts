// Wakes the bursts that this process has seen begin, once they are quiet. Their timers are rows like any other: what a killed process,
// or another one, left waiting comes due with the heartbeat.
import { isQuietTimer } from '../flows/burst.ts';
import type { Inbound } from '../flows/message.ts';
import { timerInbound } from '../flows/timers.ts';
import type { Timer } from '../flows/turn.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export type Bursts = {
  /** What a commit made of the timers. */
  note(timers: readonly Timer[]): void;
  /** Resolves when no burst waits in this process. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

export function createBursts(parts: { clock: Clock; log: Log; take: (inbound: Inbound) => Promise<unknown> }): Bursts {
  const { clock, log } = parts;
  const waiting = new Map<string, Timer & { dueAt: number }>();
  const watched = new Map<string, Promise<void>>();
  const closing = new AbortController();

  /** Sleeps until the burst is over, however often more comes. */
  async function watch(key: string): Promise<void> {
    for (let timer = waiting.get(key); timer && !closing.signal.aborted; timer = waiting.get(key)) {
      const left = timer.dueAt - clock.now();
      if (left > 0) {
        await clock.sleep(left, closing.signal);
        continue;
      }
      waiting.delete(key);
      const inbound = timerInbound(timer, clock.now());
      if (inbound)
        await parts
          .take(inbound)
          .catch((error: unknown) =>
            log.error({ err: String(error) }, 'A burst could not be answered now; the next heartbeat tries again.'),
          );
    }
    watched.delete(key);
  }

  return {
    note: (timers) => {
      for (const { key, dueAt, body } of timers.filter(isQuietTimer)) {
        if (dueAt === null) waiting.delete(key);
        else waiting.set(key, { key, dueAt, body });
        if (dueAt !== null && !watched.has(key) && !closing.signal.aborted)
          watched.set(
            key,
            Promise.resolve().then(() => watch(key)),
          );
      }
    },
    idle: async () => {
      while (watched.size > 0) await Promise.all(watched.values());
    },
    stop: async () => {
      closing.abort();
      await Promise.all(watched.values());
    },
  };
}
