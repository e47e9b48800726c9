// What is wrong with the shape of a service's file, from zod's issues: a sentence each, with what to do now.
import type { z } from 'zod';
import { ServiceFile } from './catalogue.ts';
import { type Finding, kindOfPlace, meant, nameOfPlace, type Path, shown, valueAt } from './catalogue-place.ts';

type Issue = z.core.$ZodIssue;

/** How a line is written, by its key; shown where it is missing or empty. */
const samples: Record<string, string> = {
  id: 'id: flyer',
  name: 'name: { en: Flyer }',
  deliveryDays: 'deliveryDays: 5',
  firstReplyHours: 'firstReplyHours: 4',
  questions: 'questions: with an entry such as - { id: purpose, type: text, label: { en: What for }, ask: { en: What is it for? } }',
  ask: 'ask: { en: What is it for? }',
  label: 'label: { en: What for }',
  text: 'text: { en: We write in every format. }',
  type: 'type: text',
  keywords: 'keywords: { en: [flyer, leaflet] }',
  steps: 'steps: [concept, design, approval]',
  options: 'options: with an entry such as - { id: a4, label: { en: A4 } }',
  en: 'en: and the English words',
};
const needed = new Set(['id', 'name', 'deliveryDays', 'questions', 'ask', 'label', 'text', 'type', 'en']);
const filled = (key: string): string =>
  `Write ${samples[key] ?? `${key}: and what it is`}${needed.has(key) ? '' : ', or take the line out'}`;
const byLanguage = new Set(['name', 'ask', 'label', 'text']);

const keysOf: Record<string, readonly string[]> = {
  'a service': Object.keys(ServiceFile.shape),
  'a question': ['id', 'ask', 'label', 'type', 'optional', 'options', 'multiple', 'from', 'keywords'],
  'an option': ['id', 'label', 'keywords'],
  'a step': ['id', 'by', 'name'],
  'a standard reply': ['id', 'keywords', 'text', 'auto'],
};

/** What has the wrong shape in a file's content; nothing when it can be read. */
export function misshapen(raw: unknown): Finding[] {
  const { error } = ServiceFile.safeParse(raw);
  const issues = error?.issues ?? [];
  const misspelt = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path, meant(key, keysOf[kindOfPlace(issue.path.map(partOf))] ?? [])].join('\n'))
      : [],
  );
  return issues
    .filter((issue) => !(valueAt(raw, issue.path.map(partOf)) === undefined && misspelt.includes(issue.path.join('\n'))))
    .flatMap((issue) => findingsOf(issue, [], raw));
}

const partOf = (part: PropertyKey): string | number => (typeof part === 'number' ? part : String(part));

function findingsOf(issue: Issue, before: Path, raw: unknown): Finding[] {
  const path: Path = [...before, ...issue.path.map(partOf)];
  const value = valueAt(raw, path);
  const place = nameOfPlace(path, raw);
  const key = String(path.at(-1) ?? '');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((unknown) => ({ path: [...path, unknown], onKey: true, sentence: unknownKey(unknown, path, raw) }));
    case 'invalid_union': {
      const branch = typeof value === 'object' && value !== null ? issue.errors.at(-1) : issue.errors[0];
      return (branch ?? []).flatMap((one) => findingsOf(one, path, raw));
    }
    case 'invalid_type':
      return [wrongType(path, place, key, value, issue.expected, raw)];
    case 'invalid_value': {
      const known = issue.values.map(String);
      if (value === undefined) return [missing(path, raw)];
      const near = typeof value === 'string' ? meant(value, known) : undefined;
      const remedy = near ? `Did you mean “${near}”? Write ${key}: ${near}.` : 'Write one of these.';
      return [{ path, sentence: `${place} must be ${listed(known, 'or')}, not ${shown(value)}. ${remedy}` }];
    }
    case 'invalid_format':
      return [{ path, sentence: `${shown(value)} can't be an id. Use small letters, digits and hyphens, at most 20: ${slug(value)}.` }];
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return [{ path, sentence: `${place} is empty. ${filled(key)}.` }];
      return [{ path, sentence: `${place} must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}, not ${shown(value)}. Write a larger number.` }]; // biome-ignore format: one thought
    case 'too_big':
      return [{ path, sentence: tooBig(place, key, value, issue) }];
    default:
      return [{ path, sentence: `${place || 'This file'} is not as it should be (${issue.message}). See docs/service.schema.json.` }];
  }
}

function unknownKey(key: string, path: Path, raw: unknown): string {
  const kind = kindOfPlace(path);
  const known = keysOf[kind] ?? [];
  const near = meant(key, known);
  const owner = nameOfPlace(path, raw);
  const start = `“${key}” is no key of ${kind}${owner ? ` (here: ${owner})` : ''}.`;
  return near
    ? `${start} Did you mean “${near}”? Write that, or take the line out.`
    : `${start} Take it out; what it can have is ${listed(known, 'and')}.`;
}

function missing(path: Path, raw: unknown): Finding {
  const key = String(path.at(-1) ?? '');
  const owner = nameOfPlace(path.slice(0, -1), raw);
  return {
    path: path.slice(0, -1),
    sentence: `“${key}” is missing${owner ? ` in ${owner}` : ''}. Add a line ${samples[key] ?? `${key}: …`}.`,
  };
}

function wrongType(path: Path, place: string, key: string, value: unknown, expected: string, raw: unknown): Finding {
  if (value === undefined && path.length > 0) return missing(path, raw);
  const at = (what: string, remedy: string): Finding => ({ path, sentence: `${place || 'The file'} ${what}. ${remedy}.` });
  if (path.length === 0) return at('must be lines of “key: value”', `Begin it with ${samples.id}`);
  const parent = String(path.at(-2) ?? '');
  if (value === null && byLanguage.has(parent) && key !== 'en') {
    const owner = nameOfPlace(path.slice(0, -1), raw);
    const remedy = "If it belongs to the words before it, put quotes around all of them: { en: 'One, two' }.";
    return { path, sentence: `“${key}” stands in ${owner} as if it were a language, with no words behind it. ${remedy}` };
  }
  if (value === null) return at('is empty', filled(key));
  if (byLanguage.has(key) && (expected === 'object' || expected === 'record'))
    return at('must give its words by language', `Write ${key}: { en: ${typeof value === 'string' ? value : '…'} }`);
  if (key === 'keywords') return at('must give a list for each language', `Write ${samples.keywords}`);
  switch (expected) {
    case 'string':
      return typeof value === 'object'
        ? at(`must be words, not ${shown(value)}`, 'Write them on one line, in quotes where they hold a comma, a colon or brackets')
        : at(`must be words, not the ${typeof value} ${shown(value)}`, `Put it into quotes: ${key}: '${String(value)}'`);
    case 'number':
      return at(`must be a number, not ${shown(value)}`, `Write it in digits: ${samples[key] ?? `${key}: 5`}`);
    case 'int':
      return at(`must be a whole number, not ${shown(value)}`, `Write ${key}: ${Math.round(Number(value))}`);
    case 'boolean':
      return at(`must be true or false, not ${shown(value)}`, `Write ${key}: true, or take the line out`);
    case 'array':
      return at('must be a list', `Write ${typeof value === 'string' ? `${key}: [${value}]` : (samples[key] ?? `${key}: [ … ]`)}`);
    default:
      return at(`must be a group of lines, not ${shown(value)}`, 'Write its keys under it, indented by two spaces');
  }
}

function tooBig(place: string, key: string, value: unknown, issue: Extract<Issue, { code: 'too_big' }>): string {
  const most = String(issue.maximum);
  if (issue.origin === 'array') {
    const remedy = key === 'options' ? 'leave the rest to the client’s own words in a text question' : 'take some out';
    return `${place} has ${Array.isArray(value) ? value.length : 'too many'} entries, and ${most} is the most. Keep the likeliest, and ${remedy}.`;
  }
  if (issue.origin === 'string') {
    const length = typeof value === 'string' ? [...value].length : 0;
    return `${place} has ${length} characters, and ${most} is the most${most === '40' ? ' that fits a button' : ''}. Say it in fewer words.`;
  }
  return `${place} must be at most ${most}, not ${shown(value)}. Write a smaller number.`;
}

const listed = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

const slug = (value: unknown): string => {
  const plain = String(value).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-'); // biome-ignore format: one thought
  return `“${plain.slice(0, 20).replace(/^-+|-+$/g, '') || 'flyer'}”`;
};
