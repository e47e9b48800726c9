// What a client who asks for their own data, or for its end, is given besides: everything that is kept about them.
import { readMine } from '../db/mine.ts';
import type { Store } from '../db/store.ts';
import type { Inbound } from '../flows/message.ts';
import { needsMine } from '../flows/my-data.ts';
import type { ClientGiven } from '../flows/turn.ts';
import type { Memory } from './memory.ts';

/** The scene with what is kept about the client, where this turn is about that. */
export async function withMine<T extends { given: ClientGiven }>(
  { store, memory }: { store: Store; memory: Memory },
  scene: T,
  inbound: Inbound,
): Promise<T> {
  const { given } = scene;
  if (given.isNew || !needsMine(inbound, given.conversation)) return scene;
  return { ...scene, given: { ...given, mine: await readMine(store, given.person, memory.desk()?.chat) } };
}
