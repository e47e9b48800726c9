// One client with two chats: joined by a code, all is shown in either; parted again, each has what was theirs. On a real file.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFile } from '../../db/file.ts';
import { StoreError } from '../../db/store.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { atDesk, eraseMe, findWords, type Speaker, speaker, tables } from '../support/my-data.ts';
import { belongings, codeOf, said } from '../support/persons.ts';

let house: TestHouse;
let ana: Speaker;
let souza: Speaker;
let desk: string[];
beforeEach(async () => {
  house = await openTestHouse();
  meet();
});
afterEach(() => house.close());

function meet(): void {
  ana = speaker(house, 'ana', 'Ana');
  souza = speaker(house, 'two', 'Ana Souza');
  desk = [];
  house.web.listen('web:desk', ({ body }) => {
    if (body.type === 'text') desk.push([body.text, ...(body.choices ?? []).map(({ data }) => `<${data}>`)].join('\n'));
  });
}

const files = async (says: Speaker, service: 'banner' | 'logo') => {
  for (const text of service === 'banner' ? ['banner', 'The fair', '2', 'half price', 'skip', 'yes'] : ['logo', '1', 'skip', 'yes'])
    await says(text);
};
const join = async () => souza(codeOf(await ana('link my chats')));
const press = (data: string) => house.post({ as: 'bruno', name: 'Bruno', desk: true, choice: data });

describe('by a code', () => {
  beforeEach(async () => {
    await files(ana, 'banner');
    await files(souza, 'logo');
  });

  test('“status” shows all in either chat, and what is told goes to the chat they wrote in last, once', async () => {
    expect(await souza('status')).not.toContain('#1001');
    expect(await join()).toContain('2 requests of yours are open');
    expect(await souza('status')).toMatch(/#1001[\s\S]*#1002/);
    expect(await ana('status')).toMatch(/#1001[\s\S]*#1002/);
    expect(desk.join('\n')).toMatch(/Ana \(web chat\) and Ana Souza \(web chat\) are one person now/);
    await atDesk(house, '/r #1002 On it');
    const lanes = await house.store.read({
      sql: "SELECT address FROM outbox WHERE body->>'$.body.text' GLOB '*On it*' AND address GLOB 'web:*' AND address <> 'web:desk'",
      args: [],
    });
    expect(lanes.map(({ address }) => address)).toEqual(['web:ana']);
    await souza('thanks');
    for (const text of ['/take #1001', '/ask #1001 Which size?']) await atDesk(house, text);
    expect(await souza('The large one')).toContain('#1001');
  });

  test('both chats are told, the other one how to undo it', async () => {
    const heard: string[] = [];
    const code = codeOf(await ana('link my chats'));
    house.web.listen('web:ana', ({ body }) => void heard.push(body.type === 'text' ? body.text : ''));
    await souza(code);
    expect(heard.join()).toContain('This chat is joined with another one now (web chat)');
  });

  test('/split gives everything back: nothing that was said is lost, and what was filed since stays with its chat', async () => {
    const before = await belongings(house);
    const words = await said(house);
    await join();
    await atDesk(house, '/split #1001');
    expect(desk.at(-1)).toContain('<split:1001:1>');
    await press('split:1001:1');
    expect(desk.join('\n')).toMatch(/Bruno parted Ana Souza \(web chat\) from Ana/);
    expect(await belongings(house)).toEqual(before);
    const after = await said(house);
    expect(after.inbox.slice(0, words.inbox.length)).toEqual(words.inbox);
    const rows = new Map(after.outbox.map((row) => [row.id, row]));
    expect(words.outbox.map(({ id }) => rows.get(id))).toEqual(words.outbox);
    expect(await ana('status')).not.toContain('#1002');
    expect(await souza('status')).not.toContain('#1001');
  });

  test('a request filed while they were one belongs to the chat that it was filed from', async () => {
    await join();
    await souza('new');
    await files(souza, 'logo');
    await ana('new');
    await files(ana, 'logo');
    expect(await ana('status')).toMatch(/#1001[\s\S]*#1002[\s\S]*#1003[\s\S]*#1004/);
    await press('split:1001:1');
    const mine = await souza('status');
    expect([1001, 1002, 1003, 1004].filter((number) => mine.includes(`#${number}`))).toEqual([1002, 1003]);
  });

  test('a code is good once, for a quarter of an hour, and kept as a hash only', async () => {
    const code = codeOf(await ana('link my chats'));
    const { join_code: kept = [] } = await tables(house);
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(code);
    house.clock.advance(15 * 60_000);
    await souza('link my chats');
    expect(await souza(code)).toContain("isn't good, or not any more");
    const next = codeOf(await ana('link my chats'));
    expect(await ana(next)).toContain('from your other chat');
    expect(await souza(next)).toContain('belong together now');
    expect(await speaker(house, 'mallory', 'M')(next)).not.toContain('belong together');
  });

  test('after five wrong ones the right one is none either, with the same answer', async () => {
    const code = codeOf(await ana('link my chats'));
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await souza(`link my chats ${wrong}`));
    answers.push(await souza(`link my chats ${code}`));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("isn't good");
    house.clock.advance(3_600_001);
    expect(await souza(codeOf(await ana('link my chats')))).toContain('belong together now');
  });

  test('a number of six digits that nobody asked for is what it was', async () => {
    await ana('link my chats');
    expect(await souza('555123')).toContain('#1002');
    expect((await house.store.read({ sql: "SELECT 1 FROM event WHERE ticket = 't:1002' AND body LIKE '%555123%'", args: [] })).length).toBe(
      1,
    );
  });

  test('the reminder of a draft comes to the chat that it stands in', async () => {
    await join();
    await souza('new');
    await souza('banner');
    await ana('status');
    house.clock.advance(86_400_000);
    await house.tick();
    await house.settle();
    const [row] = await house.store.read({
      sql: "SELECT address FROM outbox WHERE id LIKE 'timer:%' AND address LIKE 'web:%' AND body LIKE '%anner%' ORDER BY seq DESC",
      args: [],
    });
    expect(row?.address).toBe('web:two');
  });

  test('a kill before the commit joins nothing; the same message, brought again, joins all', async () => {
    await house.close();
    let isDead = false;
    const store = await openFile(`${house.folder}-killed.db`);
    const mortal = {
      ...store,
      write: (statements: Parameters<typeof store.write>[0]) =>
        isDead ? Promise.reject(new StoreError('refused', 'The process is gone.', undefined)) : store.write(statements),
    };
    house = await openTestHouse({ store: mortal });
    meet();
    await files(ana, 'banner');
    await files(souza, 'logo');
    const code = codeOf(await ana('link my chats'));
    const before = await tables(house);
    isDead = true;
    const message = { id: 'the-code', as: 'two', name: 'Ana Souza', text: code };
    await expect(house.post(message)).rejects.toThrow('The process is gone.');
    expect(await tables(house)).toEqual(before);
    isDead = false;
    await house.post(message);
    await house.post(message);
    expect(await ana('status')).toMatch(/#1001[\s\S]*#1002/);
    expect((await tables(house)).person).toHaveLength(1);
  });
});

describe('by the team', () => {
  test('a lead sees whom, and presses; also a client who only ever called', async () => {
    await files(ana, 'banner');
    await atDesk(house, '/new logo Ana S. +55 11 90000-0077\nA logo, please');
    const before = await belongings(house);
    await atDesk(house, '/join 1001 1002');
    expect(desk.at(-1)).toContain('Ana (web chat) · 1 request\nAna S. (no chat) · 1 request');
    expect(desk.at(-1)).not.toContain('90000');
    await press('unite:1001:1002:yes');
    expect(await ana('status')).toMatch(/#1001[\s\S]*#1002/);
    await press('unite:1001:1002:yes');
    expect((await tables(house)).person).toHaveLength(1);
    await press('split:1002:all');
    const after = await belongings(house);
    expect({ ...after, conversation: [] }).toEqual({ ...before, conversation: [] });
  });
});

describe('who was joined', () => {
  beforeEach(async () => {
    await files(ana, 'banner');
    await files(souza, 'logo');
    await join();
  });

  test('gets everything of both in one file', async () => {
    let page = '';
    house.web.listen('web:ana', async ({ body }) => {
      const file = body.type === 'text' ? body.files?.[0] : undefined;
      if (file) page = new TextDecoder().decode((await house.openFile(file)) ?? new Uint8Array());
    });
    await ana('my data');
    await new Promise((resolve) => setImmediate(resolve));
    const data = JSON.parse(/<script type="application\/json" id="my-data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? 'null');
    expect(data.person.addresses.toSorted()).toEqual(['web:ana', 'web:two']);
    expect(data.requests).toHaveLength(2);
  });

  test('is erased in all chats', async () => {
    expect(await eraseMe(ana)).toContain('Your 2 open requests are cancelled');
    await house.tick();
    expect(await findWords(house, ['Souza', 'half price'])).toEqual([]);
    const { address, conversation, join_code: codes } = await tables(house);
    expect([address, conversation, codes]).toEqual([[], [], []]);
    expect(await souza('status')).toContain('You have no requests with us yet.');
  });
});
