// Baileys' pairing and keys over the account's own store: one commit a change, the journal's new rows included.
import {
  type AuthenticationCreds,
  type AuthenticationState,
  BufferJSON,
  initAuthCreds,
  makeCacheableSignalKeyStore,
  proto,
  type SignalDataTypeMap,
} from '@whiskeysockets/baileys';
import type { Change, Journaled, Kept } from './kept.ts';
import { noLogger } from './no-logger.ts';

/** Rows under this type are for the journal: whatever writes keys in a transaction can add one to the same commit. */
export const journalType = 'alur-journal';

export type Auth = { state: AuthenticationState; save(): Promise<void> };

const toText = (value: unknown): string => JSON.stringify(value, BufferJSON.replacer);
const fromText = (text: string): unknown => JSON.parse(text, BufferJSON.reviver);

/** The account's pairing as it was left, or a new one that nobody has paired yet. */
export async function openAuth(kept: Kept): Promise<Auth> {
  const known = await kept.creds();
  const creds = known === null ? initAuthCreds() : (fromText(known) as AuthenticationCreds); // written by save() below
  const keys = makeCacheableSignalKeyStore(
    {
      get: async <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
        const found: Record<string, SignalDataTypeMap[T]> = {};
        for (const [id, text] of await kept.keys(type, ids)) found[id] = revive(type, fromText(text)) as SignalDataTypeMap[T]; // written by set() below
        return found;
      },
      set: (data) => kept.write(changeOf(data)),
    },
    noLogger,
  );
  return { state: { creds, keys }, save: () => kept.write({ creds: toText(creds) }) };
}

/** Baileys needs this one type as a protobuf object, the others as they are. */
const revive = (type: string, value: unknown): unknown =>
  type === 'app-state-sync-key' && value ? proto.Message.AppStateSyncKeyData.create(value) : value;

function changeOf(data: object): Change {
  const keys: Change['keys'] = [];
  const journal: Journaled[] = [];
  for (const [type, values] of Object.entries(data) as [string, Record<string, unknown>][]) {
    for (const [id, value] of Object.entries(values)) {
      if (type === journalType) journal.push({ id, body: String(value) });
      else keys.push([type, id, value === null || value === undefined ? null : toText(value)]);
    }
  }
  return { keys, journal };
}
