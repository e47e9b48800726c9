// The board with 10,000 tickets, half of them open: what is sent stays small; how long it takes is told, for whoever looks.
import { expect, test } from 'vitest';
import { launch, openPage } from '../browser.ts';
import { openTryHouse, serveApp } from '../open.ts';
import { seed } from './seed.ts';

const most = 60_000;

test('page, styles and scripts are under 60 kB with 5,000 open tickets, and it stays usable', async () => {
  const { house, app } = await openTryHouse();
  await seed(house.store, { open: 5_000, closed: 5_000 });
  const server = await serveApp(app.fetch);
  const browser = await launch();
  try {
    const { page, errors } = await openPage(browser, { width: 1280, height: 800 });
    page.setDefaultTimeout(60_000);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    let bytes = 0;
    cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    const said: string[] = [];
    for (const visit of ['first', 'second']) {
      bytes = 0;
      await cdp.send('Network.clearBrowserCache');
      await page.goto(`${server.url}/board`);
      await page.locator('#live[data-state=live]').waitFor();
      const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
      said.push(`${visit} visit: first paint after ${Math.round(paint)} ms, ${(bytes / 1000).toFixed(1)} kB`);
      expect(bytes).toBeLessThan(most);
    }
    const time = async (what: string, deed: () => Promise<unknown>) => {
      const from = performance.now();
      await deed();
      said.push(`${what}: ${Math.round(performance.now() - from)} ms`);
    };
    const number = await page.locator('.column[data-column=triage] .card').first().getAttribute('data-number');
    await time('a move, seen', async () => {
      await page.locator(`#t${number} a`).focus();
      await page.keyboard.press('Shift+ArrowRight');
      await page.locator(`.column[data-column=analysis] #t${number}:not(.pending)`).waitFor();
      await page.locator('#said', { hasText: `#${number}` }).waitFor({ state: 'attached' });
    });
    await time('a filter', async () => {
      await page.locator('.toggle', { hasText: 'Mine' }).click();
      await page.locator('.columns[data-query="?mine=1"]').waitFor();
    });
    await time('a search', async () => {
      await page.locator('input[type=search]').fill('logo');
      await page.locator('.columns[data-query*="search="]').waitFor();
    });
    process.stdout.write(`the board with 10,000 tickets, 5,000 of them open\n  ${said.join('\n  ')}\n`);
    expect(await page.locator('.card').count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await server.stop();
    await house.close();
  }
}, 240_000);
