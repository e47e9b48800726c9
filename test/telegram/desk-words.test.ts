// What is written at the desk: what reaches the client, what stays a note, and the files of both sides.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageRecord } from '../loopback/bot-api/index.ts';
import { type Client, files, only, openTelegram, png, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
let ana: Client;
let number: number;

beforeEach(async () => {
  house = await openTelegram();
  ana = house.client();
  number = await files(house, ana);
});
afterEach(() => house.close());

const lastEvent = async (): Promise<{ type: string; content?: { text: string } }> => {
  const [row] = await house.rows('SELECT body FROM event WHERE ticket = ?1 ORDER BY seq DESC LIMIT 1', `t:${number}`);
  return JSON.parse(String(row?.body));
};

describe('stays at the desk, noted with ✍', () => {
  const isNoted = async (message: MessageRecord) => {
    expect(message.reactions).toEqual(['✍']);
    expect(await lastEvent()).toMatchObject({ type: 'noted', content: { text: message.text } });
    expect(ana.news()).toEqual([]);
  };

  test('a plain message in the topic', async () => isNoted(await house.desk.writes(number, 'I know this client')));

  test('a reply to the card', async () => isNoted(await house.desk.replies(await house.desk.card(number), 'odd brief')));

  test("a reply to a colleague's message", async () => {
    const remark = await house.desk.writes(number, 'who takes this?');
    await isNoted(await house.desk.replies(remark, 'I do'));
  });

  test('a reply to one of the words of the bot that are no copy of the client', async () => {
    await files(house, ana);
    await house.desk.presses(1002, 'Take it');
    ana.news();
    const similar = (await house.desk.topic(1002)).find((message) => wordsOf(message).startsWith('Earlier requests like this one'));
    number = 1002;
    if (!similar) throw new Error(`no similar tickets were shown:\n${house.desk.group.transcript()}`);
    expect(wordsOf(similar)).toContain('#1001 · Banner');
    await isNoted(await house.desk.replies(similar, 'the same again'));
  });

  test('/note with words', async () => {
    const note = await house.desk.writes(number, '/note the budget is small');
    expect(note.reactions).toEqual(['✍']);
    expect(await lastEvent()).toMatchObject({ type: 'noted', content: { text: 'the budget is small' } });
    expect(ana.news()).toEqual([]);
  });

  test('a file without words', async () => {
    const message = house.desk.group.sendDocument(house.desk.manager, png(), { topic: await house.desk.thread(number), name: 'draft.pdf' });
    await house.settle();
    expect(message.reactions).toEqual(['✍']);
    expect(ana.news()).toEqual([]);
  });

  test('what is edited later changes nothing and is told to nobody', async () => {
    const note = await house.desk.writes(number, 'first');
    const events = (await house.rows('SELECT 1 FROM event')).length;
    house.desk.group.edit(house.desk.manager, note, 'second');
    await house.settle();
    expect(await house.rows('SELECT 1 FROM event')).toHaveLength(events);
    expect(ana.news()).toEqual([]);
  });
});

test('chatter in General and between topics of no ticket is nobody’s business', async () => {
  const other = house.desk.group.createTopic(house.desk.manager, 'Lunch');
  house.desk.news();
  const said = [
    await house.desk.writes(null, 'coffee?'),
    house.desk.group.write(house.desk.manager, 'pizza!', { topic: other }),
    house.desk.group.write(house.desk.manager, 'with cheese', { replyTo: house.desk.group.write(house.desk.manager, 'pizza?') }),
  ];
  await house.settle();
  expect(said.flatMap((message) => message.reactions)).toEqual([]);
  expect(house.desk.news()).toEqual([]);
  expect(ana.news()).toEqual([]);
  expect((await lastEvent()).type).toBe('opened');
});

describe('goes to the client, with 👍 once it is delivered', () => {
  const isDelivered = async (message: MessageRecord, words: string) => {
    expect(message.reactions).toEqual(['👍']);
    expect(only(ana.news())).toBe(`#${number} · Banner\nBruno: ${words}`);
    expect(await lastEvent()).toMatchObject({ type: 'replied', content: { text: words } });
  };

  test("a reply to the copy of the client's message", async () => {
    await isDelivered(await house.desk.replies(await house.desk.copy(number), 'Hello Ana'), 'Hello Ana');
  });

  test('a reply to the copy of a later remark', async () => {
    await ana.says('by the way, our colour is blue');
    const copy = await house.desk.copy(number);
    expect(wordsOf(copy)).toBe('💬 Ana\nby the way, our colour is blue');
    await isDelivered(await house.desk.replies(copy, 'Which blue?'), 'Which blue?');
  });

  test('/r and the words, in the topic', async () => isDelivered(await house.desk.writes(number, '/r Hello Ana'), 'Hello Ana'));

  test('/r with the number, in General', async () => isDelivered(await house.desk.writes(null, `/r ${number} Hello Ana`), 'Hello Ana'));

  test('/r named to this bot, over several lines', async () =>
    isDelivered(await house.desk.writes(number, '/r@loopback_bot Hello\nAna'), 'Hello\nAna'));

  test('/r alone asks for the words, and the reply to that question is delivered', async () => {
    await house.desk.writes(number, '/r');
    const prompt = house.desk.group.chat.last();
    expect(prompt?.reply_markup?.force_reply).toBe(true);
    if (prompt) await isDelivered(await house.desk.replies(prompt, 'Hello Ana'), 'Hello Ana');
  });

  test('and the client’s answer by quoting it comes back to the same ticket', async () => {
    await files(house, ana);
    await house.desk.writes(number, '/r Hello Ana');
    await ana.says('hello Bruno', { replyTo: ana.last() });
    expect(wordsOf(await house.desk.copy(number))).toBe('💬 Ana\nhello Bruno');
  });
});

describe('when the client has blocked the bot', () => {
  const told = 'This did not reach the client';

  test('a reply gets 👎 and a sentence', async () => {
    ana.person.block();
    await house.settle();
    house.desk.news();
    const message = await house.desk.replies(await house.desk.copy(number), 'Hello?');
    expect(message.reactions).toEqual(['👎']);
    const [sentence, ...more] = house.desk.news();
    expect(wordsOf(sentence)).toContain(told);
    expect(sentence?.replyToMessageId).toBe(message.message_id);
    expect(more).toEqual([]);
  });

  test('each of several replies in a row gets its own', async () => {
    ana.person.block();
    house.api.fail({ method: 'sendMessage', chat: ana.person.id, delayMs: 100 });
    const copy = await house.desk.copy(number);
    const messages = ['one', 'two', 'three'].map((text) => house.desk.group.write(house.desk.manager, text, { replyTo: copy }));
    await house.settle();
    expect(messages.map((message) => message.reactions)).toEqual([['👎'], ['👎'], ['👎']]);
  });

  test('a pressed button’s news gets a sentence in the topic', async () => {
    ana.person.block();
    await house.settle();
    house.desk.news();
    await house.desk.presses(number, 'Take it');
    expect(house.desk.news().filter((message) => wordsOf(message).includes(told))).toHaveLength(1);
    expect(await house.place(number)).toEqual({ stage: 'analysis', situation: 'open' });
  });

  test('what was parked leaves in order once the client lets the bot in again, and 👎 becomes 👍', async () => {
    ana.person.block();
    await house.settle();
    const one = await house.desk.writes(number, '/r one');
    const two = await house.desk.writes(number, '/r two');
    expect([...one.reactions, ...two.reactions]).toEqual(['👎', '👎']);
    ana.person.unblock();
    await house.settle();
    expect(ana.news().map(wordsOf)).toEqual([`#${number} · Banner\nBruno: one`, `#${number} · Banner\nBruno: two`]);
    expect([...one.reactions, ...two.reactions]).toEqual(['👍', '👍']);
  });
});

describe('files', () => {
  /** Kept in the house by their contents. */
  const isKept = async (bytes: Uint8Array) => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(await house.rows('SELECT size FROM file WHERE hash = ?1', hash)).toEqual([expect.objectContaining({ size: bytes.length })]);
    expect(Buffer.from((await house.house.files.get(hash)) ?? [])).toEqual(Buffer.from(bytes));
  };

  test.each(['photo', 'document', 'voice'] as const)('a %s in a reply reaches the client with equal bytes and is kept', async (kind) => {
    const bytes = png(7);
    const message = await house.desk.repliesWith(kind, await house.desk.copy(number), bytes, { caption: 'look', name: `look.${kind}` });
    const [got, ...more] = ana.news();
    expect(got?.media?.kind).toBe(kind);
    expect(got?.file?.bytes).toEqual(Buffer.from(bytes));
    expect(wordsOf(got)).toBe(`#${number} · Banner\nBruno: look`);
    expect(more).toEqual([]);
    expect(message.reactions).toEqual(['👍']);
    await isKept(bytes);
  });

  test('a file as the answer to “Deliver” is what the client gets to approve', async () => {
    await house.desk.presses(number, 'Take it');
    await house.desk.presses(number, 'To planning');
    await house.desk.writes(number, '/promise 28/11');
    await house.desk.presses(number, 'Start production');
    await house.desk.presses(number, 'To delivery');
    await house.desk.presses(number, 'Deliver');
    ana.news();
    const prompt = house.desk.group.chat.last((message) => message.reply_markup?.force_reply === true);
    if (!prompt) throw new Error('the desk was asked for nothing');
    await house.desk.repliesWith('document', prompt, png(8), { name: 'banner.png' });
    const [got, ...more] = ana.news();
    expect(got?.file).toMatchObject({ name: 'banner.png', bytes: Buffer.from(png(8)) });
    expect(got?.buttons).toEqual(['Approve', 'Ask for changes']);
    expect(more).toEqual([]);
    await isKept(png(8));
  });

  describe.each(['photo', 'document', 'voice'] as const)('a %s of the client’s reaches the topic and is kept', (kind) => {
    const isInTopic = async (bytes: Uint8Array) => {
      const found = (await house.desk.topic(number)).filter((message) => message.file?.bytes.equals(Buffer.from(bytes)));
      expect(found.map((message) => message.media?.kind)).toEqual([kind]);
      await isKept(bytes);
      return found[0];
    };

    test.each([0, 1, 2, 3, 4])('sent at question %i of the request (4: its summary)', async (step) => {
      await ana.says('new');
      await ana.presses(/Banner/);
      const answers = ['For the fair', '1', 'Come in', 'skip'];
      const bytes = png(100 + step);
      for (const answer of answers.slice(0, step)) await ana.says(answer);
      await ana.sends(kind, bytes);
      for (const left of answers.slice(step)) {
        void left; // one of them may have been answered by the file
        if (!ana.last().buttons.includes('Yes, send it')) await ana.says(answers[questionNow(ana.last())] ?? '');
      }
      await ana.presses('Yes, send it');
      number = 1002;
      await isInTopic(bytes);
    });

    test('sent when nothing is asked, with a caption', async () => {
      await ana.sends(kind, png(20), { caption: 'the newest one' });
      expect(wordsOf(await isInTopic(png(20)))).toBe('💬 Ana\nthe newest one');
    });

    test('sent as the answer to the desk’s question', async () => {
      await house.desk.presses(number, 'Take it');
      await house.desk.tells(number, 'Ask client', 'Which picture?');
      await ana.sends(kind, png(21));
      await isInTopic(png(21));
      expect(await house.place(number)).toEqual({ stage: 'analysis', situation: 'open' });
    });
  });

  test('the same bytes sent twice are kept once', async () => {
    await ana.sends('document', png(30), { name: 'a.png' });
    await ana.sends('document', png(30), { name: 'b.png' });
    expect(await house.rows('SELECT DISTINCT hash FROM file')).toHaveLength(1);
    expect(await house.rows('SELECT 1 FROM file')).toHaveLength(2);
  });

  test('one that is too large for a bot to fetch is told to who sent it, and still reaches the topic', async () => {
    const replies = await ana.sends('document', png(31), { name: 'film.mov', size: 21_000_000 });
    expect(replies.map(wordsOf)).toContain(
      "I couldn't fetch “film.mov”. Files over 20 MB are too large for me: could you send a link to it instead?",
    );
    const found = (await house.desk.topic(number)).filter((message) => message.file?.name === 'film.mov');
    expect(found).toHaveLength(1);
  });

  test('a download that fails at first is tried again until it is kept', async () => {
    house.api.fail({ method: 'download', status: 502, times: 2 });
    await ana.sends('photo', png(32));
    await isKept(png(32));
  });
});

/** The index of the question that a message asks. */
const questionNow = (message: MessageRecord): number => Number(/(?:^|· )(\d) of \d/.exec(wordsOf(message))?.[1] ?? 1) - 1;
