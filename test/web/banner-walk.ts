// The banner's whole way in both panes of the try-it page, as a person walks it with mouse and keyboard.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Opens the page and waits until it is live. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/try`);
  await page.locator('[data-state=live]').waitFor({ state: 'attached' });
}

export const phoneSays = (page: Page, words: string) => page.locator('#phone-log .theirs', { hasText: words }).last().waitFor();
export const deskShows = (page: Page, words: string) => page.locator('#desk-log .line', { hasText: words }).last().waitFor();
export const cardShows = (page: Page, words: string) => page.locator('#card', { hasText: words }).waitFor();
export const choose = (page: Page, label: string) =>
  page.locator('#phone-log .line:not(.spent) .choice', { hasText: label }).last().click();
export const move = (page: Page, label: string) => page.locator('#card').getByRole('button', { name: label, exact: true }).click();

export async function write(page: Page, side: 'phone' | 'desk', words: string): Promise<void> {
  await page.locator(`#${side}-composer-text`).fill(words);
  await page.locator(`#${side}-composer-text`).press('Enter');
}

export async function show(page: Page, side: 'Client' | 'Desk'): Promise<void> {
  const tab = page.locator('.sides').getByRole('button', { name: side });
  if (await tab.isVisible()) await tab.click();
}

/** From the first message to done. `look` is called wherever the page should be looked at. */
export async function walkBanner(page: Page, look: () => Promise<void>): Promise<void> {
  await look();

  await page.getByRole('button', { name: 'I need a banner' }).click();
  await phoneSays(page, '1 of 4');
  await write(page, 'phone', 'The Black Friday sale');
  await phoneSays(page, '2 of 4');
  await look();
  await choose(page, 'On social media');
  await phoneSays(page, '3 of 4');
  await write(page, 'phone', 'Up to 40% off');
  await phoneSays(page, '4 of 4');
  await page.locator('#phone-log .line:not(.spent) .nav').getByRole('button', { name: 'Skip' }).click();
  await phoneSays(page, 'is this right?');
  await choose(page, 'Yes, send it');
  await phoneSays(page, 'Your number is 1001');
  await look();

  await show(page, 'Desk');
  const listed = page.locator('#topics').getByRole('button', { name: '#1001 · Banner · Ana Souza' });
  await listed.waitFor();
  if ((page.viewportSize()?.width ?? 0) < 640) await listed.click();
  await cardShows(page, 'Triage · open');
  await deskShows(page, 'I need a banner');
  await look();
  await move(page, 'Take it');
  await cardShows(page, 'Analysis · open');
  await write(page, 'desk', 'I remember this client');
  await page.locator('#desk-log .note', { hasText: 'noted' }).waitFor();

  await move(page, 'Ask client');
  await page.locator('.mode', { hasText: 'Answering' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('desk-composer-text');
  await look();
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
  await page.locator('#desk-log .choice').nth(1).click(); // today; before it stands the way to the next month
  await cardShows(page, 'Promised');
  await look();
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
  await look();
  await choose(page, 'Approve');
  await phoneSays(page, 'all done');
  await show(page, 'Desk');
  await cardShows(page, 'Delivery · done');
  await look();
}
