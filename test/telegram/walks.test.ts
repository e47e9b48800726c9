// The three example walks of the seed texts over Telegram, client and desk, each with a client of either language.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';
import { indonesian, portuguese, walks, walkThrough } from '../support/walks.ts';

let house: TelegramHouse;

beforeEach(async () => {
  house = await openTelegram();
});
afterEach(() => house.close());

test('the seed texts tell the same three walks in both languages', () => {
  expect(portuguese.map((walk) => walk.places.length)).toEqual([9, 7, 3]);
  expect(indonesian.map(({ places, steps }) => ({ places, steps }))).toEqual(portuguese.map(({ places, steps }) => ({ places, steps })));
});

describe.each(Object.entries(walks))('a client who speaks %s', (language, theirs) => {
  test.each(theirs.map((walk, i) => ({ ...walk, i })))('walks the way of the $name as the text has it', async (walk) => {
    const client = house.client({ language_code: language });
    const seen = client.person.chat;
    let heard = 0;
    await walkThrough(
      {
        house,
        client: {
          says: client.says,
          presses: client.presses,
          news: () => {
            const all = seen.messages.filter((message) => message.byBot && !message.service);
            const news = all.slice(heard).map(wordsOf);
            heard = all.length;
            return news;
          },
        },
      },
      walk,
      walk.i,
    );
  });
});
