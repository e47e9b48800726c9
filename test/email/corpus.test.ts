// Each awkward mail of the corpus is read as what it is. Nothing here throws, whatever a mail is.
import { expect, test } from 'vitest';
import { type Mailroom, mostBytes, readMail } from '../../bots/email/message.ts';
import { Inbound } from '../../flows/message.ts';
import { addressOfSample, corpus } from './corpus/index.ts';
import { own, type Sample, server, testNames } from './corpus/mail.ts';

const names = testNames();
const room: Mailroom = { contact: 'email', own, server, names };

async function read(sample: Sample) {
  const from = addressOfSample(sample);
  const raw = new Uint8Array(await sample.raw({ from, names, sent: await names.messageId('row', from) }));
  const size = raw.length;
  return readMail(room, { raw: size > mostBytes ? raw.subarray(0, 1024 * 1024) : raw, size, at: 1, key: '1.1' });
}

test('the corpus is as large as it must be, and no two of it are one', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(60);
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
});

test.each(corpus.map((sample) => [sample.name, sample] as const))('%s', async (_, sample) => {
  const { becomes } = sample;
  const { inbounds, files, counted } = await read(sample);
  for (const inbound of inbounds) expect(Inbound.parse(inbound)).toEqual(inbound);
  const [inbound, second] = inbounds;
  if (becomes.as === 'counted') {
    expect(inbounds).toEqual([]);
    expect(counted).toBeTruthy();
    return;
  }
  if (!inbound) throw new Error(`It was counted (${counted}) and must be ${becomes.as}.`);
  expect(inbound.type).toBe(becomes.type ?? 'message');
  if (inbound.type === 'delivery') {
    expect(inbound.state).toBe(becomes.state);
    if (becomes.why) expect(inbound.why).toContain(becomes.why);
    expect(inbound.why ?? '').not.toContain('@');
    expect(second?.type === 'reach').toBe(becomes.isGone ?? false);
    return;
  }
  if (inbound.type !== 'message') return;
  expect(inbound.automatic ?? false).toBe(becomes.as === 'noted');
  const text = inbound.text ?? '';
  if (becomes.text !== undefined) expect(text).toBe(becomes.text);
  for (const part of becomes.holds ?? []) expect(text).toContain(part);
  for (const part of becomes.without ?? []) expect(text).not.toContain(part);
  if (becomes.files) expect(inbound.files.map(({ name }) => name)).toEqual(becomes.files);
  expect(inbound.other).toBe(becomes.other);
  if (becomes.whole !== undefined) expect(inbound.original !== undefined).toBe(becomes.whole);
  if (becomes.name) expect(inbound.from.name).toBe(becomes.name);
  if (becomes.proof) expect(inbound.proof).toBe(becomes.proof);
  if (becomes.about) expect(inbound.about).toBe(becomes.about);
  const kept = files.map(({ id }) => id);
  for (const file of [...inbound.files, ...(inbound.original ? [inbound.original] : [])]) if (file.kept) expect(kept).toContain(file.id);
});

test('a mail that comes twice is one; another with its Message-ID is another; one without is told apart by its place', async () => {
  const sample = (text: string, id: string | undefined): Sample => ({
    name: 'twice',
    raw: ({ from }) => Buffer.from(`From: ${from}\r\n${id ? `Message-ID: ${id}\r\n` : ''}Subject: Logo\r\n\r\n${text}`),
    becomes: { as: 'answered' },
  });
  const idOf = async (one: Sample, head = '', key = '1.1') => {
    const raw = Buffer.concat([Buffer.from(head), await one.raw({ from: 'ana@example.org', sent: '', names })]);
    const { inbounds } = await readMail(room, { raw: new Uint8Array(raw), size: raw.length, at: 1, key });
    return inbounds[0]?.id;
  };
  const first = await idOf(sample('one', '<a@example.org>'));
  expect(first).toMatch(/^email:[0-9a-f]{32}$/);
  expect(await idOf(sample('one', '<a@example.org>'), 'Received: from another way\r\n', '2.7')).toBe(first);
  expect(await idOf(sample('two', '<a@example.org>'))).not.toBe(first);
  expect(await idOf(sample('one', undefined), '', '1.2')).not.toBe(await idOf(sample('one', undefined), '', '1.3'));
});
