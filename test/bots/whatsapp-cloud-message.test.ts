// Webhooks as Meta sends them, of people who do not exist, and what the house hears of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWebhook } from '../../bots/whatsapp-cloud/message.ts';
import { Inbound } from '../../flows/message.ts';
import { clean } from '../../src/clean.ts';

const folder = join(import.meta.dirname, '../fixtures/whatsapp-cloud');
const fixture = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
const read = (name: string) => readWebhook('whatsapp', '106540352242922', fixture(name));
const only = async (name: string): Promise<Inbound> => {
  const { inbounds } = await read(name);
  const [inbound] = inbounds;
  if (!inbound || inbounds.length > 1) throw new Error(`${name} holds ${inbounds.length} inbounds`);
  return inbound;
};

const ana = { address: 'whatsapp:16505550111', name: 'Ana Souza', language: 'en', phone: '16505550111' };
const wamid = expect.stringMatching(/^wamid\./);

describe('what somebody writes', () => {
  test('is a message with who, where and when', async () => {
    expect(await only('text')).toEqual({
      type: 'message',
      id: expect.stringMatching(/^whatsapp:[0-9a-f]{32}$/),
      contact: 'whatsapp',
      chat: 'whatsapp:16505550111',
      from: ana,
      message: wamid,
      at: 1_790_000_001_000,
      text: 'I need a banner\nfor the fair 🎪',
      files: [],
    });
  });
  test('quotes by the id of the message quoted', async () => {
    expect(await only('quote')).toMatchObject({ text: 'to this one', quote: wamid });
  });
  test('through an advertisement is what they wrote', async () => {
    expect(await only('advertisement')).toMatchObject({ text: 'Hello, I saw the mixer' });
  });
  test.each([
    ['location', '📍 The fair, 1 Hacker Way\nhttps://maps.google.com/?q=37.4847,-122.1477'],
    ['contacts', 'Bruno Lima +1 650 555 0112\nThe printer'],
    ['template-button-plain', 'Call me'],
  ])('as %s is a text', async (name, text) => {
    expect(await only(name)).toMatchObject({ type: 'message', text, files: [] });
  });
  test.each([
    ['image', { kind: 'photo', mime: 'image/jpeg', remote: '1908647269898587' }, 'the old banner'],
    ['document', { kind: 'document', mime: 'application/pdf', name: 'plan ü.pdf', remote: '1908647269898588' }, 'here it is'],
    ['voice', { kind: 'voice', mime: 'audio/ogg; codecs=opus', remote: '1908647269898589' }, undefined],
    ['video', { kind: 'video', mime: 'video/mp4', remote: '1908647269898590' }, undefined],
  ])('as %s is a file', async (name, file, text) => {
    const inbound = await only(name);
    expect(inbound).toMatchObject({ type: 'message', files: [{ ...file, id: `${inbound.id}/1`, contact: 'whatsapp' }] });
    expect('text' in inbound ? inbound.text : undefined).toBe(text);
  });
  test.each([
    ['sticker', 'sticker'],
    ['form-reply', 'form'],
    ['order', 'order'],
    ['unsupported', 'poll creation'],
    ['unknown-type', 'hologram'],
  ])('as %s is named by its word', async (name, other) => {
    expect(await only(name)).toMatchObject({ type: 'message', other, files: [] });
  });
  test.each([
    ['button-reply', 'c:send'],
    ['list-reply', 'o:place:site'],
    ['template-button', 'a:1001'],
  ])('as %s is the choice', async (name, data) => {
    expect(await only(name)).toMatchObject({ type: 'choice', data, message: wamid });
    expect(await only(name)).not.toHaveProperty('callback');
  });
});

describe('what somebody does', () => {
  test('a mark, and taking it away', async () => {
    expect(await only('reaction')).toMatchObject({ type: 'reaction', emoji: '👍', message: wamid });
    expect(await only('reaction-removed')).not.toHaveProperty('emoji');
  });
  test('an edit and a removal are about the message of before', async () => {
    const { message } = await only('text');
    expect(await only('edit')).toMatchObject({ type: 'edit', message, text: 'I need two banners', files: [] });
    expect(await only('revoke')).toMatchObject({ type: 'removal', message });
  });
  test('another number is a move', async () => {
    expect(await only('changed-number')).toMatchObject({ type: 'moved', chat: ana.address, to: 'whatsapp:16505550119' });
  });
  test('a hidden number leaves the id that Meta gives instead', async () => {
    expect((await only('hidden-number')).from).toEqual({ address: 'whatsapp:BR.13491208655302000222', name: '@ana.souza' });
  });
  test('what the team answers by its own phone is the owner’s', async () => {
    expect(await only('echo')).toMatchObject({ type: 'owner', chat: ana.address, text: 'I will call you', from: { name: '' } });
  });
});

describe('what becomes of a message', () => {
  test('is a delivery each, in the order in which it was told', async () => {
    const { inbounds } = await read('statuses');
    expect(inbounds).toMatchObject(
      ['read', 'sent', 'delivered'].map((state) => ({ type: 'delivery', state, chat: ana.address, message: wamid })),
    );
    expect(new Set(inbounds.map(({ id }) => id)).size).toBe(3);
    expect(inbounds[0]?.id).toMatch(/:read$/);
  });
  test('has a sentence when it failed', async () => {
    expect(await only('status-failed')).toMatchObject({ state: 'failed', why: expect.stringMatching(/no WhatsApp/) });
  });
  test('closes the chat when its window was closed', async () => {
    expect((await read('status-outside-window')).closed).toEqual([ana.address]);
    expect((await read('status-failed')).closed).toEqual([]);
  });
});

describe('a body', () => {
  test('of several accounts, changes and messages is all of it, in order', async () => {
    const { inbounds } = await read('batch');
    expect(inbounds.map((one) => (one.type === 'message' ? one.text : one.type))).toEqual(['one', 'two', 'three', 'delivery']);
    expect(inbounds[2]?.from.name).toBe('Bruno');
  });
  test.each([
    ['other-number', []],
    ['group', [{ what: 'message', fact: 'text' }]],
    ['status-unknown', [{ what: 'status', fact: 'warped' }]],
    ['account-error', [{ what: 'account', fact: '130429' }]],
  ])('of %s holds nothing for us', async (name, passed) => {
    expect(await read(name)).toEqual({ inbounds: [], passed, closed: [] });
  });
  test.each([[null], [[]], [{}], [{ entry: 'x' }], [{ entry: [{ changes: [{ field: 'messages', value: 7 }] }] }]])(
    'of another shape, %j, is passed and told',
    async (body) => {
      expect(await readWebhook('whatsapp', '1', body)).toMatchObject({ inbounds: [], passed: [{ what: 'shape' }] });
    },
  );
});

const names = readdirSync(folder).map((name) => name.replace('.json', ''));
test.each(names)('%s: ids stay the same, show no number, and everything is an inbound', async (name) => {
  const { inbounds } = await read(name);
  expect(inbounds).toEqual((await read(name)).inbounds);
  for (const inbound of inbounds) {
    expect(Inbound.parse(inbound)).toEqual(inbound);
    expect(inbound.id).not.toMatch(/650555/);
    expect(JSON.stringify(clean({ inbound: inbound.id, chat: inbound.chat }))).not.toMatch(/650555/);
  }
});
