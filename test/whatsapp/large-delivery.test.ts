// A delivery of 20 MB reaches a client on WhatsApp and one on Telegram; what a channel does not take is told at the desk.
import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { fileStatement } from '../../db/desk.ts';
import type { FileRef } from '../../flows/message.ts';
import type { TestHouse } from '../support/house.ts';
import { openUnclaimed } from '../support/telegram.ts';
import { openWhatsAppHouse } from '../support/whatsapp.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const megabyte = 1024 * 1024;
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A file of the desk's, kept in the house. */
async function keep(house: TestHouse, megabytes: number): Promise<{ file: FileRef; hash: string }> {
  const bytes = new Uint8Array(megabytes * megabyte).fill(7);
  bytes.set(new TextEncoder().encode('%PDF-1.7 poster'));
  const id = `web:bruno:large-${megabytes}/1`;
  const hash = await house.files.put(bytes);
  await house.store.write([fileStatement(id, hash, bytes.length, 0)]);
  const file: FileRef = {
    id,
    kind: 'document',
    name: 'poster.pdf',
    mime: 'application/pdf',
    size: bytes.length,
    contact: 'web',
    remote: '',
    kept: true,
  };
  return { file, hash };
}

/** From triage to delivery, by an analyst at the web desk. */
const toDelivery = ['/take 1001', '/plan 1001', '/promise 1001 2026-12-04', '/produce 1001', '/finish 1001'];

test('to WhatsApp', { timeout: 90_000 }, async () => {
  const opened = await openWhatsAppHouse();
  closing.push(opened.close);
  const ana = opened.client('15550100001');
  for (const text of ['banner', 'The sale', '1', 'Everything must go', 'skip', '1']) await ana.says(text);
  for (const text of toDelivery) await opened.desk(text);
  const { file, hash } = await keep(opened.house, 20);
  await opened.desk('/deliver 1001 Here is the poster', [file]);
  const got = ana.phone.inbox.find((one) => one.file !== undefined);
  expect(got?.file && sha(got.file.bytes)).toBe(hash);
  expect(ana.phone.inbox.map(({ text }) => text).join('\n')).toContain('Here is the poster');
});

test.each([
  [20, 'reaches the client'],
  [51, 'is over what a bot may send: it is parked, and the desk is told'],
])('to Telegram: %i MB %s', { timeout: 90_000 }, async (megabytes) => {
  const opened = await openUnclaimed({ house: { webDesk: true } });
  closing.push(opened.close);
  const ana = opened.client();
  let posted = 0;
  const desk = async (text: string, files: FileRef[] = []) => {
    await opened.house.web.receive({ id: `desk${++posted}`, as: 'bruno', name: 'Bruno', desk: true, text, files });
    await opened.settle();
  };
  for (const text of ['banner', 'The sale', '1', 'Everything must go', 'skip', '1']) await ana.says(text);
  for (const text of toDelivery) await desk(text);
  const { file, hash } = await keep(opened.house, megabytes);
  await desk('/deliver 1001 Here is the poster', [file]);
  const got = ana.person.chat.messages.find((message) => message.byBot && message.file);
  const told = await opened.rows("SELECT 1 FROM outbox WHERE address LIKE 'desk%' AND body->>'$.body.text' LIKE '%did not reach%'");
  if (megabytes === 20) {
    expect(got?.file && sha(got.file.bytes)).toBe(hash);
    expect(told).toHaveLength(0);
  } else {
    expect(got).toBeUndefined();
    expect(told).toHaveLength(1);
    expect(await opened.rows("SELECT state FROM outbox WHERE state = 'parked'")).toHaveLength(1);
  }
});
