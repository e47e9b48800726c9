// Watches a process that polls: at each getUpdates, everything that its offset confirms must be in the store already.
import type { BotApi } from '../loopback/bot-api/index.ts';
import { readInbox } from './process-store.ts';

export type OffsetWatch = {
  /** Updates that were confirmed before they were stored, each as a sentence. */
  readonly early: readonly string[];
  /** How many getUpdates were looked at. */
  readonly polls: number;
  /** The inbox ids of all updates that were told. */
  told(): string[];
  stop(): Promise<void>;
};

/** `folder`: where the process works. Begin before anything is said. */
export function watchOffsets(api: BotApi, folder: string): OffsetWatch {
  const told = new Map<number, string>();
  const seen = new Set<object>();
  const early = new Set<string>();
  let over = false;
  const look = (): true | undefined => {
    for (const update of api.pending()) learn(told, update);
    for (const call of api.callsOf('getUpdates')) {
      if (seen.has(call) || Object.keys(call.params).length === 0) continue;
      seen.add(call);
      const offset = Number(call.params.offset ?? 0);
      const confirmed = [...told].filter(([id]) => id < offset);
      if (confirmed.length === 0) continue;
      const stored = new Set(readInbox(folder));
      for (const [id, inbound] of confirmed)
        if (!stored.has(inbound)) early.add(`getUpdates with offset ${offset} confirmed update ${id} before ${inbound} was stored`);
    }
    return over || undefined;
  };
  const watching = api.waitUntil(look, { timeoutMs: 900_000 });
  return {
    get early() {
      return [...early];
    },
    get polls() {
      return seen.size;
    },
    told: () => [...new Set(told.values())],
    stop: () => {
      over = true;
      return watching.then(() => undefined);
    },
  };
}

type Fields = Record<string, unknown>;
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {}); // any object may be looked at so

/** What Telegram itself writes into a chat is nobody's word, and is not stored. */
const words = ['text', 'caption', 'sticker', 'document', 'photo', 'contact', 'location'];

function learn(told: Map<number, string>, update: unknown): void {
  const { update_id: id, message, callback_query: press } = fields(update);
  if (typeof id !== 'number' || told.has(id)) return;
  const said = fields(message);
  if (words.some((field) => said[field] !== undefined)) told.set(id, `telegram:${fields(said.chat).id}:${said.message_id}`);
  else if (press) told.set(id, `telegram:cb:${fields(press).id}`);
}
