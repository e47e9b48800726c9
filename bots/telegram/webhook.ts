// Updates that Telegram brings over HTTP: the secret checked, the size bounded, 200 only once the update is
// stored.
import { isSame, parseJson, readBounded } from '../guard.ts';
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
    const body = await readBounded(request, maxBytes);
    if (body === null) return answer(413);
    const update = parseJson(body);
    if (update === undefined) return answer(400);
    return handle(update).then(
      () => answer(200),
      () => answer(500),
    );
  };
}

const answer = (status: number): Response => new Response(null, { status });
