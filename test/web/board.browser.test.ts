// The board in a real browser: in two languages, wide and narrow; by mouse, by keyboard, without a script; live beside another board and a chat.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readTickets } from '../../db/tickets.ts';
import { realClock } from '../../src/clock.ts';
import { openUnclaimed } from '../support/telegram.ts';
import { addTeam, signIn } from './board/open.ts';
import { seed } from './board/seed.ts';
import { launch, openPage, tabTo, violations } from './browser.ts';
import { appOf, openTryHouse, serveApp } from './open.ts';

/** Where to put pictures, to be looked at while working on the page. */
const shots = process.env.ALUR_SHOTS;
const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 740 };

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Options = Parameters<typeof openPage>[2] & { javaScriptEnabled?: boolean; open?: number };

async function openBoard(size = wide, { open = 46, ...options }: Options = {}) {
  const { house, app } = await openTryHouse();
  closing.push(house.close);
  await addTeam(house);
  await seed(house.store, { open, closed: 12 });
  const server = await serveApp(app.fetch);
  closing.push(server.stop);
  const { page, errors } = await openPage(browser, size, options);
  closing.push(() => page.context().close());
  const go = async (path: string) => {
    await page.goto(`${server.url}${path}`);
    if (options.javaScriptEnabled !== false) await page.locator('#live[data-state=live]').waitFor({ state: 'attached' });
  };
  return { house, page, errors, go, url: server.url };
}

const column = (page: Page, name: string) => page.locator(`.column[data-column=${name}]`);
const card = (page: Page, number: number, place?: string) => (place ? column(page, place) : page).locator(`#t${number}:not(.pending)`);
/** The first card of a column, by its number. */
const first = async (page: Page, place: string) => Number(await column(page, place).locator('.card').first().getAttribute('data-number'));

async function sound(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `board-${name}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
}

const looks = [
  ['en', wide, 'light'],
  ['pt-BR', wide, 'dark'],
  ['en', narrow, 'dark'],
  ['pt-BR', narrow, 'light'],
] as const;
const words = {
  en: { triage: 'Triage', all: 'All tickets', doings: 'What can be done now' },
  'pt-BR': { triage: 'Triagem', all: 'Todos os tickets', doings: 'O que dá para fazer agora' },
};

test.each(looks)(
  'a ticket is found, opened, written to and left again: %s, %o, %s',
  async (locale, size, colorScheme) => {
    const { page, errors, go, house } = await openBoard(size, { locale, colorScheme });
    const name = (what: string) => `${what}-${locale}-${size.width}`;
    await go('/board');
    await page.getByRole('heading', { name: words[locale].triage }).waitFor();
    expect(await page.locator('.column:visible').count()).toBe(size === narrow ? 1 : 5);
    await sound(page, name('all'));
    if (size === narrow) await page.locator('[data-tab=production]').click();
    const number = await first(page, 'production');
    await card(page, number).locator('a').click();
    await page.getByRole('heading', { name: words[locale].doings }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/board/${number}`);
    await sound(page, name('ticket'));
    await page.locator('.way[data-way=note]').click();
    await page.locator('.composer textarea').fill('They like it blue');
    await page.locator('.composer button[type=submit]').click();
    await page.locator('.timeline li[data-by=note]', { hasText: 'They like it blue' }).waitFor();
    expect(await page.locator('.composer textarea').inputValue()).toBe('');
    await page.getByRole('link', { name: words[locale].all }).click();
    await page.locator('.board').waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest('.card')?.id)).toBe(`t${number}`);
    await page.goBack();
    await page.locator('#ticket-title').waitFor();
    await page.reload();
    await page.locator('main .ticket').waitFor();
    await sound(page, name('page'));
    expect((await readTickets(house.store, [number])).get(number)?.stage).toBe('production');
    expect(errors).toEqual([]);
  },
  90_000,
);

test.each(looks)(
  'the settings are sound: %s, %o, %s',
  async (locale, size, colorScheme) => {
    const { page, errors, url } = await openBoard(size, { locale, colorScheme });
    for (const path of ['', '/staff', '/answers', '/services', '/services/banner', '/audit']) {
      await page.goto(`${url}/board/settings${path}`);
      for (const details of await page.locator('main details > summary').all()) await details.click();
      await sound(page, `settings${path.replaceAll('/', '-')}-${locale}-${size.width}`);
    }
    expect(errors).toEqual([]);
  },
  90_000,
);

test('a card is dragged where it may go; elsewhere it springs back, and why is said', async () => {
  const { page, errors, go, house } = await openBoard();
  await go('/board');
  const number = await first(page, 'triage');
  await card(page, number).dragTo(column(page, 'analysis'));
  await card(page, number, 'analysis').waitFor();
  await expect.poll(async () => (await readTickets(house.store, [number])).get(number)?.analyst?.name).toBe('Bruno Dias');
  await card(page, number).dragTo(column(page, 'delivery'));
  await page.locator('.toast', { hasText: `isn't possible for #${number} now` }).waitFor();
  await card(page, number, 'analysis').waitFor();
  await sound(page, 'refused');
  expect((await readTickets(house.store, [number])).get(number)?.stage).toBe('analysis');
  expect(errors).toEqual([]);
}, 60_000);

test('a move that needs words asks for them; left alone, the card goes back', async () => {
  const { page, errors, go, house } = await openBoard();
  await go('/board');
  const number = await first(page, 'delivery');
  await card(page, number).dragTo(column(page, 'production'));
  await page.locator('#ask[open]').waitFor();
  await sound(page, 'ask');
  await page.keyboard.press('Escape');
  await card(page, number, 'delivery').waitFor();
  await card(page, number).dragTo(column(page, 'production'));
  await page.locator('#ask textarea').fill('The size was wrong');
  await page.locator('#ask button[type=submit]').click();
  await card(page, number, 'production').waitFor();
  expect((await readTickets(house.store, [number])).get(number)?.stage).toBe('production');
  await page.locator('#ask:not([open])').waitFor({ state: 'attached' });
  expect(errors).toEqual([]);
}, 60_000);

test('the keyboard alone goes from card to card, moves one, opens it and does something to it', async () => {
  const { page, errors, go, house } = await openBoard();
  await go('/board');
  await tabTo(page, '.column[data-column=triage] .card a');
  await page.keyboard.press('ArrowDown');
  const number = Number(await page.evaluate(() => document.activeElement?.closest('.card')?.getAttribute('data-number')));
  expect(number).not.toBe(await first(page, 'triage'));
  await page.keyboard.press('Shift+ArrowRight');
  await card(page, number, 'analysis').waitFor();
  await page.locator('#said', { hasText: `#${number} is in Analysis now.` }).waitFor({ state: 'attached' });
  expect(await page.evaluate(() => document.activeElement?.closest('.card')?.id)).toBe(`t${number}`);
  await page.keyboard.press('Enter');
  await page.locator('#ticket-title:focus').waitFor();
  await tabTo(page, '.doing-list [data-tone=next]');
  await page.keyboard.press('Enter');
  await page.locator('.place', { hasText: 'Planning · open' }).first().waitFor();
  await page.keyboard.press('Escape');
  await card(page, number, 'planning').waitFor();
  expect((await readTickets(house.store, [number])).get(number)?.stage).toBe('planning');
  expect(errors).toEqual([]);
}, 60_000);

test('filters answer at once, are in the address, and more cards come when there are more', async () => {
  const { page, errors, go } = await openBoard(wide, { open: 400 });
  await go('/board?late=1');
  expect(await page.locator('.toggle input[name=late]').isChecked()).toBe(true);
  await page.locator('.toggle', { hasText: 'Late' }).click();
  await page.waitForURL((url) => url.search === '');
  const shown = () => column(page, 'triage').locator('.card').count();
  await expect.poll(shown).toBe(8);
  await column(page, 'triage').locator('.more').click();
  await expect.poll(shown).toBe(58);
  await column(page, 'triage').locator('.card').last().hover();
  await page.mouse.wheel(0, 9000);
  await expect.poll(shown).toBe(80);
  await page.locator('input[type=search]').fill('1033');
  await expect.poll(() => page.locator('.card').count()).toBe(1);
  expect(new URL(page.url()).searchParams.get('search')).toBe('1033');
  await page.locator('input[type=search]').fill('no such thing');
  await page.getByText('No ticket fits these filters.').waitFor();
  await page.goBack();
  expect(errors).toEqual([]);
}, 60_000);

test('does without a script: a card leads to its page, whose forms do what they say', async () => {
  const { page, go } = await openBoard(narrow, { javaScriptEnabled: false });
  await go('/board?place=analysis');
  expect(await page.locator('.column:visible').getAttribute('data-column')).toBe('analysis');
  const number = await first(page, 'analysis');
  await page.locator(`#t${number} a`).click();
  await page.locator('button[data-tone=next]', { hasText: 'To planning' }).click();
  await page.locator('.place', { hasText: 'Planning · open' }).first().waitFor();
  expect(new URL(page.url()).pathname).toBe(`/board/${number}`);
  await page.locator('.doing summary', { hasText: 'Cancel' }).click();
  await page.locator('.doing[open] textarea').fill('No longer needed');
  await page.locator('.doing[open] button').click();
  await page.locator('.place', { hasText: 'cancelled' }).first().waitFor();
});

test('a session that ends leads to the sign-in, wherever the page was', async () => {
  const { house } = await openTryHouse();
  closing.push(house.close);
  await seed(house.store, { open: 6 });
  const app = appOf(house, { clock: realClock, access: { open: false, key: 'k' } });
  const server = await serveApp(app.fetch);
  closing.push(server.stop);
  const { page } = await openPage(browser, wide);
  closing.push(() => page.context().close());
  const [name = '', value = ''] = (await signIn(house, 'web:you', Date.now())).split('=');
  await page.context().addCookies([{ name, value, url: server.url }]);
  await page.goto(`${server.url}/board`);
  await page.locator('.card').first().waitFor();
  await house.store.write([{ sql: 'DELETE FROM session', args: [] }]);
  await page.locator('.card a').first().click();
  await page.waitForURL(/\/sign-in\?to=/);
});

test('a move on one board is on the other, in the chat and on the client’s own page while one looks', async () => {
  const clock = { ...realClock, advance: () => undefined, set: () => undefined };
  const room = await openUnclaimed({ clock, house: { url: 'http://127.0.0.1' } });
  closing.push(room.close);
  const { house } = room;
  await room.claim();
  const ana = room.client({ first_name: 'Ana' });
  for (const said of ['logo', '1', 'skip', 'yes']) await ana.says(said);
  const app = appOf(house, { clock: realClock, access: { open: false, key: 'k' } });
  const server = await serveApp(app.fetch);
  closing.push(server.stop);
  const boards = await Promise.all(
    [0, 1].map(async () => {
      const { page, errors } = await openPage(browser, wide);
      closing.push(() => page.context().close());
      const [name = '', value = ''] = (await signIn(house, 'telegram:501', Date.now())).split('=');
      await page.context().addCookies([{ name, value, url: server.url }]);
      await page.goto(`${server.url}/board`);
      await page.locator('#live[data-state=live]').waitFor();
      return { page, errors };
    }),
  );
  const [one, other] = boards as [(typeof boards)[0], (typeof boards)[0]]; // two were opened
  const person = (await readTickets(house.store, [1001])).get(1001)?.person ?? '';
  const [row] = await room.rows('SELECT id FROM outbox ORDER BY seq DESC LIMIT 1');
  const link = new URL((await house.links?.make(person, String(row?.id))) ?? '');
  const { page: panel } = await openPage(browser, narrow);
  closing.push(() => panel.context().close());
  await panel.goto(`${server.url}${link.pathname}/1001`);
  const stands = (stage: string) => panel.locator('[aria-current=step]', { hasText: stage }).waitFor({ state: 'attached' });
  await stands('Triage');
  const before = ana.person.chat.messages.length;
  const from = performance.now();
  const took = (what: string) => () =>
    process.stdout.write(`a move on the board was ${what} after ${Math.round(performance.now() - from)} ms\n`);
  await one.page.locator('#t1001 a').focus();
  await one.page.keyboard.press('Shift+ArrowRight');
  await Promise.all([
    card(other.page, 1001, 'analysis').waitFor().then(took('on the other board')),
    stands('Analysis').then(took('on the client’s page')),
    room.api.waitUntil(() => ana.person.chat.messages.length > before, { what: 'the client to hear of it' }).then(took('in the chat')),
  ]);
  expect(ana.last().text).toContain('is looking into it');
  await other.page.locator('#t1001 a').click();
  await other.page.locator('#ticket-title').waitFor();
  ana.person.write('It is for our van');
  await other.page.locator('.timeline li[data-by=client]', { hasText: 'It is for our van' }).waitFor();
  expect([...one.errors, ...other.errors]).toEqual([]);
}, 90_000);
