// The try-it page in a real browser: the banner's whole way in both panes, by mouse and by keyboard, wide and narrow; a server that
// goes away and comes back; words that try to be more than words.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cardShows, deskShows, move, phoneSays, visit, walkBanner, write } from './banner-walk.ts';
import { launch, openPage, tabTo, violations } from './browser.ts';
import { openTryHouse, serveApp } from './open.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A page over a house of its own. `errors` must stay empty. */
async function open(
  size: { width: number; height: number },
  options: Parameters<typeof openPage>[2] = {},
): Promise<{ page: Page; errors: string[]; url: string }> {
  const { house, app } = await openTryHouse();
  closing.push(house.close);
  const server = await serveApp(app.fetch);
  closing.push(server.stop);
  const { page, errors } = await openPage(browser, size, options);
  closing.push(() => page.context().close());
  await visit(page, server.url);
  return { page, errors, url: server.url };
}

test.each([
  ['wide', { width: 1280, height: 800 }, 'light'],
  ['narrow', { width: 360, height: 740 }, 'dark'],
] as const)(
  'walks a banner from the first message to done, %s',
  async (_, size, colorScheme) => {
    const { page, errors } = await open(size, { colorScheme });
    const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    const sound = async () => {
      expect(await violations(page)).toEqual([]);
      await fits();
    };
    await walkBanner(page, sound);

    const before = [await page.locator('#phone-log .line').count(), await page.locator('#desk-log .line').count()];
    await page.reload();
    await page.locator('[data-state=live]').waitFor({ state: 'attached' });
    await expect
      .poll(async () => [await page.locator('#phone-log .line').count(), await page.locator('#desk-log .line').count()])
      .toEqual(before);
    expect(errors).toEqual([]);
  },
  90_000,
);

test('is walked with the keyboard alone', async () => {
  const { page, errors } = await open({ width: 1280, height: 800 });
  await tabTo(page, '#phone-composer-text');
  await page.keyboard.type('I need a banner');
  await page.keyboard.press('Enter');
  await phoneSays(page, '1 of 4');
  await page.keyboard.type('An event');
  await page.keyboard.press('Enter');
  await phoneSays(page, '2 of 4');
  await page.keyboard.type('2'); // typing a choice's number is choosing it
  await page.keyboard.press('Enter');
  await phoneSays(page, '3 of 4');
  await page.keyboard.type('Welcome');
  await page.keyboard.press('Enter');
  await phoneSays(page, '4 of 4');
  await page.locator('#phone-log').focus();
  await tabTo(page, '#phone-log .line:not(.spent) .nav .chip');
  await page.keyboard.press('Enter');
  await phoneSays(page, 'is this right?');
  await tabTo(page, '#phone-log .line:not(.spent) .choice');
  await page.keyboard.press('Enter');
  await phoneSays(page, 'Your number is 1001');
  await tabTo(page, '#card .move.onward');
  await page.keyboard.press('Space');
  await cardShows(page, 'Analysis · open');
  await tabTo(page, '#card .move');
  await page.keyboard.press('Enter');
  await page.locator('.mode', { hasText: 'Answering' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.mode', { hasText: 'Internal note' }).waitFor();
  await page.keyboard.type('/produce');
  await page.keyboard.press('Enter');
  await deskShows(page, "isn't possible for #1001 now");
  expect(errors).toEqual([]);
}, 60_000);

test('never lets a note that was begun leave as an answer', async () => {
  const { page } = await open({ width: 1280, height: 800 });
  for (const words of ['I need a banner', 'A sale', '1', 'Off', 'skip', 'yes']) {
    const said = await page.locator('#phone-log .theirs').count();
    await write(page, 'phone', words);
    await expect.poll(() => page.locator('#phone-log .theirs').count()).toBeGreaterThan(said);
  }
  await move(page, 'Take it');
  await cardShows(page, 'Analysis');
  await page.locator('#desk-composer-text').fill('this client always pays late');
  await move(page, 'Ask client');
  await page.locator('.mode', { hasText: 'Answering' }).waitFor();
  expect(await page.locator('#desk-composer-text').inputValue()).toBe('');
  await page.keyboard.type('Which size?');
  await page.keyboard.press('Enter');
  await phoneSays(page, 'Which size?');
  expect(await page.locator('#desk-composer-text').inputValue()).toBe('this client always pays late');
});

test('keeps what could not be sent, sends it again as the same message, and outlives a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-try-'));
  closing.push(async () => rmSync(folder, { recursive: true, force: true }));
  const first = await openTryHouse({ folder });
  const server = await serveApp(first.app.fetch);
  const { page, errors } = await openPage(browser, { width: 1280, height: 800 });
  closing.push(() => page.context().close());
  await visit(page, server.url);
  await write(page, 'phone', 'I need a banner');
  await phoneSays(page, '1 of 4');
  await server.stop();
  await first.house.close();
  await page.locator('[data-state=wait]').waitFor();
  await write(page, 'phone', 'The summer sale');
  await page.getByRole('button', { name: 'Not sent – try again' }).waitFor();
  expect(await violations(page)).toEqual([]);

  const second = await openTryHouse({ folder });
  closing.push(second.house.close);
  const again = await serveApp(second.app.fetch, server.port);
  closing.push(again.stop);
  await page.locator('[data-state=live]').waitFor();
  await page.getByRole('button', { name: 'Not sent – try again' }).click();
  await phoneSays(page, '2 of 4');
  expect(await page.locator('#phone-log .mine', { hasText: 'The summer sale' }).count()).toBe(1);
  expect(await page.locator('.not-sent:visible').count()).toBe(0);
  expect(errors).toEqual([]);
}, 60_000);

test('shows words as words, whatever they are', async () => {
  const { page, errors } = await open({ width: 360, height: 740 });
  await page.locator('#visitor-name').fill('<img src=x onerror=alert(1)> محمد');
  await write(
    page,
    'phone',
    `I need a banner <script>alert(1)</script> ${'w'.repeat(300)} javascript:alert(1) https://example.com/"onmouseover="alert(1)`,
  );
  await phoneSays(page, '1 of ');
  const mine = page.locator('#phone-log .mine');
  expect(await mine.locator('script, img').count()).toBe(0);
  expect(await mine.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(['https://example.com/']);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(errors).toEqual([]);
});

test('speaks Portuguese to who does, and begins anew as somebody else', async () => {
  const { page, errors, url } = await open({ width: 1280, height: 800 }, { locale: 'pt-BR' });
  await page.getByRole('button', { name: 'Preciso de um banner' }).click();
  await phoneSays(page, '1 de 4');
  const language = () => page.locator('html').getAttribute('lang');
  expect(await language()).toBe('pt-BR');
  await page.locator('#visitor-language').selectOption('en');
  await page.waitForURL('**/try?lang=en');
  await phoneSays(page, 'continue in English');
  expect(await language()).toBe('en');
  await visit(page, url);
  expect(await language()).toBe('en'); // it is kept
  await page.getByRole('button', { name: 'New client' }).click();
  await page.locator('#phone-hint').waitFor();
  expect(await page.locator('#phone-log .line').count()).toBe(0);
  expect(await page.locator('#visitor-name').inputValue()).not.toBe('Ana Souza');
  await write(page, 'phone', 'hello');
  await phoneSays(page, 'Hi Rafael');
  expect(errors).toEqual([]);
});
