// A client that is a group: the bot works there when it is named, replied to or given a command, and is silent otherwise.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
let group: ReturnType<TelegramHouse['api']['group']>;
let eva: ReturnType<TelegramHouse['api']['user']>;
let rui: ReturnType<TelegramHouse['api']['user']>;
beforeEach(async () => {
  house = await openTelegram();
  eva = house.api.user({ id: 9501, first_name: 'Eva', language_code: 'en' });
  rui = house.api.user({ id: 9502, first_name: 'Rui', language_code: 'en' });
  group = house.api.group({ id: -100555, title: 'Product team', members: [eva, rui] });
});
afterEach(() => house.close());

const said = () => group.messages.filter((message) => message.byBot && !message.service);
const write = async (who: typeof eva, text: string, toBot = false) => {
  const replyTo = toBot ? said().at(-1) : undefined;
  group.write(who, text, replyTo ? { replyTo } : {});
  await house.settle();
  return wordsOf(said().at(-1));
};

test('talk among people is none of the bot’s business', async () => {
  expect(await write(eva, 'I need a banner')).toBe('');
  expect(await write(rui, 'ask @someone_else')).toBe('');
  expect(await write(rui, '/status@OtherBot')).toBe('');
  expect(await house.rows('SELECT 1 FROM conversation')).toEqual([]);
});

test('a request is made by naming it, replying to it and pressing, by several people, and the team answers into the group', async () => {
  expect(await write(eva, '@loopback_bot I need a banner')).toContain('1 of ');
  expect(await write(rui, 'For the sale', true)).toContain('2 of ');
  await write(rui, 'not for you');
  const asked = said().at(-1);
  if (!asked) throw new Error('nothing was asked');
  group.press(eva, asked, 'On the website');
  await house.settle();
  expect(wordsOf(said().at(-1))).toContain('3 of ');
  expect(await write(eva, '@Loopback_Bot, everything must go')).toContain('4 of ');
  await write(eva, 'skip', true);
  expect(await write(eva, 'yes', true)).toContain('Your number is 1001');
  const [ticket] = await house.rows("SELECT body->>'$.brief[0].text' AS one, body->>'$.brief[2].text' AS two FROM ticket");
  expect(ticket).toEqual({ one: 'For the sale', two: 'everything must go' });
  await house.desk.replies(await house.desk.copy(1001), 'On it!');
  expect(wordsOf(said().at(-1))).toContain('On it!');
  expect([eva.chat.messages, rui.chat.messages].flat().filter(({ byBot }) => byBot)).toEqual([]);
});

test.each(['/status', '/status@loopback_bot', '@loopback_bot status', 'status @loopback_bot'])('“%s” is answered', async (text) => {
  expect(await write(rui, text)).toContain('You have no requests with us yet.');
});

test('the desk’s group stays the desk, named or not', async () => {
  await house.desk.writes(null, '@loopback_bot I need a banner');
  await house.desk.writes(null, '/queue');
  expect(house.desk.news().map(wordsOf).join()).toContain('The queue is empty');
  expect(await house.rows('SELECT 1 FROM conversation')).toEqual([]);
});
