// Somebody is erased from a real house: none of their words is left in any table or file, what counts stays, and nobody else is touched.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFile } from '../../db/file.ts';
import { StoreError } from '../../db/store.ts';
import { readEvents } from '../../db/tickets.ts';
import { evolve } from '../../flows/evolve.ts';
import type { Ticket } from '../../flows/ticket.ts';
import { passesMs } from '../../src/erased.ts';
import { testClock } from '../support/clock.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { atDesk, codeIn, eraseMe, findWords, keptFiles, type Speaker, speaker, tables, upload } from '../support/my-data.ts';

let house: TestHouse;
let zeph: Speaker;
beforeEach(async () => {
  house = await openTestHouse();
  zeph = speaker(house, 'zq77', 'Zephyrina Quastle');
});
afterEach(() => house.close());

/** Unlike any word of the house's. */
const words = [
  'Zephyrina',
  'Quastle',
  'quarkberry',
  'zylophant',
  'grumblenote',
  'wobblereply',
  'flimflam',
  'snorkelfile',
  'vexbyte',
  'drizzledraft',
  'bamboozle',
];

/** A request with files, both sides' words, notes, lists that name the client; a delivered one, and one in the making. */
async function leaveTraces(): Promise<void> {
  for (const text of ['banner', 'The quarkberry fair', '2', `zylophant ${'z'.repeat(9000).slice(0, 7000)}`]) await zeph(text);
  await zeph('here', { files: [await upload(house, 'snorkelfile.txt', 'vexbyte vexbyte')] });
  expect(await zeph('yes')).toContain('Your number is 1001');
  const [topic] = await house.store.read({ sql: "SELECT thread FROM topic WHERE lane = 'desk:1001'", args: [] });
  const thread = String(topic?.thread);
  await atDesk(house, '/take #1001');
  await atDesk(house, 'They are a grumblenote', thread);
  await atDesk(house, '/r #1001 A wobblereply for you');
  await atDesk(house, '/find Zephyrina');
  await atDesk(house, '/who Zephyrina');
  await atDesk(house, '/queue');
  await atDesk(house, '/ask #1001 Which flimflam?');
  await zeph('flimflam it is');
  for (const text of ['new', 'logo', '1', 'skip', 'yes']) await zeph(text);
  for (const text of ['/take #1002', '/conclude #1002 Here, bamboozle']) await atDesk(house, text);
  await house.tick();
  for (const text of ['new', 'banner', 'drizzledraft']) await zeph(text);
}

test('no word, name or file of theirs is left, in no table and in no byte on the disk; after eight days not their address either', async () => {
  await leaveTraces();
  expect(await findWords(house, words)).not.toEqual([]);
  expect(await eraseMe(zeph)).toContain('Done: you are erased here. Your open request is cancelled.');
  await house.tick();
  expect(await findWords(house, words)).toEqual([]);
  expect(keptFiles(house)).toEqual([]);
  house.clock.advance(passesMs[1]);
  await house.tick();
  house.clock.advance(passesMs[2]);
  await house.tick();
  expect(await findWords(house, [...words, 'zq77'])).toEqual([]);
  expect((await tables(house)).erasure).toEqual([]);
});

test('what the desk never got to read goes too, though it was given up', async () => {
  for (const text of ['logo', '1', 'skip', 'yes']) await zeph(text);
  const body = JSON.stringify({ lane: 'desk', body: { type: 'text', text: 'Zephyrina Quastle waits' } });
  await house.store.write([
    { sql: "INSERT INTO outbox (id, address, body, state, at) VALUES ('lost#0', 'desk', ?1, 'parked', 0)", args: [body] },
  ]);
  expect(await eraseMe(zeph)).toContain('Done: you are erased here.');
  await house.tick();
  expect(await findWords(house, ['Zephyrina', 'Quastle'])).toEqual([]);
});

test('what counts stays: the tickets with their stages, times and stars, and they are what their events make of them', async () => {
  await leaveTraces();
  await eraseMe(zeph);
  const rows = await house.store.read({ sql: 'SELECT number, stage, situation, body FROM ticket ORDER BY number', args: [] });
  expect(rows.map(({ number, stage, situation }) => [number, stage, situation])).toEqual([
    [1001, 'analysis', 'cancelled'],
    [1002, 'analysis', 'done'],
  ]);
  for (const row of rows) {
    const ticket = JSON.parse(String(row.body)) as Ticket;
    const events = await readEvents(house.store, ticket.id);
    const folded = events.reduce<Ticket | null>((one, event) => evolve(one, event), null);
    expect({ ...folded, version: ticket.version }).toEqual(ticket);
    expect(ticket.analyst?.name).toBe('Bruno');
  }
});

test('the desk hears of it, with nobody’s name, and goes on working with what is left', async () => {
  await leaveTraces();
  const heard: string[] = [];
  house.web.listen('web:desk', ({ body }) => {
    if (body.type === 'text') heard.push(body.text);
  });
  await eraseMe(zeph);
  expect(heard).toEqual([
    expect.stringMatching(/The client of #1001, #1002 asked to be erased\. Done: .*, and the open request is cancelled/),
  ]);
  for (const text of ['/card #1001', '/reopen #1001', '/r #1001 hello', '/who #1001', '/erase #1001', '/find quarkberry'])
    await atDesk(house, text);
  expect(heard.join('\n')).not.toContain('Zephyrina');
  expect(heard.join('\n')).toContain('The client of #1001 is erased already.');
  const parked = await house.store.read({ sql: 'SELECT 1 FROM inbox WHERE parked IS NOT NULL', args: [] });
  expect(parked).toEqual([]);
});

test('who writes afterwards is somebody new, and stays when the rest is cleared up', async () => {
  await leaveTraces();
  const before = (await tables(house)).person?.map(({ id }) => id) ?? [];
  await eraseMe(zeph);
  expect(await zeph('hi')).toContain('Hi Zephyrina');
  expect(await zeph('status')).toContain('You have no requests with us yet.');
  for (const text of ['logo', '1', 'skip', 'yes']) await zeph(text);
  const after = (await tables(house)).person?.map(({ id }) => id) ?? [];
  expect(after).toHaveLength(before.length + 1);
  for (const ms of passesMs) {
    house.clock.advance(ms);
    await house.tick();
  }
  expect(await zeph('status')).toContain('#1003');
  const said = await house.store.read({ sql: "SELECT 1 FROM inbox WHERE chat = 'web:zq77' AND body->>'$.text' = 'logo'", args: [] });
  expect(said).toHaveLength(1);
});

test('a repeat of what they wrote before is still known as one', async () => {
  await zeph('hi');
  const message = { id: 'same', as: 'zq77', name: 'Zephyrina Quastle', text: 'banner' };
  await house.post(message);
  await eraseMe(zeph);
  await house.post(message);
  expect((await tables(house)).conversation).toEqual([]);
});

describe('a file that somebody else sent too', () => {
  test('stays for them, and goes with the last of them', async () => {
    const ana = speaker(house, 'ana', 'Ana');
    for (const says of [zeph, ana]) {
      for (const text of ['banner', 'Sale', '2', 'half']) await says(text);
      await says('', { files: [await upload(house, 'logo.txt', 'the same bytes')] });
      await says('yes');
    }
    expect(keptFiles(house)).toHaveLength(1);
    await eraseMe(zeph);
    await house.tick();
    expect(keptFiles(house)).toHaveLength(1);
    await eraseMe(ana);
    await house.tick();
    expect(keptFiles(house)).toEqual([]);
  });
});

describe('asked for by phone', () => {
  test('a manager erases the client of a ticket; the client gets a last message', async () => {
    await leaveTraces();
    const heard: string[] = [];
    house.web.listen('web:zq77', ({ body }) => void heard.push(body.type === 'text' ? body.text : body.type));
    const told: string[] = [];
    house.web.listen('web:desk', ({ body }) => void told.push(body.type === 'text' ? body.text : body.type));
    await atDesk(house, '/erase #1002');
    expect(told.at(-1)).toMatch(/erases the client of #1001, #1002 for good.*One open request will be cancelled/);
    await atDesk(house, '/erase #1002 12345');
    expect(told.at(-1)).toContain("That isn't the code: nothing was erased.");
    await atDesk(house, `/erase #1002 ${codeIn(told.at(-1) ?? '')}`);
    expect(heard).toEqual([expect.stringContaining('Done: you are erased here.')]);
    await house.tick();
    expect(await findWords(house, words)).toEqual([]);
  });
  test('also one who never had a chat with us', async () => {
    await atDesk(house, '/new banner Zephyrina Quastle +55 11 90000-0077\nA quarkberry banner');
    const [asked] = await house.store.read({ sql: 'SELECT number FROM ticket', args: [] });
    expect(asked?.number).toBe(1001);
    const told: string[] = [];
    house.web.listen('web:desk', ({ body }) => void told.push(body.type === 'text' ? body.text : body.type));
    await atDesk(house, '/erase #1001');
    await atDesk(house, `/erase #1001 ${codeIn(told.at(-1) ?? '')}`);
    await house.tick();
    expect(await findWords(house, [...words, '11900000077', '90000-0077'])).toEqual([]);
  });
});

describe('a kill in the middle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-erase-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('before the commit nothing is erased; the message comes again and erases; after it the next start clears up', async () => {
    const clock = testClock();
    const store = await openFile(join(folder, 'alur.db'));
    let isDead = false;
    const mortal = {
      ...store,
      write: (statements: Parameters<typeof store.write>[0]) =>
        isDead && statements.some(({ sql }) => sql.includes('INTO erasure'))
          ? Promise.reject(new StoreError('refused', 'The process is gone.', undefined))
          : store.write(statements),
    };
    await house.close();
    house = await openTestHouse({ folder, clock, store: mortal });
    zeph = speaker(house, 'zq77', 'Zephyrina Quastle');
    await leaveTraces();
    const code = codeIn(await zeph('erase my data'));
    const before = await tables(house);
    isDead = true;
    const confirmation = { id: 'confirm', as: 'zq77', name: 'Zephyrina Quastle', text: code };
    await expect(house.post(confirmation)).rejects.toThrow('The process is gone.');
    expect(await tables(house)).toEqual(before);
    isDead = false;
    await house.post(confirmation);
    expect((await tables(house)).conversation).toEqual([]);
    expect(keptFiles(house)).toHaveLength(1);
    await house.close();
    house = await openTestHouse({ folder, clock });
    await house.tick();
    expect(keptFiles(house)).toEqual([]);
    expect(await findWords(house, words)).toEqual([]);
  });
});
