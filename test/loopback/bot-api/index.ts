// A Bot API server on loopback for tests: real HTTP in front, people acted by the test behind. It speaks as
// Telegram's does, its refusals included. Start one a test, point TELEGRAM_API_ROOT at its `root`, stop it at the end.
import type { AddressInfo } from 'node:net';
import { patienceMs } from '../patience.ts';
import { Changes } from './change.ts';
import type { ChatRecord } from './chat.ts';
import { type Fault, Faults, type OrderedFault } from './fault.ts';
import { FileStore } from './file.ts';
import { type Group, type GroupPlan, makeGroup } from './group.ts';
import { Pace } from './pace.ts';
import { makePerson, type Person } from './person.ts';
import type { Press } from './press.ts';
import { type Call, type Exchange, makeServer, runReply } from './server.ts';
import { UpdateQueue } from './update-queue.ts';
import { Webhook } from './webhook.ts';
import type { User } from './wire.ts';
import type { World } from './world.ts';

export type { FileOptions, PostOptions } from './act.ts';
export type { ChatRecord } from './chat.ts';
export type { Fault, OrderedFault } from './fault.ts';
export type { Group, GroupPlan } from './group.ts';
export type { MessageRecord } from './message.ts';
export type { Person } from './person.ts';
export type { Press } from './press.ts';
export type { Call } from './server.ts';

export type BotApiOptions = {
  /** Milliseconds; for dates, flood limits and the age of button presses. Long polls run on real time. */
  now?: () => number;
  token?: string;
  username?: string;
  /** Messages and edits a minute to one group; default 20. */
  groupLimitPerMinute?: number;
  /** Messages and edits a second to everybody; default: no limit. Telegram's is about 30. */
  overallLimitPerSecond?: number;
  /** How long a press can be answered; default 60 000. */
  callbackTimeoutMs?: number;
  /** In groups where it is no administrator the bot sees only what is meant for it; default true. */
  privacy?: boolean;
  /** Refuse uploads as photos that are no images; default true. */
  checkImages?: boolean;
  /** The first pause after a webhook failed; default 50. */
  webhookRetryMs?: number;
  /** How long the webhook may take; default 10 000. */
  webhookTimeoutMs?: number;
  /** Faults ordered from the start. */
  failNext?: readonly Fault[];
};

export type UserPlan = Partial<Omit<User, 'id'>> & { id: number };

export type BotApi = {
  /** `http://127.0.0.1:<port>`, the apiRoot of clients. */
  readonly root: string;
  readonly token: string;
  /** The bot, as people see it. */
  readonly bot: User;
  stop(): Promise<void>;
  /** The person of that id; made at the first time. */
  user(plan: UserPlan): Person;
  /** A group the bot is already in. */
  group(plan: GroupPlan): Group;
  chat(id: number): ChatRecord | undefined;
  fail(fault: Fault): OrderedFault;
  clearFaults(): void;
  /** Queues any update as it is, also a malformed one; a function is given the next update_id. Returns its id. */
  push(raw: unknown): number;
  redeliver(updateId: number): void;
  /** The updates not yet confirmed. */
  pending(): unknown[];
  /** The highest offset ever confirmed by getUpdates. */
  readonly confirmedOffset: number;
  /** Every call, in order of arrival. */
  readonly calls: Call[];
  callsOf(method: string): Call[];
  /** The first call of that method that fits, also an earlier one. */
  waitForCall(method: string, fits?: (call: Call) => boolean, options?: { timeoutMs?: number }): Promise<Call>;
  readonly presses: Press[];
  /** Waits for anything: the check runs again after everything that happens here. */
  waitUntil<T>(check: () => T | undefined | false, options?: { timeoutMs?: number; what?: string }): Promise<T>;
};

export async function startBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const token = options.token ?? '7000000001:AAFloopbackloopbackloopbackloopback0';
  const exchange = makeExchange(token, options);
  const { world, faults, calls } = exchange;
  for (const fault of options.failNext ?? []) faults.order(fault);
  const server = makeServer(exchange);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // listens on TCP, as asked for above
  const people = new Map<number, Person>();
  const waitUntil: BotApi['waitUntil'] = (check, { timeoutMs = patienceMs, what } = {}) =>
    world.changes.until(
      () => check() || undefined,
      timeoutMs,
      () => `waited ${timeoutMs} ms for ${what ?? check}; ${lastCalls(calls)}`,
    );

  return {
    root: `http://127.0.0.1:${port}`,
    token,
    bot: world.bot,
    async stop() {
      world.webhook.clear();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
    user(plan) {
      const known = people.get(plan.id);
      if (known) return known;
      const person = makePerson(world, { is_bot: false, first_name: `User ${plan.id}`, ...plan });
      people.set(plan.id, person);
      return person;
    },
    group: (plan) => makeGroup(world, plan),
    chat: (id) => world.chats.get(id),
    fail: (fault) => faults.order(fault),
    clearFaults: () => faults.clear(),
    push: (raw) => world.updates.push(raw),
    redeliver: (updateId) => world.updates.redeliver(updateId),
    pending: () => world.updates.pending(),
    get confirmedOffset() {
      return world.updates.confirmedOffset;
    },
    calls,
    callsOf: (method) => calls.filter((call) => call.method.toLowerCase() === method.toLowerCase()),
    waitForCall(method, fits = () => true, { timeoutMs } = {}) {
      const isIt = (call: Call): boolean => call.method.toLowerCase() === method.toLowerCase() && fits(call);
      return waitUntil(() => calls.find(isIt), { timeoutMs, what: `a call of ${method}` });
    },
    get presses() {
      return [...world.presses.values()];
    },
    waitUntil,
  };
}

function makeExchange(token: string, options: BotApiOptions): Exchange {
  const changes = new Changes();
  const updates = new UpdateQueue(changes);
  const now = options.now ?? Date.now;
  const webhookOptions = {
    retryMs: options.webhookRetryMs ?? 50,
    timeoutMs: options.webhookTimeoutMs ?? 10_000,
  };
  const webhook = new Webhook(updates, webhookOptions, now, (reply) => runReply(exchange, reply));
  const username = options.username ?? 'loopback_bot';
  const world: World = {
    bot: { id: Number(token.split(':')[0]) || 7_000_000_001, is_bot: true, first_name: 'Loopback', username },
    privacy: options.privacy ?? true,
    callbackTimeoutMs: options.callbackTimeoutMs ?? 60_000,
    checkImages: options.checkImages ?? true,
    now,
    changes,
    updates,
    webhook,
    chats: new Map(),
    people: new Map(),
    presses: new Map(),
    commands: new Map(),
    files: new FileStore(),
    pace: new Pace(options.groupLimitPerMinute ?? 20, options.overallLimitPerSecond ?? Number.POSITIVE_INFINITY),
    lastMessageId: 0,
    lastNumber: 0,
  };
  const exchange: Exchange = { world, token, faults: new Faults(), calls: [] };
  return exchange;
}

function lastCalls(calls: readonly Call[]): string {
  const lines = calls.slice(-10).map(({ method, status, description = '' }) => `  ${method} ${status} ${description}`);
  return `the last calls were:\n${lines.join('\n')}`;
}
