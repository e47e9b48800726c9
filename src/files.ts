// Kept files, by what they contain: the same bytes are stored once.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

export type FileStore = {
  /** Keeps the bytes; gives their SHA-256 in hex. Durable when it resolves. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, or null when there are none under this hash. */
  get(hash: string): Promise<Uint8Array | null>;
  /**
   * Drops the bytes, unless they are held when they are about to go. Whoever puts the same bytes meanwhile, and puts them again
   * once their row is written, has them.
   */
  remove(hash: string, isHeld: () => Promise<boolean>): Promise<void>;
};

/** A folder: `ab/abcdef…`. */
export function folderFiles(folder: string): FileStore {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
  return {
    put: async (bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(hash);
      const there = await stat(path).catch(() => null);
      if (there?.size === bytes.length) return hash;
      await mkdir(join(folder, hash.slice(0, 2)), { recursive: true });
      const draft = `${path}.${randomUUID()}`;
      const file = await open(draft, 'w');
      await file.writeFile(bytes);
      await file.sync();
      await file.close();
      await rename(draft, path);
      return hash;
    },
    get: async (hash) => {
      try {
        return await readFile(pathOf(hash));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    remove: async (hash, isHeld) => {
      const aside = `${pathOf(hash)}.${randomUUID()}`;
      try {
        await rename(pathOf(hash), aside);
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
        throw error;
      }
      await ((await isHeld()) ? rename(aside, pathOf(hash)) : unlink(aside));
    },
  };
}
