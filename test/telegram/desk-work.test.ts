// The desk at work, over the loopback Bot API: the calendar, the steps to delivery, a hand-over, priorities, lists, people.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../loopback/bot-api/index.ts';
import { type Client, files, only, openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
let ana: Client;
let number: number;

beforeEach(async () => {
  house = await openTelegram();
  ana = house.client();
  number = await files(house, ana);
  house.desk.news();
});
afterEach(() => house.close());

const last = () => house.desk.group.chat.last() ?? expect.fail('the desk is silent');
/** The bot's words at the desk since it was last asked, cards left out. */
const news = async () => {
  const card = await house.desk.card(number);
  return house.desk.news().filter((one) => one.message_id !== card.message_id);
};
async function colleague(name: string, id: number, role = 'analyst'): Promise<Person> {
  const who = house.api.user({ id, first_name: name, language_code: 'en' });
  await house.desk.writes(null, '/join', who);
  await house.desk.presses(last(), `As ${role}`);
  house.desk.news();
  return who;
}
async function plan(): Promise<void> {
  await house.desk.writes(number, '/take');
  await house.desk.writes(number, '/plan');
  ana.news();
  house.desk.news();
}

describe('the calendar', () => {
  test('shows a month from today on, with what is over and what is free told apart, and turns its leaves in place', async () => {
    await plan();
    await house.desk.presses(number, 'Promise a day');
    const calendar = last();
    const rows = calendar.reply_markup?.inline_keyboard?.map((row) => row.map(({ text }) => text)) ?? [];
    expect(rows).toEqual([
      ['\u2800', 'November 2026', '›'],
      ['M', 'T', 'W', 'T', 'F', 'S', 'S'],
      ['23', '24', '25', '26', '27', '·28', '·29'],
      ['30', ...Array(6).fill('\u2800')],
    ]);
    await house.desk.presses(calendar, '›');
    expect(last().message_id).toBe(calendar.message_id);
    expect(calendar.buttons).toContain('December 2026');
    await house.desk.presses(calendar, '‹');
    expect(calendar.buttons).toContain('November 2026');
    expect((await house.desk.presses(calendar, 'November 2026')).answer).toEqual({});
    await house.desk.presses(calendar, '27');
    expect(only(ana.news())).toContain('It will be ready by Friday 27 November.');
  });

  test('a day promised is changed for a reason only, which the client reads', async () => {
    await plan();
    await house.desk.writes(number, '/due 27/11');
    ana.news();
    await house.desk.writes(number, '/due 27/11');
    expect(wordsOf(last())).toBe('Friday 27 November is the day promised already.');
    await house.desk.writes(number, '/due 30/11');
    expect(wordsOf(last())).toBe(
      'Friday 27 November was promised. Why does it become Monday 30 November? The client will read it. Reply to this message.',
    );
    expect(ana.news()).toEqual([]);
    const reply = await house.desk.replies(last(), 'the printer broke');
    expect(reply.reactions).toEqual(['👍']);
    expect(only(ana.news())).toContain('it will be ready by Monday 30 November. The reason: the printer broke');
    await house.desk.writes(number, '/promise 1/12 it rains');
    expect(only(ana.news())).toContain('Tuesday 1 December. The reason: it rains');
  });
});

describe('steps', () => {
  test('are begun and ticked off by buttons and words, and the last one brings the ticket to delivery by itself', async () => {
    await plan();
    await house.desk.writes(number, '/due 27/11');
    await house.desk.writes(number, '/produce');
    ana.news();
    await house.desk.presses(number, 'Steps');
    const list = last();
    const [first] = list.buttons;
    expect(list.buttons.filter((label) => label === '▶️')).toHaveLength(4);
    await house.desk.presses(list, '▶️');
    expect(last().message_id).toBe(list.message_id);
    expect(list.buttons[0]).toMatch(/^▶️ .* · Bruno$/);
    await house.desk.presses(list, list.buttons[0] ?? '');
    expect(list.buttons[0]).toBe(`${first?.replace('▫️', '✅')} · Bruno`);
    expect(wordsOf(await house.desk.card(number))).toContain(list.buttons[0]);
    for (const step of ['copy', 'design']) await house.desk.writes(number, `/step ${step}`);
    expect(await house.place(number)).toEqual({ stage: 'production', situation: 'open' });
    expect(ana.news()).toEqual([]);
    house.desk.news();
    await house.desk.writes(number, '/step approval');
    expect(await house.place(number)).toEqual({ stage: 'delivery', situation: 'open' });
    expect((await news()).map(wordsOf)).toEqual(['✅ All steps are done. It goes to Bruno for delivery.']);
    expect(only(ana.news())).toContain("We're giving it a final check");
    expect(await house.walk(number)).toEqual(['triage/open', 'analysis/open', 'planning/open', 'production/open', 'delivery/open']);
  });
});

describe('a hand-over', () => {
  test('keeps one named contact for the client, and the analyst may give away what is theirs', async () => {
    const carla = await colleague('Carla', 502);
    const eva = await colleague('Eva', 503);
    await house.desk.writes(number, '/take', carla);
    ana.news();
    await house.desk.writes(number, '/assign Eva', eva);
    expect(wordsOf(last())).toBe('Only a lead or a manager may do that: Bruno.');
    expect(ana.news()).toEqual([]);
    await house.desk.writes(number, '/assign', carla);
    const asked = last();
    expect([wordsOf(asked), asked.buttons]).toEqual([
      `#${number} · Banner\nWho takes it from here? The client will be told.`,
      ['Bruno', 'Eva'],
    ]);
    house.desk.news();
    await house.desk.presses(asked, 'Eva', carla);
    expect((await news()).map(wordsOf)).toEqual(['🤝 Carla hands this to Eva. The history, the files and the card stay here.']);
    expect(only(ana.news())).toBe(`#${number} · Banner\nEva takes over from Carla and is your contact from here on.`);
    expect(wordsOf(await house.desk.card(number))).toContain('Analyst: Eva');
    await house.desk.writes(number, '/assign Nobody', eva);
    expect(wordsOf(last())).toBe('“Nobody” is nobody of this desk (Bruno, Carla, Eva). For example: /assign Carla');
  });

  test('whoever joins the team or leaves it: roles, and never without a manager', async () => {
    const carla = await colleague('Carla', 502);
    await house.desk.writes(null, '/role Carla lead', carla);
    expect(wordsOf(last())).toBe('Only a manager may do that: Bruno.');
    await house.desk.writes(null, '/remove Bruno');
    expect(wordsOf(last())).toContain('Bruno is the only manager.');
    await house.desk.writes(null, '/role Bruno analyst');
    expect(wordsOf(last())).toContain('Bruno is the only manager.');
    await house.desk.writes(null, '/role Carla');
    await house.desk.presses(last(), 'manager');
    await house.desk.writes(number, '/take', carla);
    house.desk.news();
    await house.desk.writes(null, '/remove Carla');
    expect(only(house.desk.news())).toBe(`Carla is off the desk. These were theirs: #${number}. /assign gives them to somebody.`);
    await house.desk.writes(null, '/queue', carla);
    expect(only(house.desk.news())).toContain("You're not on this desk yet.");
  });
});

describe('lists', () => {
  test('/queue is in the order of what to do next, and says why', async () => {
    const second = await files(house, ana, 'logo');
    await house.desk.writes(number, '/priority low');
    await house.desk.writes(second, '/priority');
    expect(last().buttons).toEqual(['low', '● normal', 'high', 'urgent']);
    await house.desk.presses(last(), 'urgent');
    house.clock.advance(3 * 86_400_000);
    house.desk.news();
    await house.desk.writes(null, '/queue');
    expect(only(house.desk.news())).toBe(
      [
        '2 tickets in the queue',
        `#${second} · Logo file · Ana · Triage · open · nobody yet\n  urgent · waits 3 days`,
        `#${number} · Banner · Ana · Triage · open · nobody yet\n  low · waits 3 days`,
      ].join('\n'),
    );
  });

  test('/due without a ticket shows what is late, what is for today and for the next three working days', async () => {
    const second = await files(house, ana, 'logo');
    for (const [one, day] of [[number, '24/11'], [second, '27/11']] as const) for (const text of ['/take', '/plan', `/due ${day}`]) await house.desk.writes(one, text); // biome-ignore format: one thought
    house.clock.advance(2 * 86_400_000);
    house.desk.news();
    await house.desk.writes(null, '/due');
    const list = last();
    expect(wordsOf(list)).toBe(
      [
        '2 tickets are late or due soon',
        `⚠️ Late\n• #${number} · Banner · Ana · Planning · open · Bruno\n`,
        `Friday 27 November\n• #${second} · Logo file · Ana · Planning · open · Bruno`,
      ].join('\n'),
    );
    expect(list.buttons).toEqual([`#${number} · Banner`, `#${second} · Logo file`]);
    house.desk.news();
    await house.desk.presses(list, `#${second} · Logo file`);
    expect(house.desk.news().map(wordsOf).filter((text) => text.startsWith(`#${second} · Logo file`))).not.toEqual([]); // biome-ignore format: one thought
  });

  test('/find finds by words, client and number, open and closed', async () => {
    await house.desk.writes(number, '/cancel twice');
    const eva = house.client({ id: 222, first_name: 'Eva Souza' });
    const second = await files(house, eva);
    const find = async (words: string) => {
      house.desk.news();
      await house.desk.writes(null, `/find ${words}`);
      return last().buttons;
    };
    expect(await find('everything')).toEqual([`#${second} · Banner`, `#${number} · Banner`]);
    expect(await find('souza banner')).toEqual([`#${second} · Banner`]);
    expect(await find(`${number}`)).toEqual([`#${number} · Banner`]);
    expect(await find('zeppelin')).toEqual([]);
    expect(wordsOf(last())).toBe('Nothing found for “zeppelin”. Try other words, a client or a number. For example: /find Ana banner');
    await house.desk.writes(null, '/find');
    await house.desk.replies(last(), 'souza');
    expect(last().buttons).toEqual([`#${second} · Banner`]);
  });

  test('/who shows the team, one of it, and a client', async () => {
    await colleague('Carla', 502);
    await house.desk.writes(number, '/take');
    const who = async (text: string, topic: number | null = null) => {
      house.desk.news();
      await house.desk.writes(topic, text);
      return only(house.desk.news());
    };
    expect(await who('/who')).toBe('2 at this desk\nBruno · manager · one open ticket\nCarla · analyst · nothing open');
    expect(await who('/who bruno')).toBe(`Bruno · manager\n#${number} · Banner · Ana · Analysis · open`);
    const client = `Ana\nTelegram\n\n#${number} · Banner · Analysis · open`;
    expect(await who('/who ana')).toBe(client);
    expect(await who(`/who #${number}`)).toBe(client);
    expect(await who('/who', number)).toBe(client);
    expect(await who('/who Zoe')).toContain('I know nobody called “Zoe”.');
  });

  test('/stats counts, /help shows what one may', async () => {
    const carla = await colleague('Carla', 502);
    await house.desk.writes(number, '/take');
    await house.desk.writes(number, '/conclude here you are');
    house.desk.news();
    await house.desk.writes(null, '/stats');
    expect(wordsOf(last())).toBe(
      'The desk in numbers\nAnalysis: done 1\n\nThis week\nOne opened\nOne done\nFirst reply, median: 0 min of working time',
    );
    await house.desk.writes(null, '/help', carla);
    expect(wordsOf(last())).toContain('/queue – ');
    expect(wordsOf(last())).not.toContain('/remove');
    await house.desk.writes(null, '/help');
    expect(wordsOf(last())).toContain('/remove – take somebody off the desk');
  });
});

describe('standard replies', () => {
  test('are kept by a lead, listed, and sent in the client’s language with their places filled', async () => {
    await house.desk.writes(null, "/a save hours Hello {name}, we're open from nine to six. Yours is {number}, with {analyst}. {what}");
    expect(wordsOf(last())).toBe('Kept as “hours”: /a hours sends it.');
    await house.desk.writes(null, '/a save hours pt-BR Olá, {name}: das nove às seis.');
    await house.desk.writes(null, '/a save day It comes on {due}.');
    await house.desk.writes(number, '/a');
    expect(wordsOf(last())).toContain('day – It comes on {due}.\nhours – Hello {name}');
    await house.desk.presses(last(), 'hours');
    expect(only(ana.news())).toBe(
      `#${number} · Banner\nBruno: Hello Ana, we're open from nine to six. Yours is #${number}, with Bruno. {what}`,
    );
    await house.desk.writes(number, '/a day');
    expect(wordsOf(last())).toContain('names the day promised, and none is');
    await ana.says('language');
    await ana.says('português');
    await house.desk.writes(number, '/a hours');
    expect(wordsOf(ana.last())).toBe(`#${number} · Banner\nBruno: Olá, Ana: das nove às seis.`);
  });
});

describe('who hears of what', () => {
  test('is a table that a lead changes by buttons, and whoever should hear is named', async () => {
    const carla = await colleague('Carla', 502, 'lead');
    await house.desk.writes(null, '/hears', carla);
    const table = last();
    expect(wordsOf(table)).toContain('Late: lead\n');
    const row = table.buttons.indexOf('New request');
    expect(table.buttons.slice(row, row + 8)).toEqual([
      'New request',
      'analyst',
      'lead',
      'manager',
      'Late',
      'analyst',
      '✓ lead',
      'manager',
    ]);
    await house.desk.pressesAnyway(table, 'hears:new lead', carla);
    expect(last().message_id).toBe(table.message_id);
    expect(wordsOf(table)).toContain('New request: lead\n');
    const second = await files(house, ana, 'logo');
    expect((await house.desk.topic(second)).map(wordsOf).join('\n')).toContain('👉 Carla');
  });
});
