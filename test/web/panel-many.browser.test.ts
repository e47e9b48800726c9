// The client's own page in a house of 10,000 tickets: what is sent stays small; how long it takes is told, for whoever looks.
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { launch } from './browser.ts';
import { loaded, openFullHouse, paintOfNothing, toldOf, type Visit, visit } from './visits.ts';

const most = 60_000;
const visits = 9;

test('page, styles and scripts are under 60 kB in a house of 10,000 tickets, and nothing but the page is asked for again', async () => {
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  const house = await openFullHouse((store) =>
    store.write([
      { sql: "UPDATE ticket SET person = 'p:0' WHERE number BETWEEN 7001 AND 7040", args: [] },
      { sql: "INSERT INTO panel_link (hash, person, source, at, until) VALUES (?1, 'p:0', 'a test', 0, ?2)", args: [hash, 4e12] },
    ]),
  );
  const browser = await launch();
  try {
    const { address } = await house.start();
    const took: Visit[] = [];
    let told = '';
    for (let i = 0; i < visits; i++)
      await visit(browser, `${address}/t/${token}`, { width: 360, height: 740 }, async (page, first) => {
        expect(await page.locator('.card').count()).toBeGreaterThan(20);
        expect(first.bytes).toBeLessThan(most);
        expect(first.asked.length).toBeGreaterThan(4);
        took.push(first);
        await page.goto(`${address}/t/${token}/7001`);
        const second = await loaded(page);
        expect(second.asked).toEqual([]);
        told = `${(first.bytes / 1000).toFixed(1)} kB, the next page ${(second.bytes / 1000).toFixed(1)} kB`;
      });
    const [first, ...later] = took;
    process.stdout.write(
      `a client's page in a house of 10,000 tickets: ${told}
  the first visit after a start: ${first && toldOf([first])}
  later visits: ${toldOf(later)}
  nothing at all: first paint after ${Math.round(await paintOfNothing(browser, address))}\n`,
    );
  } finally {
    await browser.close();
    await house.close();
  }
}, 240_000);
