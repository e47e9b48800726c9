// A request that came by phone, entered at the desk; and the morning's digest, by the team's clock across a change of summer time.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseHours } from '../../flows/hours-written.ts';
import { testClock } from '../support/clock.ts';
import { files, only, openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
afterEach(() => house.close());
const last = () => house.desk.group.chat.last() ?? expect.fail('the desk is silent');
const topicOf = async (number: number) => (await house.desk.topic(number)).map(wordsOf);

describe('/new', () => {
  beforeEach(async () => {
    house = await openTelegram();
    house.desk.news();
  });

  test('walks by buttons and replies; what the client would hear is told to the team, who has to call', async () => {
    await house.desk.writes(null, '/new');
    expect(wordsOf(last())).toBe('Which service do they need?');
    await house.desk.presses(last(), /Banner/);
    expect(wordsOf(last())).toContain('For whom is it?');
    await house.desk.replies(last(), 'Carla Souza, +55 11 90000-0001');
    expect(wordsOf(last())).toBe(
      [
        "What does Carla Souza need? Reply in one message, the files with it; what you don't know, leave out:",
        '1. What for',
        '2. Where: On the website, On social media, In an e-mail, In print',
        '3. Words on it',
        '4. Material',
      ].join('\n'),
    );
    house.desk.news();
    await house.desk.replies(last(), 'A banner for the fair,\nby Friday.');
    expect(house.desk.news().map(wordsOf)).toContain('Filed as #1001 for Carla Souza.');
    expect(await house.place(1001)).toEqual({ stage: 'triage', situation: 'open' });
    const card = wordsOf(await house.desk.card(1001));
    expect(card).toContain('Client: Carla Souza\nPhone: +5511900000001');
    expect(card).toContain('Told Bruno: A banner for the fair,\nby Friday.');
    expect((await topicOf(1001)).at(-1)).toContain('📞 Carla Souza has no chat with us. Please tell them (+5511900000001):\nThank you');
    const [row] = await house.rows("SELECT body->>'$.by.type' AS type, body->>'$.by.name' AS name FROM event WHERE ticket = 't:1001'");
    expect(row).toMatchObject({ type: 'staff', name: 'Bruno' });
    await house.desk.writes(1001, '/take');
    await house.desk.writes(1001, '/r see you on Friday');
    expect((await topicOf(1001)).at(-1)).toBe(
      '📞 Carla Souza has no chat with us. Please tell them (+5511900000001):\nBruno: see you on Friday',
    );
    expect(await house.rows("SELECT address FROM outbox WHERE address LIKE 'none:%'")).toEqual([]);
    house.desk.news();
    await house.desk.writes(null, '/new banner Carla +55 11 90000 0001\nAnother one');
    expect(await house.rows('SELECT DISTINCT person FROM ticket')).toHaveLength(1);
    expect(house.logged).toEqual([]);
  });

  test('the answers by their numbers are the brief that the client would have given', async () => {
    await house.desk.writes(null, '/new banner Carla Souza\nShe sounded pressed\n1. The fair\nin May\n2) print\n3: Half price');
    const card = wordsOf(await house.desk.card(1001));
    expect(card).toContain('What for: The fair\nin May\nWhere: In print\nWords on it: Half price\nTold Bruno: She sounded pressed');
    await house.desk.writes(null, '/new question Rui\n7. is no answer of ours');
    expect(wordsOf(await house.desk.card(1002))).toContain('Told Bruno: 7. is no answer of ours');
  });

  test('whoever asks is of the house or from outside, on the card of each request of theirs', async () => {
    await house.desk.writes(null, '/new banner Carla Souza\nOne');
    await house.desk.writes(1001, '/requester');
    const asked = (await house.desk.topic(1001)).at(-1) ?? expect.fail('nothing was asked');
    expect(wordsOf(asked)).toContain('Is Carla Souza one of us, or from outside?');
    await house.desk.presses(asked, /^internal$/);
    expect(wordsOf(await house.desk.card(1001))).toContain('Client: Carla Souza · internal\n');
    await house.desk.writes(1001, '/requester interno Sales & Trade');
    expect(wordsOf(await house.desk.card(1001))).toContain('Client: Carla Souza · internal · Sales & Trade\n');
    await house.desk.writes(null, '/new banner #1001\nAnother');
    expect(wordsOf(await house.desk.card(1002))).toContain('Client: Carla Souza · internal · Sales & Trade\n');
    await house.desk.writes(null, '/who #1001');
    expect(wordsOf(last())).toContain('internal · Sales & Trade');
  });

  test('the clock minds it like any other: it is late, the client is reminded by the team', async () => {
    await house.desk.writes(null, '/new banner Carla Souza\nA banner');
    const timers = await house.rows("SELECT key FROM timer WHERE due_at IS NOT NULL AND key LIKE '%1001%'");
    expect(timers.length).toBeGreaterThan(0);
    for (let day = 0; day < 3; day++) {
      house.clock.advance(86_400_000);
      await house.house.tick();
      await house.settle(0);
    }
    expect((await house.rows("SELECT 1 FROM event WHERE ticket = 't:1001' AND body->>'$.type' = 'slipped'")).length).toBeGreaterThan(0);
    await house.desk.writes(1001, '/take');
    await house.desk.writes(1001, '/ask Which size?');
    house.desk.news();
    for (let day = 0; day < 2; day++) {
      house.clock.advance(86_400_000);
      await house.house.tick();
      await house.settle(0);
    }
    expect(house.desk.news().map(wordsOf).join('\n')).toContain('📞 Carla Souza has no chat with us. Please tell them:\n');
    expect(house.logged).toEqual([]);
  });

  test('for a client who has a chat tells them there, and gets their files', async () => {
    const ana = house.client();
    const number = await files(house, ana);
    await house.desk.writes(null, `/new banner #${number}\nShe called: one more, in blue`);
    expect(only(ana.news())).toMatch(
      new RegExp(`^#${number + 1} · Banner\nThank you, it's with the team! Your number is ${number + 1}, and you'll hear from a person`),
    );
    await house.desk.writes(number + 1, '/take');
    expect(await house.rows(`SELECT 1 FROM timer WHERE due_at IS NOT NULL AND key LIKE '%${number + 1}%'`)).not.toEqual([]);
    expect(only(ana.news())).toContain('Bruno is looking into it');
    await house.desk.writes(null, '/new banner #4711\nwords');
    expect(wordsOf(last())).toBe("There's no ticket #4711.");
  });
});

describe('the digest', () => {
  const hour = 3_600_000;
  /** Half past eight of the wall clock in New York: 12:30 UTC in summer, 13:30 in winter. */
  async function open(at: number): Promise<void> {
    house = await openTelegram({
      clock: testClock(at),
      house: { hours: parseHours('America/New_York'), digestAt: '08:30' },
    });
    house.desk.news();
  }
  async function at(moment: number): Promise<string[]> {
    house.clock.set(moment);
    await house.house.tick();
    await house.settle(0);
    return house.desk.news().flatMap((one) => (/^(Good morning|Last week)/.test(wordsOf(one)) ? [wordsOf(one)] : []));
  }

  test('comes at 08:30 of the wall clock before and after the change, once a day, on working days only', async () => {
    await open(Date.UTC(2026, 9, 30, 12));
    const ana = house.client();
    const number = await files(house, ana);
    house.desk.news();
    expect(await at(Date.UTC(2026, 9, 30, 12, 29))).toEqual([]);
    const [friday, ...more] = await at(Date.UTC(2026, 9, 30, 12, 30));
    expect(more).toEqual([]);
    expect(friday).toBe(`Good morning! This is today\n🆕 New\n• #${number} · Banner · Ana · nobody yet`);
    expect(await at(Date.UTC(2026, 9, 30, 12, 31))).toEqual([]);
    for (const day of [31, 32]) expect(await at(Date.UTC(2026, 9, day, 13, 30))).toEqual([]); // Saturday; Sunday, on which summer time ends
    expect(await at(Date.UTC(2026, 10, 2, 12, 30))).toEqual([]); // 07:30 of the wall clock
    const [monday, week] = await at(Date.UTC(2026, 10, 2, 13, 30));
    expect(monday).toContain(`🆕 New\n• #${number} · Banner · Ana · nobody yet`);
    expect(week).toBe('Last week\nOne opened\n0 done');
    const inbox = await house.rows("SELECT id FROM inbox WHERE id LIKE 'clock:%' ORDER BY id");
    expect(inbox.map(({ id }) => id)).toEqual(['clock:digest:2026-10-30', 'clock:digest:2026-11-01', 'clock:digest:2026-11-02', 'clock:digest:2026-10-31'].sort()); // biome-ignore format: one thought
  });

  test('comes once, whoever hands it in again, and late when the house was down at its hour', async () => {
    await open(Date.UTC(2026, 10, 23, 12));
    await files(house, house.client());
    house.desk.news();
    const noon = Date.UTC(2026, 10, 23, 15);
    expect(await at(noon)).toHaveLength(1);
    const chat = 'telegram:-1001234567890';
    await house.house.engine.take({ type: 'timer', id: 'clock:digest:2026-11-23', contact: 'telegram', chat, from: { address: chat, name: '' }, at: noon, key: 'digest', body: {} }); // biome-ignore format: one thought
    expect(await at(noon + hour)).toEqual([]);
  });

  test('says what is late, due, awaited too long, and who has how much', async () => {
    await open(Date.UTC(2026, 10, 23, 14));
    const ana = house.client();
    const [late, today, waits] = [await files(house, ana), await files(house, ana, 'logo'), await files(house, ana)];
    for (const one of [late, today, waits]) await house.desk.writes(one, '/take');
    for (const [one, day] of [[late, '26/11'], [today, '27/11']] as const) for (const text of ['/plan', `/due ${day}`]) await house.desk.writes(one, text); // biome-ignore format: one thought
    await house.desk.writes(waits, '/ask Which size?');
    house.desk.news();
    expect(await at(Date.UTC(2026, 10, 27, 13, 30))).toEqual([
      [
        'Good morning! This is today',
        `⚠️ Late\n• #${late} · Banner · Ana · Bruno\n`,
        `📅 Due today\n• #${today} · Logo file · Ana · Bruno\n`,
        `⏳ Awaiting the client for too long\n• #${waits} · Banner · Ana · Bruno\n`,
        'Bruno: 3 open, 1 late',
      ].join('\n'),
    ]);
  });

  test('is silence where there is nothing to say, and a sentence when it is asked for', async () => {
    await open(Date.UTC(2026, 10, 24, 12));
    expect(await at(Date.UTC(2026, 10, 24, 13, 30))).toEqual([]);
    await house.desk.writes(null, '/digest');
    expect(wordsOf(last())).toBe('Nothing is late, due today, waiting too long or new.');
  });
});
