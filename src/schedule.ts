// Timers: rows that come due become inbounds from the clock. The heartbeat is clock-node.ts, or the platform's cron.

import { readDueTimers } from '../db/conversations.ts';
import type { Store } from '../db/store.ts';
import type { Inbound } from '../flows/message.ts';
import { timerInbound } from '../flows/timers.ts';

/**
 * Hands every timer that is due to the engine; resolves when they are committed. Throws what went wrong with one of them, when the
 * others have been worked.
 */
export async function tick(store: Store, take: (inbound: Inbound) => Promise<unknown>, now: number): Promise<number> {
  const due = await readDueTimers(store, now);
  const fire = async (timer: (typeof due)[number]) => {
    const inbound = timerInbound(timer, now);
    if (!inbound) {
      await store.write([{ sql: 'UPDATE timer SET due_at = NULL WHERE key = ?1', args: [timer.key] }]);
      throw new Error(`The timer "${timer.key}" names no chat and was put off for good; its row is in the table "timer".`);
    }
    await take(inbound);
  };
  const failed = (await Promise.allSettled(due.map(fire))).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return due.length;
}
