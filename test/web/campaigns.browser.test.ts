// The campaign book in a real browser: calendar, quarter, campaign and form, in both widths, both lights and two languages; by keyboard too.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { staffStatement } from '../../db/desk.ts';
import { testClock } from '../support/clock.ts';
import { launch, openPage, tabTo, violations } from './browser.ts';
import { openTryHouse, serveApp, type TryHouse } from './open.ts';

/** Where to put pictures, to be looked at while working on the page. */
const shots = process.env.ALUR_SHOTS;
const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 740 };

const campaigns = [
  {
    ...{ code: 'BF26', name: 'Black Friday', words: ['black friday', 'bf'], from: '2026-11-23', to: '2026-11-30', owners: ['web:bruno'] },
    ...{ channels: ['Instagram', 'E-mail', 'Shops'], promises: ['20 % off all shoes until Monday', 'Free delivery from 50 euros'] },
    facts: 'Not for gift cards, nor with other coupons.\nOutlet goods count.\nQuestions about stock: the shops answer by 10:00.',
  },
  {
    code: 'ADVENT',
    name: 'Advent calendar: a small gift behind every door',
    words: ['advent'],
    from: '2026-11-29',
    to: '2026-12-24',
    promises: ['A gift each day'],
    channels: ['App'],
  },
  {
    code: 'LOJA10',
    name: '10 anos',
    words: [],
    from: '2026-11-09',
    to: '2026-11-13',
    promises: ['10 % off for members'],
    state: 'ended' as const,
  },
  { code: 'RUN26', name: 'City run', words: [], from: '2026-11-15', to: '2026-11-15', state: 'cancelled' as const },
  {
    code: 'VIP',
    name: 'Friends of the house',
    words: [],
    from: '2026-10-01',
    to: '2026-12-31',
    channels: ['E-mail'],
    promises: ['Early entry'],
  },
];

let browser: Browser;
let opened: TryHouse;
let server: Awaited<ReturnType<typeof serveApp>>;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  opened = await openTryHouse({ clock: testClock(), campaigns, languages: ['en', 'uk'] });
  server = await serveApp(opened.app.fetch);
  closing.push(() => opened.house.close(), server.stop);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function visit(path: string, size = wide, options: Parameters<typeof openPage>[2] = {}): Promise<{ page: Page; errors: string[] }> {
  const visitor = await openPage(browser, size, options);
  closing.push(() => visitor.page.context().close());
  await visitor.page.goto(server.url + path);
  return visitor;
}

async function sound(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `campaigns-${name}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
}

test.each([
  ['wide-light-en', wide, 'light', 'en'],
  ['narrow-dark-uk', narrow, 'dark', 'uk'],
  ['narrow-light-en', narrow, 'light', 'en'],
  ['wide-dark-uk', wide, 'dark', 'uk'],
] as const)('every page is legible and sound, %s', async (how, size, colorScheme, language) => {
  const { page, errors } = await visit(`/campaigns?lang=${language}`, size, { colorScheme });
  await page.locator('.entry').first().waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  expect(await page.locator('.month').isVisible()).toBe(size === wide);
  await sound(page, `month-${how}`);
  for (const [name, path] of [
    ['quarter', '/campaigns?view=quarter'],
    ['empty', '/campaigns?at=2027-03'],
    ['one', '/campaigns/BF26'],
    ['new', '/campaigns/new'],
    ['edit', '/campaigns/BF26/edit'],
  ] as const) {
    await page.goto(server.url + path);
    await sound(page, `${name}-${how}`);
  }
  expect(errors).toEqual([]);
});

test('a campaign is booked, found in the calendar, changed and ended by keyboard and mouse, with no script', async () => {
  const { page, errors } = await visit('/campaigns', wide);
  await tabTo(page, 'a[href="/campaigns/new"]');
  await page.keyboard.press('Enter');
  await page.getByLabel('Code').fill('xmas26');
  await page.getByLabel('Name', { exact: true }).fill('Christmas: home by 24/12 or 31/12');
  await page.getByLabel('First day').fill('2026-12-01');
  await page.getByLabel('Last day').fill('2026-11-24');
  await page.getByLabel('What clients are promised').fill('Wrapped for free\nBack within 30 days');
  await page.getByLabel('What the team must know').fill('owners: nobody in particular');
  await page.getByRole('button', { name: 'Put it into the book' }).click();
  await page.getByRole('alert').waitFor();
  await sound(page, 'refused');
  expect(await page.getByLabel('What clients are promised').inputValue()).toBe('Wrapped for free\nBack within 30 days');
  await page.getByLabel('Last day').fill('2026-12-24');
  await page.getByRole('button', { name: 'Put it into the book' }).click();
  await page.waitForURL('**/campaigns/XMAS26');
  expect(await page.locator('h1').textContent()).toBe('Christmas: home by 24/12 or 31/12');
  expect(await page.locator('.facts').textContent()).toBe('owners: nobody in particular');
  await page.getByRole('link', { name: 'Back to the calendar' }).click();
  await page.locator('.bar a', { hasText: 'Christmas' }).first().click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Christmas');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL('**/campaigns/XMAS26');
  expect(await page.locator('h1').textContent()).toBe('Christmas');
  await page.locator('summary').click();
  await sound(page, 'ending');
  await page.getByRole('button', { name: 'End it now' }).click();
  await page.locator('.phase[data-phase=cancelled]').waitFor();
  expect(errors).toEqual([]);
});

test('the feed’s address is made and shown, and an analyst sees it without the buttons', async () => {
  const { page } = await visit('/campaigns', narrow);
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = await page.getByLabel('The feed’s address').or(page.getByLabel("The feed's address")).inputValue();
  expect((await fetch(address)).headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  await sound(page, 'feed');
  await opened.house.store.write([staffStatement({ address: 'web:you', name: 'Bruno Dias', role: 'analyst' })]);
  await opened.house.memory.readDesk();
  await page.reload();
  expect(await page.locator('.feed input').inputValue()).toBe(address);
  expect(await page.locator('.feed button, a[href="/campaigns/new"]').count()).toBe(0);
});
