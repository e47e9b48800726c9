// The client's own page in a house of 10,000 tickets: what is sent stays small; how long it takes is told, for whoever looks.
import { expect, test } from 'vitest';
import { seed } from './board/seed.ts';
import { launch, openPage } from './browser.ts';
import { serveApp } from './open.ts';
import { openPanelHouse } from './panel-house.ts';

const most = 60_000;
const visits = 7;

test('page, styles and scripts are under 60 kB in a house of 10,000 tickets, and nothing but the page is asked for again', async () => {
  const { app, house, file, link } = await openPanelHouse();
  await file();
  await seed(house.store, { open: 5_000, closed: 5_000, from: 2_001 });
  await house.store.write([
    {
      sql: 'UPDATE ticket SET person = (SELECT person FROM ticket WHERE number = 1001) WHERE number BETWEEN 6981 AND 7020',
      args: [],
    },
  ]);
  const path = await link();
  const server = await serveApp(app.fetch);
  const browser = await launch();
  try {
    const paints: number[] = [];
    const waits: number[] = [];
    let told = '';
    for (let visit = 0; visit < visits; visit++) {
      const { page, errors } = await openPage(browser, { width: 360, height: 740 }); // its cache is empty
      page.setDefaultTimeout(60_000);
      const look = async () => {
        await page.locator('#live[data-state=live]').waitFor();
        return page.evaluate(() => {
          const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
          const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
          return {
            paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
            wait: page?.responseStart ?? 0,
            bytes: (page?.transferSize ?? 0) + files.reduce((sum, { transferSize }) => sum + transferSize, 0),
            asked: files.filter(({ transferSize, name }) => transferSize > 0 && !name.endsWith('/live')).length,
          };
        });
      };
      await page.goto(server.url + path);
      const first = await look();
      expect(await page.locator('.card').count()).toBeGreaterThan(20);
      expect(first.bytes).toBeLessThan(most);
      expect(first.asked).toBeGreaterThan(4);
      paints.push(Math.round(first.paint));
      waits.push(Math.round(first.wait));
      await page.goto(`${server.url}${path}/1001`);
      const second = await look();
      expect(second.asked).toBe(0);
      told = `${(first.bytes / 1000).toFixed(1)} kB, the next page ${(second.bytes / 1000).toFixed(1)} kB`;
      expect(errors).toEqual([]);
      await page.context().close();
    }
    process.stdout.write(
      `a client's page in a house of 10,000 tickets: ${told}; first paint after ${paints.join(', ')} ms, its first byte after ${waits.join(', ')} ms\n`,
    );
  } finally {
    await browser.close();
    await server.stop();
    await house.close();
  }
}, 240_000);
