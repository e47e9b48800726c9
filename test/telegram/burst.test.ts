// A client who writes one answer in several messages, sends albums and changes their mind, over Telegram's own protocol.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';

const quietMs = 1_500;
let house: TelegramHouse;
let ana: Client;
beforeEach(async () => {
  house = await openTelegram({ house: { settings: { quietMs } } });
  ana = house.client();
});
afterEach(() => house.close());

/** What the bot says once it is quiet. */
async function quiet(): Promise<string[]> {
  await house.settle();
  const before = ana.news();
  house.clock.advance(quietMs);
  await new Promise((resolve) => setImmediate(resolve));
  await house.settle();
  return [...before, ...ana.news()].map(wordsOf);
}
const draft = async () =>
  (await house.rows("SELECT state->'$.draft' AS draft FROM conversation")).map((row) => JSON.parse(String(row.draft)))[0];

test('three messages in one batch of updates get one reply, and the next is asked for at once', async () => {
  for (const text of ['I need', 'a banner', 'for Friday 🙏']) ana.person.write(text);
  await house.settle();
  expect(ana.news()).toEqual([]);
  expect(house.api.pending()).toEqual([]);
  expect(await quiet()).toEqual([expect.stringContaining('What is the banner for?')]);
  expect((await draft()).first.text).toBe('I need\na banner\nfor Friday 🙏');
});

test('a button pressed after words is answered after them, and neither waits', async () => {
  await ana.says('/start');
  await ana.presses(/Banner/);
  expect(await ana.says('Summer sale')).toEqual([]);
  const read = (await ana.presses('Cancel')).map(wordsOf);
  expect(read).toEqual([expect.stringContaining('Where will it be shown?'), expect.stringContaining('Dropped')]);
  expect(await quiet()).toEqual([]);
});

test('an album and its words are one set, answered once; a caption that is edited changes its part', async () => {
  await ana.says('/start');
  await ana.presses(/Banner/);
  await ana.says('Sale');
  await quiet();
  await ana.presses('On the website');
  await ana.says('half price');
  await quiet();
  ana.person.sendPhoto(Buffer.from('one'), { caption: 'the frnt', mediaGroup: '77' });
  const front = ana.own();
  ana.person.sendPhoto(Buffer.from('two'), { mediaGroup: '77' });
  ana.person.write('as you like');
  expect(await quiet()).toEqual([expect.stringContaining('the frnt\nas you like · 2 files')]);
  expect((await ana.edits(front, 'the front')).map(wordsOf)).toEqual([expect.stringContaining('the front\nas you like · 2 files')]);
});
