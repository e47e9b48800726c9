// The report at the API: the reading of the page's own address, but what makes no sense is a mistake here.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { spans } from '../../../flows/reports/period.ts';
import { dimensions } from '../../../flows/reports/report.ts';
import { numberOf } from '../../../flows/week.ts';
import type { AppParts } from '../parts.ts';
import { isDay, mostDays, readAsked, without } from '../reports/query.ts';
import { freshen, readReport, todayIn } from '../reports/read.ts';
import { type ApiEnv, needs } from './bearer.ts';
import { Problem, problems } from './problem.ts';
import { ReportShape, reportShown } from './report-shape.ts';

const day = (description: string) =>
  z.string().refine(isDay, 'no day like 2026-11-30').optional().openapi({ type: 'string', format: 'date', example: '2026-11-01', description }); // biome-ignore format: one thought
const only = (what: string) =>
  z.string().min(1).max(200).optional().openapi({ description: `Only requests of this ${what}; \`${without}\` for those that have none.` }); // biome-ignore format: one thought

const report = createRoute({
  security: [{ token: ['read'] }],
  middleware: needs('read'),
  tags: ['Reports'],
  method: 'get',
  path: '/reports',
  summary: 'How the team is doing',
  description:
    'The ten measures, the flow by week, promised against delivered, stars, and where work waits; each figure is that of the page `/reports` and of its files. Lengths are minutes, parts run from 0 to 1, and `null` is where there is nothing to measure. Without a period it is this month.',
  request: {
    query: z.object({
      span: z.enum(spans).optional().openapi({ description: 'The week, month or quarter around `at`. Not with `from` and `to`.' }),
      at: day('A day of the span; today when left out.'),
      from: day('The first day, with `to`.'),
      to: day(`The last day, which counts; at most ${mostDays} days.`),
      by: z.enum(dimensions).optional().openapi({ description: 'What `groups` are told apart by; `service` when left out.' }),
      service: only('service'),
      team: only('team'),
      channel: only('channel'),
      campaign: only('campaign'),
    }),
  },
  responses: { 200: { description: 'The report.', content: { 'application/json': { schema: ReportShape } } }, ...problems },
});

/** Adds the report's route. */
export function reportRoutes(app: OpenAPIHono<ApiEnv>, parts: AppParts): void {
  app.openapi(report, async (c) => {
    const query = c.req.valid('query');
    mustBePeriod(query);
    await freshen(parts);
    const words = Object.fromEntries(Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined));
    const read = await readReport(parts, readAsked(words, todayIn(parts)));
    return c.json(reportShown(read.report, parts.house.hours.zone), 200);
  });
}

/** The page passes over words that contradict each other; a program is told of them. */
function mustBePeriod({ span, at, from, to }: { span?: string; at?: string; from?: string; to?: string }): void {
  const wrong = (where: string, detail: string) =>
    new Problem(400, `The request has a mistake in “${where}”: ${detail}.`, { errors: [{ where, detail }] });
  if ((from === undefined) !== (to === undefined)) throw wrong(from === undefined ? 'from' : 'to', '“from” and “to” go together');
  if (from === undefined || to === undefined) return;
  if (span !== undefined || at !== undefined) throw wrong(span === undefined ? 'at' : 'span', 'it does not go with “from” and “to”');
  if (from > to) throw wrong('to', 'it is before “from”');
  if (numberOf(to) - numberOf(from) >= mostDays) throw wrong('to', `that is more than ${mostDays} days`);
}
