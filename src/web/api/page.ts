// Paging by cursors: opaque words that say behind which thing the next page begins.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Problem } from './problem.ts';

export const mostOnPage = 200;

/** The two parameters of everything that is listed. */
export const PageQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(mostOnPage)
    .default(50)
    .openapi({ description: `How many at once, at most ${mostOnPage}.` }),
  cursor: z.string().max(200).optional().openapi({ description: 'The `next` of the page before. Nothing is told of what is in it.' }),
});

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(of: T) =>
  z.object({
    items: z.array(of),
    next: z.string().nullable().openapi({ description: 'The cursor of the next page; null on the last.' }),
  });

export const writeCursor = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** What a cursor says, or undefined when there is none. Throws a problem for one that is none of ours. */
export function readCursor<T>(shape: z.ZodType<T>, cursor: string | undefined): T | undefined {
  if (cursor === undefined) return undefined;
  const parsed = shape.safeParse(parse(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw new Problem(400, 'This cursor does not belong to this list: begin again without one.');
  return parsed.data;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // no cursor of ours
  }
}

/** A list's page and the cursor of the next one; one more than fits was read, to know whether there is one. Names it as a link, too. */
export function paged<T, Shown>(
  c: Context,
  rows: readonly T[],
  limit: number,
  place: (row: T) => object,
  show: (row: T) => Shown,
): { items: Shown[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? writeCursor(place(last)) : null;
  if (next) {
    const url = new URL(c.req.url);
    url.searchParams.set('cursor', next);
    c.header('Link', `<${url.pathname}${url.search}>; rel="next"`);
  }
  return { items: page.map(show), next };
}
