// Telegram's limits and moods: slow answers, floods, outages, expired presses, long texts, odd names. Nothing is lost or doubled.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { MessageRecord } from '../loopback/bot-api/index.ts';
import { startBotApi } from '../loopback/bot-api/index.ts';
import { testClock } from '../support/clock.ts';
import { type Client, deskGroup, files, only, openTelegram, openUnclaimed, png, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
afterEach(() => house.close());

const inTopics = () => house.desk.group.messages.filter((message) => message.byBot && !message.service && message.is_topic_message);
const notSent = () => house.rows("SELECT id, state, error FROM outbox WHERE state <> 'sent'");
const threadsOf = async (numbers: readonly number[]) => Promise.all(numbers.map((number) => house.desk.thread(number)));

describe('a slow or failing Telegram', () => {
  test('gets each message of a topic once, whatever else is answered meanwhile', async () => {
    house = await openTelegram();
    const ana = house.client();
    for (const text of ['logo', '1', 'skip']) await ana.says(text);
    house.clock.advance(60_000);
    house.api.fail({ method: 'sendMessage', chat: ana.person.id, delayMs: 60 });
    house.api.fail({ method: 'sendMessage', chat: deskGroup.id, times: 3, delayMs: 200 });
    await ana.presses('Yes, send it');
    expect(inTopics().map(wordsOf)).toEqual([expect.stringContaining('▰▱▱▱▱ Triage · open'), '💬 Ana\nlogo']);
  });

  test('that says 429 is left alone for as long as it asked, then gets the message once', async () => {
    house = await openTelegram();
    const ana = house.client();
    house.api.fail({ method: 'sendMessage', chat: ana.person.id, retryAfter: 37 });
    const before = house.clock.now();
    const replies = await ana.says('/start');
    expect(only(replies)).toContain("This is the marketing team's desk.");
    const tries = house.api.callsOf('sendMessage').filter((call) => call.params.chat_id === ana.person.id);
    expect(tries.map(({ status, at }) => [status, at - before])).toEqual([
      [429, 0],
      [200, 37_000],
    ]);
  });

  test('that says 429 for one client holds up no other', async () => {
    house = await openTelegram();
    const [ana, eva] = [house.client(), house.client({ id: 112, first_name: 'Eva' })];
    house.api.fail({ method: 'sendMessage', chat: ana.person.id, retryAfter: 120 });
    ana.person.start();
    eva.person.start();
    await house.settle(0);
    expect(ana.news()).toEqual([]);
    expect(only(eva.news())).toContain('Hi Eva!');
  });

  test.each([
    { fault: { reset: true, times: 3 }, name: 'cuts the connection' },
    { fault: { status: 502, times: 3 }, name: 'answers with a page of 502' },
    { fault: { status: 500, description: 'Internal Server Error', times: 3 }, name: 'answers 500' },
  ])('that $name gets every message in order all the same', async ({ fault }) => {
    house = await openTelegram();
    const ana = house.client();
    house.api.fail({ method: ['sendMessage', 'createForumTopic', 'editMessageText', 'pinChatMessage'], ...fault });
    await files(house, ana, 'logo');
    house.api.fail({ method: ['sendMessage', 'createForumTopic', 'editMessageText', 'pinChatMessage'], ...fault });
    await house.desk.presses(1001, 'Take it');
    expect((await house.desk.card(1001)).pinned).toBe(true);
    expect(wordsOf(await house.desk.card(1001))).toContain('Analysis · open');
    expect(ana.news().map(wordsOf)).toEqual([expect.stringContaining('Bruno is looking into it')]);
    expect(await notSent()).toEqual([]);
  });
});

describe('twenty messages a minute in the group', () => {
  /** Every one of them files a request, all at the same time. */
  async function fileAtOnce(count: number): Promise<Client[]> {
    const clients = Array.from({ length: count }, (_, i) => house.client({ id: 2001 + i, first_name: `Client ${i + 1}` }));
    for (const text of ['logo', '1', 'skip']) {
      for (const { person } of clients) person.write(text);
      await house.settle();
    }
    for (const client of clients) client.person.press(client.last(), 'Yes, send it');
    return clients;
  }

  test('are never exceeded by many tickets at once; nothing is lost, and each topic keeps its order', async () => {
    house = await openTelegram();
    const clients = await fileAtOnce(24);
    await house.settle();
    const numbers = clients.map((_, i) => 1001 + i);
    for (const thread of await threadsOf(numbers)) {
      const said = inTopics().filter((message) => message.message_thread_id === thread);
      expect(said.map(wordsOf)).toEqual([expect.stringContaining('▰▱▱▱▱ Triage · open'), expect.stringMatching(/^💬 Client \d+\nlogo$/)]);
      expect(said.map((message) => message.pinned)).toEqual([true, false]);
    }
    expect(house.api.calls.filter(({ status }) => status === 429)).toEqual([]);
    expect(await notSent()).toEqual([]);
    for (const client of clients) expect(wordsOf(client.last())).toContain("it's with the team!");
  });

  test('hold up no client: their messages leave at once', async () => {
    house = await openTelegram();
    const clients = await fileAtOnce(24);
    await house.settle(3000); // thirty messages a second are what a bot may send in all
    expect((await notSent()).length).toBeGreaterThan(0);
    for (const client of clients) expect(wordsOf(client.last())).toContain("it's with the team!");
  });

  test('are spared by card edits that coalesce: many moves while the group is full become one edit', async () => {
    house = await openTelegram();
    await files(house, house.client(), 'logo');
    house.clock.advance(60_000);
    const { group, manager } = house.desk;
    for (let i = 0; i < 20; i += 1) group.write(manager, '/help');
    await house.settle(0);
    const editsBefore = house.api.callsOf('editMessageText').length;
    const topic = await house.desk.thread(1001);
    for (const move of ['/take', '/plan', '/promise 28/11', '/produce', '/finish']) {
      group.write(manager, move, { topic });
      await house.settle(0);
    }
    expect(await house.place(1001)).toEqual({ stage: 'delivery', situation: 'open' });
    await house.settle();
    expect(house.api.callsOf('editMessageText').length - editsBefore).toBe(1);
    expect(wordsOf(await house.desk.card(1001))).toContain('▰▰▰▰▰ Delivery · open');
    expect((await house.desk.card(1001)).buttons).toContain('Deliver');
    expect(house.api.calls.filter(({ status }) => status === 429)).toEqual([]);
  });
});

describe('a press that was made while the house was closed', () => {
  test('is carried out, though Telegram takes no answer to it any more', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alur-'));
    const clock = testClock();
    const api = await startBotApi({ now: clock.now });
    house = await openTelegram({ folder, clock, api });
    await files(house, house.client(), 'logo');
    const card = await house.desk.card(1001);
    const { group, manager } = house.desk;
    await house.close();
    const press = group.press(manager, card, 'Take it');
    clock.advance(120_000);
    house = await openUnclaimed({ folder, clock, api }, group);
    await house.settle();
    expect(press.answer).toBeUndefined();
    expect(await house.place(1001)).toEqual({ stage: 'analysis', situation: 'open' });
    expect(wordsOf(card)).toContain('Analysis · open');
    expect(await notSent()).toEqual([expect.objectContaining({ state: 'dropped' })]);
    await api.stop();
    rmSync(folder, { recursive: true });
  });
});

describe('what is too long for one message', () => {
  const long = (length: number, mark: string) => `${'word '.repeat(Math.floor(length / 5) - 2)}${mark}`.padEnd(length, '.');
  let ana: Client;
  const open = async () => {
    house = await openTelegram();
    ana = house.client();
    return files(house, ana, 'logo');
  };
  const joined = (messages: readonly MessageRecord[]) => messages.map(wordsOf).join(' ').replaceAll(/\s+/g, ' ');
  const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

  test('by the client comes to the topic in parts, and a reply to any of them reaches the client', async () => {
    const number = await open();
    house.desk.news();
    const text = long(4096, 'the end');
    await ana.says(text);
    const parts = house.desk.news().filter((message) => !message.buttons.length);
    expect(parts).toHaveLength(2);
    expect(joined(parts)).toBe(flat(`💬 Ana ${text}`));
    ana.news();
    for (const part of parts) await house.desk.replies(part, 'read it');
    expect(ana.news().map(wordsOf)).toEqual(Array(2).fill(`#${number} · Logo file\nBruno: read it`));
  });

  test('by the desk comes to the client in parts, with one 👍', async () => {
    const number = await open();
    const text = long(4093, 'the end');
    const message = await house.desk.writes(number, `/r ${text}`);
    const parts = ana.news();
    expect(parts).toHaveLength(2);
    expect(joined(parts)).toBe(flat(`#${number} · Logo file Bruno: ${text}`));
    expect(message.reactions).toEqual(['👍']);
  });

  test('as a caption by the client comes as the photo and the words whole', async () => {
    await open();
    house.desk.news();
    const caption = long(1024, 'the end');
    await ana.sends('photo', png(3), { caption });
    const parts = house.desk.news().filter((message) => !message.buttons.length);
    expect(parts.map((message) => message.media?.kind)).toEqual(['photo', undefined]);
    expect(joined(parts).trim()).toBe(flat(`💬 Ana ${caption}`));
  });

  test('as a caption by the desk comes as the photo and the words whole, with one 👍', async () => {
    const number = await open();
    const caption = long(1024, 'the end');
    const message = await house.desk.repliesWith('photo', await house.desk.copy(number), png(4), { caption });
    const parts = ana.news();
    expect(parts.map((one) => one.media?.kind)).toEqual(['photo', undefined]);
    expect(joined(parts).trim()).toBe(flat(`#${number} · Logo file Bruno: ${caption}`));
    expect(message.reactions).toEqual(['👍']);
  });

  test('as a brief still makes a card', async () => {
    house = await openTelegram();
    ana = house.client();
    await ana.says('banner');
    for (const text of [long(4000, 'one'), '1', long(4000, 'two'), 'skip', '1']) await ana.says(text);
    const card = await house.desk.card(1001);
    expect(wordsOf(card).length).toBeLessThanOrEqual(4096);
    expect(card.buttons).toEqual(['Take it', 'Cancel']);
    await house.desk.presses(1001, 'Take it');
    expect((await house.desk.card(1001)).buttons).toContain('Ask client');
    expect(await notSent()).toEqual([]);
  });
});

describe('names and words of every kind arrive as they are', () => {
  const odd = '\u202Eעברית <b>bold</b> _snake_case_ *stars* 👩🏽‍💻 [link](https://example.com) & "quotes" \\ `code` ~~~ {hole} \'{count}\'';

  test('in the client’s and the analyst’s name, every answer, questions, remarks, reasons and deliveries', async () => {
    house = await openTelegram();
    const ana = house.client({ first_name: odd.slice(0, 40), last_name: '<i>Ü</i>' });
    const name = `${odd.slice(0, 40)} <i>Ü</i>`.trim();
    const eva = house.api.user({ id: 502, first_name: `Eva ${odd.slice(0, 30)}` });
    house.desk.group.write(eva, '/join');
    await house.settle();
    const asked = house.desk.group.chat.last((message) => message.buttons.includes('As analyst'));
    if (!asked) throw new Error('nobody was asked to let her in');
    expect(wordsOf(asked)).toContain(eva.user.first_name);
    await house.desk.presses(asked, 'As analyst');

    await ana.says('banner');
    for (const text of [`one ${odd}`, '1', `two ${odd}`, `three ${odd}`]) await ana.says(text);
    expect(wordsOf(ana.last())).toContain(
      `• What for: one ${odd}\n• Where: On the website\n• Words on it: two ${odd}\n• Material: three ${odd}`,
    );
    await ana.presses('Yes, send it');
    const card = await house.desk.card(1001);
    expect(wordsOf(card)).toContain(`Client: ${name}`);
    expect(wordsOf(card)).toContain(`What for: one ${odd}\nWhere: On the website\nWords on it: two ${odd}\nMaterial: three ${odd}`);
    expect(house.desk.group.topics.at(-1)?.name).toBe(`#1001 · Banner · ${name}`);

    await house.desk.presses(1001, 'Take it', eva);
    expect(wordsOf(ana.last())).toContain(`${eva.user.first_name.trim()} is looking into it`);
    await house.desk.tells(1001, 'Ask client', `ask ${odd}`, eva);
    expect(wordsOf(ana.last())).toContain(`has a question:\n\nask ${odd}\n\n`);
    const status = await ana.says('status');
    expect(status.map(wordsOf).join('\n')).toContain(`“ask ${odd}”`);
    await ana.says(`answer ${odd}`);
    expect(wordsOf(await house.desk.copy(1001))).toBe(`💬 ${name}\nanswer ${odd}`);
    await house.desk.replies(await house.desk.copy(1001), `reply ${odd}`, eva);
    expect(wordsOf(ana.last())).toContain(`reply ${odd}`);
    await house.desk.tells(1001, 'Back to Triage', `back ${odd}`, eva);
    expect(wordsOf(ana.last())).toContain(`to get this right: back ${odd}`);
    await house.desk.tells(1001, 'Cancel', `cancel ${odd}`, eva);
    expect(wordsOf(ana.last())).toContain(`This request was cancelled: cancel ${odd}`);
    expect(await notSent()).toEqual([]);
    expect(house.logged).toEqual([]);
  });
});
