// The file that "my data" brings: everything that was written, by both sides, and nothing that the team keeps to itself.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileRef } from '../../flows/message.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { atDesk, eraseMe, type Speaker, speaker, upload } from '../support/my-data.ts';

let house: TestHouse;
let ana: Speaker;
let file: FileRef | undefined;
beforeEach(async () => {
  house = await openTestHouse();
  ana = speaker(house, 'ana', 'Ana <b>Prado</b>');
  house.web.listen('web:ana', ({ body }) => {
    if (body.type === 'text') file = body.files?.[0] ?? file;
  });
});
afterEach(() => house.close());

const page = async () => new TextDecoder().decode((file && (await house.openFile(file))) ?? new Uint8Array());
const dataIn = (html: string) => JSON.parse(/<script type="application\/json" id="my-data">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? 'null');

test('it holds every word that was written and told, the files by their hashes, and the notes as a number', async () => {
  const wrote = [
    'banner',
    'For the </script> fair & more',
    '2',
    'Half “price”',
    'skip',
    'yes',
    'One more thing: blue',
    'new',
    'logo',
    'drawn by hand',
  ];
  for (const text of wrote.slice(0, 5)) await ana(text);
  const bytes = 'the bytes of a sketch';
  await ana('', { files: [await upload(house, 'sketch.txt', bytes)] });
  for (const text of wrote.slice(5)) await ana(text);
  for (const text of ['/take #1001', '/note #1001 a grumblenote', '/priority #1001 high a grumblereason', '/r #1001 We will see to it'])
    await atDesk(house, text);
  expect(await ana('my data')).toContain('Here is everything we keep about you');
  expect(file).toMatchObject({ name: 'my-data-2026-11-23.html', mime: 'text/html', kind: 'document' });
  const html = await page();
  const data = dataIn(html);
  const said = data.messages.map(({ text }: { text?: string }) => text);
  expect(wrote.filter((text) => !said.includes(text))).toEqual([]);
  expect(said.join('\n')).toContain('We will see to it');
  expect(data).toMatchObject({
    format: 'alur/my-data/1',
    person: { name: 'Ana <b>Prado</b>', language: 'en', addresses: ['web:ana'] },
    internalNotes: 1,
  });
  expect(data.requests).toMatchObject([
    { number: 1001, stage: 'analysis', brief: expect.arrayContaining([expect.objectContaining({ text: 'Half “price”' })]) },
  ]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(data.files).toEqual([{ name: 'sketch.txt', kind: 'document', bytes: bytes.length, sha256 }]);
  expect(html).not.toContain('grumble');
  expect(html).toContain('One internal note of the team');
  expect(html).toContain(sha256);
  expect(html).not.toContain('<b>Prado');
  expect(html.match(/<script/g)).toHaveLength(1);
});

test('it is what is kept at the moment it is opened, and nothing once they are erased', async () => {
  await ana('hi');
  await ana('my data');
  await ana('a word that came later');
  expect(await page()).toContain('a word that came later');
  await eraseMe(ana);
  const after = await page();
  expect(after).not.toContain('Prado');
  expect(after).not.toContain('a word that came later');
});

test('it speaks the client’s language', async () => {
  const rui = speaker(house, 'ana', 'Rui', 'pt-BR');
  await rui('oi');
  expect(await rui('Meus dados')).toContain('Aqui está tudo o que guardamos sobre você');
  expect(await page()).toContain('<html lang="pt-BR">');
});
