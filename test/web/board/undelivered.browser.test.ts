// What did not arrive, in a real browser, wide and narrow: sound, and sent again by its button without a script.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { files, openTelegram, wordsOf } from '../../support/telegram.ts';
import { launch, openPage, violations } from '../browser.ts';
import { appOf, serveApp } from '../open.ts';
import { addTeam, signIn } from './open.ts';

/** Where to put pictures, to be looked at while working on the page. */
const shots = process.env.ALUR_SHOTS;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test.each([
  ['en', { width: 1280, height: 800 }, 'light'],
  ['tr', { width: 360, height: 740 }, 'dark'],
] as const)('seen in the list of settings, read, and sent again: %s, %o, %s', async (locale, size, colorScheme) => {
  const house = await openTelegram();
  const ana = house.client();
  const number = await files(house, ana);
  await house.desk.presses(number, 'Take it');
  await addTeam(house.house);
  const refuse = (status: number, description: string) =>
    house.api.fail({ method: 'sendMessage', chat: ana.person.id, status, description, times: 1 });
  refuse(400, 'Bad Request: message text is not what we take');
  await house.desk.replies(
    await house.desk.copy(number),
    'Which of the two colours shall the banner have: the red of the spring, or the old blue?',
  );
  refuse(403, 'Forbidden: bot was blocked by the user');
  await house.desk.replies(await house.desk.copy(number), 'Are you there?');
  await house.house.store.write([
    { sql: "UPDATE inbox SET parked = 'x is not a function' WHERE body->>'$.text' = 'For the sale'", args: [] },
  ]);
  const server = await serveApp(appOf(house.house, { access: { open: false, key: 'k' } }).fetch);
  const { page, errors } = await openPage(browser, size, { locale, colorScheme });
  const [, value = ''] = (await signIn(house.house, 'web:carla', house.clock.now())).split('=');
  await page.context().addCookies([{ name: 'alur_staff', value, url: server.url }]);
  const sound = async (name: string) => {
    if (shots) await page.screenshot({ path: join(shots, `undelivered-${name}-${locale}-${size.width}.png`), fullPage: true });
    expect(await violations(page), name).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
  };
  await page.goto(`${server.url}/board/settings`);
  await sound('settings');
  await page.locator('.pages a', { hasText: '2' }).click();
  await page.locator('.letter').nth(2).waitFor();
  await sound('list');
  ana.news();
  await page.locator('.letter', { hasText: 'colours' }).locator('button[value=again]').click();
  await page.locator('[role=status]').waitFor();
  await house.settle();
  expect(ana.news().map(wordsOf).join()).toContain('Which of the two colours');
  await page.reload();
  expect(await page.locator('.letter-do').count()).toBe(1);
  await sound('again');
  expect(errors).toEqual([]);
  await page.context().close();
  await server.stop();
  await house.close();
});
