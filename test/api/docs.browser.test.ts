// The API's page in a real browser: readable in both widths and both lights, and by who cannot see it.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, openPage, violations } from '../web/browser.ts';
import { type ApiHouse, openApi } from './api.ts';

/** Where to put pictures, to be looked at while working on the page. */
const shots = process.env.ALUR_SHOTS;

let browser: Browser;
let api: ApiHouse;
beforeAll(async () => {
  browser = await launch();
  api = await openApi();
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

test.each([
  [1280, 'light'],
  [360, 'dark'],
] as const)('reads well at %i px, %s', async (width, colorScheme) => {
  const { page, errors } = await openPage(browser, { width, height: 800 }, { colorScheme });
  await page.goto(`${api.url}/api/docs`);
  await page.getByRole('link', { name: 'Work on a ticket' }).click();
  const command = page.locator('article', { has: page.getByRole('heading', { name: 'Work on a ticket' }) });
  await expect.poll(() => command.evaluate((article) => Math.abs(article.getBoundingClientRect().top) < 100)).toBe(true);
  await command.getByText('Body · application/json').click();
  await command.locator('details[open]').getByText('required').first().waitFor();
  if (shots) await page.screenshot({ path: join(shots, `docs-${width}-${colorScheme}.png`) });
  if (shots)
    await page.screenshot({
      path: join(shots, `docs-${width}-${colorScheme}-top.png`),
      clip: { x: 0, y: 0, width, height: 900 },
      fullPage: true,
    });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await violations(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.context().close();
});
