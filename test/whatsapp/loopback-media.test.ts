// The loopback WhatsApp with the real Baileys against it: files both ways, byte for byte, over TLS.
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type LinkedBot, openLinkedBot } from '../loopback/whatsapp/linked-bot.ts';

let linked: LinkedBot;

beforeAll(async () => {
  linked = await openLinkedBot();
});

afterEach(() => linked.server.faults.clear());
afterAll(() => linked.stop());

test('photos, documents and voice notes come back as they went', async () => {
  const { server } = linked;
  const ana = server.phone({ name: 'Ana', number: '5511900000001' });
  const bytes = randomBytes(50_000);
  await ana.photo(bytes, { caption: 'a photo' });
  expect(await ana.next()).toMatchObject({ text: 'a photo', file: { kind: 'photo', mime: 'image/jpeg' } });
  await ana.document(bytes, { name: 'plan.pdf', mime: 'application/pdf' });
  expect(await ana.next()).toMatchObject({ text: '', file: { kind: 'document', name: 'plan.pdf', mime: 'application/pdf' } });
  await ana.document(bytes, { name: 'plan.pdf', mime: 'application/pdf', caption: 'the plan' });
  expect(await ana.next()).toMatchObject({ text: 'the plan', file: { kind: 'document', name: 'plan.pdf' } });
  await ana.voice(bytes);
  expect(await ana.next()).toMatchObject({ file: { kind: 'voice' } });
  expect(ana.inbox.map(({ file }) => file?.bytes.equals(bytes))).toEqual([true, true, true, true]);
  expect(server.mediaRequests.map(({ method }) => method).sort()).toEqual(['GET', 'GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'POST']);
});

test('videos, stickers and photos to be seen once arrive', async () => {
  const { server, bot } = linked;
  const bia = server.phone({ name: 'Bia', number: '5511900000002' });
  await bia.video(randomBytes(100), { caption: 'a video' });
  await bot.waitFor(({ kind }) => kind === 'videoMessage');
  await bia.sticker(randomBytes(100));
  await bot.waitFor(({ kind }) => kind === 'stickerMessage');
  await bia.photo(randomBytes(100), { viewOnce: true });
  await bot.waitFor(({ kind }) => kind === 'viewOnceMessageV2');
  const id = await bia.photo(randomBytes(100), { viewOnce: 'withheld' });
  expect(await bot.waitFor((report) => report.id === id)).toMatchObject({ what: 'message', key: { isViewOnce: true } });
});

test('a file that is gone is uploaded anew by the phone when asked', async () => {
  const { server } = linked;
  const caio = server.phone({ name: 'Caio', number: '5511900000003' });
  const bytes = randomBytes(1000);
  for (const status of [410, 404] as const) {
    server.faults.expireMedia(status);
    await caio.photo(bytes, { caption: `gone ${status}` });
    const { file } = await caio.waitFor(({ text }) => text === `gone ${status}`);
    expect(file?.bytes.equals(bytes)).toBe(true);
    expect(server.mediaRequests.some((request) => request.status === status)).toBe(true);
  }
});
