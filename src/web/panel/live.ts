// Tells an open page that something of its person has changed, as server-sent events; what, it asks for itself.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Changes } from '../../changes.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';

const heartbeatMs = 15_000;
const retryMs = 1_000;

export type LiveParts = {
  changes: Changes;
  clock: Clock;
  log: Log;
  /** Whose page it is. */
  person: string;
  /** Whether the link is good still. */
  isOpen: () => Promise<boolean>;
};

/** For as long as the page listens and its link is good; `gone` is the last that it hears then. */
export function streamChanges(c: Context, { changes, clock, log, person, isOpen }: LiveParts): Response {
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    let isNew = false;
    let bell = new AbortController();
    const stop = changes.listen(({ people }) => {
      if (!people.includes(person)) return;
      isNew = true;
      bell.abort();
    });
    stream.onAbort(() => bell.abort());
    try {
      await stream.writeSSE({ event: 'hello', data: '', retry: retryMs });
      while (!stream.aborted) {
        if (!isNew) await clock.sleep(heartbeatMs, bell.signal);
        bell = new AbortController();
        if (!(await isOpen())) {
          await stream.writeSSE({ event: 'gone', data: '' });
          return;
        }
        if (isNew) {
          isNew = false;
          await stream.writeSSE({ event: 'changed', data: '' });
        } else if (!stream.aborted) await stream.write(': still here\n\n');
      }
    } catch (error) {
      log.warn({ err: error instanceof Error ? error.name : typeof error }, "A client's live page was cut off; it comes back by itself.");
    } finally {
      stop();
    }
  });
}
