// The reports in a real browser, in two languages, narrow and wide: they read well, weigh little, and the way through them works without a script.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeHistory } from '../../bench/history.ts';
import { parseHours } from '../../flows/hours-written.ts';
import { testClock } from '../support/clock.ts';
import { launch, openPage, violations } from './browser.ts';
import { openTryHouse, serveApp, type TryHouse } from './open.ts';

/** Where to put pictures, to be looked at while working on the page. */
const shots = process.env.ALUR_SHOTS;

const now = Date.UTC(2026, 10, 20, 15);
const hours = parseHours('America/Sao_Paulo', 'mon-fri 09:00-18:00', ['2026-11-02']);
let [browser, opened, server]: [Browser?, TryHouse?, Awaited<ReturnType<typeof serveApp>>?] = [];
beforeAll(async () => {
  browser = await launch();
  opened = await openTryHouse({ clock: testClock(now), hours });
  await writeHistory(opened.house.store, { tickets: 700, from: now - 130 * 86_400_000, until: now, hours });
  server = await serveApp(opened.app.fetch);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await opened?.house.close();
});

/** The page, the errors in it, and how many bytes came over the wire for it. */
async function open(query: string, locale: string, width: number, colorScheme: 'light' | 'dark') {
  if (!browser || !server) throw new Error('There is no browser, or nothing to look at.');
  const { page, errors } = await openPage(browser, { width, height: 800 }, { locale, colorScheme });
  const wire = await page.context().newCDPSession(page);
  let bytes = 0;
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await wire.send('Network.enable');
  await page.goto(`${server.url}/reports${query}`, { waitUntil: 'networkidle' });
  return { page, errors, bytes: () => bytes };
}

async function sound(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `reports-${name}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
}

test.each([
  ['en', 1280, 'light', 'New requests'],
  ['en', 360, 'dark', 'New requests'],
  ['pt-BR', 1280, 'dark', 'Novos pedidos'],
  ['pt-BR', 360, 'light', 'Novos pedidos'],
] as const)(
  'is legible, sound and light: %s, %i wide, %s',
  async (language, width, colorScheme, first) => {
    const { page, errors, bytes } = await open('?span=month', language, width, colorScheme);
    await page.getByRole('heading', { name: first }).waitFor();
    expect(await page.locator('.card').count()).toBe(10);
    expect(await page.locator('.plot').count()).toBe(5);
    await sound(page, `${language}-${width}-${colorScheme}`);
    expect(bytes()).toBeLessThan(60 * 1024);
    expect(errors).toEqual([]);
  },
  60_000,
);

test.each(['id', 'tr', 'uk'])(
  'nothing overflows in %s either, and a year fits',
  async (language) => {
    const { page, errors, bytes } = await open('?from=2025-11-21&to=2026-11-20&by=campaign', language, 360, 'light');
    await page.locator('.card').first().waitFor();
    await sound(page, `${language}-year`);
    expect(bytes()).toBeLessThan(60 * 1024);
    expect(errors).toEqual([]);
  },
  60_000,
);

test('from this month to the week before, to one service, to its file', async () => {
  const { page, errors } = await open('', 'en', 1280, 'light');
  const when = async () => (await page.locator('.when strong').textContent())?.replace(/\s/g, ' '); // thin spaces, too
  expect(await when()).toBe('1 – 20 November 2026');
  await page.getByRole('link', { name: 'Week', exact: true }).click();
  await page.getByRole('link', { name: 'Earlier' }).click();
  await expect.poll(when).toBe('9 – 15 November 2026');
  const opened = async () => Number((await page.locator('.card .value').first().textContent())?.trim());
  const all = await opened();
  await page.locator('.groups').getByRole('link', { name: 'Banner' }).click();
  await page.locator('select[name=service]').waitFor();
  expect(await page.locator('select[name=service]').inputValue()).toBe('banner');
  const banners = await opened();
  expect(banners).toBeGreaterThan(0);
  expect(banners).toBeLessThan(all);
  await page.getByLabel('Channel').selectOption({ label: 'WhatsApp' });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect.poll(opened).toBeLessThan(banners);
  expect(await when()).toBe('9 – 15 November 2026');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV: First reply' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('reply-2026-11-09-2026-11-15.csv');
  const text = await readFile(await file.path(), 'utf8');
  expect(text.startsWith('\uFEFFmeasure,by,key,name,from,to,value_minutes,of,most_minutes,')).toBe(true);
  expect(text).toContain('\r\nreply,service,banner,Banner,2026-11-09,2026-11-15,');
  expect(errors).toEqual([]);
}, 60_000);
