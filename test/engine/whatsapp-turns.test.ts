// Through the engine on a file: what is nobody's word makes nobody a client; groups that name the bot; the phone's hold and /bot.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFile } from '../../db/file.ts';
import type { Inbound } from '../../flows/message.ts';
import { openStoreHouse, type StoreHouse, textsTo } from '../support/db-house.ts';
import { lookAt } from '../support/db-stores.ts';

let folder = '';
let house: StoreHouse;
let count = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-whatsapp-'));
  house = await openStoreHouse(await openFile(join(folder, 'alur.db')));
});
afterEach(async () => {
  await house.stop();
  rmSync(folder, { recursive: true, force: true });
});
const look = (sql: string) => lookAt(join(folder, 'alur.db'), sql);
const people = () => look("SELECT body->>'$.name' AS name, body->>'$.address' AS address FROM person ORDER BY rowid");
const atDesk = () => textsTo(house, 'web:desk').filter((text) => !text.startsWith('('));

type Given<T extends Inbound['type']> = Omit<Extract<Inbound, { type: T }>, 'id' | 'contact' | 'chat' | 'from' | 'at' | 'type'>;
async function take<T extends Inbound['type']>(type: T, given: Given<T> & Partial<Pick<Inbound, 'chat' | 'from' | 'id'>>): Promise<void> {
  const common = {
    id: `web:x${++count}`,
    contact: 'web',
    chat: 'web:ana',
    from: { address: 'web:ana', name: 'Ana', language: 'en' },
    at: house.clock.now(),
  };
  await house.engine.take({ message: `x${count}`, ...common, ...given, type } as unknown as Inbound); // put together from a type's own fields
  await house.settle();
}
const file = async () => {
  for (const text of ['banner', 'Sale', '2', 'half', 'skip', 'yes']) await house.say(`f${++count}`, text);
  await house.settle();
};

describe('nobody wrote', () => {
  test('an alarm reaches the desk once, and makes nobody', async () => {
    await take('alarm', { id: 'web:alarm:1', what: 'logged_out' });
    await take('alarm', { id: 'web:alarm:1', what: 'logged_out' });
    expect(atDesk()).toEqual([expect.stringContaining('WhatsApp was unpaired on the phone.')]);
    expect([people(), look('SELECT id FROM conversation')]).toEqual([[], []]);
    expect(look("SELECT body->>'$.type' AS type FROM inbox")).toEqual([{ type: 'alarm' }]);
  });

  test('deliveries, removals and marks of strangers make nobody', async () => {
    await take('delivery', { message: 'm1', state: 'read' });
    await take('delivery', { message: 'm2', state: 'failed', why: 'Not on WhatsApp.' });
    await take('removal', { message: 'm3' });
    await take('reaction', { message: 'm3', emoji: '👍' });
    expect([people(), look('SELECT id FROM conversation')]).toEqual([[], []]);
    expect(look('SELECT external_id, state FROM delivery')).toEqual([
      { external_id: 'm1', state: 'read' },
      { external_id: 'm2', state: 'failed' },
    ]);
    expect(atDesk()).toEqual(['⚠️ A message to the client did not arrive. Try another way to reach them.\nNot on WhatsApp.']);
  });

  test('a message that failed is told in its ticket’s lane, by name, once', async () => {
    await file();
    const [told] = look("SELECT external_id FROM message WHERE chat = 'web:ana' AND role = 'update'");
    const message = String(told?.external_id);
    for (const state of ['sent', 'failed', 'failed', 'sent'] as const) await take('delivery', { message, state });
    expect(look('SELECT state FROM delivery')).toEqual([{ state: 'failed' }]);
    const lanes = look("SELECT address FROM outbox WHERE body->>'$.body.text' LIKE '%did not arrive%'");
    expect(lanes).toEqual([{ address: 'desk:1001' }]);
    expect(atDesk().at(-1)).toBe('⚠️ A message to ana did not arrive. Try another way to reach them.');
  });

  test('one that had arrived is not called lost', async () => {
    await file();
    await take('delivery', { message: 'm1', state: 'delivered' });
    await take('delivery', { message: 'm1', state: 'failed' });
    expect(atDesk().filter((text) => text.includes('did not arrive'))).toEqual([]);
  });

  test('marks and removals of a ticket’s messages reach its lane', async () => {
    await file();
    const [told] = look("SELECT external_id FROM message WHERE chat = 'web:ana' AND role = 'update'");
    await take('reaction', { message: String(told?.external_id), emoji: '❤️' });
    await house.say('comment', 'make it blue');
    await take('removal', { message: 'web:comment' });
    await house.settle();
    expect(atDesk().slice(-3)).toEqual(['❤️ Ana', 'make it blue', 'Ana took back a message here.']);
    expect(look("SELECT body->>'$.type' AS type FROM event ORDER BY seq DESC LIMIT 1")).toEqual([{ type: 'noted' }]);
  });
});

describe('the team by phone', () => {
  test('holds the chat over the engine’s own memory, until /bot', async () => {
    await file();
    await take('owner', { text: 'I will call you', files: [] });
    await house.say('h1', 'great');
    await house.settle();
    const before = textsTo(house, 'web:ana').length;
    await house.say('h2', 'and make it blue');
    await house.settle();
    expect(textsTo(house, 'web:ana')).toHaveLength(before);
    await house.atDesk('bot', '/bot #1001');
    await house.settle();
    expect(atDesk().at(-1)).toBe('The bot answers ana again.');
    expect(look("SELECT state->>'$.held' AS held FROM conversation WHERE id = 'c:web:ana'")).toEqual([{ held: null }]);
    await house.say('h3', 'and larger');
    await house.settle();
    expect(textsTo(house, 'web:ana').at(-1)).toBe('Passed on to the team.');
  });

  test('/bot and the client’s words at the same moment are both kept', async () => {
    await file();
    await take('owner', { text: 'I will call you', files: [] });
    await Promise.all([house.say('s1', 'great'), house.atDesk('s2', '/bot #1001'), house.say('s3', 'make it blue')]);
    await house.settle();
    expect(textsTo(house, 'web:ana').at(-1)).toBe('Passed on to the team.');
    expect(look("SELECT body->>'$.content.text' AS text FROM event WHERE body->>'$.type' = 'commented' ORDER BY seq")).toEqual([
      { text: 'great' },
      { text: 'make it blue' },
    ]);
  });

  test('in somebody’s own group makes no client of it', async () => {
    await take('owner', { chat: 'web:family', text: 'dinner?', files: [], ...{ group: true } });
    expect([people(), atDesk()]).toEqual([[], []]);
  });
});

describe('a group', () => {
  const eva = { address: 'web:eva', name: 'Eva', language: 'en', phone: '5511900000002' };
  const rui = { address: 'web:rui', name: 'Rui', language: 'en' };
  const inGroup = (text: string, more: Partial<Given<'message'>> & { from?: Inbound['from'] } = {}) =>
    take('message', { chat: 'web:team', from: eva, text, files: [], ...{ group: true }, ...more });
  const heard = () => textsTo(house, 'web:team');

  test('that does not name the bot is left alone, and kept', async () => {
    await inGroup('I need a banner');
    await take('choice', { chat: 'web:team', from: eva, data: 's:banner', ...{ group: true } });
    await take('edit', { chat: 'web:team', from: eva, text: 'a logo', files: [], ...{ group: true } });
    expect([heard(), people(), look('SELECT count(*) AS n FROM inbox')]).toEqual([[], [], [{ n: 3 }]]);
  });

  test('that names it is one client, whoever writes: everything leaves to the group', async () => {
    await inGroup('a banner', { mentioned: true });
    await inGroup('no idea, Eva', { from: rui });
    await inGroup('Sale', { mentioned: true, from: rui });
    await take('choice', { chat: 'web:team', from: eva, data: 'o:place:site', ...{ group: true } });
    for (const text of ['half', 'skip', 'yes']) await inGroup(text, { mentioned: true, from: rui, ...{ thread: '7' } });
    expect(look("SELECT body->>'$.brief[0].text' AS text FROM ticket")).toEqual([{ text: 'Sale' }]);
    expect(people()).toEqual([{ name: 'Rui', address: 'web:team' }]);
    expect(look('SELECT id FROM conversation')).toEqual([{ id: 'c:web:team' }]);
    expect(heard().at(-1)).toContain('Your number is 1001');
    expect([textsTo(house, 'web:eva'), textsTo(house, 'web:rui')]).toEqual([[], []]);
    await house.atDesk('r', '/r #1001 on it');
    await house.settle();
    expect(heard().at(-1)).toBe('Bruno: on it');
    expect(look("SELECT body->>'$.phone' AS phone FROM person")).toEqual([{ phone: null }]);
  });

  test('whose members name nobody but the bot are greeted', async () => {
    await inGroup('', { mentioned: true });
    expect(heard()).toEqual([expect.stringMatching(/^Hi Eva!/)]);
  });

  test('edits and marks count only where they are about a ticket', async () => {
    for (const text of ['banner', 'Sale', '2', 'half', 'skip', 'yes']) await inGroup(text, { mentioned: true });
    await inGroup('make it blue', { mentioned: true });
    const message = `x${count}`;
    await inGroup('see you at lunch', { from: rui });
    const before = [heard().length, atDesk().length];
    await take('edit', { chat: 'web:team', from: rui, text: 'see you at one', files: [], message: `x${count}`, ...{ group: true } });
    await take('removal', { chat: 'web:team', from: rui, message: 'lunch', ...{ group: true } });
    await take('reaction', { chat: 'web:team', from: rui, message: 'lunch', emoji: '👍', ...{ group: true } });
    expect([heard().length, atDesk().length]).toEqual(before);
    await take('edit', { chat: 'web:team', from: eva, text: 'make it red', files: [], message, ...{ group: true } });
    expect(atDesk().at(-1)).toContain('make it red');
  });

  test('the rest of an album that named it comes along', async () => {
    const photo = (n: number) => ({ id: `p/${n}`, kind: 'photo' as const, contact: 'web', remote: 'r', kept: true });
    for (const text of ['banner', 'Sale', '2', 'half', 'skip', 'yes']) await inGroup(text, { mentioned: true });
    await inGroup('look', { mentioned: true, album: 'a', files: [photo(1)] });
    await inGroup('', { album: 'a', files: [photo(2)] });
    await inGroup('', { album: 'other', files: [photo(3)] });
    const copies = look("SELECT body->>'$.content.files' AS files FROM event WHERE body->>'$.type' = 'commented' ORDER BY seq");
    expect(copies.map(({ files }) => (JSON.parse(String(files)) as { id: string }[]).map(({ id }) => id))).toEqual([['p/1'], ['p/2']]);
  });
});
