// "my data" and "erase my data" on Telegram: the file arrives, the topic goes; what the bot may not delete is told to the desk.
import { afterEach, describe, expect, test } from 'vitest';
import { type Client, deskGroup, files, only, openTelegram, png, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
let zeph: Client;
afterEach(() => house.close());

const open = async (rights: { can_delete_messages?: boolean } = {}) => {
  house = await openTelegram({}, { ...deskGroup, botRights: rights });
  zeph = house.client({ id: 7777, first_name: 'Zephyrina', last_name: 'Quastle' });
  await files(house, zeph);
  await zeph.sends('photo', png(7), { caption: 'a quarkberry' });
  await house.desk.presses(1001, 'Take it');
  await house.desk.writes(1001, 'Zephyrina likes quarkberries');
  await house.desk.writes(null, '/find Zephyrina');
};
const eraseMe = async () => only(await zeph.says(/\d{5}/.exec(only(await zeph.says('erase my data')))?.[0] ?? ''));
/** Everything of the desk's group that can still be read. */
const shown = () => house.desk.group.messages.filter(({ deleted }) => !deleted);
const namesThem = () =>
  shown().filter((message) => /Zephyrina|Quastle|quarkberr/.test(JSON.stringify(message.text ?? message.caption ?? message.service ?? '')));

test('the file is a page with everything in it', async () => {
  await open();
  const [answer] = await zeph.says('my data');
  expect(wordsOf(answer)).toContain('everything we keep about you');
  expect(answer?.media?.kind).toBe('document');
  const html = Buffer.from(answer?.media?.file.bytes ?? '').toString();
  for (const words of ['Zephyrina Quastle', 'a quarkberry', 'Everything must go', 'telegram:7777']) expect(html).toContain(words);
  expect(html).not.toContain('likes quarkberries');
});

test('a bot that may delete messages takes the topic away with all that names them, and its own lists', async () => {
  await open();
  expect(namesThem().length).toBeGreaterThan(3);
  const thread = await house.desk.thread(1001);
  house.desk.news();
  expect(await eraseMe()).toContain('Done: you are erased here. Your open request is cancelled.');
  expect(house.api.callsOf('deleteForumTopic').map(({ params }) => params.message_thread_id)).toEqual([thread]);
  expect(house.desk.news().map(wordsOf)).toEqual([expect.stringContaining('The client of #1001 asked to be erased.')]);
  expect(namesThem().map(wordsOf)).toEqual(['/find Zephyrina']); // of a colleague's own
  await house.house.tick();
  const left = await house.rows(
    "SELECT 1 FROM outbox WHERE body LIKE '%Zephyrina%' UNION SELECT 1 FROM inbox WHERE body LIKE '%Zephyrina%' OR chat LIKE '%7777'",
  );
  expect(left).toEqual([]);
});

describe('a bot that may not', () => {
  test('renames the topic, clears the card, deletes what is its own and says what is left to do', async () => {
    await open({ can_delete_messages: false });
    house.clock.advance(3_600_000);
    const card = await house.desk.card(1001);
    house.desk.news();
    await eraseMe();
    expect(card.text).not.toContain('Zephyrina');
    expect(card.text).toContain('cancelled');
    expect(house.api.callsOf('editForumTopic').at(-1)?.params.name).toBe('#1001 · Banner · erased');
    const told = house.desk.news().map(wordsOf).join('\n');
    expect(told).toContain('Please delete that topic by hand now');
    expect(told).toContain('asked to be erased');
    const byBot = namesThem().filter((message) => message.byBot && !message.service);
    expect(byBot.map(wordsOf)).toEqual([]);
  });
});

test('a topic that is gone already is no trouble', async () => {
  await open();
  house.desk.group.deleteTopic(await house.desk.thread(1001));
  expect(await eraseMe()).toContain('Done');
  expect(await house.rows("SELECT error FROM outbox WHERE state <> 'sent'")).toEqual([]);
});

test('in a group it is answered with where to write', async () => {
  house = await openTelegram();
  const eva = house.api.user({ id: 9501, first_name: 'Eva', language_code: 'en' });
  const group = house.api.group({ id: -100555, title: 'Product team', members: [eva] });
  for (const words of ['@loopback_bot my data', '@loopback_bot erase my data']) {
    group.write(eva, words);
    await house.settle();
    expect(wordsOf(group.messages.findLast(({ byBot }) => byBot))).toBe(
      'That is between you and me. Please write it to me in a private chat, not in a group.',
    );
  }
});
