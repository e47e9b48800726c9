// Every language says everything, with the same holes; no text is idle or missing; no word means two things.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { afterAll, describe, expect, test } from 'vitest';
import { inLanguage, shippedCatalogue } from '../../flows/catalogue.ts';
import { deskCommands } from '../../flows/desk-commands.ts';
import { matchWord } from '../../flows/match.ts';
import { moveNames, moves } from '../../flows/moves.ts';
import { normalize } from '../../flows/normalize.ts';
import { dayHole, languages, nearestLanguage, say, type TextKey, wordsFor } from '../../flows/texts.ts';
import { situations, stages } from '../../flows/ticket.ts';

const root = resolve(import.meta.dirname, '../..');
const rooms = readdirSync(join(root, 'flows/texts'), { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
/** All the texts of a language, as they stand in their files: every room has every language. */
const textsOf = (language: string): Record<string, string> =>
  Object.assign(
    {},
    ...['.', ...rooms].map((room) => JSON.parse(readFileSync(join(root, 'flows/texts', room, `${language}.json`), 'utf8'))),
  );
const english = textsOf('en');
const keys = Object.keys(english) as TextKey[];
const files = readdirSync(join(root, 'flows/texts')).flatMap((name) => (name.endsWith('.json') ? [name.replace('.json', '')] : []));

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
/** The holes of a message with what they hold, and the branches of each: `count:plural`. */
const holesOf = (elements: readonly Element[]): string[] =>
  elements.flatMap((element) => [
    ...('value' in element && element.type !== 0 ? [`${element.value}:${element.type}`] : []),
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => holesOf(value)) : []),
  ]);
const holes = (text: string, language: string) =>
  [...new Set(holesOf(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()))].sort();

describe.each(files)('%s', (language) => {
  const texts = textsOf(language);
  test('has every text, and none that English has not', () => {
    expect(Object.keys(texts).sort()).toEqual([...keys].sort());
    expect(Object.values(texts).filter((text) => text.trim() === '')).toEqual([]);
  });
  test.each(keys.filter((key) => !key.startsWith('word.')))('“%s” has the holes that English has', (key) => {
    expect(holes(texts[key] ?? '', language)).toEqual(holes(english[key] ?? '', 'en'));
  });
  test('plurals have an “other”, and every form of the language', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'many');
    const check = (elements: readonly Element[]): void => {
      for (const element of elements) {
        if (!('options' in element)) continue;
        if (element.type === 6) expect(Object.keys(element.options)).toEqual(expect.arrayContaining(forms));
        for (const { value } of Object.values(element.options)) check(value);
      }
    };
    for (const key of keys)
      if (!key.startsWith('word.')) check(new IntlMessageFormat(texts[key] ?? '', language, undefined, { ignoreTag: true }).getAst());
  });
});

test.each(files.filter((language) => language !== 'en'))('%s has nothing left in English', (language) => {
  const texts = textsOf(language);
  const same = keys.filter((key) => texts[key] === english[key] && /\p{L}{3,}\s+\p{L}{3,}/u.test(english[key] ?? ''));
  expect(same.filter((key) => !key.startsWith('example.'))).toEqual([]);
});

const sources = ['flows', 'src', 'bots', 'db']
  .flatMap((room) => readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => join(root, room, name)))
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.generated.ts'))
  .map((name) => readFileSync(name, 'utf8'))
  .join('\n');

test.each(keys)('“%s” is said somewhere', (key) => {
  const prefix = key.slice(0, key.indexOf('.') + 1);
  expect(sources.includes(`'${key}'`) || (prefix !== '' && sources.includes(`\`${prefix}\${`))).toBe(true);
});

test('what is put together from parts is there', () => {
  const deskMoves = moveNames.filter((name) => moves[name].by === 'desk' || moves[name].by === 'both');
  const needWords = Object.entries(deskCommands).flatMap(([name, { needs }]) => (needs === 'text' || needs === 'content' ? [name] : []));
  const wanted = [
    ...stages.map((stage) => `stage.${stage}`),
    ...situations.map((situation) => `situation.${situation}`),
    ...deskMoves.map((name) => `move.${name}`),
    ...needWords.map((name) => `prompt.${name}`),
  ];
  expect(wanted.filter((key) => !(key in english))).toEqual([]);
});

const commands = ['status', 'help', 'back', 'skip', 'cancel', 'restart', 'menu', 'language', 'person'] as const;
const plain = (word: string) => normalize(word) || word.replace(/\uFE0F/g, '');

test('no word is a command of two meanings, in any two languages', () => {
  const meanings = new Map<string, string>();
  for (const command of commands)
    for (const word of wordsFor(`word.${command}`)) {
      expect(meanings.get(plain(word)) ?? command, word).toBe(command);
      meanings.set(plain(word), command);
      expect(matchWord(word), word).toEqual({ word: command });
    }
});

test('no yes, no, thanks or greeting is taken for a command, and no yes for a no', () => {
  for (const key of ['word.yes', 'word.no', 'word.approve', 'word.thanks', 'word.greeting'] as const)
    for (const word of wordsFor(key)) expect(matchWord(word), word).toBeUndefined();
  const no = new Set(wordsFor('word.no').map(plain));
  expect(
    [...wordsFor('word.yes'), ...wordsFor('word.approve'), ...wordsFor('word.greeting')].filter((word) => no.has(plain(word))),
  ).toEqual([]);
});

test('nothing that can be chosen is taken for a command', () => {
  for (const service of shippedCatalogue())
    for (const words of [
      service.name,
      ...service.questions.flatMap(({ label, options }) => [label, ...options.map((option) => option.label)]),
    ])
      for (const word of Object.values(words)) expect(matchWord(word), word).toBeUndefined();
});

describe.each(shippedCatalogue())('the service $id', (service) => {
  test.each(languages)('is written in %s throughout', (language) => {
    const all = [
      service.name,
      ...service.questions.flatMap(({ ask, label, options }) => [ask, label, ...options.map((option) => option.label)]),
    ];
    for (const words of all) expect(words[language], words.en).toMatch(/\S/);
    expect(service.keywords[language]).toBeDefined();
  });
  test('offers options where there are some to choose, no two alike, and has ids of its own', () => {
    for (const { type, options } of service.questions) {
      expect(options.length > 1).toBe(type === 'choice');
      for (const language of languages)
        expect(new Set(options.map((option) => normalize(inLanguage(option.label, language)))).size).toBe(options.length);
    }
    expect(new Set(service.questions.map(({ id }) => id)).size).toBe(service.questions.length);
  });
});

test('no two services share an id or a keyword', () => {
  const services = shippedCatalogue();
  expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
  const owners = new Map<string, string>();
  for (const { id, keywords } of services)
    for (const word of Object.values(keywords).flat()) {
      expect(owners.get(normalize(word)) ?? id, word).toBe(id);
      owners.set(normalize(word), id);
    }
});

test('days, numbers and plurals are said as each language says them', () => {
  expect(say('en', 'told.promised', { due: dayHole('2026-11-30') })).toBe('It will be ready by Monday 30 November.');
  expect(say('pt-BR', 'told.promised', { due: dayHole('2026-11-30') })).toMatch(/30 de nov/);
  expect(say('en', 'too_long', { length: 100_000, longest: 8000 })).toContain('100,000');
  expect(say('pt-BR', 'too_long', { length: 100_000, longest: 8000 })).toContain('100.000');
  expect(say('en', 'status.title', { count: 1 })).toBe('Your open request');
  expect(say('en', 'status.title', { count: 3 })).toBe('Your 3 open requests');
  expect(say('en', 'desk.no_ticket', { number: 12345 })).toContain('#12345');
  expect(say('xx', 'thanks')).toBe(english.thanks);
});

test('what a person puts into a hole stays as they wrote it', () => {
  const odd = "<b>_*`[x](y) {count, plural, one {x}} ' '' # \\";
  expect(say('en', 'menu.hello', { name: odd })).toBe(`Hi ${odd}! What can we do for you?`);
  expect(say('en', 'told.asked', { name: odd, question: odd })).toContain(`${odd} has a question:\n\n${odd}\n`);
  expect(say('en', 'status.none_last', { ticket: odd, place: odd })).toContain(`${odd} (${odd})`);
  expect(() => say('en', 'menu.hello', {})).toThrow();
});

test('the nearest language is found by its tag', () => {
  const near = (tag: string | undefined) => nearestLanguage(tag, languages);
  expect([near('pt'), near('pt-PT'), near('PT-br'), near('en-US'), near('de'), near(undefined), near('')]).toEqual([
    ...['pt-BR', 'pt-BR', 'pt-BR', 'en'],
    ...[undefined, undefined, undefined],
  ]);
});

const copies: string[] = [];
afterAll(() => {
  for (const folder of copies) rmSync(folder, { recursive: true, force: true });
});

test('another language is one more file', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'alur-texts-'));
  copies.push(copy);
  for (const room of ['flows', 'db', 'src']) cpSync(join(root, room), join(copy, room), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
  const esperanto = { ...english, 'language.name': 'Esperanto', 'word.status': 'stato', thanks: 'Nedankinde!' };
  writeFileSync(join(copy, 'flows/texts/eo.json'), JSON.stringify(esperanto));
  const gather = `import(${JSON.stringify(join(root, 'scripts/build.mjs'))}).then((build) => build.gather())`;
  expect(spawnSync(process.execPath, ['-e', gather], { cwd: copy, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  const texts = (await import(join(copy, 'flows/texts.ts'))) as typeof import('../../flows/texts.ts');
  const match = (await import(join(copy, 'flows/match.ts'))) as typeof import('../../flows/match.ts');
  const menu = (await import(join(copy, 'flows/menu.ts'))) as typeof import('../../flows/menu.ts');
  expect(texts.languages).toEqual(['en', ...[...files, 'eo'].filter((language) => language !== 'en').sort()]);
  expect(texts.say('eo', 'thanks')).toBe('Nedankinde!');
  expect(match.matchWord('Stato?')).toEqual({ word: 'status' });
  const given = { languages: texts.languages, person: { language: 'eo' } } as Parameters<typeof menu.askLanguage>[0]; // all that it reads
  expect(menu.askLanguage(given).choices).toContainEqual({ data: 'l:eo', label: 'Esperanto' });
});
