// The try-it page in a real browser: the banner's whole way in both panes, by mouse and by keyboard, wide and narrow; a server that
// goes away and comes back; words that try to be more than words.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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

async function visit(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/try`);
  await page.locator('[data-state=live]').waitFor({ state: 'attached' });
}

const phoneSays = (page: Page, words: string) => page.locator('#phone-log .theirs', { hasText: words }).last().waitFor();
const deskShows = (page: Page, words: string) => page.locator('#desk-log .line', { hasText: words }).last().waitFor();
const cardShows = (page: Page, words: string) => page.locator('#card', { hasText: words }).waitFor();
const choose = (page: Page, label: string) => page.locator('#phone-log .line:not(.spent) .choice', { hasText: label }).last().click();
const move = (page: Page, label: string) => page.locator('#card').getByRole('button', { name: label, exact: true }).click();

async function write(page: Page, side: 'phone' | 'desk', words: string): Promise<void> {
  await page.locator(`#${side}-composer-text`).fill(words);
  await page.locator(`#${side}-composer-text`).press('Enter');
}

async function show(page: Page, side: 'Client' | 'Desk'): Promise<void> {
  const tab = page.locator('.sides').getByRole('button', { name: side });
  if (await tab.isVisible()) await tab.click();
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
    await sound();

    await page.getByRole('button', { name: 'I need a banner' }).click();
    await phoneSays(page, '1 of 4');
    await write(page, 'phone', 'The Black Friday sale');
    await phoneSays(page, '2 of 4');
    await sound();
    await choose(page, 'On social media');
    await phoneSays(page, '3 of 4');
    await write(page, 'phone', 'Up to 40% off');
    await phoneSays(page, '4 of 4');
    await page.locator('#phone-log .line:not(.spent) .nav').getByRole('button', { name: 'Skip' }).click();
    await phoneSays(page, 'is this right?');
    await choose(page, 'Yes, send it');
    await phoneSays(page, 'Your number is 1001');
    await sound();

    await show(page, 'Desk');
    const listed = page.locator('#topics').getByRole('button', { name: '#1001 · Banner · Ana Souza' });
    await listed.waitFor();
    if (size.width < 640) await listed.click();
    await cardShows(page, 'Triage · open');
    await deskShows(page, 'I need a banner');
    await sound();
    await move(page, 'Take it');
    await cardShows(page, 'Analysis · open');
    await write(page, 'desk', 'I remember this client');
    await page.locator('#desk-log .note', { hasText: 'noted' }).waitFor();

    await move(page, 'Ask client');
    await page.locator('.mode', { hasText: 'Answering' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('desk-composer-text');
    await sound();
    await page.keyboard.type('Which size do you need?');
    await page.keyboard.press('Enter');
    await page.locator('#desk-log .client', { hasText: 'reached the client' }).waitFor();
    await page.locator('.mode', { hasText: 'Internal note' }).waitFor();
    await cardShows(page, 'awaiting client');
    await show(page, 'Client');
    await phoneSays(page, 'Which size do you need?');
    expect(await page.locator('#phone-log').textContent()).not.toContain('I remember this client');
    await write(page, 'phone', '1080 × 1080');
    await show(page, 'Desk');
    await deskShows(page, '1080 × 1080');
    await cardShows(page, 'Analysis · open');
    await page.locator('#desk-log .copy', { hasText: '1080' }).getByRole('button', { name: 'Reply' }).click();
    await page.locator('.mode', { hasText: 'To Ana Souza' }).waitFor();
    await page.keyboard.type('Perfect, thank you');
    await page.keyboard.press('Enter');

    await move(page, 'To planning');
    await cardShows(page, 'Planning');
    await move(page, 'Promise a day');
    await page.locator('#desk-log .choice').nth(3).click();
    await cardShows(page, 'Promised');
    await sound();
    await move(page, 'Start production');
    await cardShows(page, 'Production');
    await move(page, 'To delivery');
    await cardShows(page, 'Delivery');
    await move(page, 'Deliver');
    await page.locator('.mode', { hasText: 'Answering' }).waitFor();
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await page.locator('#desk-composer input[type=file]').setInputFiles({ name: 'banner.png', mimeType: 'image/png', buffer: pixel });
    await page.locator('.attached .file-size', { hasText: 'kB' }).waitFor();
    await write(page, 'desk', 'Here it is: https://example.com/banner');
    await cardShows(page, 'awaiting client');

    await show(page, 'Client');
    await phoneSays(page, 'Perfect, thank you');
    const picture = page.locator('#phone-log .picture img');
    await picture.waitFor();
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1); // an <img>, by its selector
    await write(page, 'phone', 'status');
    await phoneSays(page, 'Waiting for you to look at it');
    await sound();
    await choose(page, 'Approve');
    await phoneSays(page, "that's done then");
    await show(page, 'Desk');
    await cardShows(page, 'Delivery · done');
    await sound();

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
  await page.locator('[data-state=live]').waitFor({ timeout: 20_000 });
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
  await phoneSays(page, '1 of 4');
  const mine = page.locator('#phone-log .mine');
  expect(await mine.locator('script, img').count()).toBe(0);
  expect(await mine.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(['https://example.com/']);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(errors).toEqual([]);
});

test('speaks Portuguese to who does, and begins anew as somebody else', async () => {
  const { page, errors } = await open({ width: 1280, height: 800 }, { locale: 'pt-BR' });
  await page.getByRole('button', { name: 'Preciso de um banner' }).click();
  await phoneSays(page, '1 de 4');
  expect(await page.locator('#phone').getAttribute('lang')).toBe('pt-BR');
  await page.locator('#visitor-language').selectOption('en');
  await phoneSays(page, 'English it is');
  await page.getByRole('button', { name: 'New client' }).click();
  await page.locator('#phone-hint').waitFor();
  expect(await page.locator('#phone-log .line').count()).toBe(0);
  expect(await page.locator('#visitor-name').inputValue()).not.toBe('Ana Souza');
  await write(page, 'phone', 'hello');
  await phoneSays(page, 'Hi Rafael');
  expect(errors).toEqual([]);
});
