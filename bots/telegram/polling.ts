// Our own getUpdates loop: the offset moves only past updates that were taken, so nothing is confirmed that
// is not stored. (telegraf's launch() moves it past updates whose handler threw.)
import { z } from 'zod';
import { SendError } from '../channel.ts';
import type { Api } from './api.ts';
import type { Log } from './log.ts';
import { TelegramError } from './refusal.ts';
import { Numbered } from './update.ts';

/** What Telegram is asked to tell; everything else it keeps to itself. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'];

/** Resolves when the update is stored, or is one that never will be; rejects when it must come again. */
export type Handle = (update: unknown) => Promise<void>;

/** Resolves after `ms`, or at once when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

const pollSeconds = 25;
const batch = 100;
const conflictMs = 5000;

/** 250 ms, doubling to 10 s. */
export const backOffMs = (failures: number): number => Math.min(10_000, 250 * 2 ** Math.min(failures - 1, 10));

/**
 * Polls until the signal aborts, then resolves once the takes under way have ended. A batch is handed over
 * all at once. Rejects only when Telegram does not know the token.
 */
export async function poll(api: Api, handle: Handle, log: Log, sleep: Sleep, signal: AbortSignal): Promise<void> {
  let offset: number | undefined;
  let failures = 0;
  let told = '';
  while (!signal.aborted) {
    try {
      const updates = await getUpdates(api, offset, signal);
      if (told) log.info({ contact: api.contact }, 'Telegram answers again.');
      told = '';
      const next = await takeAll(updates, handle, log, api.contact);
      offset = next.offset === undefined ? offset : Math.max(offset ?? 0, next.offset);
      failures = next.whole ? 0 : failures + 1;
      if (!next.whole) await sleep(backOffMs(failures), signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof TelegramError && (error.status === 401 || error.status === 404)) throw error;
      failures += 1;
      told = tell(log, api.contact, error, told);
      await sleep(waitAfter(error, failures), signal);
    }
  }
}

function getUpdates(api: Api, offset: number | undefined, signal: AbortSignal): Promise<unknown[]> {
  const payload = { offset, limit: batch, timeout: pollSeconds, allowed_updates: allowedUpdates };
  return api.call('getUpdates', payload, z.array(z.unknown()), {
    signal,
    timeoutMs: (pollSeconds + 10) * 1000,
  });
}

/**
 * The number up to which all updates are taken (the first that was refused, else one past the last), and
 * whether all were.
 */
async function takeAll(updates: unknown[], handle: Handle, log: Log, contact: string): Promise<{ offset?: number; whole: boolean }> {
  const results = await Promise.allSettled(updates.map((update) => handle(update)));
  const numbers = updates.map((update) => Numbered.safeParse(update).data?.update_id);
  const refused = numbers.flatMap((number, i) => (number !== undefined && results[i]?.status === 'rejected' ? [number] : []));
  if (refused.length > 0) {
    const first = Math.min(...refused);
    log.warn({ contact, update: first, count: refused.length }, 'Updates could not be stored: they are asked for again.');
    return { offset: first, whole: false };
  }
  const last = Math.max(...numbers.filter((number) => number !== undefined));
  // A batch in which nothing has a number would come again at once, for ever: it counts as not whole.
  return Number.isFinite(last) ? { offset: last + 1, whole: true } : { whole: updates.length === 0 };
}

function waitAfter(error: unknown, failures: number): number {
  if (error instanceof TelegramError && error.status === 409) return conflictMs;
  return (error instanceof SendError && error.retryAfterMs) || backOffMs(failures);
}

/** Says a trouble once, not at every try; gives back what was said. */
function tell(log: Log, contact: string, error: unknown, told: string): string {
  // Errors of the API have been cleared of the token; the words of others are not known to be.
  const sentence = error instanceof SendError ? error.message : `Polling Telegram failed: ${nameOf(error)}.`;
  if (sentence !== told) log.error({ contact }, sentence);
  return sentence;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
