// Faults a test orders: the next calls that fit are refused, slowed down or cut off, before or after they took effect.
import { Refusal } from './refusal.ts';

export type CallKind = 'messages' | 'media' | 'look-up' | 'download' | 'number';

export type Fault = {
  /** Which calls; default: all. */
  call?: CallKind;
  /** How many calls; default 1. */
  times?: number;
  /** HTTP status; default 400 with a code, else 500. */
  status?: number;
  /** Meta's error code; without one the answer is an HTML page, or the body. */
  code?: number;
  body?: string;
  subcode?: number;
  /** Seconds, as a header. */
  retryAfter?: number;
  /** Cut the connection before the call takes effect. */
  reset?: boolean;
  /** Let the call take effect, then cut the connection. */
  dropAnswer?: boolean;
  /** Wait first; alone, it only slows the call down. */
  delayMs?: number;
};

export class Faults {
  #ordered: { fault: Fault; left: number }[] = [];

  order(fault: Fault): void {
    this.#ordered.push({ fault, left: fault.times ?? 1 });
  }

  /** The first ordered fault that fits; it is used up by one. */
  take(call: CallKind): Fault | undefined {
    const entry = this.#ordered.find(({ fault, left }) => left > 0 && (fault.call === undefined || fault.call === call));
    if (entry) entry.left -= 1;
    return entry?.fault;
  }

  clear(): void {
    this.#ordered = [];
  }
}

/** What the fault answers; undefined when it only delays, or lets the call take effect. */
export function answerOf({
  status,
  code,
  subcode,
  retryAfter,
  body,
}: Fault): { status: number; type: string; body: string; retryAfter?: number } | undefined {
  if (status === undefined && code === undefined) return undefined;
  const more = retryAfter === undefined ? {} : { retryAfter };
  if (code === undefined)
    return { status: status ?? 500, type: 'text/html', body: body ?? `<html><title>Error ${status}</title></html>`, ...more };
  const refusal = new Refusal(status ?? 400, code, 'ordered by the test', { subcode, details: 'An ordered fault.' });
  return { status: refusal.status, type: 'application/json', body: refusal.body(), ...more };
}
