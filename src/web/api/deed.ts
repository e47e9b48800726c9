// What a program does at the desk, by the desk's own commands: done, refused with the desk's sentence, or to be sent again.
import type { Context } from 'hono';
import { staffOf } from '../../api-token.ts';
import type { AppParts } from '../parts.ts';
import type { Deed } from '../staff/deeds.ts';
import type { ApiEnv } from './bearer.ts';
import { inboundId } from './once.ts';
import { Problem } from './problem.ts';

/** Does it in the name of the token; resolves to the id of what was handed in. Throws a problem when it was refused. */
export async function perform(parts: AppParts, c: Context<ApiEnv>, deed: Omit<Deed, 'id'>): Promise<string> {
  const staff = staffOf(c.var.token);
  const id = inboundId(c);
  const done = await parts.deeds.perform(staff, { id, ...deed }).catch((error: unknown): never => notKept(parts, error));
  if (!done.ok) throw new Problem(409, done.sentence);
  return `${parts.deeds.channel.name}:${staff.address}:${id}`;
}

/** The store did not take it: nothing of it was done, and it may be sent again. */
export function notKept({ log }: Pick<AppParts, 'log'>, error: unknown): never {
  log.warn(
    { err: error instanceof Error ? error.name : typeof error },
    'A request at the API could not be stored; it was told to come again.',
  );
  throw new Problem(503, 'It could not be kept just now. Send it again in a moment, with the same Idempotency-Key.', {
    retryAfterMs: 2000,
  });
}
