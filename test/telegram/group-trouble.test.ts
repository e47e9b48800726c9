// The desk's group in every bad state: no topics, no rights, topics deleted or closed, the group moved, no desk yet.
import { afterEach, describe, expect, test } from 'vitest';
import { deskGroup, files, only, openTelegram, openUnclaimed, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
afterEach(() => house.close());

const cardIn = () => {
  const card = house.desk.group.chat.last((message) => wordsOf(message).includes('Client: '));
  if (!card) throw new Error(`there is no card:\n${house.desk.group.transcript()}`);
  return card;
};
const promptIn = () => {
  const prompt = house.desk.group.chat.last((message) => message.reply_markup?.force_reply === true);
  if (!prompt) throw new Error(`nothing was asked:\n${house.desk.group.transcript()}`);
  return prompt;
};

describe.each([
  { name: 'has no topics', plan: { ...deskGroup, is_forum: false } },
  { name: 'lets the bot open no topics', plan: { ...deskGroup, botRights: { can_manage_topics: false, can_pin_messages: false } } },
  { name: 'is a small group', plan: { id: -4001, title: 'Marketing', type: 'group' as const } },
])('a group that $name', ({ plan }) => {
  test('is told so with the remedy, and the work goes on in the chat', async () => {
    house = await openTelegram({}, plan);
    const ana = house.client();
    await files(house, ana, 'logo');
    const told = house.desk.news().map(wordsOf);
    expect(told.filter((words) => words.startsWith("⚠️ I can't open topics here. Turn on Topics in this group's settings"))).toHaveLength(1);

    await house.desk.presses(cardIn(), 'Take it');
    expect(only(ana.news())).toContain('Bruno is looking into it');
    expect(cardIn().buttons).toContain('Ask client');
    await house.desk.presses(cardIn(), 'Ask client');
    const question = await house.desk.replies(promptIn(), 'Which format?');
    expect(question.reactions).toEqual(['👍']);
    expect(only(ana.news())).toContain('Which format?');
    await ana.says('SVG please');
    const copy = house.desk.group.chat.last((message) => wordsOf(message) === '💬 Ana\nSVG please');
    if (!copy) throw new Error('the answer did not reach the chat');
    const thanks = await house.desk.replies(copy, 'thanks');
    expect(thanks.reactions).toEqual(['👍']);
    expect(wordsOf(ana.last())).toBe('#1001 · Logo file\nBruno: thanks');
    ana.news();
    house.desk.news();
    const chatter = await house.desk.writes(null, 'lunch?');
    expect(chatter.reactions).toEqual([]);
    expect(ana.news()).toEqual([]);
    await house.desk.writes(null, '/conclude 1001 here: https://example.com/logo.svg');
    expect(only(ana.news())).toContain('https://example.com/logo.svg');
    expect(await house.place(1001)).toEqual({ stage: 'analysis', situation: 'done' });
  });
});

describe('a topic', () => {
  test('that somebody deleted is opened anew, with its card and what was to be said', async () => {
    house = await openTelegram();
    const ana = house.client();
    await files(house, ana, 'logo');
    const old = await house.desk.thread(1001);
    house.desk.group.deleteTopic(old);
    await ana.says('the shop has moved to the harbour');
    const thread = await house.desk.thread(1001);
    expect(thread).not.toBe(old);
    expect(house.desk.group.topic(thread)?.name).toBe('#1001 · Logo file · Ana');
    expect((await house.desk.card(1001)).pinned).toBe(true);
    expect((await house.desk.topic(1001)).map(wordsOf)).toEqual(['💬 Ana\nthe shop has moved to the harbour']);
    ana.news();
    await house.desk.replies(await house.desk.copy(1001), 'soon');
    expect(only(ana.news())).toContain('soon');
    await house.desk.presses(1001, 'Take it');
    expect((await house.desk.card(1001)).buttons).toContain('Ask client');
  });

  test('that somebody closed is opened again to say what is to be said', async () => {
    house = await openTelegram();
    const ana = house.client();
    await files(house, ana, 'logo');
    house.desk.group.closeTopic(house.desk.manager, await house.desk.thread(1001));
    await ana.says('the shop has moved to the harbour');
    expect(wordsOf(await house.desk.copy(1001))).toBe('💬 Ana\nthe shop has moved to the harbour');
  });

  test('whose card somebody deleted gets a new one at the next move', async () => {
    house = await openTelegram();
    await files(house, house.client(), 'logo');
    const card = await house.desk.card(1001);
    card.deleted = true;
    await house.desk.writes(1001, '/take');
    const next = await house.desk.card(1001);
    expect(next.message_id).not.toBe(card.message_id);
    expect(next.pinned).toBe(true);
    expect(wordsOf(next)).toContain('Analysis · open');
  });
});

describe('a group that became a supergroup with a new number', () => {
  const next = -1009999999999;

  /** After the move the desk works there: topics, cards, words to the client, and no old number is taken for a new one. */
  async function worksThere(oldCopy: number): Promise<void> {
    const ana = house.client();
    // The new chat counts its messages from one: sooner or later one there bears the number that a copy had in the old chat.
    const topic = await house.desk.thread(1001);
    let remark = house.desk.group.write(house.desk.manager, 'a remark', { topic });
    while (remark.message_id < oldCopy) remark = house.desk.group.write(house.desk.manager, 'a remark', { topic });
    expect(remark.message_id).toBe(oldCopy);
    await house.settle();
    ana.news();
    expect((await house.desk.replies(remark, 'between us')).reactions).toEqual(['✍']);
    expect(ana.news()).toEqual([]);
    const thread = await house.desk.thread(1001);
    expect(house.desk.group.topic(thread)?.name).toBe('#1001 · Logo file · Ana');
    expect((await house.desk.card(1001)).pinned).toBe(true);
    await ana.says('anybody there?');
    expect(wordsOf(await house.desk.copy(1001))).toBe('💬 Ana\nanybody there?');
    ana.news();
    const reply = await house.desk.replies(await house.desk.copy(1001), 'yes');
    expect(reply.reactions).toEqual(['👍']);
    expect(only(ana.news())).toContain('yes');
    await house.desk.presses(1001, 'Take it');
    expect((await house.desk.card(1001)).buttons).toContain('Ask client');
    ana.news();
  }

  test('told by the service message: the desk goes there, and open tickets get their topics', async () => {
    house = await openTelegram({}, { id: -4002, title: 'Marketing', type: 'group', is_forum: false });
    await files(house, house.client(), 'logo');
    house.desk.group.setBotRights({ administrator: true, can_manage_topics: true, can_pin_messages: true });
    const { message_id } = await house.desk.copy(1001);
    house.desk.group = migrate(house, next);
    await house.settle();
    await worksThere(message_id);
  });

  test('told by a refusal: the desk goes there, nothing that was to be said is lost', async () => {
    house = await openTelegram({}, { id: -4002, title: 'Marketing', type: 'group', is_forum: false });
    const ana = house.client();
    await files(house, ana, 'logo');
    const { message_id } = await house.desk.copy(1001);
    const old = house.desk.group;
    house.desk.group = house.api.group({ ...deskGroup, id: next });
    old.chat.standing = { type: 'migrated', to: next };
    await ana.says('the deadline is Friday');
    expect((await house.desk.topic(1001)).map(wordsOf)).toContain('💬 Ana\nthe deadline is Friday');
    await worksThere(message_id);
  });
});

/** As when Topics are turned on in a small group: it is a forum with a new number from then on. */
function migrate({ api, desk }: TelegramHouse, id: number) {
  const group = api.group({ ...deskGroup, id, members: [desk.manager] });
  desk.group.chat.standing = { type: 'migrated', to: id };
  api.push((update_id: number) => ({
    update_id,
    message: {
      message_id: 9999,
      from: desk.manager.user,
      chat: desk.group.chat.json,
      date: 1_795_428_000,
      migrate_to_chat_id: id,
    },
  }));
  return group;
}

describe('a desk that the configuration names', () => {
  const chat = `telegram:${deskGroup.id}`;

  test('is there at once, and whoever claims it there manages it', async () => {
    house = await openTelegram({ house: { fixedDesk: { contact: 'telegram', chat, language: 'pt-BR' } } });
    await files(house, house.client(), 'logo');
    await house.desk.presses(1001, 'Take it');
    expect(await house.place(1001)).toEqual({ stage: 'analysis', situation: 'open' });
  });

  test('moves when its group does, though the configuration still has the old number', async () => {
    const next = -1009999999999;
    const plan = { id: -4003, title: 'Marketing', type: 'group' as const };
    house = await openTelegram({ house: { fixedDesk: { contact: 'telegram', chat: 'telegram:-4003', language: 'en' } } }, plan);
    const ana = house.client();
    await files(house, ana, 'logo');
    const old = house.desk.group;
    house.desk.group = house.api.group({ ...deskGroup, id: next });
    old.chat.standing = { type: 'migrated', to: next };
    await ana.says('the deadline is Friday');
    expect((await house.desk.topic(1001)).map(wordsOf)).toEqual(['💬 Ana\nthe deadline is Friday']);
    await house.desk.presses(1001, 'Take it');
    expect(await house.place(1001)).toEqual({ stage: 'analysis', situation: 'open' });
  });
});

describe('before the desk is claimed', () => {
  test('requests are taken, and get their topics as soon as it is', async () => {
    house = await openUnclaimed();
    const ana = house.client();
    await files(house, ana, 'logo');
    expect(wordsOf(ana.last())).toContain("it's with the team!");
    expect(house.desk.group.topics).toEqual([]);
    await house.claim();
    expect(house.desk.group.topics.map(({ name }) => name)).toEqual(['#1001 · Logo file · Ana']);
    await house.desk.presses(1001, 'Take it');
    expect(only(ana.news())).toContain('Bruno is looking into it');
    expect((await house.desk.topic(1001)).map(wordsOf)).toEqual(['💬 Ana\nA new request; the brief is on the card.']);
  });
});
