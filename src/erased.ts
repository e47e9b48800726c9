// After an erasure was committed: bytes of files, what channels keep, the log of the database. Each row of `erasure` remembers it,
// so that a kill leaves nothing behind; done twice, it changes nothing.
import type { Channel } from '../bots/channel.ts';
import {
  clearStatements,
  type Erased,
  laterStatement,
  overStatements,
  putOffStatement,
  readErased,
  readIsHeld,
  readLast,
  readLeft,
} from '../db/erased.ts';
import type { Store } from '../db/store.ts';
import type { Clock } from './clock.ts';
import type { FileStore } from './files.ts';
import type { Log } from './log.ts';

export type ErasedParts = {
  store: Store;
  files: Pick<FileStore, 'remove'>;
  channels: readonly Pick<Channel, 'name' | 'forget'>[];
  clock: Clock;
  log: Log;
};

const dayMs = 86_400_000;
/**
 * When it is looked at, after the erasure: at once · once their last message has left · once no provider brings a message a second time
 * (Meta tries for seven days).
 */
export const passesMs = [0, dayMs, 8 * dayMs] as const;
const againMs = 60_000;

/** Works on every erasure that is due. */
export async function clearErased(parts: ErasedParts): Promise<void> {
  const { store, clock, log } = parts;
  for (const erased of await readErased(store, clock.now())) {
    await clear(parts, erased).catch(async (error: unknown) => {
      log.warn(
        { pass: erased.pass, err: error instanceof Error ? error.name : typeof error },
        'What is left of somebody who was erased could not be cleared up; it is tried again.',
      );
      await store.write([putOffStatement(erased.id, clock.now() + againMs)]);
    });
  }
}

async function clear({ store, files, channels }: ErasedParts, { id, at, pass, inbound, chats, hashes, rows }: Erased): Promise<void> {
  for (const hash of hashes) await files.remove(hash, () => readIsHeld(store, hash));
  const isLater = pass > 0;
  const left = isLater ? await readLeft(store, chats) : [];
  const sent = isLater ? await readLast(store, inbound, left) : rows;
  for (const { name, forget } of channels) {
    const ofIt = (list: readonly string[]) => list.filter((one) => one.startsWith(`${name}:`));
    if (ofIt(chats).length > 0) await forget?.(ofIt(left), sent);
  }
  if (isLater) await store.write(clearStatements(id, left, sent));
  await scrub(store);
  const next = passesMs[pass + 1];
  if (next !== undefined) return void (await store.write([laterStatement(id, pass + 1, at + next)]));
  await store.write(overStatements(id, inbound));
  await scrub(store);
}

/** Throws when somebody reads at this very moment, twice, or the disk has no room for a second copy of the file. */
async function scrub(store: Store): Promise<void> {
  if ((await store.scrub?.()) === false && (await store.scrub?.()) === false) throw new Error('The database is being read.');
}
