// Signal keys in memory over the account's file: what was read or written before costs no read, and a change waits for its own commit
// only. Baileys' cache holds every other read and write back while one commit runs, so that no two could ever share one.

/** Null: known not to be there. */
type Value = unknown;
type Changes = readonly (readonly [type: string, id: string, value: Value])[];

export type KeyCache = {
  /** Of those asked for, the ones that are there. */
  get(type: string, ids: readonly string[], read: (missing: string[]) => Promise<ReadonlyMap<string, Value>>): Promise<Map<string, Value>>;
  /** In memory at once; `write` makes it last. What could not be written stays in memory: a key that was used must not be used again. */
  set(changes: Changes, write: () => Promise<void>): Promise<void>;
};

export function openKeyCache(most = 5000): KeyCache {
  let values = new Map<string, Value>();
  /** How many commits each key waits for: until then the file has an older one. */
  const waiting = new Map<string, number>();
  const keyOf = (type: string, id: string): string => `${type}.${id}`;

  function trim(): void {
    if (values.size > most) values = new Map([...waiting.keys()].map((key) => [key, values.get(key) ?? null]));
  }

  return {
    get: async (type, ids, read) => {
      const missing = ids.filter((id) => !values.has(keyOf(type, id)));
      const found = missing.length > 0 ? await read(missing) : new Map<string, Value>();
      const result = new Map<string, Value>();
      for (const id of ids) {
        const key = keyOf(type, id);
        const value = values.has(key) ? values.get(key) : found.get(id); // it may have changed while the file was read
        if (!values.has(key)) values.set(key, value ?? null);
        if (value !== null && value !== undefined) result.set(id, value);
      }
      trim();
      return result;
    },
    set: async (changes, write) => {
      const keys = changes.map(([type, id]) => keyOf(type, id));
      for (const [type, id, value] of changes) values.set(keyOf(type, id), value ?? null);
      for (const key of keys) waiting.set(key, (waiting.get(key) ?? 0) + 1);
      await write();
      for (const key of keys) {
        const left = (waiting.get(key) ?? 1) - 1;
        if (left > 0) waiting.set(key, left);
        else waiting.delete(key);
      }
      trim();
    },
  };
}
