// The pages' own files: joined, kept for good by their address, compressed; and what is never compressed.
import { afterEach, expect, test } from 'vitest';
import { gathered } from '../../src/web/assets.generated.ts';
import { type Asset, assetAt, sheetsAt } from '../../src/web/assets.ts';
import { picture } from '../support/picture.ts';
import { openPanelHouse } from './panel-house.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open() {
  const panel = await openPanelHouse();
  closing.push(panel.house.close);
  const get = (path: string, headers = {}) => panel.app.request(`http://localhost${path}`, { headers });
  return { panel, get };
}
const lasting = 'public, max-age=31536000, immutable';

test('every file of every page is kept for good at its address; an older page gets it for once', async () => {
  const { get } = await open();
  for (const [page, files] of Object.entries(gathered.pages))
    for (const [name, text] of Object.entries(files)) {
      const path = assetAt(`${page}/${name}` as Asset); // made of the same names
      const one = await get(path);
      expect([one.status, one.headers.get('cache-control'), await one.text()], path).toEqual([200, lasting, text]);
      const old = await get(path.replace(gathered.version, 'older'));
      expect([old.headers.get('cache-control'), await old.text()], path).toEqual(['no-cache', text]);
    }
});

test('style sheets arrive as one file, in their order; one that is not there is no sheet', async () => {
  const { get } = await open();
  const { try: chat, panel } = gathered.pages;
  const sheet = await get(sheetsAt(['try/base.css', 'panel/panel.css']));
  expect(await sheet.text()).toBe(`${chat['base.css']}\n${panel['panel.css']}`);
  expect([sheet.headers.get('content-type'), sheet.headers.get('cache-control')]).toEqual(['text/css; charset=utf-8', lasting]);
  for (const names of ['try.base+try.none', 'constructor.name', '__proto__.toString', 'try.base+', 'none.base', '..%2Ftry.base'])
    expect((await get(`/of/x/styles/${names}.css`)).status, names).toBe(404);
});

test('texts are compressed for whoever takes it; news and files are not', async () => {
  const { panel, get } = await open();
  await panel.file();
  const [link, packed] = [await panel.link(), { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' }];
  const encoding = async (path: string, headers: object = packed) => {
    const answer = await get(path, headers);
    await answer.body?.cancel();
    return [answer.status, answer.headers.get('content-encoding')];
  };
  for (const path of [link, '/board', '/try', sheetsAt(['try/base.css']), assetAt('panel/refresh.js')])
    expect(await encoding(path), path).toEqual([200, 'gzip']);
  expect(await encoding(link, { accept: 'text/html' })).toEqual([200, null]);
  expect(await encoding(`${link}/live`)).toEqual([200, null]);
  expect(await encoding('/board/events')).toEqual([200, null]);
  const files = [
    await panel.keep('wide.png', 'image/png', picture(90, 40, 9)),
    await panel.keep('words.txt', 'text/plain', new TextEncoder().encode('word '.repeat(1_000))),
  ];
  for (const { id } of files) expect(await encoding(`/try/files/${id}`), id).toEqual([200, null]);
});
