// Does a request once, however often it is sent: the answer to an Idempotency-Key is kept for a day and given again.
// A crash between the deed and its kept answer is no gap: what is handed in bears an id made of the key, and is taken once.
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { type AnswerRow, answerStatements, readAnswer } from '../../../db/api-tokens.ts';
import type { AppParts } from '../parts.ts';
import type { ApiEnv } from './bearer.ts';
import { Problem } from './problem.ts';

const keptMs = 86_400_000;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** For the document of what does something; it is read and checked by `once`. */
export const onceHeader = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .openapi({ description: 'Within 24 hours, the same key does the same thing once and answers the same.', example: 'order-4711' }),
});

/** The id of what this request hands in: the same for the same key of the same token. */
export function inboundId(c: Context<ApiEnv>): string {
  const key = c.req.header('idempotency-key');
  return `${c.var.token.id}:${key === undefined ? crypto.randomUUID() : hash(key).slice(0, 32)}`;
}

/**
 * For everything that does something. The second of two at the same moment waits for the first. What failed on our side, and what could
 * not be read, may be tried again with the same key.
 */
export function once({ house: { store }, clock }: Pick<AppParts, 'house' | 'clock'>): MiddlewareHandler<ApiEnv> {
  const underWay = new Map<string, Promise<void>>();
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key === undefined || c.req.method === 'GET') return next();
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Problem(400, 'An Idempotency-Key is 1 to 200 visible characters, such as a UUID.');
    const place = `${c.var.token.id} ${key}`;
    const before = underWay.get(place);
    const { promise: mine, resolve: over } = deferred();
    underWay.set(place, mine);
    try {
      await before;
      return await answerOnce(c, key, next);
    } finally {
      if (underWay.get(place) === mine) underWay.delete(place);
      over();
    }
  };

  async function answerOnce(c: Context<ApiEnv>, key: string, next: () => Promise<void>): Promise<Response | undefined> {
    const token = c.var.token.id;
    const request = hash(`${c.req.method} ${c.req.path}\n${await c.req.text()}`);
    const kept = await readAnswer(store, token, key, clock.now() - keptMs);
    if (kept && kept.request !== request)
      throw new Problem(422, 'This Idempotency-Key was used for another request. Take a new key for each thing that is to be done.');
    if (kept) return again(kept);
    await next();
    const { status } = c.res;
    if (status >= 300 && status !== 409) return undefined;
    const answer = { token, key, request, status, body: await c.res.clone().text(), at: clock.now() };
    await store.write(answerStatements(answer, clock.now() - keptMs));
    return undefined;
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function again({ status, body }: AnswerRow): Response {
  const type = status < 300 ? 'application/json' : 'application/problem+json';
  return new Response(body, { status, headers: { 'Content-Type': type, 'Idempotency-Replayed': 'true', 'Cache-Control': 'no-store' } });
}
