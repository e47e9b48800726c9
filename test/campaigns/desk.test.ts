// The campaign book at the desk, in a real house: booked by questions or in one message, read by all, changed by leads; the team hears of
// it in time, and whoever owns it hears when a request for it will not be ready.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffStatement } from '../../db/desk.ts';
import { type Client, files, openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
beforeEach(async () => {
  house = await openTelegram();
  house.desk.news();
});
afterEach(() => house.close());

const last = () => house.desk.group.chat.last() ?? expect.fail('the desk is silent');
const typed = async (text: string) => {
  await house.desk.writes(null, text);
  return wordsOf(last());
};
const book = async () =>
  (await house.rows('SELECT body FROM campaign ORDER BY id')).map((row) => JSON.parse(String(row.body)) as Record<string, unknown>);
/** Lets time pass to a moment, and the clock do its work. */
const until = async (at: number) => {
  house.desk.news();
  house.clock.set(at);
  await house.house.tick();
  await house.settle();
  return house.desk.news().map(wordsOf);
};
const sale =
  '/campaign new BF26 Black Friday\n2026-11-26 – 2026-11-30\nchannels: Instagram, e-mail\npromises: 20 % off all shoes until Sunday\npromises: Free delivery from 50 euros\nfacts: Not for gift cards.\nOutlet goods count.\nwords: black friday, bf';

test('is walked by replies: the code and the name, the days, then everything else at once', async () => {
  expect(await typed('/campaign')).toBe('No campaigns now\nNone is running or coming. A lead books one with /campaign new.');
  await house.desk.presses(last(), /New campaign/);
  expect(wordsOf(last())).toContain('Which code and which name');
  await house.desk.replies(last(), 'BF26');
  expect(wordsOf(last())).toBe('What is BF26 called? Reply with its name.');
  await house.desk.replies(last(), 'Black Friday');
  expect(wordsOf(last())).toContain('When does Black Friday run?');
  await house.desk.replies(last(), '26/11 - 30/11');
  expect(wordsOf(last())).toContain('2. Promises: a sentence each');
  await house.desk.replies(last(), '1. Instagram\n2. 20 % off all shoes until Sunday\nFree delivery\n3. Not for gift cards');
  expect(wordsOf(last())).toBe(
    [
      'Black Friday (BF26)',
      '26 November – 30 November · coming',
      'Channels: Instagram',
      'Owners: Bruno',
      '',
      '✔️ 20 % off all shoes until Sunday',
      '✔️ Free delivery',
      '',
      'Not for gift cards',
      '',
      'Bruno put this campaign into the book.',
    ].join('\n'),
  );
  expect(await book()).toMatchObject([
    { code: 'BF26', from: '2026-11-26', to: '2026-11-30', owners: ['telegram:501'], version: 1, state: 'booked' },
  ]);
  expect(house.logged).toEqual([]);
});

test('is booked in one message, listed, shown, and changed a field at a time', async () => {
  await typed(sale);
  expect(await book()).toMatchObject([
    {
      channels: ['Instagram', 'e-mail'],
      promises: ['20 % off all shoes until Sunday', 'Free delivery from 50 euros'],
      facts: 'Not for gift cards.\nOutlet goods count.',
      words: ['black friday', 'bf'],
    },
  ]);
  expect(await typed('/campaign')).toBe('One campaign\n• Black Friday (BF26) · 26 November – 30 November · coming');
  expect(await typed('/campaign bf26')).toContain('Clients call it: black friday, bf');
  expect(await typed('/campaign black')).toContain('✔️ Free delivery from 50 euros');
  expect(await typed('/campaign BF26 to 2/12')).toContain('26 November – 2 December · coming');
  expect(await typed('/campaign BF26 from 20/11')).toContain('20 November – 2 December · running');
  expect(await typed('/campaign BF26 promessas 25 % off\nNothing else')).toContain('✔️ 25 % off\n✔️ Nothing else');
  await house.desk.presses(last(), 'For the team to know');
  expect(wordsOf(last())).toContain('Black Friday (BF26), For the team to know: what shall it say?');
  await house.desk.replies(last(), '-');
  expect(await book()).toMatchObject([{ facts: '', from: '2026-11-20', to: '2026-12-02', version: 5 }]);
  expect(await typed('/campaign BF26 to 1/11')).toContain("I can't read those days");
  expect(await typed('/campaign BF26 owners Zoe')).toContain('Owners are people of this desk: Bruno');
  expect(await typed('/campaign BF26 colour blue')).toContain('A campaign has: Name, Days');
  expect(await typed('/campaign new BF26 Again')).toContain('BF26 is in the book already');
  expect(await typed('/campaign new Ä Again')).toContain('A code has 2 to 20 plain letters');
  expect(await typed('/campaign BF26\nname: White Friday\nfacts: a: b\n words: not these')).toContain('White Friday (BF26)');
  expect(await book()).toMatchObject([{ name: 'White Friday', facts: 'a: b\nwords: not these', words: ['black friday', 'bf'] }]);
});

test('all may read it, and only a lead writes', async () => {
  await typed(sale);
  await house.house.store.write([staffStatement({ address: 'telegram:502', name: 'Eva', role: 'analyst' })]);
  await house.house.memory.readDesk();
  const eva = house.api.user({ id: 502, first_name: 'Eva', language_code: 'en' });
  house.desk.group.join(eva);
  const asEva = async (text: string) => {
    await house.desk.writes(null, text, eva);
    return wordsOf(last());
  };
  expect(await asEva('/campaign BF26')).toContain('✔️ 20 % off all shoes until Sunday');
  expect(last().reply_markup).toBeUndefined();
  for (const text of ['/campaign BF26 end', '/campaign BF26 to 1/12', '/campaign new X1 X', '/campaign BF26\nname: Mine'])
    expect(await asEva(text)).toBe('Only a lead or a manager may do that: Bruno.');
  expect(await book()).toMatchObject([{ version: 1, state: 'booked' }]);
});

test('the team hears a working day before, at the start and at the end, each once; what changed is set anew', async () => {
  await typed(sale);
  expect(await until(Date.UTC(2026, 10, 25, 8, 59))).toEqual([]);
  const [before = ''] = await until(Date.UTC(2026, 10, 25, 9));
  expect(before).toContain('📣 Black Friday (BF26) starts on Thursday 26 November\n');
  expect(before).toContain('Outlet goods count.');
  expect(await until(Date.UTC(2026, 10, 25, 10))).toEqual([]);
  await typed('/campaign BF26 days 28/11 – 1/12');
  // The 28th is a Saturday: it is told of on Friday, and on Monday, when the team is back.
  expect(await until(Date.UTC(2026, 10, 26, 9))).toEqual([]);
  expect((await until(Date.UTC(2026, 10, 27, 9)))[0]).toContain('starts on Saturday 28 November');
  expect(await until(Date.UTC(2026, 10, 29, 12))).toEqual([]);
  const [start = ''] = await until(Date.UTC(2026, 10, 30, 9));
  expect(start).toContain('📣 Black Friday (BF26) is on\n28 November – 1 December · running');
  expect(await until(Date.UTC(2026, 11, 2, 9))).toEqual([
    '🏁 Black Friday (BF26) is over\nWhat was promised no longer holds. No request is open for it.',
  ]);
  expect(await until(Date.UTC(2027, 1, 1, 9))).toEqual([]);
  expect(house.logged).toEqual([]);
});

test('one that has not begun is cancelled, one that runs ends today; then nothing more is told', async () => {
  await typed(sale);
  expect(await typed('/campaign BF26 end')).toContain('🏁 Black Friday (BF26) is over');
  expect(await book()).toMatchObject([{ state: 'cancelled' }]);
  expect(await typed('/campaign BF26 end')).toContain('is over already');
  await typed('/campaign BF26 days 20/11 - 30/11');
  expect(await book()).toMatchObject([{ state: 'booked' }]);
  await typed('/campaign BF26 end');
  expect(await book()).toMatchObject([{ state: 'ended', to: '2026-11-23' }]);
  expect(await until(Date.UTC(2026, 11, 5, 9))).toEqual([]);
});

test('the owner hears when a request for it is promised too late, has no day as the end comes near, or is late', async () => {
  await typed(sale);
  const ana = house.client();
  const asks = async (client: Client) => {
    await client.says('/start');
    for (const text of ['I need a banner for black friday, on the website, saying "Half price"', 'skip', '1']) await client.says(text);
    return Number((await house.rows("SELECT max(number) AS number FROM ticket WHERE body->>'$.campaign' = ?1", 'BF26'))[0]?.number);
  };
  const number = await asks(ana);
  await files(house, ana, 'logo');
  await house.desk.writes(number, '/take');
  await house.desk.writes(number, '/plan');
  house.desk.news();
  await house.desk.writes(number, '/promise 2/12');
  expect(house.desk.news().map(wordsOf)).toContain(
    `⚠️ #${number} · Banner is promised for Wednesday 2 December. By then Black Friday (BF26) is over: it ends on Monday 30 November.\n👉 Bruno`,
  );
  house.desk.news();
  await house.desk.writes(null, '/campaign BF26 to 1/12');
  expect(house.desk.news().map(wordsOf)).toContain(
    `⚠️ Black Friday (BF26) ends on Tuesday 1 December, and one request for it is not promised by then:\n• #${number} · Banner · Wednesday 2 December\n👉 Bruno`,
  );
  await house.desk.writes(number, '/promise 30/11 the printer is free');
  const undated = await asks(house.client({ id: 112, first_name: 'Rui' }));
  expect(await until(Date.UTC(2026, 10, 26, 9))).toContain(
    `⚠️ Black Friday (BF26) ends on Tuesday 1 December, and one request for it is not promised by then:\n• #${undated} · Banner · no day promised yet\n👉 Bruno`,
  );
  const late = await until(Date.UTC(2026, 11, 1, 9));
  expect(late).toContain(
    `⚠️ #${number} · Banner for Black Friday (BF26) was not delivered in time; the campaign ends on Tuesday 1 December.\n👉 Bruno`,
  );
});
