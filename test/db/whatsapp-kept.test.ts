// The account's own file: keys and journal in one commit, chats by any of their names, what is forgotten and what stays.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openChats } from '../../bots/whatsapp/chats.ts';
import type { Kept } from '../../bots/whatsapp/kept.ts';
import { openFile } from '../../db/file.ts';
import type { Store } from '../../db/store.ts';
import { openKept } from '../../src/whatsapp-kept.ts';

let folder: string;
let store: Store;
let kept: Kept;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-wa-'));
  store = await openFile(join(folder, 'wa-main.db'));
  kept = await openKept(store, () => 1000);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const noLid = async () => null;
const ana = { lid: '111222333444555@lid', phone: '5511900000001@s.whatsapp.net' };

test('writes keys, deletes the null ones, and keeps the journal in the order it came', async () => {
  await kept.write({
    keys: [
      ['session', 'a', '1'],
      ['session', 'b', '2'],
    ],
    journal: [{ id: 'one', body: 'x' }],
  });
  await Promise.all([kept.write({ keys: [['session', 'a', null]] }), kept.write({ journal: [{ id: 'two', body: 'y' }] })]);
  await kept.write({ journal: [{ id: 'one', body: 'again' }] });
  expect([...(await kept.keys('session', ['a', 'b', 'c']))]).toEqual([['b', '2']]);
  expect(await kept.journal()).toEqual([
    { id: 'one', body: 'x' },
    { id: 'two', body: 'y' },
  ]);
  await kept.write({ done: ['one'] });
  expect((await kept.journal()).map(({ id }) => id)).toEqual(['two']);
});

test('a change that the store refuses leaves nothing of itself, and the next one goes through', async () => {
  await expect(
    kept.write({ keys: [['session', 'a', '1']], chats: [{ address: 'x', lid: null, phone: null, jid: null as never, shut: false }] }),
  ).rejects.toThrow();
  await kept.write({ keys: [['session', 'b', '2']] });
  expect([...(await kept.keys('session', ['a', 'b']))]).toEqual([['b', '2']]);
});

test('forgetting the pairing keeps chats, journal and what was sent', async () => {
  await kept.write({
    creds: '{}',
    keys: [['session', 'a', '1']],
    journal: [{ id: 'one', body: 'x' }],
    sent: [{ id: 'm', body: 'b', at: 900 }],
  });
  await openChats(kept, noLid).known(ana.lid, ana.phone);
  await kept.forgetPairing();
  expect(await kept.creds()).toBeNull();
  expect(await kept.keys('session', ['a'])).toEqual(new Map());
  expect(await kept.journal()).toHaveLength(1);
  expect(await kept.sent('m')).toBe('b');
  expect(await kept.chats([ana.phone])).toHaveLength(1);
});

describe('a client', () => {
  test.each([
    ['by LID with the number beside it, then by number alone', [ana.lid, ana.phone], [ana.phone, undefined], '111222333444555@lid'],
    ['by number alone, then by LID with the number beside it', [ana.phone, undefined], [ana.lid, ana.phone], '5511900000001'],
    ['by number with the LID beside it, then by LID alone', [ana.phone, ana.lid], [ana.lid, undefined], '111222333444555@lid'],
  ] as const)('%s is one chat', async (_, first, second, address) => {
    const chats = openChats(kept, noLid);
    const one = await chats.known(first[0], first[1]);
    const two = await openChats(kept, noLid).known(second[0], second[1]);
    expect(one.address).toBe(address);
    expect(two).toEqual({ address, ...ana, jid: second[0], shut: false });
    expect(await openChats(kept, noLid).jidOf(address)).toBe(second[0]);
  });

  test('by number alone is asked for at WhatsApp, so that the LID alone leads to the same chat later', async () => {
    const one = await openChats(kept, async () => ana.lid).known(ana.phone, undefined);
    const two = await openChats(kept, noLid).known(ana.lid, undefined);
    expect(two.address).toBe(one.address);
  });

  test('whose two names were two chats becomes the older one', async () => {
    const chats = openChats(kept, noLid);
    await chats.known(ana.phone, undefined);
    await chats.known(ana.lid, undefined);
    const joined = await chats.known(ana.lid, ana.phone);
    expect(joined.address).toBe('5511900000001');
    expect((await chats.known(ana.lid, undefined)).address).toBe('5511900000001');
    expect(await kept.chats([ana.lid, ana.phone])).toHaveLength(1);
  });

  test('two of whose messages come at once is one chat', async () => {
    const chats = openChats(kept, noLid);
    const both = await Promise.all([chats.known(ana.lid, ana.phone), chats.known(ana.phone, ana.lid)]);
    expect(new Set(both.map(({ address }) => address)).size).toBe(1);
  });

  test('with a device in the jid is the same as without', async () => {
    const chats = openChats(kept, noLid);
    await chats.known('111222333444555:7@lid', undefined);
    expect((await chats.known(ana.lid, undefined)).address).toBe('111222333444555@lid');
  });
});
