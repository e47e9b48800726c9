// Kept files, by what they contain: the same bytes are stored once.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** Kept bytes as they are read from the disk. `head`: the first of them, by which a picture is known. */
export type Opened = { size: number; head: Uint8Array; body: ReadableStream<Uint8Array> };

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

export type FolderFiles = FileStore & {
  /** Keeps bytes that come bit by bit, and never stand in memory together. What breaks off leaves nothing. Durable when it resolves. */
  putAll(bytes: AsyncIterable<Uint8Array>): Promise<{ hash: string; size: number }>;
  /** The bytes, bit by bit, or null when there are none under this hash. */
  open(hash: string): Promise<Opened | null>;
  /** Bytes that there is room for. */
  room(): Promise<number>;
};

const headBytes = 16;
const dayMs = 86_400_000;

/** Nothing is there under that name. */
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A folder: `ab/abcdef…`. What is still coming in is in `incoming`. */
export function folderFiles(folder: string): FolderFiles {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
  const incoming = join(folder, 'incoming');

  /** What a process that was killed had begun to take in. */
  async function sweep(): Promise<void> {
    for (const name of await readdir(incoming)) {
      const path = join(incoming, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      if (mtimeMs < Date.now() - dayMs) await unlink(path).catch(() => undefined); // another upload may have swept it
    }
  }

  return {
    putAll: async (bytes) => {
      await mkdir(incoming, { recursive: true });
      await sweep();
      const draft = join(incoming, randomUUID());
      const sum = createHash('sha256');
      let size = 0;
      const file = await open(draft, 'wx');
      try {
        for await (const chunk of bytes) {
          sum.update(chunk);
          size += chunk.length;
          await file.writeFile(chunk);
        }
        await file.sync();
        await file.close();
        const hash = sum.digest('hex');
        await mkdir(join(folder, hash.slice(0, 2)), { recursive: true });
        await rename(draft, pathOf(hash));
        return { hash, size };
      } catch (error) {
        await file.close().catch(() => undefined); // it may be closed already
        await unlink(draft).catch(() => undefined); // it may not be there any more
        throw error;
      }
    },
    open: async (hash) => {
      const path = pathOf(hash);
      try {
        const file = await open(path, 'r');
        const { size } = await file.stat();
        const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
        await file.close();
        const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>; // Node's own type of the same stream
        return { size, head: buffer.subarray(0, bytesRead), body };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    room: async () => {
      await mkdir(folder, { recursive: true });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
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
        if (isMissing(error)) return null;
        throw error;
      }
    },
    remove: async (hash, isHeld) => {
      const aside = `${pathOf(hash)}.${randomUUID()}`;
      try {
        await rename(pathOf(hash), aside);
      } catch (error) {
        if (isMissing(error)) return;
        throw error;
      }
      await ((await isHeld()) ? rename(aside, pathOf(hash)) : unlink(aside));
    },
  };
}
