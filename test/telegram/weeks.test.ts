// Over Telegram: a question that is not answered, a day that slips, a delivery, a rating by its buttons and the question some days later.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, files, only, openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';
import { momentAt } from '../support/time.ts';

let house: TelegramHouse;
let ana: Client;
const at = (wall: string) => momentAt(`2026-${wall}`);
const saidIn = (language: string) => {
  ana = house.client({ language_code: language });
  return files(house, ana);
};

/** The heartbeat from timer to timer; resolves with what the client got. */
async function passTo(until: number): Promise<string[]> {
  for (let beats = 0; beats < 100; beats++) {
    const [row] = await house.rows('SELECT min(due_at) AS due FROM timer WHERE due_at <= ?1', until);
    if (typeof row?.due !== 'number') break;
    house.clock.set(Math.max(row.due, house.clock.now()));
    await house.house.tick();
    await house.settle(1000);
  }
  house.clock.set(Math.max(until, house.clock.now()));
  return ana.news().map(wordsOf);
}

beforeEach(async () => {
  house = await openTelegram();
});
afterEach(() => house.close());

test('six weeks of a ticket, with buttons', async () => {
  const number = await saidIn('en');
  await house.desk.presses(number, 'Take it');
  await house.desk.tells(number, 'Ask client', 'Which red?');
  ana.news();
  expect((await passTo(at('12-02 10:00'))).map((text) => text.split('\n')[1])).toEqual([
    'Bruno is still waiting for your answer:',
    'We still need your answer to go on:',
    "We haven't heard from you, so this request is closed for now. Whenever you're ready, just write here: one message opens it again, with everything in it.",
  ]);
  expect(await house.place(number)).toEqual({ stage: 'analysis', situation: 'cancelled' });

  expect(only(await ana.says('the dark one'))).toContain('Your request is open again, and the team has your message.');
  await house.desk.presses(number, 'To planning');
  await house.desk.writes(number, '/promise 4/12');
  await house.desk.presses(number, 'Start production');
  ana.news();
  house.desk.news();
  expect(await passTo(at('12-05 10:00'))).toEqual([]);
  const late = house.desk.group.chat.messages.filter((message) => wordsOf(message).includes('and late.'));
  expect(late.map((message) => message.message_thread_id === undefined).toSorted()).toEqual([false, true]); // its topic, and the desk at large

  await house.desk.writes(number, '/finish');
  await house.desk.tells(number, 'Deliver', 'https://example.com/banner');
  await ana.presses('Approve');
  const [asked] = await passTo(at('12-07 12:00'));
  expect(asked).toBe('#1001 · Banner\nHow did we do, from one to five stars? Feel free to add a word.');
  expect(ana.last().buttons).toEqual(['⭐ Bad', '⭐⭐ Not great', '⭐⭐⭐ Okay', '⭐⭐⭐⭐ Good', '⭐⭐⭐⭐⭐ Great']);
  const stars = ana.last();
  const [low] = await ana.presses('⭐⭐ Not great');
  expect(wordsOf(low)).toContain('What could we have done better?');
  expect(low?.buttons).toEqual(['Open it again']);
  await ana.says('it came a day late');
  const heard = house.desk.group.chat.messages.map(wordsOf).filter((text) => text.includes('it came a day late'));
  expect(heard.toSorted()).toEqual([
    '2 stars of 5 from Ana for #1001 · Banner (Bruno): it came a day late\n👉 Bruno',
    '⭐⭐ Ana\n2 stars of 5. it came a day late',
  ]);
  expect(wordsOf((await ana.presses('⭐⭐⭐⭐ Good', stars)).at(-1))).toContain('Thank you!'); // a change of mind
  expect((await passTo(at('12-31 12:00'))).map((text) => text.split('\n')[1])).toEqual([
    "It's been a few days: is everything going well with this one?",
  ]);
  expect(ana.last().buttons).toEqual(['All is well', "There's a problem"]);
  const [problem] = await ana.presses("There's a problem");
  expect(problem?.buttons).toEqual(['Open it again', 'Something new']);
  await ana.presses('Open it again');
  expect(await house.place(number)).toEqual({ stage: 'delivery', situation: 'open' });
  expect(house.logged).toEqual([]);
});

describe('em português', () => {
  test('a avaliação, por palavras', async () => {
    const number = await saidIn('pt-br');
    await house.desk.presses(number, 'Take it');
    await house.desk.tells(number, 'Answer and close', 'https://example.com/banner');
    ana.news();
    expect(await passTo(at('11-23 14:00'))).toEqual([
      '#1001 · Banner\nComo nos saímos, de uma a cinco estrelas? Se quiser, deixe também um comentário.',
    ]);
    expect(only(await ana.says('ótimo!'))).toContain('Obrigado!');
    const [row] = await house.rows("SELECT body->>'$.rating.stars' AS stars FROM ticket");
    expect(row?.stars).toBe(5);
  });
});
