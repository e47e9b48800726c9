// Makes the file of everything that is kept about a person, at the moment it is asked for. Nothing of it is stored.
import { readEverything } from '../db/mine.ts';
import type { Store } from '../db/store.ts';
import { exportPage } from '../flows/export-page.ts';

/** The page's bytes, or null when nobody has this id. `now`: milliseconds since the epoch. */
export async function openExport(store: Store, person: string, now: number): Promise<Uint8Array | null> {
  const all = await readEverything(store, person);
  return all ? new TextEncoder().encode(exportPage(all, now)) : null;
}
