// The setup page in a real browser: each state in both lights and both widths, live, by keyboard, with a script and without.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { WhatsAppState } from '../../bots/whatsapp/state.ts';
import { realClock } from '../../src/clock.ts';
import type { SetupParts } from '../../src/web/setup/routes.tsx';
import { launch, openPage, tabTo, violations } from './browser.ts';
import { serveApp } from './open.ts';
import { linkKey, openSetup } from './setup-house.ts';
import { everyState, qrText, type TestAccount, testAccount } from './whatsapp-account.ts';

/** Where to put pictures, to be looked at while working on the page. */
const shots = process.env.ALUR_SHOTS;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 740 };
const unpaired: WhatsAppState = { type: 'unpaired', qr: qrText(), loggedOut: false };

type Opened = { page: Page; errors: string[]; account: TestAccount; url: string };

async function open(
  state: WhatsAppState | null,
  size = wide,
  options: Parameters<typeof openPage>[2] & { javaScriptEnabled?: boolean } = {},
  more: Partial<SetupParts> = {},
): Promise<Opened> {
  const { app, account, close } = await openSetup(state, more);
  closing.push(close);
  const server = await serveApp(app.fetch);
  closing.push(server.stop);
  const { page, errors } = await openPage(browser, size, options);
  closing.push(() => page.context().close());
  await page.goto(`${server.url}/setup?key=${linkKey}`);
  return { page, errors, account, url: server.url };
}

const live = (page: Page) => page.locator('#live[data-state=live]').waitFor();
const has = (page: Page, words: string | RegExp) => page.locator('.panel', { hasText: words }).waitFor();

async function sound(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `setup-${name}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
}

test.each([
  ['wide-light', wide, 'light'],
  ['narrow-dark', narrow, 'dark'],
  ['wide-dark', wide, 'dark'],
  ['narrow-light', narrow, 'light'],
] as const)(
  'each state is legible and sound, %s',
  async (how, size, colorScheme) => {
    const { page, errors, account, url } = await open({ type: 'starting' }, size, { colorScheme });
    await live(page);
    for (const [name, state] of everyState) {
      account.become(state);
      await page.locator('.badge').waitFor();
      await expect.poll(async () => (await page.content()).length).toBeGreaterThan(0);
      await has(page, new RegExp(titleOf(state)));
      await sound(page, `${name}-${how}`);
    }
    account.become(unpaired);
    await page.goto(`${url}/setup?by=code`);
    await live(page);
    await sound(page, `form-${how}`);
    account.become({ ...unpaired, code: 'ABCD1234' });
    await has(page, 'ABCD-1234');
    await sound(page, `code-${how}`);
    expect(errors).toEqual([]);
  },
  120_000,
);

const titles = { starting: 'is starting', unpaired: 'Pair WhatsApp', open: 'is connected', offline: 'is offline' };
const titleOf = (state: WhatsAppState): string =>
  state.type === 'stopped'
    ? { replaced: 'In use somewhere else', banned: 'shut this number out', refused: 'WhatsApp refuses' }[state.reason]
    : titles[state.type];

test.each([
  ['off', 'off', 'light'],
  ['cloud', 'cloud', 'dark'],
] as const)('without a phone to pair it is sound too: %s', async (name, without, colorScheme) => {
  const { page, errors } = await open(null, narrow, { colorScheme }, { without });
  await has(page, 'WHATSAPP=baileys');
  await sound(page, name);
  expect(errors).toEqual([]);
});

test('several numbers stand beside each other, each with its own QR, code and state', async () => {
  const numbers = new Map([
    ['', testAccount({ type: 'open', name: 'Estúdio', phone: '5511912344821', since: Date.UTC(2026, 10, 20, 12) })],
    ['shop', testAccount({ type: 'unpaired', qr: qrText(1), loggedOut: false })],
    ['events', testAccount({ type: 'stopped', reason: 'banned', code: 403 })],
  ]);
  for (const [size, colorScheme] of [
    [wide, 'light'],
    [narrow, 'dark'],
  ] as const) {
    const { page, errors, url } = await open(unpaired, size, { colorScheme }, { accounts: numbers });
    await live(page);
    await has(page, 'WhatsApp is connected');
    await sound(page, `numbers-first-${colorScheme}`);
    await page.getByRole('link', { name: /^shop/ }).click();
    await live(page);
    await page.locator('.qr path').first().waitFor();
    await sound(page, `numbers-shop-${colorScheme}`);
    await page.getByText('Pair with a code instead').click();
    await live(page);
    await page.getByLabel('Phone number').fill('+55 11 91234 4821');
    await page.getByRole('button', { name: 'Get a code' }).click();
    await has(page, 'ABCD-1234');
    expect(new URL(page.url()).searchParams.get('account')).toBe('shop');
    await page.goto(`${url}/setup?account=nobody`);
    await has(page, 'WhatsApp is connected');
    expect(errors).toEqual([]);
    numbers.get('shop')?.become({ type: 'unpaired', qr: qrText(1), loggedOut: false });
  }
  expect([...numbers.values()].map(({ asked }) => asked.length)).toEqual([0, 2, 0]);
}, 120_000);

test('a used link says so, soundly', async () => {
  const { page, url } = await open(unpaired);
  await page.goto('about:blank'); // the page before, shut out, would load itself anew meanwhile
  await page.context().clearCookies();
  expect((await page.goto(`${url}/setup?key=${linkKey}`))?.status()).toBe(403);
  await page.getByText('npm run pair').waitFor();
  await sound(page, 'used');
});

test('follows each new QR to the connection, and keeps what is being typed', async () => {
  const { page, errors, account } = await open(unpaired);
  await live(page);
  const path = () => page.locator('.qr path').nth(1).getAttribute('d');
  const before = await path();
  account.become({ type: 'unpaired', qr: qrText(2), loggedOut: false });
  await expect.poll(path).not.toBe(before);

  await page.getByText('Pair with a code instead').click();
  await live(page);
  await page.getByLabel('Phone number').fill('+55 11 9');
  account.become({ type: 'unpaired', qr: qrText(3), loggedOut: true });
  await has(page, 'Pair WhatsApp again');
  expect(await page.getByLabel('Phone number').inputValue()).toBe('+55 11 9');
  account.become({ type: 'open', name: 'Loja <b>da</b> Ana', phone: '5511912344821', since: Date.now() });
  await has(page, 'Connected as Loja <b>da</b> Ana (+… 4821).');
  expect(await page.title()).toBe('WhatsApp is connected · Alur');
  expect(errors).toEqual([]);
});

test('a code is asked for with the keyboard alone, and what is wrong is said', async () => {
  const { page, errors, account } = await open(unpaired, narrow);
  await live(page);
  await tabTo(page, 'a[href="/setup?by=code"]');
  await page.keyboard.press('Enter');
  await live(page);
  await tabTo(page, '#phone');
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await page.locator('#phone-wrong', { hasText: '8 to 15 digits' }).waitFor();
  await sound(page, 'wrong-number');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('+55 11 91234-4821');
  await page.keyboard.press('Enter');
  await has(page, 'ABCD-1234');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('ABCD-1234');
  expect(account.asked).toEqual(['5511912344821']);
  expect(errors).toEqual([]);
});

test('“Try now” and “Use it here” ask the account, and the time until the next try runs down', async () => {
  const { page, errors, account } = await open(
    { type: 'offline', code: 408, retryAt: Date.now() + 30_000 },
    wide,
    {},
    { clock: realClock },
  );
  await live(page);
  const left = async () => Number(/in (\d+) seconds/.exec((await page.locator('[data-until]').textContent()) ?? '')?.[1]);
  const first = await left();
  await expect.poll(left).toBeLessThan(first);
  await page.getByRole('button', { name: 'Try now' }).click();
  await has(page, 'WhatsApp is starting');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('title');
  account.become({ type: 'stopped', reason: 'replaced', code: 440 });
  await page.getByRole('button', { name: 'Use it here' }).click();
  await expect.poll(account.reconnects).toBe(2);
  expect(errors).toEqual([]);
});

test('does without a script', async () => {
  const { page, account } = await open(unpaired, narrow, { javaScriptEnabled: false });
  expect(await page.locator('.qr path').count()).toBe(2);
  expect(await page.locator('#live').isVisible()).toBe(false);
  await page.getByText('Pair with a code instead').click();
  await page.getByLabel('Phone number').fill('+55 11 91234-4821');
  await page.getByRole('button', { name: 'Get a code' }).click();
  await has(page, 'ABCD-1234');
  account.become({ type: 'stopped', reason: 'replaced', code: 440 });
  await page.goto(page.url());
  await page.getByRole('button', { name: 'Use it here' }).click();
  await has(page, 'WhatsApp is starting');
});
