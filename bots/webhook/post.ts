// One POST to an endpoint: its status, and when it asks to be left alone. Follows no redirect and reads no answer.
import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { publicLookup } from './target.ts';

export type Posted = { status: number; retryAfterMs?: number };

const patienceMs = 15_000;

/** Rejects when nothing answers within a quarter of a minute, or the name leads where it must not. */
export function post(address: string, headers: Record<string, string>, body: string, allowPrivate: boolean): Promise<Posted> {
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http)(url, {
      method: 'POST',
      agent: false,
      signal: AbortSignal.timeout(patienceMs),
      headers: { 'content-type': 'application/json', 'user-agent': 'Alur-Webhooks', ...headers },
      ...(allowPrivate ? {} : { lookup: publicLookup }),
    });
    request.on('error', reject);
    request.on('response', (answer) => {
      const seconds = Number(answer.headers['retry-after']);
      answer.on('error', () => undefined); // its status is all that matters
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, ...(seconds > 0 ? { retryAfterMs: Math.min(seconds, 3600) * 1000 } : {}) });
    });
    request.end(body);
  });
}
