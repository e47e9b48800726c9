// Meta's webhooks over HTTP: the address confirmed, the signature checked over the raw body, the size bounded, 200 only
// once everything in it is stored.
import { isSame, parseJson, readBounded } from '../guard.ts';

/** Meta sends up to 3 MB ("Webhooks", payload size). */
const maxBytes = 5 * 1024 * 1024;

export type WebhookParts = {
  appSecret: string;
  verifyToken: string;
  /** Reads it. The function hands it on: that resolves once all of it is stored, and rejects when it must come again. */
  read: (payload: unknown) => Promise<() => Promise<void>>;
};

/**
 * GET confirms the address: 200 with the challenge, 403 · POST: 401 without Meta's signature, 413 over 5 MB, 400 when it
 * is no JSON, 503 when something could not be stored (Meta sends it all again), 200 · else 405.
 */
export function webhook({ appSecret, verifyToken, read }: WebhookParts): (request: Request) => Promise<Response> {
  if (appSecret === '') throw new Error("A WhatsApp webhook needs the app's secret: set WHATSAPP_CLOUD_APP_SECRET.");
  if (verifyToken === '') throw new Error('A WhatsApp webhook needs a verify token: set WHATSAPP_CLOUD_VERIFY_TOKEN.');

  async function confirm(url: URL): Promise<Response> {
    const asked = url.searchParams;
    const known = await isSame(asked.get('hub.verify_token') ?? '', verifyToken);
    if (asked.get('hub.mode') !== 'subscribe' || !known)
      return answer(403, 'The verify token is not the one of WHATSAPP_CLOUD_VERIFY_TOKEN.');
    return answer(200, asked.get('hub.challenge') ?? '');
  }

  /** Read one after the other, so that what was brought first is handed on first; nobody waits for another's storing. */
  let before: Promise<unknown> = Promise.resolve();
  async function take(request: Request): Promise<Response> {
    const body = await readBounded(request, maxBytes);
    if (!body) return answer(413, 'This is larger than any webhook of Meta.');
    const signature = request.headers.get('x-hub-signature-256') ?? '';
    const mine = before.then(() => accept(signature, body));
    before = mine.catch(() => undefined);
    const { refused, stored } = await mine;
    if (refused) return refused;
    return stored.then(
      () => answer(200, ''),
      () => answer(503, 'Not all of this could be stored: send it again.'),
    );
  }

  type Accepted = { refused: Response | null; stored: Promise<void> };
  async function accept(signature: string, body: Uint8Array<ArrayBuffer>): Promise<Accepted> {
    const refuse = (refused: Response): Accepted => ({ refused, stored: Promise.resolve() });
    if (!(await isSigned(appSecret, signature, body)))
      return refuse(answer(401, 'This is not signed with the secret of the app (X-Hub-Signature-256).'));
    const payload = parseJson(body);
    if (payload === undefined) return refuse(answer(400, 'This is no JSON.'));
    const handOn = await read(payload);
    return { refused: null, stored: handOn() };
  }

  return async (request) => {
    if (request.method === 'GET') return confirm(new URL(request.url));
    return request.method === 'POST' ? take(request) : answer(405, 'Webhooks come by POST.');
  };
}

/** Plain text, never sniffed for something else: a challenge is whatever somebody writes into the address. */
const answer = (status: number, sentence: string): Response =>
  new Response(sentence, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' } });

/** `sha256=` and the HMAC in hex; Web Crypto compares in constant time. */
async function isSigned(secret: string, header: string, body: BufferSource): Promise<boolean> {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header)?.[1];
  if (!hex) return false;
  const given = new Uint8Array((hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, given, body);
}
