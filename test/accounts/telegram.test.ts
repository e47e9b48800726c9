// Two bots at one desk: each is a contact point of its own, and whoever writes to both is one client.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TelegramChannel, telegram } from '../../bots/telegram/index.ts';
import { settingStatement } from '../../db/desk.ts';
import { replaceRoutingStatements } from '../../db/routing.ts';
import { type BotApi, type MessageRecord, startBotApi } from '../loopback/bot-api/index.ts';
import { testClock } from '../support/clock.ts';
import { files, openTelegram, png, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
let events: BotApi;
let bot: TelegramChannel | undefined;
beforeEach(async () => {
  const clock = testClock();
  events = await startBotApi({ now: clock.now, token: '987654:events-bot-of-the-loopback-server' });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  house = await openTelegram({
    clock,
    channels: (openFile) => {
      const { token, root } = events;
      bot = telegram({ contact: 'telegram-events', token, root, openFile, log, now: clock.now, sleep: clock.sleep });
      return [bot];
    },
  });
  await house.house.store.write([
    ...replaceRoutingStatements({
      teams: [{ id: 'events', name: 'Events', leads: [], members: [], assign: 'suggest' }],
      contacts: [{ contact: 'telegram-events', code: '', name: 'The fair’s bot', team: 'events' }],
      rules: [],
    }),
    settingStatement('reach:telegram', 'alur_bot'),
    settingStatement('reach:telegram-events', 'alur_events_bot'),
  ]);
  await house.house.memory.readDesk();
});
afterEach(async () => {
  await house.close();
  await events.stop();
});

/** Somebody in their private chat with the second bot. */
function atEvents(id: number, name: string) {
  const person = events.user({ id, first_name: name, language_code: 'en' });
  const heard = () => person.chat.messages.filter(({ byBot }) => byBot);
  const does = async (deed: () => unknown): Promise<MessageRecord[]> => {
    const before = heard().length;
    deed();
    await events.waitUntil(() => events.pending().length === 0, { what: 'every update to be taken' });
    await house.settle();
    return heard().slice(before);
  };
  return { says: (text: string) => does(() => person.write(text)), sends: () => does(() => person.sendPhoto(png(7))), heard };
}

test('the same user is one client at both: “status” shows all, and they are answered where they wrote last', async () => {
  const ana = house.client({ id: 111, first_name: 'Ana' });
  await files(house, ana, 'banner');
  const there = atEvents(111, 'Ana');
  expect((await there.says('status')).map(wordsOf).join('\n')).toContain('#1001');
  for (const text of ['new', 'logo', '1', 'skip', '1']) await there.says(text);
  expect((await ana.says('status')).map(wordsOf).join('\n')).toMatch(/#1001[\s\S]*#1002/);
  await there.says('thanks');
  const [here, before] = [ana.news().length, there.heard().length];
  await house.desk.writes(1001, '/r On it');
  expect(there.heard().slice(before).map(wordsOf).join('\n')).toContain('On it');
  expect([here, ana.news()]).toEqual([0, []]);
});

test('what came by the second bot goes to its team, with the photo’s bytes, and its answer leaves by that bot', async () => {
  const rui = atEvents(222, 'Rui');
  for (const text of ['/start', 'logo', '1', 'skip']) await rui.says(text);
  await rui.says('1');
  expect(wordsOf(await house.desk.card(1001))).toContain('→ Events · written to “The fair’s bot”');
  await rui.sends();
  const posted = (await house.desk.topic(1001)).flatMap(({ media }) => (media ? [media.kind] : []));
  expect(posted).toEqual(['photo']);
  await house.desk.writes(1001, '/r Got it');
  expect(rui.heard().map(wordsOf).join('\n')).toContain('Got it');
});

test('who writes to both for the first time at once is one client, too', async () => {
  const { engine, clock } = house.house;
  const first = (contact: string) => {
    const from = { address: `${contact}:111`, name: 'Ana', language: 'en' };
    return engine.take({ type: 'message', id: `${contact}:1`, contact, chat: from.address, from, message: '1', at: clock.now(), text: 'hello', files: [], whole: true }); // biome-ignore format: one thought
  };
  await Promise.all([first('telegram'), first('telegram-events')]);
  expect(await house.rows('SELECT count(DISTINCT person) AS people, count(*) AS chats FROM address')).toEqual([{ people: 1, chats: 2 }]);
});

test('somebody else at the second bot is somebody else', async () => {
  await files(house, house.client({ id: 111, first_name: 'Ana' }), 'banner');
  expect((await atEvents(333, 'Ana').says('status')).map(wordsOf).join('\n')).not.toContain('#1001');
});

test('the team may part the two, and each has what is theirs', async () => {
  const ana = house.client({ id: 111, first_name: 'Ana' });
  await files(house, ana, 'banner');
  const there = atEvents(111, 'Ana');
  for (const text of ['new', 'logo', '1', 'skip', '1']) await there.says(text);
  await house.desk.writes(1001, '/split');
  const ask = house.desk.group.chat.last((message) => wordsOf(message).includes('by themselves again'));
  if (!ask) throw new Error('Nobody asked whom to part.');
  await house.desk.presses(ask, /Part/);
  expect((await ana.says('status')).map(wordsOf).join('\n')).toMatch(/#1001(?![\s\S]*#1002)/);
  expect((await there.says('status')).map(wordsOf).join('\n')).toMatch(/^(?![\s\S]*#1001)[\s\S]*#1002/);
});

test('/contact lists both bots, and a code has a link of each', async () => {
  await house.desk.writes(null, '/contact new FAIR The fair');
  await house.desk.writes(null, '/contact');
  const told = house.desk.news().map(wordsOf).at(-1);
  expect(told).toContain('telegram-events: · The fair’s bot · team=Events\nhttps://t.me/alur_events_bot');
  expect(told).toContain('telegram: · Telegram\nhttps://t.me/alur_bot');
  expect(told).toContain('https://t.me/alur_bot?start=FAIR\nhttps://t.me/alur_events_bot?start=FAIR');
});
