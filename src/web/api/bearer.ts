// Who asks at the API: the token that a program bears, what it may, and how often it may ask.
import type { MiddlewareHandler } from 'hono';
import { type Scope, type Token, tokenOf } from '../../api-token.ts';
import type { Clock } from '../../clock.ts';
import { bearerOf } from '../guard.ts';
import type { AppParts } from '../parts.ts';
import { Problem } from './problem.ts';

/** What every request of a program's knows. */
export type ApiEnv = { Variables: { token: Token } };

/** Lets in who bears a token of ours, as often as it may ask. */
export function bearer({ house, clock }: Pick<AppParts, 'house' | 'clock'>, perMinute: number): MiddlewareHandler<ApiEnv> {
  const limit = createLimit(clock, perMinute);
  return async (c, next) => {
    const given = bearerOf(c);
    const token = given === undefined ? null : await tokenOf(house.store, given);
    if (!token)
      throw new Problem(
        401,
        'This needs a token: send it as “Authorization: Bearer alur_…”. Whoever runs Alur makes one by npm run token.',
      );
    const waitMs = limit(token.id);
    if (waitMs > 0)
      throw new Problem(429, `That is more than ${perMinute} requests a minute. Ask again a little later.`, { retryAfterMs: waitMs });
    c.set('token', token);
    await next();
  };
}

/** Lets through whose token has the scope. */
export const needs =
  (scope: Scope): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    if (!c.var.token.scopes.includes(scope))
      throw new Problem(403, `The token “${c.var.token.name}” lacks the scope “${scope}”. Whoever runs Alur makes one that has it.`);
    await next();
  };

/** A bucket for each token, filled evenly: milliseconds to wait, or 0, which takes a place. */
function createLimit(clock: Pick<Clock, 'now'>, perMinute: number): (id: string) => number {
  const buckets = new Map<string, { left: number; at: number }>();
  const eachMs = 60_000 / perMinute;
  return (id) => {
    const now = clock.now();
    const { left, at } = buckets.get(id) ?? { left: perMinute, at: now };
    const full = Math.min(perMinute, left + Math.max(0, now - at) / eachMs);
    buckets.set(id, { left: full < 1 ? full : full - 1, at: now });
    return full < 1 ? (1 - full) * eachMs : 0;
  };
}
