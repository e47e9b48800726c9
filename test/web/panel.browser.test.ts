// The client's own page in a real browser: live beside the chat, with and without script, in two languages, narrow and wide.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { say, type TextKey } from '../../flows/texts.ts';
import { picture } from '../support/picture.ts';
import { launch, openPage, tabTo, violations } from './browser.ts';
import { serveApp } from './open.ts';
import { openPanelHouse } from './panel-house.ts';

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

const narrow = { width: 360, height: 740 };
const wide = { width: 1280, height: 800 };

async function open(
  size: { width: number; height: number },
  options: Parameters<typeof openPage>[2] & { javaScriptEnabled?: boolean } = {},
) {
  const panel = await openPanelHouse();
  closing.push(panel.house.close);
  const server = await serveApp(panel.app.fetch);
  closing.push(server.stop);
  const { page, errors } = await openPage(browser, size, options);
  closing.push(() => page.context().close());
  return { panel, page, errors, url: server.url };
}

const words = {
  en: {
    purpose: 'Our spring sale: flowers, light, a big 40%',
    text: 'Spring is here',
    question: 'Which of the two logos shall we use?',
    delivered: 'Both sizes are in here, and a version for print. See https://example.com/spring',
  },
  'pt-BR': {
    purpose: 'Nossa promoção de primavera: flores, luz, um 40% bem grande',
    text: 'A primavera chegou',
    question: 'Qual dos dois logos vamos usar?',
    delivered: 'Aqui estão os dois tamanhos e uma versão para impressão. Veja https://example.com/primavera',
  },
  tr: {
    purpose: 'Bahar indirimimiz: çiçekler, ışık, kocaman bir %40',
    text: 'Bahar geldi',
    question: 'İki logodan hangisini kullanalım?',
    delivered: 'İki boyut ve bir baskı sürümü burada. https://example.com/bahar',
  },
} as const;

/** Four requests of Ana's: one to answer, one to approve, one with the team, one that is done. */
async function fill(panel: Awaited<ReturnType<typeof openPanelHouse>>, language: keyof typeof words) {
  const own = words[language];
  const banner = async () => {
    await panel.post({ as: 'ana', choice: 's:banner', language });
    for (const text of [own.purpose, '1', own.text, say(language, 'word.skip').split('|')[0] ?? '', '1'])
      await panel.post({ as: 'ana', text, language });
  };
  for (let n = 0; n < 4; n++) await banner();
  const files = [
    await panel.keep('spring-wide.png', 'image/png', picture(900, 420, 90)),
    await panel.keep('spring-square.png', 'image/png', picture(500, 500, 160)),
    await panel.keep('spring-print.pdf', 'application/pdf', new Uint8Array(2_400_000)),
  ];
  await panel.deliver(1001, own.delivered, files);
  await panel.desk(`/note 1001 Secret: they always ask for blue`);
  await panel.desk('/take 1002');
  await panel.desk(`/ask 1002 ${own.question}`);
  await panel.deliver(1004, own.delivered, files.slice(0, 1));
  await panel.post({ as: 'ana', text: say(language, 'approve.yes'), choice: 'a:1004' });
  return panel.link();
}

/** Nothing overflows, nothing is against the rules, and a picture is there to be looked at. */
async function sound(page: Page, name: string): Promise<void> {
  await page.evaluate(() =>
    Promise.all([...document.images].filter((one) => one.checkVisibility()).map((one) => one.decode().catch(() => undefined))),
  );
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
  expect(await violations(page), name).toEqual([]);
}

test.each([
  ['en', 'narrow', 'light'],
  ['en', 'wide', 'light'],
  ['pt-BR', 'narrow', 'dark'],
  ['pt-BR', 'wide', 'dark'],
] as const)(
  'answers, asks for changes, approves, rates: %s, %s',
  async (language, width, colorScheme) => {
    const t = (key: TextKey, holes?: Record<string, string | number>) => say(language, key, holes);
    const { panel, page, errors, url } = await open(width === 'narrow' ? narrow : wide, { colorScheme });
    const path = await fill(panel, language);
    const look = (name: string) => sound(page, `${language}-${width}-${name}`);

    await page.goto(url + path);
    await page.locator('#live[data-state=live]').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await page.locator('.card').count()).toBe(4);
    expect(await page.locator('#hello').textContent()).toContain(t('panel.count', { waiting: 2, open: 3 }));
    await look('1-list');
    await page.locator('.card', { hasText: '#1002' }).click();
    await page.locator('#wanted', { hasText: words[language].question }).waitFor();
    await look('2-question');
    await page.getByLabel(t('panel.answer'), { exact: true }).fill('The round one');
    await page.locator('#files-say').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(picture()) });
    await page.getByRole('button', { name: t('panel.answer_send') }).click();
    await page.locator('.notice.good').waitFor();
    await page.locator('.timeline .answered', { hasText: 'The round one' }).locator('img[alt="logo.png"]').waitFor();
    expect(await page.locator('#wanted form').count()).toBe(0);
    await look('3-answered');

    await page.goto(`${url}${path}/1001`);
    await page.locator('#live[data-state=live]').waitFor();
    await look('4-delivered');
    expect(await page.locator('body').textContent()).not.toContain('Secret');
    await page.locator('#changes > summary').click();
    await page.getByLabel(t('approve.what_changes')).fill('A little brighter');
    await page.getByRole('button', { name: t('panel.changes_send') }).click();
    await page.locator('.timeline .changes_asked', { hasText: 'A little brighter' }).waitFor();
    await panel.desk('/finish 1001');
    await panel.desk('/deliver 1001 Brighter');
    await page.locator('#wanted', { hasText: 'Brighter' }).waitFor(); // by itself: it is live
    await page.getByRole('button', { name: t('approve.yes') }).click();
    await page.locator('.timeline .approved').waitFor();
    await page.locator('.stars label').nth(4).click();
    await page.getByLabel(t('panel.rate_word')).fill('Lovely');
    await look('5-rating');
    await page.getByRole('button', { name: t('panel.rate_send') }).click();
    await page.locator('.timeline .rated', { hasText: 'Lovely' }).waitFor();
    await look('6-done');

    await panel.house.outbox.idle();
    expect((await panel.events(1001)).slice(-3).map(({ type }) => type)).toEqual(['delivered', 'approved', 'rated']);
    expect((await panel.told()).at(-1)).toBe(t('told.rated_word'));
    expect(errors).toEqual([]);
  },
  90_000,
);

test('works without any script: answer with a file, approve, cancel, language', async () => {
  const { panel, page, url } = await open(narrow, { javaScriptEnabled: false });
  const path = await fill(panel, 'en');
  await page.goto(url + path);
  await page.locator('.card', { hasText: '#1002' }).click();
  await page.getByLabel('Your answer', { exact: true }).fill('The square one');
  await page.locator('#files-say').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(picture()) });
  await page.getByRole('button', { name: 'Send answer' }).click();
  await page.locator('.notice.good').waitFor();
  expect(page.url()).toContain('/1002?sent');
  await page.locator('.timeline .answered img').waitFor();
  await page.goto(`${url}${path}/1001`);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.locator('.timeline .approved').waitFor();
  await page.goto(`${url}${path}/1003`);
  await page.locator('#cancel > summary').click();
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await page.locator('.timeline .cancelled').waitFor();
  await page.locator('#language').selectOption('tr');
  await page.getByRole('button', { name: 'Change' }).click();
  await page.locator('h1', { hasText: 'Merhaba Ana' }).waitFor();
  expect(await page.locator('.live').isVisible()).toBe(false);
  expect((await panel.told()).at(-1)).toBe(say('tr', 'language.set'));
});

test('is used with the keyboard alone', async () => {
  const { panel, page, errors, url } = await open(wide);
  const path = await fill(panel, 'en');
  await page.goto(`${url}${path}/1002`);
  await page.locator('#live[data-state=live]').waitFor();
  await tabTo(page, '#answer');
  await page.keyboard.type('Blue');
  await tabTo(page, '#deed-say .main');
  await page.keyboard.press('Enter');
  await page.locator('.notice.good').waitFor();
  expect(await page.evaluate(() => document.activeElement?.classList.contains('notice'))).toBe(true);
  expect(errors).toEqual([]);
});

test('what is being written stays while the page changes around it', async () => {
  const { panel, page, errors, url } = await open(wide);
  const path = await fill(panel, 'en');
  await page.goto(`${url}${path}/1003`);
  await page.locator('#live[data-state=live]').waitFor();
  await page.getByLabel('Write to the team').fill('Half a sen');
  await panel.desk('/take 1003');
  await page.locator('.timeline .taken').waitFor();
  await page.keyboard.type('tence');
  expect(await page.getByLabel('Write to the team').inputValue()).toBe('Half a sentence');
  await panel.desk('/ask 1003 Which colours?');
  await page.locator('#wanted', { hasText: 'Which colours?' }).waitFor();
  expect(errors).toEqual([]);
});

test('is light: under 60 kB without pictures', async () => {
  const { panel, page, url } = await open(narrow);
  const path = await fill(panel, 'en');
  await page.goto(`${url}${path}/1001`);
  await page.locator('#live[data-state=live]').waitFor();
  const sizes = await page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .map((one) => one as PerformanceResourceTiming)
      .filter(({ name }) => !name.includes('/file/'))
      .map(({ name, transferSize }) => [new URL(name).pathname.replace(/\/t\/[\w-]{43}/, '/t/:token'), transferSize] as const),
  );
  const whole = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(sizes.length).toBeGreaterThan(5);
  expect(whole, JSON.stringify(sizes)).toBeLessThan(60_000);
});

test('a link that ends while its page is open shows nothing more', async () => {
  const { panel, page, url } = await open(narrow);
  const path = await fill(panel, 'en');
  await page.goto(`${url}${path}`);
  await page.locator('#live[data-state=live]').waitFor();
  await panel.post({ as: 'ana', text: 'close my links' });
  await panel.desk('/take 1003'); // the next news of hers
  await page.locator('h1', { hasText: say('en', 'panel.gone') }).waitFor();
  await sound(page, 'gone');
});

test('what tries to be more than words is words, wherever it is shown', async () => {
  const { panel, page, errors, url } = await open(wide);
  const evil = '"><img src=x onerror="window.evil=1"><script>window.evil=1</script>';
  await panel.file('ana', { name: evil });
  await panel.desk('/take 1001');
  await panel.desk(`/ask 1001 ${evil} javascript:alert(1) https://example.com/"onmouseover="window.evil=1`, [
    await panel.keep(
      `${evil}.svg`,
      'image/svg+xml',
      new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="window.evil=1"/>'),
    ),
  ]);
  const path = await panel.link();
  await page.goto(`${url}${path}/1001`);
  await page.locator('#live[data-state=live]').waitFor();
  await page.getByLabel('Your answer', { exact: true }).fill(evil);
  await page
    .locator('#files-say')
    .setInputFiles({ name: 'x"><img src=x onerror=window.evil=1>.html', mimeType: 'text/html', buffer: Buffer.from('<script>1</script>') });
  await page.getByRole('button', { name: 'Send answer' }).click();
  await page.locator('.timeline .answered .prose', { hasText: '<script>' }).waitFor();
  await page.reload();
  await page.locator('#live[data-state=live]').waitFor();
  expect(await page.evaluate(() => 'evil' in window)).toBe(false);
  expect(await page.locator('img[src=x], script:not([src]), [onerror], [onmouseover]').count()).toBe(0);
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
  expect(errors).toEqual([]);
});

test('takes 100 MB, shows how far it is, and refuses more in a sentence before it begins', async () => {
  const { panel, page, errors, url } = await open(wide);
  await panel.file();
  const folder = mkdtempSync(join(tmpdir(), 'alur-large-'));
  closing.push(async () => rmSync(folder, { recursive: true }));
  const sized = (name: string, mb: number) => {
    const path = join(folder, name);
    writeFileSync(path, '');
    truncateSync(path, mb * 1024 * 1024);
    return path;
  };
  await page.goto(`${url}${await panel.link()}/1001`);
  await page.locator('#live[data-state=live]').waitFor();
  const posts: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
  await page.locator('#files-say').setInputFiles(sized('too-large.mov', 101));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('#deed-say .problem', { hasText: say('en', 'panel.too_large', { limit: 100 }) }).waitFor();
  expect(posts).toEqual([]);
  await page.locator('#files-say').setInputFiles(sized('film.mov', 100));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('#deed-say .sending', { hasText: '%' }).waitFor();
  await page.locator('.timeline .commented .file', { hasText: 'film.mov' }).waitFor({ timeout: 60_000 });
  expect(await page.locator('.timeline .file', { hasText: 'film.mov' }).textContent()).toContain('100 MB');
  expect(errors).toEqual([]);
}, 90_000);

test('refuses what is too large without a script too, in a sentence', async () => {
  const { panel, page, url } = await open(narrow, { javaScriptEnabled: false });
  await panel.file();
  const folder = mkdtempSync(join(tmpdir(), 'alur-large-'));
  closing.push(async () => rmSync(folder, { recursive: true }));
  const path = join(folder, 'film.mov');
  writeFileSync(path, '');
  truncateSync(path, 101 * 1024 * 1024);
  await page.goto(`${url}${await panel.link()}/1001`);
  await page.locator('#files-say').setInputFiles(path);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('.notice.bad', { hasText: say('en', 'panel.too_large', { limit: 100 }) }).waitFor();
});
