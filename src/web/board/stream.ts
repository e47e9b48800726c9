// What was committed, as server-sent events: the numbers of the tickets that changed, for as long as whoever listens is signed in.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { AppParts } from '../parts.ts';
import { staffOf } from '../staff/session.ts';

const heartbeatMs = 15_000;
const retryMs = 1_000;

/** Several changes that come at once are told as one. */
export function streamChanges(c: Context, parts: AppParts): Response {
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    const waiting = new Set<number>();
    let bell = new AbortController();
    const stop = parts.house.changes.listen(({ tickets }) => {
      for (const number of tickets) waiting.add(number);
      bell.abort();
    });
    stream.onAbort(() => bell.abort());
    try {
      await stream.writeSSE({ event: 'hello', data: '', retry: retryMs });
      while (!stream.aborted) {
        if (waiting.size === 0) await parts.clock.sleep(heartbeatMs, bell.signal);
        bell = new AbortController();
        if (stream.aborted) break;
        if (!(await staffOf(c, parts))) return await stream.writeSSE({ event: 'over', data: '' });
        const tickets = [...waiting];
        waiting.clear();
        if (tickets.length === 0) await stream.write(': still here\n\n');
        else await stream.writeSSE({ event: 'changed', data: JSON.stringify({ tickets }) });
      }
    } catch (error) {
      parts.log.warn({ err: error instanceof Error ? error.name : typeof error }, 'A live board was cut off; it comes back by itself.');
    } finally {
      stop();
    }
  });
}
