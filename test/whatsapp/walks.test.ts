// The three example walks of the seed texts with a client on WhatsApp, encrypted end to end, and the desk on Telegram.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTelegram, type TelegramHouse } from '../support/telegram.ts';
import { walks, walkThrough } from '../support/walks.ts';
import { arrived, openWhatsAppDoor, received, type WhatsAppDoor } from '../support/whatsapp.ts';

let folder: string;
let door: WhatsAppDoor;
let house: TelegramHouse;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-'));
  door = await openWhatsAppDoor({ folder });
  house = await openTelegram({ folder, channels: door.make });
  await door.pair();
}, 120_000);
afterEach(async () => {
  await house.close();
  await door.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Of an American and of a Brazilian number: the language is the number's. */
const numbers = { en: '15550100001', 'pt-br': '5511900000001' } as const;

describe.each(Object.entries(walks))('a client whose number speaks %s', (language, theirs) => {
  test.each(theirs.map((walk, i) => ({ ...walk, i })))('walks the way of the $name as the text has it', async (walk) => {
    const phone = door.server.phone({ name: 'Ana', number: numbers[language as keyof typeof numbers] });
    let heard = 0;
    const says = async (text: string) => {
      await arrived(house.house, await phone.say(text));
      await house.settle();
      await received(house.house, phone);
    };
    const settled = { ...house, desk: settledDesk(house, () => received(house.house, phone)) };
    await walkThrough(
      {
        house: settled,
        client: {
          says,
          presses: says,
          news: () => {
            const news = phone.inbox.slice(heard).map(({ text }) => wordsOf(text));
            heard = phone.inbox.length;
            return news;
          },
        },
      },
      walk,
      walk.i,
    );
    expect(door.server.leaks(walk.says[0] ?? '')).toEqual([]);
    expect(door.logged.filter((line) => !line.startsWith('WhatsApp is connected'))).toEqual([]);
  });
});

/** The desk, whose deeds are over when the phone has what they led to. */
function settledDesk({ desk }: TelegramHouse, come: () => Promise<void>): TelegramHouse['desk'] {
  const then =
    <A extends unknown[], T>(deed: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      const result = await deed(...args);
      await come();
      return result;
    };
  return { ...desk, presses: then(desk.presses), tells: then(desk.tells) };
}

/** A WhatsApp text as the walks tell it: the title without its stars, and without the numbered choices and words to type. */
const wordsOf = (text: string): string =>
  text
    .replace(/^\*(.+)\*$/m, '$1')
    .replace(/\n\n1\. [\s\S]*$/, '')
    .replace(/\n\n\([^)]*\)$/, '');
