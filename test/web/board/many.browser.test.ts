// The board with 10,000 tickets, half of them open: what is sent stays small; how long it takes is told, for whoever looks.
import { expect, test } from 'vitest';
import { launch, openPage } from '../browser.ts';
import { type Loaded, openFullHouse, paintOfNothing, toldOf, type Visit, visit } from '../visits.ts';

const most = 60_000;
const visits = 9;
const starts = 5;
const wide = { width: 1280, height: 800 };

test('page, styles and scripts are under 60 kB with 5,000 open tickets, and it stays usable', async () => {
  const house = await openFullHouse();
  const browser = await launch();
  try {
    const took = async (_page: unknown, first: Loaded): Promise<Visit> => {
      expect(first.bytes).toBeLessThan(most);
      expect(first.asked.length).toBeGreaterThan(4);
      return first;
    };
    const [atStart, later, said]: [Visit[], Visit[], string[]] = [[], [], []];
    for (let i = 1; i < starts; i++) {
      const { address, stop } = await house.start();
      atStart.push(await visit(browser, `${address}/board`, wide, took));
      await stop();
    }
    const { address } = await house.start();
    atStart.push(await visit(browser, `${address}/board`, wide, took));
    said.push(`the first visit after a start: ${toldOf(atStart)}`);

    const { page, errors } = await openPage(browser, wide);
    page.setDefaultTimeout(60_000);
    await page.goto(`${address}/board`);
    await page.locator('#live[data-state=live]').waitFor();
    const time = async (what: string, deed: () => Promise<unknown>) => {
      const from = performance.now();
      await deed();
      said.push(`${what}: ${Math.round(performance.now() - from)} ms`);
    };
    const number = await page.locator('.column[data-column=triage] .card').first().getAttribute('data-number');
    await time('a move, seen', async () => {
      await page.locator(`#t${number} a`).focus();
      await page.keyboard.press('Shift+ArrowRight');
      await page.locator(`.column[data-column=analysis] #t${number}:not(.pending)`).waitFor();
      await page.locator('#said', { hasText: `#${number}` }).waitFor({ state: 'attached' });
    });
    await time('a filter', async () => {
      await page.locator('.toggle', { hasText: 'Mine' }).click();
      await page.locator('.columns[data-query="?mine=1"]').waitFor();
    });
    await time('a search', async () => {
      await page.locator('input[type=search]').fill('logo');
      await page.locator('.columns[data-query*="search="]').waitFor();
    });
    expect(await page.locator('.card').count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
    await page.context().close();
    for (let i = 0; i < visits; i++) later.push(await visit(browser, `${address}/board`, wide, took));
    said.push(`later visits: ${toldOf(later)}`);
    said.push(`nothing at all: first paint after ${Math.round(await paintOfNothing(browser, address))}`);
    process.stdout.write(`the board with 10,000 tickets, 5,000 of them open\n  ${said.join('\n  ')}\n`);
  } finally {
    await browser.close();
    await house.close();
  }
}, 240_000);
