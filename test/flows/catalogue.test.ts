// The services that ship: nine and something else, without a mistake, in five languages, each named by words of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inOrder, serviceAt, serviceOf, shippedCatalogue, termsOf } from '../../flows/catalogue.ts';
import { clashes, parseService, type ReadFile, told } from '../../flows/catalogue-file.ts';
import { serviceSchema } from '../../flows/catalogue-schema.ts';
import { schemaLine, yamlOf } from '../../flows/catalogue-yaml.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'flows/services');
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
const tongues = ['en', 'pt-BR', 'id', 'tr', 'uk'];

const read = (text: string, file: string): ReadFile => {
  const parsed = parseService(text, file);
  if (parsed.type === 'mistakes') throw new Error(parsed.mistakes.map(told).join('\n'));
  return parsed;
};

test('nine ship, and something else is the last', () => {
  expect(shippedCatalogue().map(({ id }) => id)).toEqual([
    ...['banner', 'landing-page', 'logo-file', 'social-post', 'email-campaign', 'ad-campaign'],
    ...['question', 'complaint', 'something-broke', 'something-else'],
  ]);
});

describe.each(names)('%s', (name) => {
  test('has no mistake, begins with its schema, and is called by its id', () => {
    expect(textOf(name).split('\n', 1)).toEqual([schemaLine]);
    expect(read(textOf(name), name).service.id).toBe(name.replace('.yaml', ''));
  });
  test('has every word in five languages', () => {
    const { service } = read(textOf(name), name);
    const words = [
      service.name,
      ...service.steps.flatMap((step) => step.name ?? []),
      ...service.questions.flatMap(({ ask, label, options }) => [ask, label, ...options.map((option) => option.label)]),
      ...service.replies.map(({ text }) => text),
    ];
    for (const one of words) expect(Object.keys(one).toSorted(), one.en).toEqual(tongues.toSorted());
    for (const keywords of [service.keywords, ...service.replies.map((reply) => reply.keywords)])
      expect(Object.keys(keywords).toSorted()).toEqual(tongues.toSorted());
  });
  test('is the same service after it was taken out as YAML and in again', () => {
    const { service } = read(textOf(name), name);
    expect(read(yamlOf(service), name).service).toEqual(service);
  });
});

test('no keyword belongs to two services', () => {
  expect(clashes(names.map((name) => read(textOf(name), name))).map(told)).toEqual([]);
});

test('the menu fits every channel: ten choices, none longer than a button takes', () => {
  const services = shippedCatalogue();
  expect(services.length).toBeLessThanOrEqual(10);
  for (const { name, emoji } of services)
    for (const word of Object.values(name)) expect(`${emoji} ${word}`.length, word).toBeLessThanOrEqual(40);
});

test('docs/service.schema.json is the schema as it is now', () => {
  const kept: unknown = JSON.parse(readFileSync(join(root, 'docs/service.schema.json'), 'utf8'));
  expect(kept, 'Make it anew: node dist/src/catalogue-cli.js schema docs/service.schema.json').toEqual(serviceSchema());
  expect(kept).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    required: ['id', 'name', 'deliveryDays', 'questions'],
    additionalProperties: false,
    properties: { delivery: { enum: ['approve', 'inform'] }, keywords: { properties: { 'pt-BR': { type: 'array' } } } },
  });
});

test('what a ticket is promised at birth', () => {
  const banner = serviceOf(shippedCatalogue(), 'banner');
  const team = (id: string) => ({ id, by: 'team' });
  expect(banner && termsOf({ ...banner, version: 3 })).toEqual({
    ...{ version: 3, firstReplyHours: 4, deliveryDays: 5, priority: 'normal' },
    steps: [team('concept'), team('copy'), team('design'), team('approval')],
  });
  const ads = serviceOf(shippedCatalogue(), 'ad-campaign');
  expect(ads && termsOf(ads).steps.find(({ id }) => id === 'approval')).toEqual({ id: 'approval', by: 'client' });
});

test('a version is found again among the past, and the nearest where it is not kept', () => {
  const services = shippedCatalogue();
  const banner = serviceOf(services, 'banner');
  if (!banner) throw new Error('The banner is gone.');
  const now = { ...banner, version: 3 };
  const old = { ...banner, version: 2 };
  const gone = { ...banner, id: 'flyer', version: 7 };
  const catalogue = Object.assign([now], { past: [old, gone] });
  expect(serviceAt(catalogue, 'banner', 2)).toBe(old);
  expect(serviceAt(catalogue, 'banner', 3)).toBe(now);
  expect(serviceAt(catalogue, 'banner', 1)).toBe(now);
  expect(serviceAt(catalogue, 'banner')).toBe(now);
  expect(serviceAt(catalogue, 'flyer', 1)).toBe(gone);
  expect(serviceAt(catalogue, 'nothing', 1)).toBeUndefined();
});

test('something else stays the last, whatever order a service of the team asks for', () => {
  const [banner, ...others] = shippedCatalogue();
  if (!banner) throw new Error('The banner is gone.');
  expect(inOrder([...others, { ...banner, order: 999 }]).map(({ id }) => id).slice(-2)).toEqual(['banner', 'something-else']); // biome-ignore format: one thought
});
