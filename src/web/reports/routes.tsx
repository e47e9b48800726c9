// The addresses of the reports, for the team: the page, and a file for each measure and each plot.
import { Hono } from 'hono';
import { freshenFacts, readFacts } from '../../../db/reports.ts';
import { csvOf } from '../../../flows/reports/csv.ts';
import { type Means, measureNames } from '../../../flows/reports/measures.ts';
import { type Asked, factsIn, neededFor, reportOf, valuesIn } from '../../../flows/reports/report.ts';
import { measureTable, plots, plotTable } from '../../../flows/reports/tables.ts';
import { dayOf } from '../../../flows/zone.ts';
import type { AppParts } from '../parts.ts';
import { type StaffVariables, staffOnly } from '../staff/session.ts';
import { CountingPage, ReportsPage } from './page.tsx';
import { readAsked } from './query.ts';
import { wordsIn } from './words.ts';

/** A page waits for so many slices of tickets to be counted; then it says how many are left, and asks again. */
const slices = 8;

export function reportRoutes(parts: AppParts): Hono<StaffVariables> {
  const { house, clock } = parts;
  const { store, hours } = house;
  const app = new Hono<StaffVariables>();
  app.use(staffOnly(parts));

  const read = async (query: Record<string, string>) => {
    const today = dayOf(hours.zone, clock.now());
    const asked: Asked = readAsked(query, today);
    const all = await readFacts(store, neededFor(asked, hours.zone, today));
    const catalogue = house.catalogue.current();
    const complaints = [...catalogue, ...(catalogue.past ?? [])].flatMap(({ id, role }) => (role === 'complaint' ? [id] : []));
    const means: Means = { zone: hours.zone, complaints: new Set(complaints) };
    return { today, asked, all, means, report: reportOf(all, asked, means, today) };
  };

  app.get('/', async (c) => {
    const words = wordsIn(c.var.language, house.catalogue.current(), house.memory.routing().teams);
    const left = await freshenFacts(store, hours, slices);
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
    await freshenFacts(store, hours, Number.POSITIVE_INFINITY);
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
