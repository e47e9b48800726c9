// "my data" on the try-it page: the file is served as it stands at that moment, kept by no cache, and gone with its person.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileRef } from '../../flows/message.ts';
import { openTryHouse, type TryHouse } from './open.ts';

let opened: TryHouse;
beforeEach(async () => {
  opened = await openTryHouse();
});
afterEach(() => opened.house.close());

const says = (text: string) => opened.house.post({ as: 'ana', name: 'Ana', text });
const shown = async (): Promise<string> => (await opened.app.request('/try/phone?as=ana')).text();

test('the page opens, holds the words, and does not stay in a cache', async () => {
  await says('a quarkberry banner');
  await says('my data');
  const [file] =
    /"files":(\[\{"id":"export:[^\]]+\])/
      .exec(await shown())
      ?.slice(1)
      .map((found) => (JSON.parse(found) as FileRef[])[0]) ?? [];
  const served = await opened.app.request(`/try/files/${encodeURIComponent(file?.id ?? '')}`);
  expect(served.status).toBe(200);
  expect(served.headers.get('cache-control')).toBe('no-store');
  expect(served.headers.get('content-disposition')).toBe('attachment');
  expect(await served.text()).toContain('a quarkberry banner');
  expect((await opened.app.request('/try/files/export%3Anobody')).status).toBe(404);
});

test('after an erasure the phone and the desk show nothing of what was said', async () => {
  for (const text of ['logo', '1', 'skip', 'yes', 'a quarkberry on it', 'erase my data']) await says(text);
  await says(/write (\d{5}) within/.exec(await shown())?.[1] ?? '');
  const phone = await shown();
  expect(phone).toContain('Done: you are erased here.');
  expect(phone).not.toContain('quarkberry');
  const desk = await (await opened.app.request('/try/desk')).text();
  expect(desk).toContain('#1001 · Logo file · erased');
  expect(desk).not.toMatch(/quarkberry|Ana\b/);
});
