// Whose a chat is that writes for the first time: WhatsApp's own number tells, nothing else does. And the words that clients are told to write.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFile } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/all.generated.ts';
import { isLink, isNotifyByMail, isStopMails } from '../../flows/link-words.ts';
import { matchWord } from '../../flows/match.ts';
import type { InboundOf } from '../../flows/message.ts';
import { languages, say, type TextKey, wordsFor } from '../../flows/texts.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { tables } from '../support/my-data.ts';

describe('a chat that writes for the first time', () => {
  let house: TestHouse;
  let count = 0;
  beforeEach(async () => {
    house = await openTestHouse();
  });
  afterEach(() => house.close());

  const writes = (chat: string, text: string, phone?: string, more: Partial<InboundOf<'message'>> = {}) => {
    const contact = chat.slice(0, chat.indexOf(':'));
    const from = { address: chat, name: 'Ana', language: 'en', ...(phone ? { phone } : {}) };
    const id = `${contact}:${++count}`;
    return house.engine.take({ type: 'message', id, contact, chat, from, message: id, at: house.clock.now(), text, files: [], ...more });
  };
  const people = async () => (await tables(house)).person?.length;

  test('is theirs who wrote under another of WhatsApp’s names with the same number, with the draft and the requests where they were', async () => {
    for (const text of ['logo', '1', 'skip', 'yes']) await writes('whatsapp:77@lid', text, '15550100001');
    await writes('whatsapp:15550100001', 'status', '15550100001');
    expect(await people()).toBe(1);
    const { address = [] } = await tables(house);
    expect(address.map(({ chat, how }) => [chat, how])).toEqual([
      ['whatsapp:77@lid', null],
      ['whatsapp:15550100001', 'channel'],
    ]);
    const [told] = await house.store.read({
      sql: "SELECT body->>'$.body.text' AS text FROM outbox WHERE address = 'whatsapp:15550100001'",
      args: [],
    });
    expect(told?.text).toContain('#1001');
    await writes('whatsapp:15550100001', 'status', '15550100001');
    expect(await people()).toBe(1);
    await house.post({ as: 'bruno', name: 'Bruno', desk: true, choice: 'split:1001:1' });
    expect(await people()).toBe(2);
  });

  test.each([
    ['another channel', 'telegram:5', '15550100001', {}],
    ['another number', 'whatsapp:15550100002', '15550100002', {}],
    ['a group', 'whatsapp:9@g.us', '15550100001', { group: true, mentioned: true }],
  ] as const)('is somebody new on %s', async (_, chat, phone, more) => {
    await writes('whatsapp:77@lid', 'hi', '15550100001');
    await writes(chat, 'hi', phone, more);
    expect(await people()).toBe(2);
  });

  test('is nobody’s whose number only the team wrote down', async () => {
    await house.post({ as: 'bruno', name: 'Bruno', desk: true, text: '/new logo Ana +1 555 010 0001\nA logo' });
    await writes('whatsapp:77@lid', 'hi', '15550100001');
    expect(await people()).toBe(2);
  });
});

test('a store of before knows whose its chats are', async () => {
  const house = await openTestHouse();
  const store = await openFile(`${house.folder}/before.db`);
  await migrate(
    store,
    migrations.filter(({ name }) => name < '0009'),
  );
  const row = (id: string) => ({
    sql: 'INSERT INTO conversation (id, version, state) VALUES (?1, 1, ?2)',
    args: [id, JSON.stringify({ v: 1, person: `p-${id}`, misses: 0 })],
  });
  const caller = JSON.stringify({ id: 'caller', name: 'Rui', language: 'en', address: 'none:7', reachable: false });
  await store.write([
    row('c:telegram:1'),
    row('c:web:a/9'),
    row('c:email:a/b@example.org'),
    { sql: 'INSERT INTO person (id, body) VALUES (?1, ?2)', args: ['caller', caller] },
  ]);
  await migrate(store);
  const rows = await store.read({ sql: 'SELECT chat, person, own FROM address ORDER BY chat', args: [] });
  expect(rows.map(({ chat, person, own }) => [chat, person, own])).toEqual([
    ['email:a/b@example.org', 'p-c:email:a/b@example.org', 'p-c:email:a/b@example.org'],
    ['none:7', 'caller', 'caller'],
    ['telegram:1', 'p-c:telegram:1', 'p-c:telegram:1'],
    ['web:a', 'p-c:web:a/9', 'p-c:web:a/9'],
  ]);
  store.close();
  await house.close();
});

describe('the words', () => {
  const calm = { v: 1, person: 'p', misses: 0 } as const;
  const quotedIn = (text: string) => [...text.matchAll(/[“«]([^”»]+)[”»]/g)].map(([, words = '']) => words);
  const helped = (language: string) =>
    say(language, 'help.link')
      .split('\n')
      .map((line) => line.split(' – ')[0] ?? '');

  test.each([...languages])('that %s is told to write are understood', (language) => {
    for (const key of ['link.wrong', 'link.offer', 'link.unproven'] satisfies TextKey[])
      for (const words of quotedIn(say(language, key))) expect(isLink(words, calm), words).toBe(true);
    for (const words of quotedIn(say(language, 'link.mails_on'))) expect(isStopMails(words), words).toBe(true);
    const [link = '', news = ''] = helped(language);
    expect(isLink(link, calm), link).toBe(true);
    expect(isNotifyByMail(news), news).toBe(true);
    for (const words of quotedIn(say(language, 'link.joined_there', { channel: 'Telegram' })))
      expect(matchWord(words)?.word, words).toBe('person');
  });

  test('are no commands of another kind, and the short ones no answers', () => {
    const mine = ['word.link', 'word.link_short', 'word.notify_mail', 'word.stop_mails'] satisfies TextKey[];
    for (const key of mine) for (const words of wordsFor(key)) expect(matchWord(words), words).toBeUndefined();
    const draft = { service: 'banner', step: 0, answers: {}, first: { text: '', files: [] }, editing: false, lastAt: 0 };
    for (const words of wordsFor('word.link_short')) {
      expect(isLink(words, { ...calm, draft }), words).toBe(false);
      expect(isLink(words, calm, true), words).toBe(false);
    }
    expect(isStopMails('stop') || isNotifyByMail('mail')).toBe(false);
  });
});
