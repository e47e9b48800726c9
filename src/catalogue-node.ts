// The catalogue of a house on Node: what ships with Alur, under the team's own files, which are watched. The store keeps every version.
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { type Origin, readServices } from '../db/catalogue.ts';
import type { Store } from '../db/store.ts';
import { type Catalogue, type ServiceBody, ServiceFile } from '../flows/catalogue.ts';
import { told } from '../flows/catalogue-file.ts';
import { type OpenCatalogue, oldMs, shippedWanted } from './catalogue.ts';
import { type Folder, readFolder, watchFolder } from './catalogue-folder.ts';
import { type CatalogueNews, keepService, readCatalogue, syncServices, type Wanted } from './catalogue-store.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

type Parts = { folder: string; clock: Clock; log: Log /** Nobody else writes this store. */; alone: boolean };

const originOf = (path: string): Origin => `file:${basename(path)}`;

/** Brings the store to what ships and what the folder says; resolves with what changed and what is wrong. Throws StoreError. */
export async function syncFolder(
  store: Store,
  { folder, now, isGone }: { folder: string; now: number; isGone: (origin: Origin) => boolean },
): Promise<{ news: CatalogueNews[]; read: Folder }> {
  const shipped = shippedWanted();
  const read = readFolder(folder, [...[...shipped.values()].map(({ body }) => body), ...(await importsIn(store))]);
  const own: Wanted = new Map(read.files.map(({ service, path }) => [service.id, { body: service, origin: originOf(path) }]));
  const news = await syncServices(store, new Map([...shipped, ...own]), {
    now,
    broken: new Set(read.broken.map(originOf)),
    isGone: ({ origin }) => read.isReadable && isGone(origin),
  });
  return { news, read };
}

/** Services that were imported into the store have no file; their keywords count all the same. */
async function importsIn(store: Store): Promise<ServiceBody[]> {
  const seen = new Set<string>();
  return (await readServices(store)).flatMap(({ id, origin, retired, body }) => {
    if (seen.has(id)) return [];
    seen.add(id);
    return origin === 'import' && !retired ? (ServiceFile.safeParse(JSON.parse(body)).data ?? []) : [];
  });
}

/** The catalogue, fed from the folder; a change there is live within moments. */
export function folderCatalogue({ folder, clock, log, alone }: Parts): OpenCatalogue {
  return async (store) => {
    let catalogue: Catalogue = [];
    let readAt = 0;
    let problems: readonly string[] = [];
    let heard: (problems: readonly string[]) => void = () => undefined;
    const seen = new Set<Origin>();
    let running: Promise<void> = Promise.resolve();

    async function renew(): Promise<void> {
      const { news, read } = await syncFolder(store, { folder, now: clock.now(), isGone: (origin) => alone || seen.has(origin) });
      for (const { path } of read.files) seen.add(originOf(path));
      catalogue = await readCatalogue(store, log);
      readAt = clock.now();
      const sentences = read.mistakes.map(told);
      for (const sentence of sentences) if (!problems.includes(sentence)) log.warn({ folder }, `${sentence} Until then, what it said before goes on.`); // biome-ignore format: one thought
      if (problems.length > 0 && sentences.length === 0) log.info({ folder }, 'The files of the service catalogue are in order again.');
      const isNews = sentences.join('\n') !== problems.join('\n');
      problems = sentences;
      if (isNews) heard(problems);
      const isFirstFill = news.length === catalogue.length; // the very first start: nothing of it is news to anybody
      for (const { id, version, what } of isFirstFill ? [] : news) log.info({ service: id, version }, saidOf[what]);
    }
    /** One after the other; whoever is next sees what the one before made. */
    const again = (): Promise<void> => {
      const next = running.then(renew);
      running = next.catch((error: unknown) =>
        log.error({ err: String(error) }, 'The service catalogue could not be renewed; the one before goes on, and it is tried again.'),
      );
      return next;
    };

    makeWelcome(folder);
    await renew();
    const unwatch = watchFolder(folder, again);
    return {
      current: () => catalogue,
      freshen: async () => {
        await running;
        if (alone || clock.now() - readAt < oldMs) return;
        catalogue = await readCatalogue(store, log);
        readAt = clock.now();
      },
      problems: () => problems,
      keep: (body) => {
        const next = running.then(() => keepService(store, body, clock.now()));
        running = next.then(renew).catch((error: unknown) => log.error({ err: String(error) }, 'The service catalogue could not be renewed; it is tried again.')); // biome-ignore format: one thought
        return running.then(() => next);
      },
      listen: (listener) => {
        heard = listener;
        if (problems.length > 0) heard(problems);
      },
      stop: async () => {
        unwatch();
        await running;
      },
    };
  };
}

/** A place to drop files into; where it cannot be made, what ships is offered all the same. */
function makeWelcome(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

const saidOf: Record<CatalogueNews['what'], string> = {
  new: 'A service is offered that was not before.',
  changed: 'A service has changed: new requests follow the new version, those under way keep to theirs.',
  retired: 'A service is in no file any more, so it is not offered; its tickets stay.',
};
