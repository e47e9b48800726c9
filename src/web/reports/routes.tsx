// The addresses of the reports, for the team: the page, and a file for each measure and each plot.
import { Hono } from 'hono';
import { csvOf } from '../../../flows/reports/csv.ts';
import { measureNames } from '../../../flows/reports/measures.ts';
import { factsIn, valuesIn } from '../../../flows/reports/report.ts';
import { measureTable, plots, plotTable } from '../../../flows/reports/tables.ts';
import type { AppParts } from '../parts.ts';
import { type StaffVariables, staffOnly } from '../staff/session.ts';
import { CountingPage, ReportsPage } from './page.tsx';
import { readAsked } from './query.ts';
import { freshen, readReport, todayIn } from './read.ts';
import { wordsIn } from './words.ts';

/** A page waits for so many slices of tickets to be counted; then it says how many are left, and asks again. */
const slices = 8;

export function reportRoutes(parts: AppParts): Hono<StaffVariables> {
  const { house } = parts;
  const app = new Hono<StaffVariables>();
  app.use(staffOnly(parts));

  const read = (query: Record<string, string>) => readReport(parts, readAsked(query, todayIn(parts)));

  app.get('/', async (c) => {
    const words = wordsIn(c.var.language, house.catalogue.current(), house.memory.routing().teams);
    const left = await freshen(parts, slices);
    if (left > 0) {
      c.header('Refresh', '0');
      return c.html(<CountingPage staff={c.var.staff} words={words} left={left} />);
    }
    const { report, all, today } = await read(c.req.query());
    return c.html(<ReportsPage staff={c.var.staff} report={report} words={words} choices={valuesIn(all)} today={today} />);
  });

  app.get('/:file{[a-z_]+\\.csv}', async (c) => {
    const name = c.req.param('file').slice(0, -'.csv'.length);
    const measure = measureNames.find((one) => one === name);
    const plot = plots.find((one) => one === name);
    if (!measure && !plot) return c.notFound();
    await freshen(parts);
    const { report, all, asked, means } = await read(c.req.query());
    const words = wordsIn(c.var.language, house.catalogue.current(), house.memory.routing().teams);
    const rows = measure
      ? measureTable(measure, report, factsIn(all, asked.filter), means, words.name)
      : plot
        ? plotTable(plot, report)
        : [];
    return c.body(csvOf(rows), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${name}-${asked.period.from}-${asked.period.to}.csv"`,
    });
  });
  return app;
}
