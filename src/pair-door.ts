// How `npm run pair` reaches the WhatsApp account: over HTTP where Alur runs, else by opening the account itself.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { WhatsAppState } from '../bots/whatsapp/state.ts';
import { addressOf, eventsIn, keyIn, runs } from './attach.ts';
import type { Account, Env } from './env.ts';
import type { Log } from './log.ts';
import { StartError } from './open-store.ts';
import { setupPath } from './web/setup/view.ts';

export type PairDoor = {
  /** Each state in its order, the one at hand first. Throws StartError when it can no longer be known. */
  states(): AsyncGenerator<WhatsAppState>;
  /** Rejects with a sentence. */
  pairByCode(phone: string): Promise<string>;
  reconnect(): Promise<void>;
  /** Lets what comes right after the pairing be kept. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** What the phone sends on after it has paired arrives within this time. */
const settleMs = 2000;

export async function openPairDoor(env: Env, account: Account): Promise<PairDoor> {
  const root = addressOf(env);
  return (await runs(root)) ? remoteDoor(root, keyIn(env.DATA_DIR), account.name) : localDoor(account);
}

/** Sentences of the account's own go to stderr; the rest is for a log that nobody reads here. */
const spoken: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (_, sentence) => void process.stderr.write(`${sentence}\n`),
};

async function localDoor(own: Account): Promise<PairDoor> {
  const { openAccount } = await import('./whatsapp-door.ts');
  const { account, close } = await openAccount(own, spoken);
  return {
    states: async function* () {
      const waiting: WhatsAppState[] = [account.state()];
      let ring: () => void = () => undefined;
      const stop = account.watch((state) => {
        waiting.push(state);
        ring();
      });
      try {
        for (;;) {
          const state = waiting.shift();
          if (state) yield state;
          else await new Promise<void>((resolve) => { ring = resolve; }); // biome-ignore format: one thought
        }
      } finally {
        stop();
      }
    },
    pairByCode: (phone) =>
      account.pairByCode(phone).catch((error: unknown) => {
        throw new StartError(error instanceof Error ? error.message : String(error), error);
      }),
    reconnect: async () => account.reconnect(),
    settle: () => sleep(settleMs),
    close,
  };
}

const State: z.ZodType<WhatsAppState> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('starting') }),
  z.object({ type: z.literal('unpaired'), qr: z.string().optional(), code: z.string().optional(), loggedOut: z.boolean() }),
  z.object({ type: z.literal('open'), name: z.string(), phone: z.string(), since: z.number() }),
  z.object({ type: z.literal('offline'), code: z.number(), retryAt: z.number() }),
  z.object({ type: z.literal('stopped'), reason: z.enum(['replaced', 'banned', 'refused']), code: z.number() }),
]);
const Asked = z.object({ ok: z.literal(true), code: z.string().optional() });
const Refused = z.object({ message: z.string() });

async function remoteDoor(root: string, key: string, name: string): Promise<PairDoor> {
  const closing = new AbortController();
  const ask = (path: string, body?: object): Promise<Response> =>
    fetch(`${root}${setupPath(name, { at: path })}`, {
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      signal: closing.signal,
    }).catch((error: unknown) => {
      throw new StartError(`Alur at ${root} cannot be reached any more. See that it runs, then start this again.`, error);
    });
  const post = async (path: string, body: object): Promise<z.infer<typeof Asked>> => {
    const answer = await ask(path, body);
    const said: unknown = await answer.json().catch(() => null);
    const asked = Asked.safeParse(said);
    if (asked.success) return asked.data;
    throw new StartError(Refused.safeParse(said).data?.message ?? `Alur at ${root} answered ${answer.status}.`);
  };
  return {
    states: async function* () {
      const events = await ask('/events');
      if (!events.ok || !events.body) throw new StartError(whyNot(events.status, root));
      try {
        for await (const data of eventsIn(events.body)) yield State.parse(JSON.parse(data));
      } catch (error) {
        if (closing.signal.aborted) return;
        throw new StartError(`The connection to ${root} was cut. See that Alur runs, then start this again.`, error);
      }
      if (!closing.signal.aborted) throw new StartError(`Alur at ${root} was stopped. Start it, or this, again.`);
    },
    pairByCode: async (phone) => (await post('/code', { phone })).code ?? '',
    reconnect: async () => void (await post('/reconnect', {})),
    settle: async () => undefined,
    close: async () => closing.abort(),
  };
}

function whyNot(status: number, root: string): string {
  if (status === 409) return `Alur runs at ${root}, but was started without WHATSAPP=baileys. Start it again, then this.`;
  if (status === 403) return `Alur runs at ${root}, but does not let this terminal in. Run this as the same user, in the same folder.`;
  return `What runs at ${root} does not know of pairing (${status}). See that it is this Alur, and start it again.`;
}
