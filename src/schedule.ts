// Timers: rows that come due become inbounds from the clock. The heartbeat is clock-node.ts, or the platform's cron.

import { z } from 'zod';
import { readDueTimers } from '../db/conversations.ts';
import type { Store } from '../db/store.ts';
import type { Inbound } from '../flows/message.ts';

const TimerBody = z.object({ chat: z.string() });

/** Hands every timer that is due to the engine; resolves when they are committed. A timer of one moment fires once: its id says which. */
export async function tick(store: Store, take: (inbound: Inbound) => Promise<unknown>, now: number): Promise<number> {
  const due = await readDueTimers(store, now);
  await Promise.all(
    due.map(({ key, dueAt, body }) => {
      const { chat } = TimerBody.parse(body);
      const contact = chat.slice(0, chat.indexOf(':'));
      return take({ type: 'timer', id: `timer:${key}:${dueAt}`, contact, chat, from: { address: chat, name: '' }, at: now, key, body });
    }),
  );
  return due.length;
}
