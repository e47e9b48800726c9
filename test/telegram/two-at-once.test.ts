// Several things open at once with one client: two tickets that wait, a draft in the making; and messages that are edited.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageRecord } from '../loopback/bot-api/index.ts';
import { type Client, files, only, openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
let ana: Client;
beforeEach(async () => {
  house = await openTelegram();
  ana = house.client();
});
afterEach(() => house.close());

const lastCopy = async (number: number) => wordsOf(await house.desk.copy(number));
const situations = async () => (await house.rows('SELECT situation FROM ticket ORDER BY number')).map((row) => row.situation);

/** A banner and a logo file; the desk asks about each. Resolves with the two questions in the client's chat. */
async function twoQuestions(): Promise<[MessageRecord, MessageRecord]> {
  const questions: MessageRecord[] = [];
  for (const service of ['banner', 'logo'] as const) {
    const number = await files(house, ana, service);
    await house.desk.presses(number, 'Take it');
    await house.desk.tells(number, 'Ask client', `Which ${service}?`);
    questions.push(ana.last());
  }
  const [first, second] = questions;
  if (!first || !second) throw new Error('the desk did not ask twice');
  return [first, second];
}

describe('two tickets that wait for an answer', () => {
  test('a quoted reply goes to its ticket, the other still waits', async () => {
    const [banner] = await twoQuestions();
    expect(only(await ana.says('the blue one', { replyTo: banner }))).toContain('#1001 · Banner\nThanks, the team has your answer');
    expect(await situations()).toEqual(['open', 'awaiting']);
    expect(await lastCopy(1001)).toBe('💬 Ana\nthe blue one');
  });

  test('a reply that quotes the bot’s question in whatever order goes where it belongs', async () => {
    const [banner, logo] = await twoQuestions();
    await ana.says('for the logo', { replyTo: logo });
    await ana.says('for the banner', { replyTo: banner });
    expect([await lastCopy(1001), await lastCopy(1002)]).toEqual(['💬 Ana\nfor the banner', '💬 Ana\nfor the logo']);
  });

  test.each([
    { way: 'button', choose: () => ana.presses('#1001 · Banner') },
    { way: 'number', choose: () => ana.says('1') },
    { way: 'label', choose: () => ana.says('#1001 · Banner') },
  ])('an unquoted text is asked about once, and goes where it is told by $way', async ({ choose }) => {
    await twoQuestions();
    const asked = await ana.says('the blue one');
    expect(only(asked)).toBe('Which one is this for?');
    expect(asked[0]?.buttons).toEqual(['#1001 · Banner', '#1002 · Logo file']);
    expect(await situations()).toEqual(['awaiting', 'awaiting']);
    expect(only(await choose())).toContain('#1001 · Banner\nThanks, the team has your answer');
    expect(await lastCopy(1001)).toBe('💬 Ana\nthe blue one');
    expect(await situations()).toEqual(['open', 'awaiting']);
    expect(only(await ana.says('the round one'))).toContain('#1002 · Logo file\nThanks, the team has your answer');
    expect(await lastCopy(1002)).toBe('💬 Ana\nthe round one');
  });

  test('more words before the choice is made go along with the first', async () => {
    await twoQuestions();
    await ana.says('the blue one');
    await ana.says('with a thin border');
    await ana.presses('#1002 · Logo file');
    expect(await lastCopy(1002)).toBe('💬 Ana\nthe blue one\nwith a thin border');
    expect(await situations()).toEqual(['awaiting', 'open']);
  });

  test('a photo without words is asked about too, and arrives', async () => {
    await twoQuestions();
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 9]);
    expect(only(await ana.sends('photo', bytes))).toBe('Which one is this for?');
    await ana.presses('#1001 · Banner');
    expect((await house.desk.copy(1001)).file?.bytes).toEqual(Buffer.from(bytes));
  });

  test('status in between is answered, and the question which one comes back', async () => {
    await twoQuestions();
    await ana.says('the blue one');
    const [status, again] = await ana.says('status');
    expect(wordsOf(status)).toContain('Waiting for your answer: “Which banner?”');
    expect(wordsOf(again)).toBe('Which one is this for?');
    await ana.presses('#1001 · Banner');
    expect(await lastCopy(1001)).toBe('💬 Ana\nthe blue one');
  });
});

describe('a question of the desk’s in the middle of a draft', () => {
  /** A banner is being worked on; a logo request is at its first question when the desk asks about the banner. */
  async function midDraft(): Promise<MessageRecord> {
    await files(house, ana, 'banner');
    await house.desk.presses(1001, 'Take it');
    await ana.says('new');
    await ana.presses(/Landing page/);
    house.clock.advance(60_000);
    await house.desk.tells(1001, 'Ask client', 'Which size?');
    return ana.last();
  }

  test('a quoted reply answers it, and the draft goes on', async () => {
    const question = await midDraft();
    await ana.says('300 × 250', { replyTo: question });
    expect(await lastCopy(1001)).toBe('💬 Ana\n300 × 250');
    for (const text of ['The mixer', '1', 'skip', 'skip']) await ana.says(text);
    await ana.presses('Yes, send it');
    expect(wordsOf(await house.desk.card(1002))).toContain('Product: The mixer');
  });

  test.each([
    { target: '#1001 · Banner', copy: '💬 Ana\nlarge', draft: /^1 of 4|Which product/ },
    {
      target: 'The unfinished one',
      copy: '💬 Ana\nA new request; the brief is on the card.',
      draft: /What should a visitor do there\?/,
    },
  ])('an unquoted text is asked about once and goes where it is told: $target', async ({ target, copy, draft }) => {
    await midDraft();
    const asked = await ana.says('large');
    expect(only(asked)).toBe('Which one is this for?');
    expect(asked[0]?.buttons).toEqual(['#1001 · Banner', 'The unfinished one']);
    await ana.presses(target);
    expect(await lastCopy(1001)).toBe(copy);
    await ana.says('help');
    expect(wordsOf(ana.last())).toMatch(draft);
  });

  test('the draft’s question comes back once the desk’s is answered', async () => {
    await midDraft();
    await ana.says('large');
    const said = await ana.presses('#1001 · Banner');
    expect(said.map(wordsOf)).toEqual([
      expect.stringContaining('the team has your answer'),
      expect.stringContaining('Which product or offer'),
    ]);
  });

  test('an option of the draft’s own question needs no asking', async () => {
    await midDraft();
    await ana.says('The mixer');
    await ana.presses('The unfinished one');
    house.clock.advance(60_000);
    await house.desk.writes(1001, '/resume');
    await house.desk.tells(1001, 'Ask client', 'And which colour?');
    expect(only(await ana.says('Buy'))).toContain('3 of 4');
  });
});

describe('an edited message', () => {
  test('that answered a question changes the draft, and says so', async () => {
    for (const text of ['banner', 'The autum sale']) await ana.says(text);
    const answer = ana.own();
    await ana.says('1');
    const replies = await ana.edits(answer, 'The autumn sale');
    expect(only(replies)).toContain('Changed, thanks.\n\nWhich words should be on it?');
    for (const text of ['All must go', 'skip']) await ana.says(text);
    expect(wordsOf(ana.last())).toContain('• What for: The autumn sale\n• Where: On the website');
    await ana.presses('Yes, send it');
    expect(wordsOf(await house.desk.card(1001))).toContain('What for: The autumn sale');
  });

  test('that chose an option chooses the other one', async () => {
    for (const text of ['banner', 'a sale', '1']) await ana.says(text);
    await ana.edits(ana.own(), '4');
    for (const text of ['All must go', 'skip']) await ana.says(text);
    expect(wordsOf(ana.last())).toContain('• Where: In print');
  });

  test('that is an option no longer is asked again, and the first one stands', async () => {
    for (const text of ['banner', 'a sale', '1']) await ana.says(text);
    const replies = await ana.edits(ana.own(), 'on the moon');
    expect(replies.map(wordsOf).join('\n')).toContain("I didn't catch which one you mean.");
    for (const text of ['All must go', 'skip']) await ana.says(text);
    expect(wordsOf(ana.last())).toContain('• Where: On the website');
  });

  test('of the filed brief reaches the desk: a copy, and the card', async () => {
    for (const text of ['banner', 'The autum sale']) await ana.says(text);
    const answer = ana.own();
    for (const text of ['1', 'All must go', 'skip', '1']) await ana.says(text);
    expect(only(await ana.edits(answer, 'The autumn sale'))).toBe('#1001 · Banner\nThe team has your correction.');
    expect(await lastCopy(1001)).toBe('✏️ Ana\nCorrected a message. It now says:\nThe autumn sale');
    expect(wordsOf(await house.desk.card(1001))).toContain('What for: The autumn sale');
  });

  test('that was a remark on a ticket reaches the desk', async () => {
    await files(house, ana);
    await ana.says('our colour is bleu');
    await ana.edits(ana.own(), 'our colour is blue');
    expect(await lastCopy(1001)).toBe('✏️ Ana\nCorrected a message. It now says:\nour colour is blue');
  });

  test('that answered the desk’s question reaches the desk', async () => {
    await files(house, ana);
    await house.desk.presses(1001, 'Take it');
    await house.desk.tells(1001, 'Ask client', 'Which size?');
    await ana.says('300 × 520');
    await ana.edits(ana.own(), '300 × 250');
    expect(await lastCopy(1001)).toBe('✏️ Ana\nCorrected a message. It now says:\n300 × 250');
    expect(await situations()).toEqual(['open']);
  });

  test('twice in a row is told twice, the last words last', async () => {
    await files(house, ana);
    await ana.says('our colour is bleu');
    const remark = ana.own();
    await ana.edits(remark, 'our colour is blu');
    await ana.edits(remark, 'our colour is blue');
    expect(await lastCopy(1001)).toContain('our colour is blue');
  });

  test('that concerned nothing is passed over in silence', async () => {
    await ana.says('hi');
    expect(await ana.edits(ana.own(), 'hello')).toEqual([]);
  });
});
