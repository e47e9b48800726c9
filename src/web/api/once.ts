// Does a request once, however often it is sent: the answer to an Idempotency-Key is kept for a day and given again.
// A crash between the deed and its kept answer is no gap: what is handed in bears an id made of the key, and is taken once.
import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { answerStatements, readAnswer } from '../../../db/api-tokens.ts';
import type { AppParts } from '../parts.ts';
import type { ApiEnv } from './bearer.ts';
import { Problem } from './problem.ts';

const keptMs = 86_400_000;
const other = 'This Idempotency-Key was used for another request. Take a new key for each thing that is to be done.';

type Kept = { request: string; status: number; body: string };

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The id of what this request hands in: the same for the same key of the same token. */
export function inboundId(c: Context<ApiEnv>): string {
  const key = c.req.header('idempotency-key');
  return `${c.var.token.id}:${key === undefined ? crypto.randomUUID() : hash(key).slice(0, 32)}`;
}

/** For everything that does something. What fails on our side, and what could not be read, may be tried again with the same key. */
export function once({ house: { store }, clock }: Pick<AppParts, 'house' | 'clock'>): MiddlewareHandler<ApiEnv> {
  const underWay = new Map<string, Promise<Kept | null>>();
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key === undefined || c.req.method === 'GET') return next();
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Problem(400, 'An Idempotency-Key is 1 to 200 visible characters, such as a UUID.');
    const token = c.var.token.id;
    const request = hash(`${c.req.method} ${c.req.path}\n${await c.req.text()}`);
    const place = `${token} ${key}`;
    const kept = (await underWay.get(place)) ?? (await readAnswer(store, token, key, clock.now() - keptMs));
    if (kept) return again(kept, request);
    let done: (kept: Kept | null) => void = () => undefined;
    underWay.set(place, new Promise((resolve) => { done = resolve; })); // biome-ignore format: one thought
    let made: Kept | null = null;
    try {
      await next();
      const { status } = c.res;
      if (status < 300 || status === 409) {
        made = { request, status, body: await c.res.clone().text() };
        await store.write(answerStatements({ token, key, ...made, at: clock.now() }, clock.now() - keptMs));
      }
    } finally {
      underWay.delete(place);
      done(made);
    }
  };
}

function again({ request, status, body }: Kept, asked: string): Response {
  if (request !== asked) throw new Problem(422, other);
  const type = status < 300 ? 'application/json' : 'application/problem+json';
  return new Response(body, { status, headers: { 'Content-Type': type, 'Idempotency-Replayed': 'true', 'Cache-Control': 'no-store' } });
}
