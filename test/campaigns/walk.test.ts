// A campaign's whole way: booked on the page, told to the team, named by a client, read on the card, seen in the calendar and in the feed.
import ICAL from 'ical.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffStatement } from '../../db/desk.ts';
import { readAudit } from '../../db/web.ts';
import { openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';
import { appOf } from '../web/open.ts';

let house: TelegramHouse;
let app: ReturnType<typeof appOf>;

beforeEach(async () => {
  house = await openTelegram();
  await as('lead');
  app = appOf(house.house);
  house.desk.news();
});
afterEach(() => house.close());

/** Whoever sits at this machine is Lia, who has this role. */
async function as(role: 'lead' | 'analyst'): Promise<void> {
  await house.house.store.write([staffStatement({ address: 'web:you', name: 'Lia Andrade', role })]);
  await house.house.memory.readDesk();
}
const read = async (path: string) => (await app.request(`http://desk.test.localhost${path}`, { headers: { accept: 'text/html' } })).text();
const send = async (path: string, form: Record<string, string> | [string, string][]) => {
  const response = await app.request(`http://desk.test.localhost${path}`, {
    method: 'POST',
    headers: { accept: 'text/html' },
    body: new URLSearchParams(form),
  });
  await house.settle();
  return response;
};
const sale = {
  ...{ code: 'bf26', name: 'Black Friday', from: '2026-11-25', to: '2026-11-29', channels: 'Instagram, e-mail', words: 'black friday' },
  promises: 'A coupon of 20 % off all shoes until Sunday\r\nFree delivery: from 50 euros',
  facts: 'Not for gift cards.\r\npromises: none for the outlet',
};
const feedAddress = async () => /value="http:\/\/desk\.test\.localhost(\/campaigns\.ics\?key=[\w-]+)"/.exec(await read('/campaigns'))?.[1];
const news = () => house.desk.news().map(wordsOf);

test('booked, told, named by a client, on the card, in the calendar and in the feed', async () => {
  const booked = await send('/campaigns/new', [...Object.entries(sale), ['owners', 'telegram:501'], ['id', 'once']]);
  expect([booked.status, booked.headers.get('location')]).toEqual([303, '/campaigns/BF26']);
  expect(news()).toEqual([
    expect.stringMatching(/^Black Friday \(BF26\)\n25 November – 29 November · coming[\s\S]*Owners: Bruno[\s\S]*Lia Andrade put this/),
  ]);
  await send('/campaigns/new', [...Object.entries(sale), ['id', 'once']]);
  expect(news()).toEqual([]);

  // The team hears of it the working day before.
  house.clock.set(Date.UTC(2026, 10, 24, 9));
  await house.house.tick();
  await house.settle();
  expect(news()).toEqual([expect.stringContaining('📣 Black Friday (BF26) starts on Wednesday 25 November')]);

  // A client names what was promised, and no campaign.
  const ana = house.client();
  await ana.says('/start');
  await ana.says('I have a question about the 20 % coupon, does it work for boots?');
  for (let i = 0; i < 4 && (await house.rows('SELECT 1 FROM ticket')).length === 0; i++) await ana.presses(/^(Yes|No|Skip)/);
  const [ticket] = await house.rows("SELECT number, body->>'$.campaign' AS campaign, body->>'$.service' AS service FROM ticket");
  expect(ticket).toMatchObject({ campaign: 'BF26', service: 'question' });
  const number = Number(ticket?.number);
  const card = wordsOf(await house.desk.card(number));
  expect(card).toContain('📣 Black Friday (BF26) · 25 November – 29 November\n✔️ A coupon of 20 % off all shoes until Sunday');
  expect(card).toContain('Not for gift cards.\npromises: none for the outlet');

  // A promise that changes is changed on the card too.
  await send('/campaigns/BF26/edit', { ...sale, promises: 'A coupon of 25 % off all shoes until Sunday' });
  expect(wordsOf(await house.desk.card(number))).toContain('✔️ A coupon of 25 % off all shoes until Sunday');

  const calendar = await read('/campaigns?view=month&at=2026-11');
  expect(calendar).toMatch(/<a href="\/campaigns\/BF26">Black Friday<span class="vh"> 25 November – 29 November/);
  expect(await read('/campaigns?view=quarter&at=2026-12')).toContain('Black Friday (BF26)');
  expect(await read('/campaigns?view=quarter&at=2027-01')).not.toContain('Black Friday');
  const page = await read('/campaigns/BF26');
  expect(page).toContain('One request, one open');
  expect(page).toContain(`#${number} · Question · no day promised yet`);

  expect(await feedAddress()).toBeUndefined();
  await send('/campaigns/feed', { key: 'make' });
  const address = (await feedAddress()) ?? expect.fail('no address');
  const feed = await app.request(address);
  expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const [event = expect.fail('no event')] = new ICAL.Component(ICAL.parse(await feed.text()))
    .getAllSubcomponents('vevent')
    .map((one) => new ICAL.Event(one));
  expect([event.summary, event.startDate.toString(), event.endDate.toString()]).toEqual([
    'Black Friday (BF26)',
    '2026-11-25',
    '2026-11-30',
  ]);
  expect([event.sequence, event.description]).toEqual([1, expect.stringContaining('25 % off all shoes')]);
  expect(house.logged).toEqual([]);
});

test('whoever comes by a campaign’s own address is linked to it, whatever they call it', async () => {
  await send('/campaigns/new', sale);
  await house.desk.writes(null, '/contact new COUPON Coupon leaflet campaign=BF26');
  const ana = house.client();
  await ana.says('/start COUPON');
  await ana.says('I have a question about the coupon of 99 %, does it work for boots?');
  for (let i = 0; i < 4 && (await house.rows('SELECT 1 FROM ticket')).length === 0; i++) await ana.presses(/^(Yes|No|Skip)/);
  const [ticket] = await house.rows("SELECT number, body->>'$.campaign' AS campaign FROM ticket");
  expect(ticket).toMatchObject({ campaign: 'BF26' });
  expect(wordsOf(await house.desk.card(Number(ticket?.number)))).toContain('✔️ A coupon of 20 % off all shoes until Sunday');
});

test('the feed opens by its key alone, and by the newest one only', async () => {
  expect((await app.request('/campaigns.ics')).status).toBe(404);
  expect((await app.request('/campaigns.ics?key=')).status).toBe(404);
  await send('/campaigns/feed', { key: 'make' });
  const first = (await feedAddress()) ?? expect.fail('no address');
  expect((await app.request(first)).status).toBe(200);
  expect((await app.request(`${first}x`)).status).toBe(404);
  await send('/campaigns/feed', { key: 'make' });
  const second = (await feedAddress()) ?? expect.fail('no address');
  expect([(await app.request(first)).status, (await app.request(second)).status]).toEqual([404, 200]);
  await send('/campaigns/feed', { key: 'revoke' });
  expect((await app.request(second)).status).toBe(404);
  expect((await readAudit(house.house.store)).map(({ deed }) => deed)).toEqual(['feed_revoked', 'feed_made', 'feed_made']);
});

test('a form that cannot be taken comes back as it was, with the sentence that says why', async () => {
  const response = await send('/campaigns/new', { ...sale, to: '2026-11-01' });
  expect(response.status).toBe(400);
  const html = await response.text();
  expect(html).toContain('role="alert"');
  expect(html).toContain('I can&#39;t read those days.');
  expect(html).toContain('Free delivery: from 50 euros');
  expect(await house.rows('SELECT 1 FROM campaign')).toEqual([]);
  await send('/campaigns/new', sale);
  expect(await (await send('/campaigns/new', { ...sale, id: 'other' })).text()).toContain('BF26 is in the book already');
});

test('an analyst reads all of it and writes nothing', async () => {
  await send('/campaigns/new', sale);
  await as('analyst');
  expect(await read('/campaigns/BF26')).toContain('A coupon of 20 % off all shoes');
  expect(await read('/campaigns')).not.toContain('/campaigns/new');
  for (const [path, form] of [['/campaigns/feed', { key: 'make' }], ['/campaigns/BF26/end', {}]] as const) expect((await send(path, form)).status).toBeGreaterThanOrEqual(400); // biome-ignore format: a list
  expect((await send('/campaigns/BF26/edit', { ...sale, name: 'Mine' })).status).toBe(400);
  expect((await app.request('http://desk.test.localhost/campaigns/new', { headers: { accept: 'text/html' } })).status).toBe(403);
  expect(await house.rows("SELECT body->>'$.name' AS name, body->>'$.state' AS state FROM campaign")).toMatchObject([
    { name: 'Black Friday', state: 'booked' },
  ]);
  expect((await app.request('http://desk.test.localhost/campaigns/NONE', { headers: { accept: 'text/html' } })).status).toBe(404);
});

test('what the book is told ends at once is over, on the page and at the desk', async () => {
  await send('/campaigns/new', { ...sale, from: '2026-11-20' });
  news();
  expect((await send('/campaigns/BF26/end', {})).headers.get('location')).toBe('/campaigns/BF26');
  expect(news()).toEqual([expect.stringContaining('🏁 Black Friday (BF26) is over')]);
  expect(await read('/campaigns/BF26')).toContain('data-phase="over"');
});
