// A house of 10,000 tickets as a program of its own, and how long a browser that was never there takes to show its pages.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openFile } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import type { Store } from '../../db/store.ts';
import { type Alur, endAll, startAlur } from '../support/process-alur.ts';
import { build } from '../support/process-build.ts';
import { seed } from './board/seed.ts';
import { openPage } from './browser.ts';

/** Half of the tickets are open; `more`: what else shall be in the store. */
export async function openFullHouse(more: (store: Store) => Promise<unknown> = async () => undefined) {
  await build();
  const folder = mkdtempSync(join(tmpdir(), 'alur-full-'));
  mkdirSync(join(folder, 'data'));
  const store = await openFile(join(folder, 'data/alur.db'));
  await migrate(store);
  await seed(store, { open: 5_000, closed: 5_000 });
  await more(store);
  store.close();
  return {
    start: (): Promise<Alur> => startAlur({ folder }),
    close: async () => {
      await endAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In ms since the page was asked for: its first byte, its first paint, and when the largest text was painted, which is a card's. */
export type Visit = { byte: number; paint: number; cards: number };
export type Loaded = Visit & { bytes: number; asked: string[] };

/** What the page that is open took; resolves when it hears of changes and has all of its files, the icon too. */
export async function loaded(page: Page): Promise<Loaded> {
  await page.locator('#live[data-state=live]').waitFor();
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/icon.svg')));
  return page.evaluate(async () => {
    const [own] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const cards = await new Promise<number>((resolve) => {
      const told = new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0));
      told.observe({ type: 'largest-contentful-paint', buffered: true });
    });
    return {
      byte: own?.responseStart ?? 0,
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      cards,
      bytes: (own?.transferSize ?? 0) + files.reduce((sum, { transferSize }) => sum + transferSize, 0),
      asked: files.filter(({ transferSize, name }) => transferSize > 0 && !/\/(live|events)$/.test(name)).map(({ name }) => name),
    };
  });
}

/** A visit with an empty cache; the page stays open for `then`. */
export async function visit<T>(
  browser: Browser,
  url: string,
  size: { width: number; height: number },
  then: (page: Page, first: Loaded) => Promise<T>,
): Promise<T> {
  const { page, errors } = await openPage(browser, size);
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  const done = await then(page, await loaded(page));
  if (errors.length > 0) throw new Error(`${url} has errors: ${errors.join(', ')}`);
  await page.context().close();
  return done;
}

/** When a browser shows three letters of the same house: what is slower than that is the page's own. */
export async function paintOfNothing(browser: Browser, address: string): Promise<number> {
  const { page } = await openPage(browser, { width: 360, height: 740 });
  await page.goto(`${address}/healthz`);
  const paint = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  const ms = Number(await paint.jsonValue());
  await page.context().close();
  return ms;
}

const median = (all: readonly number[]): number => Math.round(all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);

/** `first byte after 8 ms, first paint after 150, cards after 240`: the middle of several visits. */
export const toldOf = (visits: readonly Visit[]): string =>
  `first byte after ${median(visits.map(({ byte }) => byte))} ms, first paint after ${median(visits.map(({ paint }) => paint))} (${visits.map(({ paint }) => Math.round(paint)).join(', ')}), cards after ${median(visits.map(({ cards }) => cards))}`;
