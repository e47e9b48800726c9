// `npm run route` as people use it: examples in arguments and in a pipe, rules in and out of the store, mistakes.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readRoutingFile } from '../../flows/routing-file.ts';
import { programFolder, runProgram } from '../support/process-run.ts';

const folder = programFolder();
beforeEach(() => {
  for (const form of ['functional', 'product']) copyFileSync(`test/routing/${form}.yaml`, join(folder(), `${form}.yaml`));
});

const run = (words: string[], lines: string[] = []) => runProgram(folder(), 'route-cli.js', {}, words, lines);

test('explain says which rule decides, and why each before it does not', async () => {
  const { out, code } = await run(['explain', '--rules', 'functional.yaml', 'service=landing-page', 'known=new']);
  expect(out.trimEnd().split('\n')).toEqual([
    'service=landing-page known=new',
    '  1. Pictures: service=banner,logo-file → Design   no: service',
    '  2. Posts and mails: service=social-post,email-campaign,ad-campaign → Social   no: service',
    '  3. Pages: service=landing-page → Web   decides',
    '  → Web · rule “Pages”',
  ]);
  expect(code).toBe(0);
});

test('examples come by a pipe too, one a line', async () => {
  const { out } = await run(
    ['explain', '--rules', 'product.yaml'],
    ['code=aurora service=banner', '', 'words="the new Brisa Max" service=banner'],
  );
  expect(out.trimEnd().split('\n')).toEqual([
    'code=aurora service=banner',
    '  → Aurora kettles · contact point “Aurora shop window”',
    'words="the new Brisa Max" service=banner',
    '  1. Kettles by name: words=aurora,kettle,chaleira → Aurora kettles   no: words',
    '  2. Fans by campaign: campaign=SUMMER → Brisa fans   no: campaign',
    '  3. Fans by name: words=brisa,fan → Brisa fans   decides',
    '  → Brisa fans · rule “Fans by name”',
  ]);
});

test('a word with blanks keeps them, though the shell took its quotation marks', async () => {
  writeFileSync(join(folder(), 'r.yaml'), 'teams: [{ name: A }]\nrules: [{ name: Friday, if: { words: black friday }, team: a }]\n');
  expect((await run(['explain', '--rules', 'r.yaml', 'words=for black friday'])).out).toContain('→ A · rule “Friday”');
  expect((await run(['explain', '--rules', 'r.yaml', 'words=friday'])).out).toContain('→ no team: the whole desk');
});

test('import takes a file into the store, export gives it back, explain asks the store', async () => {
  expect(await run(['import', 'product.yaml'])).toMatchObject({ out: '✓ teams 3 · contact points 2 · rules 4\n', err: '', code: 0 });
  const { out } = await run(['export']);
  expect(readRoutingFile(out)).toMatchObject({ teams: [{ id: 'kettles' }, { id: 'fans' }, { id: 'brand' }], rules: { length: 4 } });
  expect((await run(['explain', 'words=brisa'])).out).toContain('→ Brisa fans · rule “Fans by name”');
  await run(['import', 'functional.yaml']);
  expect(readRoutingFile((await run(['export'])).out).contacts).toEqual([]);
});

test.each<[string, string[], string]>([
  ['nothing', [], 'What shall I do?'],
  ['an unknown word', ['dance'], "I don't know “dance”."],
  ['no file', ['import'], 'Which file?'],
  ['a file that is not there', ['import', 'gone.yaml'], 'The file gone.yaml cannot be read.'],
  ['a condition that is none', ['explain', '--rules', 'product.yaml', 'colour=red'], '“colour” is nothing that a rule asks about.'],
  ['an unknown option', ['explain', '--loud'], "Unknown option '--loud'"],
])('%s is answered with a sentence', async (_, words, sentence) => {
  const { out, code } = await run(words);
  expect(out).toContain(sentence);
  expect(out).not.toContain('    at ');
  expect(code).toBe(1);
});

test.each([
  ['teams: [', 'This is no YAML'],
  ['rules: [{ name: A, team: nobody }]', '“A” leads to the team “nobody”'],
  ['teams: [{ name: A }, { name: a }]', '“team a” stands twice'],
  ['teams: [{ name: A, colour: red }]', 'teams.0'],
  ['teams: [{ name: A }]\nrules: [{ name: B, if: { weather: fine }, team: a }]', 'rules.0.if'],
  ['contacts: [{ contact: any, code: "no blanks", name: A }]', 'contacts.0.code'],
])('a file with a mistake is refused with its place: %s', async (text, sentence) => {
  writeFileSync(join(folder(), 'wrong.yaml'), text);
  const { out, code } = await run(['import', 'wrong.yaml']);
  expect(out).toContain('wrong.yaml: ');
  expect(out).toContain(sentence);
  expect(code).toBe(1);
});
