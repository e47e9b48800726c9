// Updates that Telegram brings over HTTP: the secret checked, the size bounded, 200 only once the update is
// stored.
import type { Handle } from './polling.ts';

/** Far above any update of Telegram's (a message has 4,096 characters). */
const maxBytes = 1_000_000;

/**
 * The handler of `/webhooks/telegram/:id`. 401 without the secret of setWebhook · 405 · 413 over 1 MB · 400
 * when it is no JSON · 500 when the update could not be stored: Telegram brings it again · 200 when it was.
 */
export function webhook(handle: Handle, secret: string): (request: Request) => Promise<Response> {
  if (secret === '') throw new Error('A Telegram webhook needs a secret: set TELEGRAM_WEBHOOK_SECRET.');
  return async (request) => {
    if (request.method !== 'POST') return answer(405);
    if (!(await isSame(request.headers.get('x-telegram-bot-api-secret-token') ?? '', secret))) return answer(401);
    const body = await readBody(request);
    if (body === null) return answer(413);
    const update = parse(body);
    if (update === undefined) return answer(400);
    return handle(update).then(
      () => answer(200),
      () => answer(500),
    );
  };
}

const answer = (status: number): Response => new Response(null, { status });

/** Compares digests, so that the time taken tells nothing of the secret. */
async function isSame(given: string, secret: string): Promise<boolean> {
  const digest = async (text: string) => new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const [a, b] = await Promise.all([digest(given), digest(secret)]);
  return a.reduce((difference, byte, i) => difference | (byte ^ (b[i] ?? 0)), 0) === 0;
}

async function readBody(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null;
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  // Node's and workerd's streams can be iterated; the DOM types do not say so.
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > maxBytes) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // Told by the answer, 400.
  }
}
