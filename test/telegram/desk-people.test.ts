// Who may act at the desk: the claim, joining, strangers, anonymous admins; and the commands of those who may.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, files, only, openTelegram, openUnclaimed, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
afterEach(() => house.close());

describe('who is not on the desk', () => {
  beforeEach(async () => {
    house = await openTelegram();
    await files(house, house.client());
    house.desk.news();
  });
  const stranger = () => house.api.user({ id: 666, first_name: 'Mallory' });
  const untouched = async () => expect(await house.rows('SELECT 1 FROM event')).toHaveLength(1);

  test('is refused with a sentence when pressing a button', async () => {
    const press = await house.desk.presses(1001, 'Take it', stranger());
    expect(press.answer).toEqual({ text: "You're not on this desk yet. Type /join, and a manager can let you in.", show_alert: true });
    await untouched();
  });

  test.each(['/take', '/r hello', '/note hm', '/queue', '/mine', '/help', '/nonsense'])(
    'is refused with a sentence when typing %s',
    async (command) => {
      const message = await house.desk.writes(1001, command, stranger());
      const [told, ...more] = house.desk.news();
      expect(wordsOf(told)).toBe("You're not on this desk yet. Type /join, and a manager can let you in.");
      expect(told?.replyToMessageId).toBe(message.message_id);
      expect(more).toEqual([]);
      await untouched();
    },
  );

  test('may reply to a copy without anything reaching the client', async () => {
    const ana = house.client();
    const message = await house.desk.replies(await house.desk.copy(1001), 'I am from the team, send me your card number', stranger());
    expect(ana.news().filter((one) => wordsOf(one).includes('card number'))).toEqual([]);
    expect(message.reactions).toEqual([]);
    await untouched();
  });

  test('and is the group itself, an anonymous admin, is refused with a sentence', async () => {
    for (const text of ['/take', '/r hello', '/claim ABC', '/join', '/queue']) {
      house.desk.group.writeAnonymous(text, { topic: await house.desk.thread(1001) });
      await house.settle();
      expect(only(house.desk.news())).toContain("You're writing as an anonymous administrator, so I can't tell who you are.");
    }
    await untouched();
  });

  test('presses a client’s button from the client’s chat: only their own tickets are theirs', async () => {
    const eva = house.client({ id: 777, first_name: 'Eva' });
    await eva.says('/start');
    const ana = house.client();
    ana.news();
    const replies = await eva.pressesAnyway(eva.last(), 'k:1001');
    expect(only(replies)).toContain('That button has expired.');
    expect(ana.news()).toEqual([]);
    await untouched();
  });

  test('a client cannot act for the desk by typing its commands', async () => {
    const ana = house.client();
    for (const text of ['/take 1001', '/r 1001 hello', '/conclude 1001 done']) await ana.says(text);
    expect(await house.place(1001)).toEqual({ stage: 'triage', situation: 'open' });
    const types = (await house.rows("SELECT body->>'$.type' AS type FROM event")).map((row) => row.type);
    expect(new Set(types)).toEqual(new Set(['opened', 'commented']));
  });
});

describe('/claim', () => {
  beforeEach(async () => {
    house = await openUnclaimed();
  });

  test('with the code makes the group the desk and its writer the manager', async () => {
    house.desk.group.write(house.desk.manager, `/claim ${house.house.claimCode()}`);
    await house.settle();
    expect(only(house.desk.news())).toMatch(/^This is the desk now\. Welcome, Bruno!\nEach request gets a topic here/);
    expect(house.house.claimCode()).toBeNull();
    await house.desk.writes(null, '/mine');
    expect(only(house.desk.news())).toBe('None are yours\nNothing to do. Enjoy the quiet.');
  });

  test('takes the code in small letters, with spaces around, named to the bot', async () => {
    house.desk.group.write(house.desk.manager, `/claim@loopback_bot  ${house.house.claimCode()?.toLowerCase()}  `);
    await house.settle();
    expect(only(house.desk.news())).toContain('This is the desk now.');
  });

  test.each(['/claim WRONGONE', '/claim'])('with a wrong code (%s) is refused with a sentence', async (text) => {
    house.desk.group.write(house.desk.manager, text);
    await house.settle();
    expect(only(house.desk.news())).toBe("That's not the code. It's printed where Alur was started.");
    expect(house.house.claimCode()).not.toBeNull();
  });

  test('in a private chat is refused with a sentence', async () => {
    const ana = house.client();
    expect(only(await ana.says(`/claim ${house.house.claimCode()}`))).toContain("Write it in your team's group");
    expect(house.house.claimCode()).not.toBeNull();
  });

  test('a second time is refused with a sentence, wherever it is written', async () => {
    const code = house.house.claimCode();
    await house.claim();
    const eva = house.api.user({ id: 502, first_name: 'Eva' });
    await house.desk.writes(null, `/claim ${code}`, eva);
    expect(only(house.desk.news())).toBe('This desk has its manager already. Type /join, and they can let you in.');
    const other = house.api.group({ id: -1002, title: 'Elsewhere', is_forum: true, members: [eva] });
    other.write(eva, `/claim ${code}`);
    await house.settle();
    expect(wordsOf(other.chat.last())).toBe('This desk has its manager already. Type /join, and they can let you in.');
    expect((await house.rows("SELECT address FROM staff WHERE role = 'manager'")).map((row) => row.address)).toEqual(['telegram:501']);
  });

  test('speaks the language of who claimed', async () => {
    const rui = house.api.user({ id: 503, first_name: 'Rui', language_code: 'pt-br' });
    house.desk.group.write(rui, `/claim ${house.house.claimCode()}`);
    await house.settle();
    expect(only(house.desk.news())).toContain('Esta é a mesa agora. Que bom ter você aqui, Rui!');
    await files(house, house.client());
    expect((await house.desk.card(1001)).buttons).toEqual(['Assumir', 'Cancelar']);
  });
});

describe('/join', () => {
  beforeEach(async () => {
    house = await openTelegram();
  });
  const eva = () => house.api.user({ id: 502, first_name: 'Eva' });
  const asked = async () => {
    await house.desk.writes(null, '/join', eva());
    const message = house.desk.group.chat.last();
    if (!message) throw new Error('the desk was not asked');
    return message;
  };

  test('asks the managers, and one of them lets the colleague in', async () => {
    const message = await asked();
    expect(wordsOf(message)).toBe('Eva would like to join this desk. A manager can let them in:');
    expect(message.buttons).toEqual(['As analyst', 'As lead', 'As manager']);
    house.desk.news();
    const press = await house.desk.presses(message, 'As analyst');
    expect(press.answer).toEqual({});
    expect(only(house.desk.news())).toBe('Eva is on the desk now, as analyst. Welcome!');
    await files(house, house.client());
    expect((await house.desk.presses(1001, 'Take it', eva())).answer).toEqual({});
    expect(wordsOf(await house.desk.card(1001))).toContain('Analyst: Eva');
  });

  test('gives nothing until then', async () => {
    await asked();
    house.desk.news();
    await house.desk.writes(null, '/queue', eva());
    expect(only(house.desk.news())).toContain("You're not on this desk yet.");
  });

  test('is granted by managers only', async () => {
    const message = await asked();
    const bySelf = await house.desk.presses(message, 'As manager', eva());
    expect(bySelf.answer?.text).toContain("You're not on this desk yet.");
    await house.desk.presses(message, 'As analyst');
    const max = house.api.user({ id: 504, first_name: 'Max' });
    await house.desk.writes(null, '/join', max);
    const second = house.desk.group.chat.last();
    if (!second) throw new Error('the desk was not asked');
    const byAnalyst = await house.desk.presses(second, 'As manager', eva());
    expect(byAnalyst.answer).toEqual({ text: 'Only a manager may do that: Bruno.', show_alert: true });
    expect((await house.rows("SELECT address FROM staff WHERE role = 'manager'")).map((row) => row.address)).toEqual(['telegram:501']);
  });

  test('is told to who is there already, and where to write it to who is not in the group', async () => {
    house.desk.news();
    await house.desk.writes(null, '/join');
    expect(only(house.desk.news())).toBe("You're on this desk already, as manager.");
    expect(only(await house.client().says('/join'))).toBe("Type it in the team's desk group.");
  });

  test('pressed for somebody who never asked is refused', async () => {
    const message = await asked();
    const press = await house.desk.pressesAnyway(message, 'let:manager:telegram:999');
    expect(press.answer?.text).toBe('That request is no longer there. Ask them to type /join again.');
  });
});

describe('commands', () => {
  let ana: Client;
  beforeEach(async () => {
    house = await openTelegram();
    ana = house.client();
    await files(house, ana);
    await files(house, ana, 'logo');
    house.desk.news();
  });
  const says = async (topic: number | null, text: string): Promise<string> => {
    await house.desk.writes(topic, text);
    return only(house.desk.news());
  };

  test('/queue lists all open tickets, /mine one’s own', async () => {
    await house.desk.presses(1002, 'Take it');
    await house.desk.writes(1002, '/plan');
    await house.desk.writes(1002, '/promise 28/11');
    house.desk.news();
    expect(await says(null, '/queue')).toBe(
      [
        '2 tickets in the queue',
        '#1001 · Banner · Ana · Triage · open · nobody yet\n  waits since today',
        '#1002 · Logo file · Ana · Planning · open · Bruno\n  waits since today',
      ].join('\n'),
    );
    expect(await says(1001, '/mine')).toBe('One ticket is yours\n#1002 · Logo file · Ana · Planning · open · Bruno\n  waits since today');
  });

  test('/help says what can be done', async () => expect(await says(null, '/help')).toMatch(/^At this desk\n/));

  test('an unknown one is answered with what to do', async () =>
    expect(await says(1001, '/dance')).toBe("I don't know “dance”. Type /help to see what I do know."));

  test('one without its ticket is asked which', async () =>
    expect(await says(null, '/take')).toBe("Which ticket? Write it in the ticket's topic, or with its number: /take 1024"));

  test('one with a number no ticket has is told so', async () => expect(await says(null, '/take 4711')).toBe("There's no ticket #4711."));

  test('/take 1001 in General takes it', async () => {
    await house.desk.writes(null, '/take 1001');
    expect(await house.place(1001)).toEqual({ stage: 'analysis', situation: 'open' });
  });

  test('one with #1001 in the topic of another ticket is about 1001', async () => {
    await house.desk.writes(1002, '/take #1001');
    expect([await house.place(1001), await house.place(1002)].map(({ stage }) => stage)).toEqual(['analysis', 'triage']);
  });

  test('that is not possible now is refused with a reply that names what is', async () => {
    expect(await says(1001, '/produce')).toBe(
      "“Start production” isn't possible for #1001 now (Triage · open). Possible: “Take it”, “Cancel”.",
    );
  });

  test.each(['/promise tomorrowish', '/promise 31/02', '/promise 2020-01-01'])('%s is no day to promise', async (text) => {
    await house.desk.presses(1001, 'Take it');
    await house.desk.presses(1001, 'To planning');
    house.desk.news();
    expect(await says(1001, text)).toMatch(/is no day I can read|has already passed\. Promise a day from today on/);
    expect((await house.desk.card(1001)).buttons).not.toContain('Start production');
  });

  test('of another bot are left to it', async () => {
    await house.desk.writes(1001, '/take@other_bot');
    expect(house.desk.news()).toEqual([]);
    expect(await house.place(1001)).toEqual({ stage: 'triage', situation: 'open' });
  });

  test('/card shows the card anew', async () => {
    await house.desk.writes(1001, '/card');
    expect(wordsOf(await house.desk.card(1001))).toContain('#1001 · Banner');
  });

  test('a ticket that is cancelled and taken up by a reply to the question why', async () => {
    const reply = await house.desk.tells(1001, 'Cancel', 'we have one already');
    expect(reply.reactions).toEqual(['👍']);
    expect(wordsOf(ana.last())).toContain('This request was cancelled: we have one already');
  });
});
