// Timers: rows that come due become inbounds from the clock. The heartbeat is clock-node.ts, or the platform's cron.

import { z } from 'zod';
import { readDueTimers } from '../db/conversations.ts';
import type { Store } from '../db/store.ts';
import type { Inbound } from '../flows/message.ts';

const TimerBody = z.object({ chat: z.string(), version: z.number().optional() });

/**
 * Hands every timer that is due to the engine; resolves when they are committed. A timer of one moment, and of one state of what it is
 * about, fires once: its id says which. Throws what went wrong with one of them, when the others have been worked.
 */
export async function tick(store: Store, take: (inbound: Inbound) => Promise<unknown>, now: number): Promise<number> {
  const due = await readDueTimers(store, now);
  const fire = async ({ key, dueAt, body }: (typeof due)[number]) => {
    const parsed = TimerBody.safeParse(body);
    if (!parsed.success) {
      await store.write([{ sql: 'UPDATE timer SET due_at = NULL WHERE key = ?1', args: [key] }]);
      throw new Error(`The timer "${key}" names no chat and was put off for good; its row is in the table "timer".`);
    }
    const { chat, version } = parsed.data;
    const contact = chat.slice(0, chat.indexOf(':'));
    const id = `timer:${key}:${dueAt}${version === undefined ? '' : `:${version}`}`;
    await take({ type: 'timer', id, contact, chat, from: { address: chat, name: '' }, at: now, key, body });
  };
  const failed = (await Promise.allSettled(due.map(fire))).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return due.length;
}
