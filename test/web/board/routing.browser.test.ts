// The routing page in a real browser, wide and narrow: sound with everything open, and every form does what it says without a script.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingStatement } from '../../../db/desk.ts';
import { replaceRoutingStatements } from '../../../db/routing.ts';
import { reachKey } from '../../../flows/contact-links.ts';
import { hearsOf } from '../../../flows/hears.ts';
import { readRoutingFile } from '../../../flows/routing-file.ts';
import { launch, openPage, violations } from '../browser.ts';
import { openTryHouse, serveApp } from '../open.ts';
import { addTeam } from './open.ts';

/** Where to put pictures, to be looked at while working on the page. */
const shots = process.env.ALUR_SHOTS;
const reach = {
  telegram: 'alur_bot',
  'telegram-events': 'alur_events_bot',
  whatsapp: '5511900000001',
  email: 'desk@example.com',
  web: 'https://desk.example.com/try',
};
const file = readFileSync('test/routing/product.yaml', 'utf8').replaceAll('web:mert', 'web:deniz').replaceAll('web:eva', 'web:you');

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test.each([
  ['en', { width: 1280, height: 800 }, 'light'],
  ['uk', { width: 360, height: 740 }, 'dark'],
] as const)(
  'teams, contact points, rules and who hears of what: %s, %o, %s',
  async (locale, size, colorScheme) => {
    const { house, app } = await openTryHouse();
    await addTeam(house);
    const reached = Object.entries(reach).map(([contact, value]) => settingStatement(reachKey(contact), value));
    await house.store.write([...reached, ...replaceRoutingStatements(readRoutingFile(file))]);
    await house.memory.readDesk();
    const server = await serveApp(app.fetch);
    const { page, errors } = await openPage(browser, size, { locale, colorScheme });
    const sound = async (name: string) => {
      if (shots) await page.screenshot({ path: join(shots, `routing-${name}-${locale}-${size.width}.png`), fullPage: true });
      expect(await violations(page), name).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
    };
    await page.goto(`${server.url}/board/settings/routing`);
    expect(await page.locator('script').count()).toBe(0);
    await sound('closed');
    for (const details of await page.locator('main details > summary').all()) await details.click();
    for (const picture of await page.locator('.links img').all()) {
      await picture.scrollIntoViewIfNeeded();
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(200);
    }
    await sound('open');

    await page.locator('.rules > li').nth(1).locator('button[value=up]').click();
    await page.locator('#route [role=status]').waitFor();
    expect(house.memory.routing().rules.slice(0, 2).map(({ name }) => name)).toEqual(['Fans by campaign', 'Kettles by name']); // biome-ignore format: one thought
    await page.locator('#hears input[value="new lead"]').check();
    await page.locator('#hears button').click();
    await page.locator('#hears [role=status]').waitFor();
    expect(hearsOf(house.memory.kept()).new).toEqual(['lead']);
    await page.locator('#route .new summary').click();
    await page.locator('#route input[name=line]').fill('Kettles');
    await page.locator('#route button[value=add]').click();
    await page.locator('.problem').waitFor();
    expect(await page.locator('#route input[name=line]').inputValue()).toBe('Kettles');
    await sound('refused');
    expect(errors).toEqual([]);
    await page.context().close();
    await server.stop();
    await house.close();
  },
  90_000,
);
