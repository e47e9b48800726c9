// The WhatsApp channel as the house sees it: Baileys runs in a process of its own, and this is the wire to it.
import type { Inbound } from '../../flows/message.ts';
import { type Channel, type OpenFile, type Parcel, SendError, type Sent, type Take } from '../channel.ts';
import type { WhatsAppAccount, WhatsAppState } from './state.ts';
import type { AccountOptions, FromAccount, ToAccount } from './wire.ts';

/** The account's process, as far as this needs it. */
export type Line = {
  tell(message: ToAccount): void;
  /** `ended`: the process is gone, whatever the reason. */
  hear(heard: (message: FromAccount) => void, ended: () => void): void;
  /** Resolves when it is gone; it is made to go when it does not by itself. */
  end(): Promise<void>;
};

type Write = (facts: object, sentence: string) => void;

export type WhatsAppOptions = {
  options: AccountOptions;
  /** Starts the account's process. */
  dial: () => Line;
  openFile: OpenFile;
  log: { info: Write; warn: Write; error: Write };
  sleep: (ms: number) => Promise<void>;
};

export type WhatsApp = Channel & WhatsAppAccount;

const longestRestMs = 60_000;
const offMs = 30_000;

export function whatsapp({ options, dial, openFile, log, sleep }: WhatsAppOptions): WhatsApp {
  const { contact } = options;
  const calls = new Map<number, { resolve(sent: Sent | string): void; reject(error: Error): void }>();
  const watchers = new Set<(state: WhatsAppState) => void>();
  let lastCall = 0;
  let line: Line | null = null;
  let state: WhatsAppState = { type: 'starting' };
  let take: Take | undefined;
  let awake: () => void = () => undefined;
  let isStopped = false;
  /** The process said that starting it again would not help; reconnect() does it all the same. */
  let isGivenUp = false;
  let tries = 0;

  function change(to: WhatsAppState): void {
    state = to;
    for (const watcher of watchers) watcher(to);
    if (to.type !== 'open') return;
    tries = 0;
    awake();
  }

  function connect(): void {
    const mine = dial();
    line = mine;
    mine.hear(
      (message) => void heard(mine, message),
      () => {
        if (line !== mine) return;
        line = null;
        for (const { reject } of calls.values()) reject(new SendError('offline', "WhatsApp's process ended; it is started again."));
        calls.clear();
        if (isStopped || isGivenUp) return;
        const afterMs = Math.min(longestRestMs, 1000 * 2 ** tries++);
        log.error({ afterMs }, "WhatsApp's process ended; it is started again.");
        change({ type: 'starting' });
        void sleep(afterMs).then(() => !isStopped && connect());
      },
    );
    mine.tell({ type: 'open', options });
  }

  async function heard(from: Line, message: FromAccount): Promise<void> {
    switch (message.type) {
      case 'state':
        return change(message.state);
      case 'inbound':
        return from.tell({ type: 'taken', number: message.number, ok: await taken(message.inbound) });
      case 'sent':
        return answered(message.call)?.resolve(message.sent);
      case 'paired':
        return answered(message.call)?.resolve(message.code);
      case 'forgotten':
        return answered(message.call)?.resolve('');
      case 'failed': {
        const { code, message: sentence, retryAfterMs } = message;
        return answered(message.call)?.reject(new SendError(code, sentence, retryAfterMs === undefined ? {} : { retryAfterMs }));
      }
      case 'log':
        return log[message.level](message.facts, message.sentence);
      case 'broken':
        log.error({}, message.sentence);
        if (!message.fatal) return;
        isGivenUp = true;
        return change({ type: 'stopped', reason: 'replaced', code: 0 });
      default:
        return message satisfies never;
    }
  }

  /** Whether it is committed; the engine has logged why not. */
  const taken = async (inbound: Inbound): Promise<boolean> =>
    take
      ? take(inbound).then(
          () => true,
          () => false,
        )
      : false;

  function answered(call: number) {
    const waiting = calls.get(call);
    calls.delete(call);
    return waiting;
  }

  function ask<T extends Sent | string>(make: (call: number) => ToAccount): Promise<T> {
    const on = line;
    if (!on)
      return Promise.reject(
        new SendError('rate_limited', "WhatsApp's process is not running; this waits until it is.", { retryAfterMs: offMs }),
      );
    const call = ++lastCall;
    return new Promise<T>((resolve, reject) => {
      calls.set(call, { resolve: (value) => resolve(value as T), reject }); // each kind of call has its own kind of answer
      on.tell(make(call));
    });
  }

  async function bytesOf({ body }: Parcel): Promise<Uint8Array[]> {
    const files = body.type === 'text' ? (body.files ?? []) : [];
    return Promise.all(
      files.map(async (file) => {
        const bytes = await openFile(file);
        if (!bytes) throw new SendError('not_ready', 'A file of this message has not been fetched yet.');
        return bytes;
      }),
    );
  }

  return {
    name: contact,
    start: async (given, wake) => {
      take = given;
      awake = wake ?? awake;
      connect();
    },
    send: async (parcel) => {
      const files = await bytesOf(parcel);
      return ask<Sent>((call) => ({ type: 'send', call, parcel, files }));
    },
    pace: () => 0,
    forget: async (chats, rows) => {
      const addresses = chats.map((chat) => chat.slice(contact.length + 1));
      await ask<string>((call) => ({ type: 'forget', call, chats: addresses, rows: [...rows] }));
    },
    stop: async () => {
      isStopped = true;
      take = undefined;
      await line?.end();
    },
    state: () => state,
    watch: (listener) => {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
    pairByCode: (phone) => ask<string>((call) => ({ type: 'pair', call, phone })),
    reconnect: () => {
      if (line && !isGivenUp) return line.tell({ type: 'reconnect' });
      if (line || !isGivenUp || isStopped) return; // it is ending, or starting by itself
      isGivenUp = false;
      change({ type: 'starting' });
      connect();
    },
  };
}
