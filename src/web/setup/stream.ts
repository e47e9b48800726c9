// How WhatsApp stands, live: each new state as a server-sent event, for as long as whoever listens is let in.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { WhatsAppAccount } from '../../../bots/whatsapp/state.ts';
import type { Clock } from '../../clock.ts';

const heartbeatMs = 15_000;
const retryMs = 1_000;

/** The state as it is comes first. Of several that come at once the newest is told. */
export function streamStates(c: Context, account: WhatsAppAccount, clock: Clock, until: number): Response {
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    let isNew = true;
    let bell = new AbortController();
    const stop = account.watch(() => {
      isNew = true;
      bell.abort();
    });
    stream.onAbort(() => bell.abort());
    try {
      await stream.writeSSE({ event: 'hello', data: '', retry: retryMs });
      while (!stream.aborted && clock.now() < until) {
        bell = new AbortController();
        if (isNew) {
          isNew = false;
          await stream.writeSSE({ event: 'state', data: JSON.stringify(account.state()) });
        } else await stream.write(': still here\n\n');
        if (!isNew && !stream.aborted) await clock.sleep(heartbeatMs, bell.signal);
      }
    } finally {
      stop();
    }
  });
}
