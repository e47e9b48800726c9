// Delivers updates to the bot's webhook: one at a time, in order, again and again until it answers with 2xx.
import { setTimeout as sleep } from 'node:timers/promises';
import type { UpdateQueue } from './update-queue.ts';
import type { Json } from './wire.ts';

export type WebhookSetup = { url: string; secret: string };
export type WebhookOptions = {
  /** The first pause after a failed delivery; it doubles up to twenty times itself. */
  retryMs: number;
  /** How long the webhook may take to answer. */
  timeoutMs: number;
};

export class Webhook {
  setup: WebhookSetup | undefined;
  lastError: { date: number; message: string } | undefined;
  readonly #queue: UpdateQueue;
  readonly #options: WebhookOptions;
  readonly #now: () => number;
  /** Takes a method call that the webhook put in its answer. */
  readonly #onReply: (reply: unknown) => Promise<void>;
  #stop: AbortController | undefined;

  constructor(queue: UpdateQueue, options: WebhookOptions, now: () => number, onReply: (reply: unknown) => Promise<void>) {
    this.#queue = queue;
    this.#options = options;
    this.#now = now;
    this.#onReply = onReply;
  }

  set(setup: WebhookSetup): void {
    this.clear();
    this.setup = setup;
    this.#stop = new AbortController();
    void this.#run(setup, this.#stop.signal);
  }

  clear(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.setup = undefined;
    this.lastError = undefined;
  }

  async #run(setup: WebhookSetup, stop: AbortSignal): Promise<void> {
    let pauseMs = this.#options.retryMs;
    const stopped = aborted(stop);
    while (!stop.aborted) {
      const update = this.#queue.head();
      if (!update) {
        await Promise.race([this.#queue.nextAdded(), stopped]);
        continue;
      }
      const failure = await this.#deliver(setup, update.body, stop);
      if (stop.aborted) return;
      if (failure === undefined) {
        this.#queue.drop(update);
        pauseMs = this.#options.retryMs;
        continue;
      }
      this.lastError = { date: Math.floor(this.#now() / 1000), message: failure };
      await sleep(pauseMs, undefined, { signal: stop }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, this.#options.retryMs * 20);
    }
  }

  /** The reason why it was not taken, or undefined. */
  async #deliver(setup: WebhookSetup, body: unknown, stop: AbortSignal): Promise<string | undefined> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (setup.secret !== '') headers['x-telegram-bot-api-secret-token'] = setup.secret;
    const signal = AbortSignal.any([stop, AbortSignal.timeout(this.#options.timeoutMs)]);
    let response: Response;
    let answer: string;
    try {
      response = await fetch(setup.url, { method: 'POST', headers, body: JSON.stringify(body), signal });
      answer = await response.text();
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'Read timeout expired' : 'Connection refused';
    }
    if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
    await this.#onReply(readReply(answer));
    return undefined;
  }

  describe(pending: number, allowed: string[]): Json {
    const info: Json = {
      url: this.setup?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: pending,
    };
    if (!this.setup) return info;
    if (this.lastError) Object.assign(info, { last_error_date: this.lastError.date });
    if (this.lastError) Object.assign(info, { last_error_message: this.lastError.message });
    Object.assign(info, { max_connections: 40, ip_address: '127.0.0.1' });
    if (allowed.length > 0) info.allowed_updates = allowed;
    return info;
  }
}

/** An answer that is no JSON (such as `ok`) is no method call. */
function readReply(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
