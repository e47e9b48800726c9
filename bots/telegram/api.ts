// Calls to the Bot API over fetch, in place of telegraf's client, which waits 500 s and knows no error codes
// of ours. The token is part of every URL: no error leaves here before it was taken out.
import type { Telegram } from 'telegraf';
import { z } from 'zod';
import { SendError } from '../channel.ts';
import { formOf } from '../form.ts';
import { parseJson, readBounded, reasonOf } from '../guard.ts';
import { meaningOf, Refusal } from './refusal.ts';

/** `timeoutMs` 20,000 unless told; 120,000 with bytes. `signal` gives the call up at once. */
export type CallOptions = { timeoutMs?: number; signal?: AbortSignal };

export type Api = {
  contact: string;
  /**
   * One method of the Bot API; the result as `result` parses it. Throws SendError (TelegramError for
   * refusals).
   */
  call<T>(method: string, payload: object, result: z.ZodType<T>, options?: CallOptions): Promise<T>;
  /** The bytes behind a `file_path` of getFile. Throws SendError, `too_large` above `maxBytes`. */
  download(path: string, maxBytes: number): Promise<Uint8Array>;
};

const Answer = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), result: z.unknown() }), Refusal]);

const timeoutMs = 20_000;
const bytesTimeoutMs = 120_000;

/** The Bot API at `root` for one token. Makes no call by itself. */
export function connect(config: { contact: string; token: string; root?: string }): Api {
  const { contact, token } = config;
  const root = (config.root ?? 'https://api.telegram.org').replace(/\/+$/, '');
  const scrub = (words: string): string => words.replaceAll(token, '<token>');

  async function call<T>(method: string, payload: object, result: z.ZodType<T>, options: CallOptions = {}): Promise<T> {
    const form = formOf(payload);
    const request: RequestInit = form
      ? { method: 'POST', body: form }
      : { method: 'POST', body: JSON.stringify(payload), headers: { 'content-type': 'application/json' } };
    const limit = { timeoutMs: form ? bytesTimeoutMs : timeoutMs, ...options };
    const { status, body } = await reach(`${root}/bot${token}/${method}`, request, method, limit, readText, scrub);
    const value = answered(method, status, body);
    const parsed = result.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new SendError('unknown', `Telegram's answer to ${method} has another shape than the Bot API describes.`);
  }

  function answered(method: string, status: number, body: string): unknown {
    const answer = Answer.safeParse(parseJson(body));
    if (!answer.success) throw strangeAnswer(method, status);
    if (answer.data.ok) return answer.data.result;
    const meaning = meaningOf(contact, method, {
      ...answer.data,
      description: scrub(answer.data.description),
    });
    if (meaning !== 'done') throw meaning;
    return true;
  }

  async function download(path: string, maxBytes: number): Promise<Uint8Array> {
    const url = `${root}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`;
    const read = (response: Response) => readBytes(response, maxBytes);
    const { status, body } = await reach(url, {}, 'the file', { timeoutMs: bytesTimeoutMs }, read, scrub);
    if (status === 200) return body;
    if (status >= 500) throw new SendError('offline', `Telegram could not give the file: ${status}.`);
    throw new SendError('rejected', `Telegram does not give the file: ${status}.`);
  }

  return { contact, call, download };
}

/**
 * Has a telegraf client make its calls here: for `bot.telegram`, and for the one that telegraf makes anew for
 * each update.
 */
export function useApi(telegram: Telegram, api: Api): void {
  const callApi = (method: string, payload: object, options?: { signal?: AbortSignal }): Promise<unknown> =>
    api.call(method, payload, z.unknown(), options);
  // Telegraf types each method's answer; ours is unknown until somebody parses it.
  telegram.callApi = callApi as Telegram['callApi'];
}

async function reach<T>(
  url: string,
  request: RequestInit,
  what: string,
  limit: { timeoutMs: number; signal?: AbortSignal },
  read: (response: Response) => Promise<T>,
  scrub: (words: string) => string,
): Promise<{ status: number; body: T }> {
  const abort = new AbortController();
  const giveUp = () => abort.abort();
  const timer = setTimeout(giveUp, limit.timeoutMs);
  if (limit.signal?.aborted) giveUp();
  limit.signal?.addEventListener('abort', giveUp, { once: true });
  try {
    // A redirect is no answer of the Bot API, and following it would take the token elsewhere.
    const response = await fetch(url, { ...request, redirect: 'manual', signal: abort.signal });
    return { status: response.status, body: await read(response) };
  } catch (error) {
    if (error instanceof SendError) throw error;
    const why = abort.signal.aborted ? 'given up' : scrub(reasonOf(error));
    throw new SendError('offline', `Telegram could not be reached for ${what}: ${why}.`);
  } finally {
    clearTimeout(timer);
    limit.signal?.removeEventListener('abort', giveUp);
  }
}

const readText = (response: Response): Promise<string> => response.text();

async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array> {
  const bytes = await readBounded(response, maxBytes);
  if (!bytes) throw new SendError('too_large', `The file is larger than ${maxBytes} bytes.`);
  return bytes;
}

/** A proxy's page, a wrong root, half an answer: not Telegram's words. */
function strangeAnswer(method: string, status: number): SendError {
  if (status === 413) return new SendError('too_large', `What ${method} sends is larger than the way to Telegram takes.`);
  if (status === 429)
    return new SendError('rate_limited', `Too many calls on the way to Telegram (${method}).`, {
      retryAfterMs: 5000,
    });
  return new SendError('offline', `${method} was not answered by Telegram (${status}, no JSON): is TELEGRAM_API_ROOT right?`);
}
