// Files over WhatsApp, both ways, byte for byte: encrypted on the way, fetched into the house's own store, sent from it.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fileStatement } from '../../db/desk.ts';
import type { FileRef } from '../../flows/message.ts';
import { eventually, openWhatsAppHouse, type PhoneClient, type WhatsAppHouse } from '../support/whatsapp.ts';

let opened: WhatsAppHouse;
let ana: PhoneClient;
beforeAll(async () => {
  opened = await openWhatsAppHouse();
  ana = opened.client('15550100001');
  for (const text of ['logo', '1', 'skip', '1']) await ana.says(text);
}, 60_000);
afterEach(() => opened.server.faults.clear());
afterAll(() => opened.close());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const mega = (n: number): Buffer => randomBytes(n * 1_000_000);

/** The files of the inbound that this message became. */
async function filesOf(message: string): Promise<FileRef[]> {
  const [row] = await opened.rows("SELECT body->>'$.files' AS files FROM inbox WHERE id LIKE '%:' || ?1", message);
  return JSON.parse(String(row?.files));
}

/** What is in the house's file store for it: the SHA-256 by the table, and that of the bytes themselves. */
async function kept({ id }: FileRef): Promise<{ hash: string; bytes: string }> {
  let hash = '';
  await eventually(async () => {
    const [row] = await opened.rows('SELECT hash FROM file WHERE id = ?1', id);
    hash = String(row?.hash ?? '');
    return hash !== '';
  }, `the file ${id} to be kept`);
  return { hash, bytes: sha256((await opened.house.files.get(hash)) ?? new Uint8Array()) };
}

async function keepAtDesk(name: string, kind: FileRef['kind'], mime: string, bytes: Uint8Array): Promise<FileRef> {
  const id = `web:bruno:${name}`;
  await opened.house.store.write([fileStatement(id, await opened.house.files.put(bytes), bytes.length, 0)]);
  return { id, kind, name, mime, size: bytes.length, contact: 'web', remote: '', kept: true };
}

test('from the client: a 5 MB photo, a PDF and a voice note are kept as they were sent', { timeout: 60_000 }, async () => {
  const photo = mega(5);
  const plan = mega(1);
  const voice = randomBytes(40_000);
  let id = '';
  const sends = (act: () => Promise<string>) =>
    ana.does(async () => {
      id = await act();
      return id;
    });

  await sends(() => ana.phone.photo(photo, { caption: 'our shop' }));
  const [first] = await filesOf(id);
  expect(first).toMatchObject({ kind: 'photo', mime: 'image/jpeg', size: photo.length });
  expect(first && (await kept(first))).toEqual({ hash: sha256(photo), bytes: sha256(photo) });

  await sends(() => ana.phone.document(plan, { name: 'plan ü.pdf', mime: 'application/pdf' }));
  const [second] = await filesOf(id);
  expect(second).toMatchObject({ kind: 'document', name: 'plan ü.pdf', mime: 'application/pdf', size: plan.length });
  expect(second && (await kept(second))).toEqual({ hash: sha256(plan), bytes: sha256(plan) });

  await sends(() => ana.phone.voice(voice));
  const [third] = await filesOf(id);
  expect(third).toMatchObject({ kind: 'voice', mime: 'audio/ogg; codecs=opus' });
  expect(third && (await kept(third))).toEqual({ hash: sha256(voice), bytes: sha256(voice) });
  expect(await opened.rows("SELECT id FROM outbox WHERE body->>'$.body.type' = 'fetch' AND state <> 'sent'")).toEqual([]);
});

test('from the desk: a 5 MB photo, a PDF and a voice note come to the phone as they were made', { timeout: 60_000 }, async () => {
  const made = [
    { name: 'draft.jpg', kind: 'photo', mime: 'image/jpeg', bytes: mega(5) },
    { name: 'offer ü.pdf', kind: 'document', mime: 'application/pdf', bytes: mega(1) },
    { name: 'note.ogg', kind: 'voice', mime: 'audio/ogg; codecs=opus', bytes: randomBytes(40_000) },
  ] as const;
  ana.news();
  for (const { name, kind, mime, bytes } of made) {
    const before = ana.phone.inbox.length;
    await opened.desk('/r 1001 have a look', [await keepAtDesk(name, kind, mime, bytes)]);
    await eventually(() => ana.phone.inbox.slice(before).some(({ file }) => file !== undefined), `${name} on the phone`);
    const file = ana.phone.inbox.slice(before).find((one) => one.file)?.file;
    expect({ kind: file?.kind, mime: file?.mime, sha: file && sha256(file.bytes) }).toEqual({ kind, mime, sha: sha256(bytes) });
    if (kind === 'document') expect(file?.name).toBe(name);
  }
});

test('a file whose link has expired is asked for at the phone, which uploads it anew', async () => {
  for (const status of [410, 404] as const) {
    opened.server.faults.expireMedia(status);
    const bytes = randomBytes(10_000);
    let id = '';
    await ana.does(async (phone) => {
      id = await phone.photo(bytes);
      return id;
    });
    const [file] = await filesOf(id);
    expect(file && (await kept(file)).bytes).toBe(sha256(bytes));
    expect(opened.server.mediaRequests.some((request) => request.status === status)).toBe(true);
  }
});

test('what the desk sends of a file that is not fetched yet waits, and leaves once it is', async () => {
  const bytes = randomBytes(20_000);
  const file: FileRef = {
    id: 'web:bruno:late',
    kind: 'document',
    name: 'late.pdf',
    mime: 'application/pdf',
    contact: 'web',
    remote: '',
    kept: true,
  };
  const before = ana.phone.inbox.length;
  await opened.house.web.receive({ id: 'late', as: 'bruno', name: 'Bruno', desk: true, text: '/r 1001 here it is', files: [file] });
  await opened.house.settle();
  const waits = () => opened.rows("SELECT state, error FROM outbox WHERE body->>'$.body.type' = 'text' AND state <> 'sent'");
  expect(await waits()).toEqual([{ state: 'queued', error: 'A file of this message has not been fetched yet.' }]);
  expect(ana.phone.inbox).toHaveLength(before);
  await keepAtDesk('late', 'document', 'application/pdf', bytes);
  await opened.settle();
  await eventually(() => ana.phone.inbox.length > before, 'the file on the phone');
  expect(ana.phone.inbox.flatMap((one) => (one.file?.name === 'late.pdf' ? [sha256(one.file.bytes)] : []))).toEqual([sha256(bytes)]);
  expect(await waits()).toEqual([]);
});
