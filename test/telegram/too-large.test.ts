// A file that Telegram does not give to bots: its client is told what to do instead, which is their own page where that is of use.
import { afterEach, expect, test } from 'vitest';
import { files, openTelegram, png, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
afterEach(() => house.close());

const mb = 1_000_000;
const film = { name: 'film.mov', size: 60 * mb };
const open = async () => {
  house = await openTelegram({ house: { url: 'https://desk.example.com' } });
  return house.client();
};
const plain = "I couldn't fetch “film.mov”. Files over 20 MB are too large for me: could you send a link to it instead?";
const page = /https:\/\/desk\.example\.com\/t\/([\w-]{43})$/;

test('with a request under way: the link to their page, which takes it', async () => {
  const ana = await open();
  const number = await files(house, ana);
  const told = (await ana.sends('document', png(31), film)).map(wordsOf).find((words) => words.includes('film.mov')) ?? '';
  expect(told.split('\n')[0]).toBe(
    '“film.mov” is too large: here I can take up to 20 MB. Your own page takes up to 100 MB. Open the request it belongs to and add it there:',
  );
  const [, token = ''] = page.exec(told) ?? [];
  const opened = await house.house.links?.open(token);
  expect(opened?.person.address).toBe(`telegram:${ana.person.id}`);
  expect((await house.desk.topic(number)).filter((message) => message.file?.name === 'film.mov')).toHaveLength(1);
});

test('in the middle of a first request: a link, or the page once the request is there', async () => {
  const ana = await open();
  await ana.says('/start');
  await ana.says('banner');
  const told = (await ana.sends('document', png(31), film)).map(wordsOf);
  expect(told).toContain(
    '“film.mov” is too large: here I can take up to 20 MB. Could you send a link to it? Or, once your request is with the team, write “link”: your own page takes up to 100 MB.',
  );
});

test('more than the page takes: a link to it', async () => {
  const ana = await open();
  await files(house, ana);
  expect((await ana.sends('document', png(31), { ...film, size: 150 * mb })).map(wordsOf)).toContain(plain);
});

test('in a group nobody gets the link to a page', async () => {
  await open();
  const eva = house.api.user({ id: 9501, first_name: 'Eva', language_code: 'en' });
  const group = house.api.group({ id: -100555, title: 'Product team', members: [eva] });
  group.write(eva, '@loopback_bot I need a banner');
  await house.settle();
  const asked = group.messages.findLast(({ byBot }) => byBot);
  if (!asked) throw new Error('Nothing was asked.');
  group.sendDocument(eva, png(31), { ...film, replyTo: asked });
  await house.settle();
  expect(group.messages.filter(({ byBot }) => byBot).map(wordsOf)).toContain(plain);
});

test('what is gone at Telegram is not said to be too large', async () => {
  const ana = await open();
  await files(house, ana);
  house.api.fail({ method: 'download', status: 404, times: 1 });
  expect((await ana.sends('document', png(31), { name: 'film.mov' })).map(wordsOf)).toContain(
    "I couldn't fetch “film.mov”: it may be damaged, or over 100 MB. Could you send it again, or a link to it?",
  );
});
