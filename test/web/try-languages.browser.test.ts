// The same walk in each language on the try-it page, narrow and wide: nothing overflows, is cut off or is left in English.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { webContact, webDeskChat } from '../../bots/web/index.ts';
import { inLanguage, shippedCatalogue } from '../../flows/catalogue.ts';
import { say, type TextKey, textsBelow } from '../../flows/texts.ts';
import { show, write } from './banner-walk.ts';
import { launch, openPage, violations } from './browser.ts';
import { openTryHouse, serveApp } from './open.ts';

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

/** What a person writes, in their language. */
const walks = {
  en: { hello: 'good morning', wish: 'I need a banner for Black Friday by Friday', words: 'Up to 40% off on everything' },
  'pt-BR': { hello: 'oi, bom dia', wish: 'preciso de um banner pra Black Friday até sexta', words: 'Até 40% de desconto em tudo' },
  id: { hello: 'selamat pagi', wish: 'saya butuh spanduk untuk Black Friday, paling lambat Jumat', words: 'Diskon sampai 40% untuk semua' },
  tr: { hello: 'günaydın', wish: 'Black Friday için cumaya kadar bir banner lazım', words: 'Her şeyde %40’a varan indirim' },
  uk: { hello: 'доброго ранку', wish: 'потрібен банер на Black Friday до п’ятниці', words: 'До 40% знижки на все' },
} as const;
type Language = keyof typeof walks;

const sizes = { narrow: { width: 360, height: 740 }, wide: { width: 1280, height: 800 } } as const;
const wholeWalk = Object.keys(walks).flatMap((language) =>
  (['narrow', 'wide'] as const).map((width) => [language as Language, width, width === 'wide' ? 'light' : 'dark'] as const),
);

const firstWord = (language: string, key: TextKey): string => say(language, key).split('|')[0] ?? '';
const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];

/** English words of what clients read, without those that the language shares with English, in its texts or in the services. */
function englishOnly(language: Language): Set<string> {
  const said = Object.entries(textsBelow('en', ''))
    .filter(
      ([key]) =>
        !/^(language\.\w+|word|hint|stars|number|step\.word|desk|help\.|example|wrong|prompt|move|slipped|answers|hears|week|stats|who)\b/.test(
          key,
        ),
    )
    .flatMap(([, text]) => wordsOf(text.replace(/\{\w+(, \w+,?)?|[{}]/g, ' ')));
  const services = shippedCatalogue().flatMap(({ name, questions }) => [
    name,
    ...questions.flatMap(({ ask, label, options }) => [ask, label, ...options.map((option) => option.label)]),
  ]);
  const own = [
    ...Object.values(textsBelow(language, '')),
    ...services.map((one) => inLanguage(one, language)),
    ...Object.values(walks[language]),
  ];
  const shared = new Set(own.flatMap(wordsOf));
  return new Set(said.filter((word) => !shared.has(word)));
}

/** Elements with words of their own that do not fit into them. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((one) => [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim()))
      .filter((one) => one.checkVisibility() && one.clientWidth > 1 && !one.closest('svg, .topics'))
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
      .map((one) => `${one.tagName} ${one.className}: ${one.textContent}`),
  );

/** A field that is too short for its hint, or for what is chosen or written in it. */
const cutFields = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d');
    const arrow = 18;
    return [...document.querySelectorAll('textarea, select, input[type=text]')].flatMap((field) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(field);
      const text =
        field instanceof HTMLSelectElement
          ? field.selectedOptions[0]?.label
          : (field as HTMLInputElement).value || (field as HTMLInputElement).placeholder; // a text field, by its selector
      if (pen) pen.font = font;
      const room =
        field.clientWidth -
        Number.parseFloat(paddingLeft) -
        Number.parseFloat(paddingRight) -
        (field instanceof HTMLSelectElement ? arrow : 0);
      return field.checkVisibility() && text && (pen?.measureText(text).width ?? 0) > room ? [text] : [];
    });
  });

/** Where axe looks, which takes a second a look: where everything there is has come. With ALUR_LONG=1 at every step. */
const axed = process.env.ALUR_LONG ? /./ : /empty|status|desk/;

async function sound(page: Page, language: Language, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
  expect(await cutOff(page), name).toEqual([]);
  expect(await cutFields(page), name).toEqual([]);
  const english = language === 'en' ? new Set<string>() : englishOnly(language);
  const said = (await page.locator('body').allInnerTexts()).join(' ').replaceAll(/\/[a-z]+/g, ''); // commands are the same in every language
  expect(
    wordsOf(said).filter((word) => english.has(word)),
    name,
  ).toEqual([]);
  if (axed.test(name)) expect(await violations(page), name).toEqual([]);
}

const said = (page: Page, words: string) => page.locator('#phone-log .theirs', { hasText: words }).last().waitFor();
const open = (page: Page, selector: string) => page.locator(`#phone-log .theirs:not(.spent) ${selector}`);

/** Waits for one more message of the team's. */
async function answered(page: Page, deed: () => Promise<void>): Promise<void> {
  const before = await page.locator('#phone-log .theirs').count();
  await deed();
  await expect.poll(() => page.locator('#phone-log .theirs').count()).toBeGreaterThan(before);
}

test.each(wholeWalk)(
  'is whole in %s, %s, %s',
  async (language, width, colorScheme) => {
    const { hello, wish, words } = walks[language];
    const { house, app } = await openTryHouse({ fixedDesk: { contact: webContact, chat: webDeskChat, language } });
    closing.push(house.close);
    const server = await serveApp(app.fetch);
    closing.push(server.stop);
    const { page, errors } = await openPage(browser, sizes[width], { colorScheme });
    closing.push(() => page.context().close());
    await page.goto(`${server.url}/try?lang=${language}`);
    await page.locator('[data-state=live]').waitFor({ state: 'attached' });
    const look = (name: string) => sound(page, language, `${language}-${width}-${name}`);
    const typed = (text: string) => answered(page, () => write(page, 'phone', text));

    await look('1-empty');
    await typed(hello);
    await look('2-hello');
    await typed(wish);
    await look('3-wish');
    const send = open(page, '.choice').filter({ hasText: say(language, 'intake.send') });
    const skip = open(page, '.nav .chip').filter({ hasText: new RegExp(`^${say(language, 'nav.skip')}$`) });
    for (let asked = 0; asked < 8 && (await send.count()) === 0; asked++) {
      const option = open(page, '.choice').first();
      if ((await option.count()) > 0) await answered(page, () => option.click());
      else if ((await skip.count()) > 0) await answered(page, () => skip.click());
      else await typed(words);
      await look(`4-question-${asked + 1}`);
    }
    await answered(page, () => send.click());
    await said(page, '1001');
    await look('5-filed');
    await typed(firstWord(language, 'word.status'));
    await said(page, say(language, 'status.title', { count: 1 }));
    await look('6-status');
    await typed(firstWord(language, 'word.my_data'));
    await page.locator('#phone-log .file-name', { hasText: say(language, 'my_data.name') }).waitFor();
    await look('7-my-data');
    await typed(firstWord(language, 'word.help'));
    await look('8-help');
    await show(page, 'Desk');
    const listed = page.locator('#topics button', { hasText: '#1001' });
    if (width === 'narrow') await page.locator('.sides [data-side=desk]').click();
    if (width === 'narrow') await listed.click();
    await page.locator('#card', { hasText: say(language, 'move.take') }).waitFor();
    await look('9-desk');
    expect(errors).toEqual([]);
  },
  120_000,
);
