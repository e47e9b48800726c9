// The catalogue from the terminal, as people use it: check, list, export, import and schema; alone, and beside a running house.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programFolder, runProgram, startHouse } from '../support/process-run.ts';

const sample = /```yaml\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const folder = programFolder();
const catalogue = (words: string[], env: Record<string, string> = {}) => runProgram(folder(), 'catalogue-cli.js', env, words);

test('list tells the services with version and origin, in the order of the menu', async () => {
  const { out, code } = await catalogue(['list']);
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('banner               🖼️ Banner · 5 working days · 4 questions · version 1, shipped');
  expect(lines.at(-1)).toContain('something-else');
  expect(code).toBe(0);
});

test('export writes files, import takes them in as new versions, and check says what to mend', async () => {
  await catalogue(['list']);
  const exported = await catalogue(['export', '--to', 'out']);
  expect([exported.code, readdirSync(join(folder(), 'out')).length]).toEqual([0, 10]);
  expect(await catalogue(['export', 'banner', '--to', 'out'])).toMatchObject({ code: 1, err: expect.stringContaining('out/banner.yaml is there already') }); // biome-ignore format: one thought
  expect(await catalogue(['check', ...readdirSync(join(folder(), 'out')).map((name) => join('out', name))])).toMatchObject({ code: 0 });

  const banner = readFileSync(join(folder(), 'out/banner.yaml'), 'utf8');
  writeFileSync(join(folder(), 'mine.yaml'), banner.replace('deliveryDays: 5', 'deliveryDays: 3'));
  expect(await catalogue(['import', 'mine.yaml'])).toMatchObject({ code: 0, out: expect.stringContaining('banner is in data/services/banner.yaml now.\nIt is offered from the next start on.') }); // biome-ignore format: one thought
  expect((await catalogue(['list'])).out).toContain('Banner · 3 working days · 4 questions · version 2, services/banner.yaml');
  expect((await catalogue(['export', 'banner'])).out).toBe(banner.replace('deliveryDays: 5', 'deliveryDays: 3'));

  writeFileSync(join(folder(), 'data/services/banner.yaml'), banner.replace('deliveryDays: 5', 'deliveryDays: soon'));
  expect(await catalogue(['check'])).toEqual({ out: expect.stringMatching(/^✗ services\/banner\.yaml:\d+: “deliveryDays” must be a number, not “soon”\. .*\n$/), err: '', code: 1 }); // biome-ignore format: one thought
  expect((await catalogue(['list'])).out).toContain('version 2, services/banner.yaml');
});

test('import takes nothing in when one file has a mistake, or a keyword is taken', async () => {
  writeFileSync(join(folder(), 'flyer.yaml'), sample);
  writeFileSync(join(folder(), 'other.yaml'), sample.replace('id: flyer', 'id: other'));
  const { out, code } = await catalogue(['import', 'flyer.yaml', 'other.yaml']);
  expect(out).toContain('✗ other.yaml:4: The keyword “flyer” belongs to flyer.yaml already');
  expect(out).toContain('Nothing was taken in.');
  expect(code).toBe(1);
  expect((await catalogue(['list'])).out).not.toContain('flyer');
});

test('beside a running house: what is imported is live with the next message', async () => {
  const port = await startHouse(folder());
  writeFileSync(join(folder(), 'flyer.yaml'), sample);
  const { out } = await catalogue(['import', 'flyer.yaml'], { PORT: port });
  expect(out).toContain('Alur runs: it is live with the next message.');
  const listed = await catalogue(['list'], { PORT: port });
  expect(listed.out).toContain('flyer                ✨ Flyer · 4 working days · 2 questions · services/flyer.yaml');
  expect(listed.out).toContain('(Alur runs and holds the store, so versions are not shown.)');
  expect((await catalogue(['export', 'flyer'], { PORT: port })).out).toContain('id: flyer');
});

test('the schema is what docs/service.schema.json holds, on stdout and as a file', async () => {
  const kept = readFileSync('docs/service.schema.json', 'utf8');
  expect(await catalogue(['schema'])).toEqual({ out: kept, err: '', code: 0 });
  await catalogue(['schema', 'here.json']);
  expect(readFileSync(join(folder(), 'here.json'), 'utf8')).toBe(kept);
});

test('check of a folder without files, and of a file that is not there or no text', async () => {
  expect((await catalogue(['check'])).out).toBe('No file in data/services: only the shipped services are offered.\n');
  mkdirSync(join(folder(), 'x.yaml'));
  writeFileSync(join(folder(), 'latin.yaml'), Buffer.from([0x6e, 0xe4, 0x0a]));
  expect((await catalogue(['check', 'gone.yaml', 'x.yaml', 'latin.yaml'])).out.split('\n')).toEqual([
    '✗ gone.yaml:1: This file cannot be read (ENOENT). See that it is there and that this user may read it.',
    '✗ x.yaml:1: This file cannot be read (EISDIR). See that it is there and that this user may read it.',
    '✗ latin.yaml:1: This file is not text in UTF-8. Save it again with that encoding.',
    '',
  ]);
});

test.each([
  [[], 'What shall I do?\nUsage: npm run catalogue'],
  [['frobnicate'], 'I don’t know “frobnicate”.'],
  [['import'], 'Which file? npm run catalogue -- import FILE…'],
  [['export'], 'One file holds one service. Name one: banner, '],
  [['export', 'flyr'], 'No service is called flyr. There are banner, '],
  [['list', '--to', 'x'], '--to is for export'],
  [['list', '--wrong'], "Unknown option '--wrong'"],
])('%j is answered with what to do', async (words, sentence) => {
  const { err, code } = await catalogue(words);
  expect(err.replaceAll("don't", 'don’t')).toContain(sentence);
  expect(code).toBe(1);
});
