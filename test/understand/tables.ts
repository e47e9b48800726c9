// The hand-written tables of first messages, and how well the matcher does on a half of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { shippedCatalogue } from '../../flows/catalogue.ts';
import { type Understood, understand } from '../../flows/understand/understand.ts';

const Row = z.object({
  said: z.string(),
  /** What is not told here is not judged. */
  found: z.object({
    service: z.string().nullable().optional(),
    date: z.string().nullable().optional(),
    campaign: z.string().nullable().optional(),
    urgent: z.boolean().optional(),
    links: z.array(z.string()).optional(),
  }),
  asks: z.boolean().optional(),
  note: z.string().optional(),
});
/** `batch`: 2 for rows written later, of which only the service is judged; 3 for look-alikes of days and of haste, each to be right. */
export type Row = z.infer<typeof Row> & { language: string; batch: 1 | 2 | 3 };
export type Half = 'tuned' | 'held';

const folder = 'test/understand';
export const campaigns = z
  .array(z.object({ code: z.string(), name: z.string(), words: z.array(z.string()) }))
  .parse(existsSync(`${folder}/campaigns.json`) ? JSON.parse(readFileSync(`${folder}/campaigns.json`, 'utf8')) : []);
const catalogue = shippedCatalogue();

const batchOf = (file: string): Row['batch'] => (file.includes('.third.') ? 3 : file.includes('.second.') ? 2 : 1);

/** The rows of a half, in the order of the languages. */
export function rowsOf(half: Half): Row[] {
  const path = join(folder, half);
  const files = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.jsonl')).sort() : []; // biome-ignore format: one thought
  return files.flatMap((name) =>
    readFileSync(join(path, name), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ ...Row.parse(JSON.parse(line)), language: name.split('.')[0] ?? '', batch: batchOf(name) })),
  );
}

/** The day that every table was written for: a Monday. */
export const today = '2026-11-23';

export const understood = ({ said, language }: Row): Understood => understand(said, { catalogue, campaigns, today, language });

export const fields = ['service', 'date', 'campaign', 'urgent', 'links'] as const;
type Field = (typeof fields)[number];

/** What was found of a field, as a list: nothing found is an empty one. */
function valuesOf(field: Field, found: Row['found']): string[] {
  if (field === 'links') return found.links ?? [];
  if (field === 'urgent') return found.urgent ? ['urgent'] : [];
  const value = found[field] ?? null;
  return value === null ? [] : [value];
}

/** What the matcher found, in the shape of the tables. A day that must be asked for is none. */
export const foundIn = ({ service, date, campaign, urgent, links }: Understood): Row['found'] => ({
  service,
  date: date?.type === 'day' ? date.day : null,
  campaign,
  urgent,
  links,
});

const known = new WeakMap<Row, Row['found']>();
/** What the matcher found in a row; each is read once. */
function foundOf(row: Row): Row['found'] {
  const found = known.get(row) ?? foundIn(understood(row));
  known.set(row, found);
  return found;
}

export type Miss = { row: Row; field: Field; wanted: string[]; given: string[] };
/** Shares from 0 to 1; where nothing was given or wanted, 1. */
export type Score = { precision: number; recall: number; wanted: number; given: number; right: number };
type Scored = { scores: Record<Field, Score>; misses: Miss[] };

/** Precision and recall of each field over these rows, and every row that is wrong. */
export function score(rows: readonly Row[]): Scored {
  const misses: Miss[] = [];
  const all = rows.map((row) => ({ row, found: foundOf(row) }));
  const scores = Object.fromEntries(
    fields.map((field) => {
      let [wanted, given, right] = [0, 0, 0];
      for (const { row, found } of all.filter((one) => one.row.found[field] !== undefined)) {
        const [want, have] = [valuesOf(field, row.found), valuesOf(field, found)];
        wanted += want.length;
        given += have.length;
        right += have.filter((one) => want.includes(one)).length;
        if (want.join(' ') !== have.join(' ')) misses.push({ row, field, wanted: want, given: have });
      }
      return [field, { wanted, given, right, precision: given === 0 ? 1 : right / given, recall: wanted === 0 ? 1 : right / wanted }];
    }),
  ) as Record<Field, Score>; // one entry for each field
  return { scores, misses };
}
