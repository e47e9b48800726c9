// Files both ways over the Cloud API, with equal bytes, and what happens to those that cannot be had.
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileStatement } from '../../db/desk.ts';
import type { FileRef } from '../../flows/message.ts';
import type { Person } from '../loopback/graph/index.ts';
import { type Client, type GraphHouse, openGraph } from '../support/graph.ts';

let house: GraphHouse;
let ana: Client;
beforeEach(async () => {
  house = await openGraph({ webDesk: true });
  ana = house.client();
  for (const text of ['logo', '1', 'skip', '1']) await ana.says(text);
});
afterEach(() => house.close());

const megabyte = 1024 * 1024;
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes that nothing on the way may take for text. */
const bytesOf = (size: number, head: number[] = []): Uint8Array => {
  const bytes = new Uint8Array(randomBytes(size));
  bytes.set([...head, 0x0d, 0x0a, 0x2d, 0x2d]);
  return bytes;
};

describe('from the client', () => {
  const cases: [string, (person: Person, bytes: Uint8Array) => unknown, Uint8Array, Partial<FileRef>][] = [
    ['a photo of 5 MB', (one, bytes) => one.sendPhoto(bytes), bytesOf(5 * megabyte, [0xff, 0xd8]), { kind: 'photo', mime: 'image/jpeg' }],
    [
      'a PDF',
      (one, bytes) => one.sendDocument(bytes, { name: 'plan ü "final".pdf' }),
      bytesOf(70_000, [0x25, 0x50]),
      { kind: 'document', name: 'plan ü "final".pdf', mime: 'application/pdf' },
    ],
    ['a voice note', (one, bytes) => one.sendVoice(bytes), bytesOf(9000), { kind: 'voice', mime: 'audio/ogg; codecs=opus' }],
    ['a video', (one, bytes) => one.sendVideo(bytes), bytesOf(megabyte), { kind: 'video' }],
  ];
  test.each(cases)('%s is kept with equal bytes', async (_, deed, bytes, as) => {
    await ana.does((person) => deed(person, bytes));
    const [event] = await house.rows("SELECT body->>'$.content.files' AS files FROM event WHERE body->>'$.type' = 'commented'");
    const [file]: FileRef[] = JSON.parse(String(event?.files));
    expect(file).toMatchObject(as);
    const [kept] = await house.rows('SELECT hash FROM file WHERE id = ?1', file?.id ?? '');
    expect(kept?.hash).toBe(hash(bytes));
    expect(await house.house.files.get(hash(bytes))).toHaveLength(bytes.length);
  });

  const fetchOf = (remote: string, contact = 'whatsapp') => {
    const file: FileRef = { id: 'whatsapp:x/1', kind: 'photo', contact, remote };
    return house.channel.send({ id: 'row', to: 'whatsapp:fetch/x', body: { type: 'fetch', file } });
  };
  test('that Meta does not keep any more is refused for good', async () => {
    await expect(fetchOf('1')).rejects.toMatchObject({ code: 'rejected', message: expect.stringMatching(/not keep/) });
  });
  test('of another door is none of this one’s', async () => {
    await expect(fetchOf('1', 'telegram')).rejects.toMatchObject({ code: 'rejected' });
  });
  test('whose address has run out before the bytes came is refused, and asked for anew by the next try', async () => {
    const id = house.graph.keep(new Uint8Array([1, 2]));
    house.graph.fail({ call: 'download', status: 404 });
    await expect(fetchOf(id)).rejects.toMatchObject({ code: 'rejected' });
    expect(await fetchOf(id)).toMatchObject({ bytes: new Uint8Array([1, 2]) });
  });
  test.each([
    ['a reset', { call: 'download', reset: true }, 'offline'],
    ['a fault of Meta’s', { call: 'download', status: 500 }, 'offline'],
    ['a wrong token', { call: 'look-up', status: 401, code: 190 }, 'not_ready'],
    ['too many calls', { call: 'look-up', status: 400, code: 80007 }, 'rate_limited'],
  ] as const)('comes again after %s', async (_, fault, code) => {
    house.graph.fail(fault);
    await expect(fetchOf(house.graph.keep(new Uint8Array([1, 2])))).rejects.toMatchObject({ code });
  });
  test('over 100 MB is too large, and not fetched', async () => {
    const id = house.graph.keep(new Uint8Array([1, 2]));
    const bytes = house.graph.world.media.get(id)?.bytes;
    Object.defineProperty(bytes, 'length', { value: 100 * megabyte + 1 });
    await expect(fetchOf(id)).rejects.toMatchObject({ code: 'too_large' });
    expect(house.graph.calls.some(({ kind }) => kind === 'download')).toBe(false);
  });
});

describe('to the client', () => {
  async function kept(kind: FileRef['kind'], bytes: Uint8Array, more: Partial<FileRef>): Promise<FileRef> {
    const id = `web:bruno:f-${kind}/1`;
    await house.house.store.write([fileStatement(id, await house.house.files.put(bytes), bytes.length, 0)]);
    return { id, kind, size: bytes.length, contact: 'web', remote: '', kept: true, ...more };
  }
  const send = (files: FileRef[], text = 'have a look') =>
    house.channel.send({ id: `row-${files[0]?.id}`, to: `whatsapp:${ana.person.record.phone}`, body: { type: 'text', text, files } });

  test.each([
    ['photo', bytesOf(5 * megabyte), { mime: 'image/png', name: 'a.png' }, 'image'],
    ['photo', bytesOf(5 * megabyte + 1), { mime: 'image/png', name: 'a.png' }, 'document'],
    ['document', bytesOf(70_000), { mime: 'application/pdf', name: 'plan ü.pdf' }, 'document'],
    ['document', bytesOf(5000), { mime: 'image/svg+xml', name: 'logo.svg' }, 'document'],
    ['voice', bytesOf(9000), { mime: 'audio/ogg; codecs=opus' }, 'audio'],
    ['video', bytesOf(megabyte), { mime: 'video/mp4', name: 'spot.mp4' }, 'video'],
  ] as const)('a %s arrives with equal bytes', async (kind, bytes, more, as) => {
    const file = await kept(kind, bytes, more);
    const { messages } = await send([file]);
    const got = ana.news();
    expect(messages).toEqual(got.map(({ id }) => id));
    const shown = got.find((entry) => entry.file);
    expect(shown?.type).toBe(as);
    expect(hash(shown?.file?.bytes ?? new Uint8Array())).toBe(hash(bytes));
    if (as === 'document') expect(shown?.file?.name).toBe(file.name);
    expect(got.map(({ text }) => text).join('')).toBe('have a look');
  });

  test('goes as a document where Meta does not take it as what it is', async () => {
    const file = await kept('video', bytesOf(500), { mime: 'video/mp4', name: 'spot.mp4' });
    house.graph.fail({ call: 'messages', code: 131053 });
    await send([file]);
    expect(ana.news().map(({ type }) => type)).toEqual(['document']);
  });

  test('waits while the house does not have the bytes', async () => {
    const file: FileRef = { id: 'nowhere/1', kind: 'photo', contact: 'telegram', remote: 'x' };
    await expect(send([file])).rejects.toMatchObject({ code: 'not_ready' });
  });

  test('two of them go on where they were interrupted', async () => {
    const files = [await kept('photo', bytesOf(50), { mime: 'image/png' }), await kept('document', bytesOf(60), { mime: 'text/plain' })];
    const before = house.graph.calls.filter(({ kind }) => kind === 'media').length;
    house.graph.fail({ call: 'media', delayMs: 0 });
    house.graph.fail({ call: 'media', status: 503 });
    await expect(send(files)).rejects.toMatchObject({ code: 'offline' });
    expect((await send(files)).messages).toHaveLength(2);
    expect(ana.news().map(({ type }) => type)).toEqual(['image', 'document']);
    expect(house.graph.calls.filter(({ kind }) => kind === 'media')).toHaveLength(before + 3);
  });
});
