// Kept files on Workers, in a bucket that is bound as FILES; without one they stay with the channel that brought them.
import type { FileStore } from './files.ts';

/** As much of an R2 bucket as is used here. */
export type Bucket = {
  put(key: string, bytes: Uint8Array): Promise<unknown>;
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  delete(key: string): Promise<void>;
};

/** Whether a binding is a bucket. */
export const isBucket = (binding: unknown): binding is Bucket =>
  typeof binding === 'object' && binding !== null && 'put' in binding && 'get' in binding && 'delete' in binding;

/** SHA-256 in hex. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The files of a bucket, or of none. */
export function bucketFiles(bucket: Bucket | undefined): FileStore {
  const keyOf = (hash: string) => `${hash.slice(0, 2)}/${hash}`;
  return {
    put: async (bytes) => {
      const hash = await sha256(bytes);
      await bucket?.put(keyOf(hash), bytes);
      return hash;
    },
    get: async (hash) => {
      const kept = await bucket?.get(keyOf(hash));
      return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
    },
    remove: async (hash, isHeld) => {
      if (!(await isHeld())) await bucket?.delete(keyOf(hash));
    },
  };
}
