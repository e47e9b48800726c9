// Opens the store that the configuration names, and says in a sentence why it cannot.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreOwnedError } from '../db/file.ts';
import { isBusy, type Store } from '../db/store.ts';
import { realClock } from './clock.ts';
import type { Env } from './env.ts';

const patienceMs = 5000;
const againMs = 100;

/** A sentence for whoever started the program: what is wrong, and what to do. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartError';
  }
}

export const isFile = (url: string): boolean => url.startsWith('file:');

/** The path of a `file:` address. */
export const pathOf = (url: string): string => url.replace(/^file:(\/\/)?/, '');

/** Opens (and makes) the store. Throws StartError. */
export async function openStore(env: Pick<Env, 'DATABASE_URL' | 'DATABASE_AUTH_TOKEN'>): Promise<Store> {
  if (!isFile(env.DATABASE_URL)) {
    const { openServer } = await import('../db/server.ts');
    return openServer(env.DATABASE_URL, env.DATABASE_AUTH_TOKEN);
  }
  const path = pathOf(env.DATABASE_URL);
  makeFolder(dirname(path));
  try {
    return await openPatiently(path);
  } catch (error) {
    if (error instanceof StoreOwnedError) throw new StartError(error.message, error);
    if (isBusy(error)) throw new StartError(`Another program holds the database ${path}. Close it there, then start again.`, error);
    throw new StartError(
      `The database ${path} cannot be opened (${error instanceof Error ? error.message : String(error)}). Check that it is a database of Alur's and that this user may write it.`,
      error,
    );
  }
}

/** A program that looks at the file (a backup, a shell) may hold it for a moment: that is waited for. */
async function openPatiently(path: string): Promise<Store> {
  const { openFile } = await import('../db/file.ts');
  for (let waitedMs = 0; ; waitedMs += againMs) {
    try {
      return await openFile(path);
    } catch (error) {
      if (!isBusy(error) || waitedMs >= patienceMs) throw error;
      await realClock.sleep(againMs);
    }
  }
}

/** Makes the folder, and tells in a sentence when it cannot be written. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new StartError(
      `The folder ${folder} cannot be written by this user. Give it to this user, or name another one in DATA_DIR.`,
      error,
    );
  }
}
