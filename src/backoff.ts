// How long to wait before trying again, and how often.
import type { SendErrorCode } from '../bots/channel.ts';

/** Doubling from one second to five minutes; a fifth of it by the attempt's parity, so that two never march in step. */
export const backOffMs = (attempts: number): number =>
  Math.min(300_000, 1000 * 2 ** Math.max(0, attempts - 1)) * (attempts % 2 === 0 ? 1.2 : 1);

/** A network that is down is waited for over days; what nobody understands is given up sooner and shown to the desk. */
export const mostAttempts = (code: SendErrorCode): number => (code === 'offline' ? 500 : code === 'not_ready' ? 60 : 8);
