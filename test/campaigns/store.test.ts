// The book in the store: what campaigns bring, two changes at once, what others changed, and what clients may name on which day.
import { afterEach, expect, test } from 'vitest';
import { campaignStatements, readCampaigns, readCampaignYield, readOpenOf } from '../../db/campaigns.ts';
import { nameable } from '../../flows/campaigns/campaign.ts';
import type { Staff } from '../../flows/turn.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';

const bruno: Staff = { address: 'web:bruno', name: 'Bruno', role: 'manager' };
const campaigns = [
  { code: 'BF26', name: 'Black Friday', words: ['black friday'] },
  { code: 'XMAS', name: 'Christmas', words: ['christmas market'] },
];
let house: TestHouse;
afterEach(() => house.close());

const asks = async (as: string, text: string) => {
  for (const said of [text, 'skip', 'yes']) await house.post({ as, name: as, text: said });
};
const banner = (of: string) => `I need a banner for ${of}, on the website, saying "Half price"`;

test('tells what each campaign brings, by service and month', async () => {
  house = await openTestHouse({ campaigns, settings: { quietMs: 0 } });
  await asks('ana', banner('black friday'));
  await asks('rui', banner('black friday'));
  await asks('eva', banner('the christmas market'));
  await asks('joe', banner('my dog'));
  await house.deeds.perform(bruno, { name: 'cancel', ticket: 1002, text: 'twice' });
  const all = await readCampaignYield(house.store, 0, house.clock.now() + 1);
  const none = { month: '2026-11', service: 'banner', done: 0, stars: null };
  expect(all).toEqual([
    { ...none, campaign: 'BF26', filed: 2, cancelled: 1 },
    { ...none, campaign: 'XMAS', filed: 1, cancelled: 0 },
  ]);
  expect(await readCampaignYield(house.store, house.clock.now() + 1, house.clock.now() + 2)).toEqual([]);
  expect((await readOpenOf(house.store, 'BF26')).map(({ number }) => number)).toEqual([1001]);
});

test('of two changes at once none is lost', async () => {
  house = await openTestHouse({ campaigns });
  const done = await Promise.all([
    house.deeds.perform(bruno, { name: 'campaign', text: 'BF26 facts Not for gift cards' }),
    house.deeds.perform({ ...bruno, address: 'web:bruno' }, { name: 'campaign', text: 'BF26 channels Instagram' }),
    house.post({ as: 'bruno', name: 'Bruno', desk: true, text: '/campaign BF26 promises Half price' }),
  ]);
  expect(done.slice(0, 2)).toEqual([{ ok: true }, { ok: true }]);
  const one = (await readCampaigns(house.store)).find(({ code }) => code === 'BF26');
  expect(one).toMatchObject({ version: 4, facts: 'Not for gift cards', channels: ['Instagram'], promises: ['Half price'] });
});

test('what is changed at the desk is understood at the next message', async () => {
  house = await openTestHouse({ settings: { quietMs: 0 } });
  await house.deeds.perform(bruno, { name: 'campaign', text: 'new MOON Moon days 22/11-30/11\npromises: A 33 % coupon for walkers' });
  await asks('ana', 'I need a banner about the 33 % coupon, on the website, saying "Half price"');
  expect((await readOpenOf(house.store, 'MOON')).map(({ number }) => number)).toEqual([1001]);
  expect(house.memory.campaigns('2026-11-23')).toBe(house.memory.campaigns('2026-11-23'));
});

test('a client may name what runs, comes, or has lately ended, and never what was cancelled', async () => {
  house = await openTestHouse({ campaigns: campaigns.map((one) => ({ ...one, from: '2026-11-01', to: '2026-11-20' })) });
  const book = await readCampaigns(house.store);
  const codes = (today: string) => nameable(book, today).map(({ code }) => code);
  expect([codes('2026-10-01'), codes('2026-12-20'), codes('2026-12-21')]).toEqual([['BF26', 'XMAS'], ['BF26', 'XMAS'], []]);
  await house.store.write(campaignStatements(book.map((one) => ({ ...one, state: 'cancelled' }))));
  expect(nameable(await readCampaigns(house.store), '2026-11-10')).toEqual([]);
});
