// The heartbeat on Node: node-cron calls tick every few seconds. The only place that may import node-cron (it needs child_process).
import { schedule } from 'node-cron';
import type { Log } from './log.ts';

/** Calls `beat` every five seconds, never twice at once; returns what stops it. */
export function startHeartbeat(beat: () => Promise<unknown>, log: Log): () => Promise<void> {
  const task = schedule(
    '*/5 * * * * *',
    () =>
      beat().catch((error: unknown) =>
        log.error({ err: String(error) }, 'The clock could not work its timers; the next beat tries again.'),
      ),
    { noOverlap: true },
  );
  return async () => {
    await task.stop();
  };
}
