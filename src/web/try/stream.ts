// Live lines: what is said in a client's chat and at the desk, as server-sent events, for as long as a page listens.
// A page that comes back reads the chats anew, so that a line missed here is not missed there.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type Web, webDeskChat } from '../../../bots/web/index.ts';
import type { Store } from '../../../db/store.ts';
import { readLines } from '../../../db/transcript.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { shown } from './lines.ts';

const heartbeatMs = 15_000;
const retryMs = 1_000;

type Hear = (id: string) => void;

export type Streams = {
  /** Answers with the lines of this chat and of the desk. */
  open(c: Context, chat: string): Response;
  /** Tells every page that listens to this chat of something written in it. */
  said(chat: string, id: string): void;
};

export function createStreams(parts: { web: Web; store: Store; clock: Clock; log: Log }): Streams {
  const listeners = new Map<string, Set<Hear>>();
  const listen = (chat: string, hear: Hear): (() => void) => {
    const all = listeners.get(chat) ?? new Set();
    listeners.set(chat, all.add(hear));
    const unlisten = parts.web.listen(chat, (parcel) => hear(parcel.id));
    return () => {
      unlisten();
      all.delete(hear);
      if (all.size === 0) listeners.delete(chat);
    };
  };
  return {
    said: (chat, id) => {
      for (const hear of listeners.get(chat) ?? []) hear(id);
    },
    open: (c, chat) => {
      c.header('X-Accel-Buffering', 'no');
      return streamSSE(c, async (stream) => {
        let waiting: string[] = [];
        let bell = new AbortController();
        const hear = (id: string) => {
          waiting.push(id);
          bell.abort();
        };
        const stops = [chat, webDeskChat].map((one) => listen(one, hear));
        stream.onAbort(() => bell.abort());
        try {
          await stream.writeSSE({ event: 'hello', data: '', retry: retryMs });
          for (let n = 1; !stream.aborted; ) {
            if (waiting.length === 0) await parts.clock.sleep(heartbeatMs, bell.signal);
            bell = new AbortController();
            const ids = waiting;
            waiting = [];
            if (ids.length === 0 && !stream.aborted) await stream.write(': still here\n\n');
            const lines = ids.length > 0 ? await readLines(parts.store, ids) : [];
            for (const line of lines.flatMap((one) => shown(one, new URL(c.req.url).origin)))
              await stream.writeSSE({ event: 'line', id: String(n++), data: JSON.stringify(line) });
          }
        } catch (error) {
          parts.log.warn({ err: error instanceof Error ? error.name : typeof error }, 'A live page was cut off; it comes back by itself.');
        } finally {
          for (const stop of stops) stop();
        }
      });
    },
  };
}
