// The catalogue between files and store: what differs becomes a new version, what left is retired, and what is offered now.
// Runs on Workers too: no files here.
import {
  addVersionStatement,
  bodyText,
  type KeptService,
  type Origin,
  offerStatement,
  readServices,
  retireStatement,
} from '../db/catalogue.ts';
import type { Statement, Store } from '../db/store.ts';
import { type Catalogue, inOrder, type Service, type ServiceBody, ServiceFile } from '../flows/catalogue.ts';
import type { Log } from './log.ts';

/** What the catalogue should hold, by id. */
export type Wanted = ReadonlyMap<string, { body: ServiceBody; origin: Origin }>;

/** What became of a service. */
export type CatalogueNews = { id: string; version: number; what: 'new' | 'changed' | 'retired' };

/** Earlier versions remembered of each service, for the drafts that began with them. */
const mostPast = 50;

export type Keeping = {
  now: number;
  /** Services of these origins stay as they are: their file cannot be read just now. */
  broken?: ReadonlySet<Origin>;
  /** Whether a service that came from a file, and is in none now, is gone; a server's other houses may have its file. */
  isGone?: (service: KeptService) => boolean;
};

/** Brings the store to what is wanted. Throws StoreError. */
export async function syncServices(store: Store, wanted: Wanted, keeping: Keeping): Promise<CatalogueNews[]> {
  const { now, broken = new Set(), isGone = () => true } = keeping;
  const newest = new Map<string, KeptService>();
  for (const one of await readServices(store)) if (!newest.has(one.id)) newest.set(one.id, one);
  const isKept = (one: KeptService): boolean =>
    one.origin === 'import' || broken.has(one.origin) || (one.origin.startsWith('file:') && !isGone(one));
  const statements: Statement[] = [];
  const news: CatalogueNews[] = [];
  for (const [id, { body, origin }] of wanted) {
    const before = newest.get(id);
    const text = bodyText(body);
    if (before && !before.retired && origin === 'shipped' && before.origin !== 'shipped' && isKept(before)) continue;
    if (before?.body === text) {
      if (!before.retired && before.origin === origin) continue;
      statements.push(offerStatement(id, before.version, origin));
      if (before.retired) news.push({ id, version: before.version, what: 'new' });
    } else {
      const version = (before?.version ?? 0) + 1;
      statements.push(addVersionStatement(id, version, text, origin, now));
      news.push({ id, version, what: before && !before.retired ? 'changed' : 'new' });
    }
  }
  for (const one of newest.values()) {
    if (one.retired || wanted.has(one.id) || isKept(one)) continue;
    statements.push(retireStatement(one.id, one.version, now));
    news.push({ id: one.id, version: one.version, what: 'retired' });
  }
  if (statements.length > 0) await store.write(statements);
  return news;
}

/** Takes one service in, as the newest version; the others stay as they are. Resolves with its number. Throws StoreError. */
export async function keepService(store: Store, body: ServiceBody, now: number): Promise<number> {
  const before = await readServices(store);
  const broken = new Set(before.map(({ origin }) => origin));
  await syncServices(store, new Map([[body.id, { body, origin: 'import' }]]), { now, broken });
  return (await readServices(store)).find(({ id }) => id === body.id)?.version ?? 1;
}

/** What is offered, and what was, for those who began with it. A body that cannot be read is told and left out. */
export async function readCatalogue(store: Store, log: Log): Promise<Catalogue> {
  const offered: Service[] = [];
  const past: Service[] = [];
  const seen = new Map<string, number>();
  for (const kept of await readServices(store)) {
    const newer = seen.get(kept.id) ?? 0;
    seen.set(kept.id, newer + 1);
    if (newer > mostPast) continue;
    const body = bodyOf(kept);
    if (!body)
      log.warn({ service: kept.id, version: kept.version }, 'This version of a service cannot be read and is left out: an Alur of another version wrote it.'); // biome-ignore format: one thought
    else if (newer === 0 && !kept.retired && body.offered) offered.push({ ...body, version: kept.version });
    else past.push({ ...body, version: kept.version });
  }
  return Object.assign(inOrder(offered), { past });
}

function bodyOf({ body }: KeptService): ServiceBody | undefined {
  try {
    return ServiceFile.safeParse(JSON.parse(body)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
