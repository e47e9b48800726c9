// Baileys' pairing and keys over the account's own store: one commit a change, the journal's new rows included.
import {
  type AuthenticationCreds,
  type AuthenticationState,
  BufferJSON,
  initAuthCreds,
  proto,
  type SignalDataTypeMap,
  type SignalKeyStore,
} from '@whiskeysockets/baileys';
import type { Journaled, Kept } from './kept.ts';
import { openKeyCache } from './key-cache.ts';

/** Rows under this type are for the journal: whatever writes keys in a transaction can add one to the same commit. */
export const journalType = 'alur-journal';

export type Auth = { state: AuthenticationState; save(): Promise<void> };

const toText = (value: unknown): string => JSON.stringify(value, BufferJSON.replacer);
const fromText = (text: string): unknown => JSON.parse(text, BufferJSON.reviver);

/** The account's pairing as it was left, or a new one that nobody has paired yet. */
export async function openAuth(kept: Kept): Promise<Auth> {
  const known = await kept.creds();
  const creds = known === null ? initAuthCreds() : (fromText(known) as AuthenticationCreds); // written by save() below
  const cache = openKeyCache();
  const read = async (type: string, ids: string[]) =>
    new Map([...(await kept.keys(type, ids))].map(([id, text]) => [id, revive(type, fromText(text))]));
  const keys: SignalKeyStore = {
    get: async <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) =>
      Object.fromEntries(await cache.get(type, ids, (missing) => read(type, missing))) as Record<string, SignalDataTypeMap[T]>, // written by set() below
    set: (data) => {
      const change = changeOf(data);
      return cache.set(change.keys, () => kept.write({ keys: change.keys.map(toRow), journal: change.journal }));
    },
  };
  return { state: { creds, keys }, save: () => kept.write({ creds: toText(creds) }) };
}

/** Baileys needs this one type as a protobuf object, the others as they are. */
const revive = (type: string, value: unknown): unknown =>
  type === 'app-state-sync-key' && value ? proto.Message.AppStateSyncKeyData.create(value) : value;

type Entry = [type: string, id: string, value: unknown];

const toRow = ([type, id, value]: Entry): [string, string, string | null] => [type, id, value === null ? null : toText(value)];

function changeOf(data: object): { keys: Entry[]; journal: Journaled[] } {
  const keys: Entry[] = [];
  const journal: Journaled[] = [];
  for (const [type, values] of Object.entries(data) as [string, Record<string, unknown>][]) {
    for (const [id, value] of Object.entries(values)) {
      if (type === journalType) journal.push({ id, body: String(value) });
      else keys.push([type, id, value ?? null]);
    }
  }
  return { keys, journal };
}
