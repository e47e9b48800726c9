// Brings what happens to the business: signed with the app's secret, in order, and again until it is answered with 200.
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../bot-api/wire.ts';

/** An address, or whoever takes the request itself. */
export type Target = string | ((request: Request) => Promise<Response>);

export type Delivery = { body: string; signature: string; status: number };

export class Webhook {
  target: Target | undefined;
  /** Every body that was brought, with the last answer's status; 0 while there was none. */
  readonly deliveries: Delivery[] = [];
  readonly #secret: string;
  readonly #businessId: string;
  readonly #retryMs: number;
  #before: Promise<unknown> = Promise.resolve();
  #underWay = 0;
  #stopped = false;
  /** Changes that are gathered for one body. */
  #batch: Json[] | undefined;

  constructor(secret: string, businessId: string, retryMs: number) {
    this.#secret = secret;
    this.#businessId = businessId;
    this.#retryMs = retryMs;
  }

  sign(body: string): string {
    return `sha256=${createHmac('sha256', this.#secret).update(body).digest('hex')}`;
  }

  tell(value: Json, field = 'messages'): void {
    const change = { value, field };
    if (this.#batch) this.#batch.push(change);
    else this.bring(this.bodyOf([change]));
  }

  /** What is told meanwhile comes in one body: two entries, as Meta groups by account. */
  batch(deed: () => void): void {
    const changes: Json[] = [];
    this.#batch = changes;
    try {
      deed();
    } finally {
      this.#batch = undefined;
    }
    const half = Math.ceil(changes.length / 2);
    const entry = [changes.slice(0, half), changes.slice(half)].map((some) => ({ id: this.#businessId, changes: some }));
    this.bring(JSON.stringify({ object: 'whatsapp_business_account', entry }));
  }

  bodyOf(changes: Json[]): string {
    return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: this.#businessId, changes }] });
  }

  /** Signs it and brings it, once those before it were brought for the first time. */
  bring(body: string): void {
    const delivery: Delivery = { body, signature: this.sign(body), status: 0 };
    this.deliveries.push(delivery);
    this.#underWay += 1;
    // To an address, one after the other: two connections keep no order. To a function, as fast as they come.
    const first = this.#before.then(() => this.#attempt(delivery));
    if (typeof this.target === 'string') this.#before = first;
    void first
      .then((done) => (done ? undefined : this.#again(delivery)))
      .finally(() => {
        this.#underWay -= 1;
      });
  }

  async #again(delivery: Delivery): Promise<void> {
    for (let tries = 1; !this.#stopped; tries += 1) {
      await sleep(Math.min(this.#retryMs * tries, 200));
      if (await this.#attempt(delivery)) return;
    }
  }

  async #attempt(delivery: Delivery): Promise<boolean> {
    const answer = await this.post(delivery.body, { 'x-hub-signature-256': delivery.signature }).catch(() => undefined);
    delivery.status = answer?.status ?? 0;
    return delivery.status === 200;
  }

  /** Any body with any headers, once. */
  async post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Response> {
    const { target } = this;
    if (target === undefined) throw new Error('Nobody takes the webhooks yet.');
    const request: RequestInit = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
    return typeof target === 'string'
      ? fetch(target, request)
      : target(new Request('https://desk.example.com/webhooks/whatsapp/main', request));
  }

  /** Bodies that have not been taken yet. */
  get pending(): number {
    return this.#underWay;
  }

  stop(): void {
    this.#stopped = true;
  }
}
