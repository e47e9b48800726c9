// Texts on their way to a browser, compressed: a file of ours once and for all, a page as its parts come to be. Node only.
import { finished } from 'node:stream/promises';
import { constants, createGzip, type Gzip, gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';

const isTaken = (c: Context): boolean => parseAccept(c.req.header('accept-encoding') ?? '').some(({ type, q }) => type === 'gzip' && q > 0);

const packed = new Map<string, Uint8Array<ArrayBuffer>>();

/** Answers with one of our own texts, which are few and never change. */
export function sendText(c: Context, text: string, headers: Record<string, string>): Response {
  c.header('Vary', 'Accept-Encoding');
  if (!isTaken(c)) return c.body(text, 200, headers);
  const bytes = packed.get(text) ?? new Uint8Array(gzipSync(text));
  packed.set(text, bytes);
  return c.body(bytes, 200, { ...headers, 'Content-Encoding': 'gzip' });
}

/**
 * Answers with a page whose parts leave one by one: the next is only asked for when the one before is on its way.
 * A part that fails cuts the answer off, so what can fail is told in the page itself.
 */
export function sendParts(c: Context, parts: AsyncIterable<string>): Response {
  c.header('Content-Type', 'text/html; charset=UTF-8');
  c.header('Transfer-Encoding', 'chunked'); // without it the server holds the first part back to see how much more there is
  c.header('X-Accel-Buffering', 'no'); // nor shall a proxy
  c.header('Vary', 'Accept-Encoding');
  const zip = isTaken(c) ? createGzip() : undefined;
  if (zip) c.header('Content-Encoding', 'gzip');
  return c.body(streamOf(parts, zip));
}

function streamOf(parts: AsyncIterable<string>, zip: Gzip | undefined): ReadableStream<Uint8Array> {
  let isWanted = true;
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (bytes: Uint8Array<ArrayBuffer>) => void (isWanted && controller.enqueue(bytes));
      zip?.on('data', (bytes: Buffer) => send(new Uint8Array(bytes)));
      const leave = async () => {
        for await (const part of parts) {
          if (!isWanted) break;
          if (zip) await flushed(zip, part);
          else send(new TextEncoder().encode(part));
        }
        if (zip) await finished(zip.end());
        if (isWanted) controller.close();
      };
      leave().catch((error: unknown) => {
        if (isWanted) controller.error(error);
        isWanted = false;
        zip?.destroy();
      });
    },
    cancel: () => {
      isWanted = false;
    },
  });
}

/** Everything until here can be read by whoever gets it. */
function flushed(zip: Gzip, text: string): Promise<void> {
  zip.write(text);
  return new Promise((resolve) => zip.flush(constants.Z_SYNC_FLUSH, resolve));
}
