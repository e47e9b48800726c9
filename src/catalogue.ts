// The catalogue of a running house: read from the store, and renewed without a restart. Runs on Workers too; files: catalogue-node.ts.
import type { Store } from '../db/store.ts';
import { type Catalogue, type ServiceBody, shippedCatalogue } from '../flows/catalogue.ts';
import { keepService, readCatalogue, syncServices, type Wanted } from './catalogue-store.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export type LiveCatalogue = {
  /** What is offered now, and what was. */
  current(): Catalogue;
  /** Before a turn: what is being read is waited for, and what other houses may have changed is read again. */
  freshen(): Promise<void>;
  /** What is wrong with files of the team's own, a sentence each; what they said before goes on. */
  problems(): readonly string[];
  /** Takes a service in as its newest version, and resolves with its number once it is offered; not there where nothing ever changes. */
  keep?(body: ServiceBody): Promise<number>;
  /** Calls back with what is wrong, whenever that changes; at once where something is. */
  listen(heard: (problems: readonly string[]) => void): void;
  stop(): Promise<void>;
};

/** Opens the catalogue on a store that is migrated. */
export type OpenCatalogue = (store: Store) => Promise<LiveCatalogue>;

/** Other houses may have changed the store's catalogue after this long. */
export const oldMs = 60_000;

/** A catalogue that never changes: of a test, or a benchmark. */
export const fixedCatalogue = (catalogue: Catalogue): LiveCatalogue => ({
  current: () => catalogue,
  freshen: async () => undefined,
  problems: () => [],
  listen: () => undefined,
  stop: async () => undefined,
});

/** What ships with Alur, as the store should hold it. */
export const shippedWanted = (): Wanted =>
  new Map(shippedCatalogue().map(({ version: _, ...body }) => [body.id, { body, origin: 'shipped' as const }]));

/** The catalogue of a store that houses share: what is read is remembered for a minute, also from one house to the next. */
export function storeCatalogue({ clock, log }: { clock: Clock; log: Log }): OpenCatalogue {
  let kept: { catalogue: Catalogue; at: number } | undefined;
  return async (store) => {
    if (!kept) await syncServices(store, shippedWanted(), { now: clock.now(), isGone: () => false });
    const freshen = async (): Promise<Catalogue> => {
      if (kept && clock.now() - kept.at < oldMs) return kept.catalogue;
      const catalogue = await readCatalogue(store, log);
      kept = { catalogue, at: clock.now() };
      return catalogue;
    };
    let catalogue = await freshen();
    return {
      ...fixedCatalogue(catalogue),
      current: () => catalogue,
      freshen: async () => {
        catalogue = await freshen();
      },
      keep: async (body) => {
        const version = await keepService(store, body, clock.now());
        kept = undefined;
        catalogue = await freshen();
        return version;
      },
    };
  };
}
