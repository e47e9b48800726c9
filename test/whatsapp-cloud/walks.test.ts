// The three example walks of the seed texts with the client on the WhatsApp Cloud API and the desk on Telegram, in both languages.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Entry } from '../loopback/graph/index.ts';
import { type GraphHouse, openGraph } from '../support/graph.ts';
import { walks, walkThrough } from '../support/walks.ts';

let house: GraphHouse;
beforeEach(async () => {
  house = await openGraph();
});
afterEach(() => house.close());

/** Of an American and of a Brazilian number: the language is the number's. */
const numbers = { en: '16505550111', 'pt-br': '5511900000001' } as const;

describe.each(Object.entries(walks))('a client whose number speaks %s', (language, theirs) => {
  test.each(theirs.map((walk, i) => ({ ...walk, i })))('walks the way of the $name as the text has it', async (walk) => {
    const client = house.client({ phone: numbers[language as keyof typeof numbers] });
    const heard: Entry[] = [];
    const note = async (entries: Promise<Entry[]>) => void heard.push(...(await entries));
    await walkThrough(
      {
        house: house.telegram,
        client: {
          says: (text) => note(client.says(text)),
          presses: (label) => note(client.presses(label)),
          news: () => [...heard.splice(0), ...client.news()].map(({ text }) => text.replace(/^\*(.+)\*$/m, '$1')),
        },
      },
      walk,
      walk.i,
    );
    expect(house.logged).toEqual([]);
  });
});

test('choices are buttons where they fit, and can be typed by number', async () => {
  const client = house.client();
  const [asked] = await client.says('logo');
  expect(asked?.labels).toEqual(['On a screen', 'In print', 'Both, or not sure yet']);
  expect(asked?.footer).toMatch(/Cancel/);
  expect((await client.says('2'))[0]?.text).toContain('2 of 2');
});
