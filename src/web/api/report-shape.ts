// What a report looks like at the API: figures in the units of the reports' files, so that both say the same.
import { z } from '@hono/zod-openapi';
import type { places } from '../../../flows/reports/fact.ts';
import { describe, type Figures, type Measure, measureNames, type Unit } from '../../../flows/reports/measures.ts';
import { spans } from '../../../flows/reports/period.ts';
import { dimensions, type Report } from '../../../flows/reports/report.ts';
import { plain } from '../../../flows/reports/tables.ts';
import { say, type TextKey } from '../../../flows/texts.ts';
import { situations, stages } from '../../../flows/ticket.ts';
import { Day } from './shapes.ts';

const shownUnits = ['count', 'minutes', 'part', 'stars'] as const;
const shownUnit = (unit: Unit): (typeof shownUnits)[number] => (unit === 'ms' || unit === 'elapsed' ? 'minutes' : unit);
/** A unit in a sentence, for the document. */
const unitSaid: Readonly<Record<Unit, string>> = {
  count: 'A number.',
  ms: 'Minutes, of working time.',
  elapsed: 'Minutes, by the calendar.',
  part: 'A part, from 0 to 1.',
  stars: 'Stars, from 1 to 5.',
};

/** Where a measure's definition stands among the texts. */
const definitionOf = (measure: Measure): TextKey => `reports.about_${measure}`;
const meantBy = (key: string): string => say('en', key as TextKey); // each measure has its texts: tested
const figure = (description: string) => z.number().nullable().openapi({ description });

const FigureOf = (measure: Measure) => {
  const { unit, more } = describe(measure);
  const beside = Object.entries(more).map(([name, one]) => [
    name,
    figure(`${meantBy(`reports.more_${measure}_${name}`)}. ${unitSaid[one]}`),
  ]);
  return z
    .object({
      value: figure(`${unitSaid[unit]} null where there is nothing to measure.`),
      of: z.int().openapi({ description: 'How many requests or clients it is made of.' }),
      more: z.object(Object.fromEntries(beside) as Record<string, ReturnType<typeof figure>>), // as they were just made
    })
    .openapi({ description: `${meantBy(`reports.title_${measure}`)}. ${meantBy(definitionOf(measure))}` });
};
const forEach = <T>(make: (measure: Measure) => T): Record<Measure, T> =>
  Object.fromEntries(measureNames.map((measure) => [measure, make(measure)])) as Record<Measure, T>; // its keys are the measures

const FiguresShape = z.object(forEach(FigureOf)).openapi('Figures');
const MeasureShape = z
  .object({
    definition: z.string().openapi({ example: 'reports.about_reply', description: 'The key of the text that says what it means.' }),
    unit: z.enum(shownUnits),
    more: z.record(z.string(), z.enum(shownUnits)).openapi({ description: 'What is said beside the one figure, and its unit.' }),
    better: z.enum(['more', 'less', 'neither']),
    clock: z.enum(['team', 'calendar', 'none']).openapi({ description: '`team`: by its working hours; `calendar`: by days, or all time.' }),
  })
  .openapi('Measure');

const PeriodShape = {
  span: z.enum(spans).optional().openapi({ description: 'Left out where days were chosen that are none of a calendar’s.' }),
  from: Day,
  to: Day.openapi({ description: 'The last day; it counts.' }),
};
const valued = z.string().nullable();

export const ReportShape = z
  .object({
    zone: z.string().openapi({ example: 'Europe/Kyiv', description: 'The team’s, in which days begin.' }),
    period: z.object(PeriodShape),
    filter: z.object({ service: valued, team: valued, channel: valued, campaign: valued }).partial().openapi({
      description: 'What was asked for: null for requests that have none.',
    }),
    measures: z.object(forEach(() => MeasureShape)).openapi({ description: 'What each of the ten figures is.' }),
    figures: FiguresShape,
    before: z.object({ ...PeriodShape, figures: FiguresShape }).openapi({
      description: 'The period before. While a period still runs, only as many days of it.',
    }),
    by: z.enum(dimensions),
    groups: z
      .array(z.object({ key: valued.openapi({ description: 'null: requests that have none.' }), figures: FiguresShape }))
      .openapi({ description: 'The same figures of each value of `by`, most requests first.' }),
    weeks: z
      .array(z.object({ monday: Day, opened: z.int(), closed: z.int(), backlog: z.int() }))
      .openapi({ description: 'The flow of requests by week; `backlog`: open when the week ended.' }),
    delivered: z
      .array(z.object({ days: z.int(), requests: z.int() }))
      .openapi({ description: 'Handed over so many days after the day promised, before it less than 0; a week or more stands together.' }),
    stars: z.array(z.object({ stars: z.int(), requests: z.int() })),
    waits: z.object({
      requests: z.int().openapi({ description: 'How many were closed in the period; the minutes are of their whole life.' }),
      places: z.array(
        z.object({
          stage: z.enum(stages),
          situation: z.enum(situations),
          minutes: z.number().openapi({ description: 'Of working time, of all those requests together.' }),
          now: z.int().openapi({ description: 'How many stand there at this moment.' }),
        }),
      ),
      loops: z
        .array(z.object({ from: z.enum(stages), to: z.enum(stages), times: z.int() }))
        .openapi({ description: 'The steps back, the most frequent first.' }),
      costliest: z
        .object({
          stage: z.enum(stages),
          situation: z.enum(situations),
          part: z.number().openapi({ description: 'Of all the time, from 0 to 1.' }),
          minutes: z.number().openapi({ description: 'Of working time, a request.' }),
          service: z.string().optional().openapi({ description: 'Whose requests wait there longest, where there are several.' }),
        })
        .nullable()
        .openapi({ description: 'The one place that costs most.' }),
    }),
  })
  .openapi('Report');

const figuresShown = (figures: Figures): z.infer<typeof FiguresShape> =>
  forEach((measure) => {
    const { unit, more } = describe(measure);
    const { value, of, more: found } = figures[measure];
    const beside = Object.entries(more).map(([name, one]) => [name, plain(found[name], one) ?? null]);
    return { value: plain(value, unit) ?? null, of, more: Object.fromEntries(beside) };
  });

const measuresShown = forEach((measure): z.infer<typeof MeasureShape> => {
  const { unit, more, better, clock } = describe(measure);
  const units = Object.fromEntries(Object.entries(more).map(([name, one]) => [name, shownUnit(one)]));
  return { definition: definitionOf(measure), unit: shownUnit(unit), more: units, better, clock };
});

/** A place's name in two: a stage, and with whom it waits. */
const parted = (place: (typeof places)[number]) => ({
  stage: stages.find((stage) => place.startsWith(`${stage}/`)) ?? 'triage',
  situation: situations.find((situation) => place.endsWith(`/${situation}`)) ?? 'open',
});

const minutes = (ms: number): number => plain(ms, 'ms') ?? 0;

export function reportShown(
  { period, filter, now, before, past, by, groups, ...report }: Report,
  zone: string,
): z.infer<typeof ReportShape> {
  const { requests, places: waiting, loops, costliest } = report.waits;
  return {
    ...{ zone, period, by, measures: measuresShown, figures: figuresShown(now) },
    filter: Object.fromEntries(Object.entries(filter).map(([one, value]) => [one, value || null])),
    before: { ...before, figures: figuresShown(past) },
    groups: groups.map(({ key, now: figures }) => ({ key: key || null, figures: figuresShown(figures) })),
    weeks: [...report.weeks],
    delivered: report.delivered.map(({ days, count }) => ({ days, requests: count })),
    stars: report.stars.map(({ stars, count }) => ({ stars, requests: count })),
    waits: {
      requests,
      places: waiting.map(({ place, ms, now: standing }) => ({ ...parted(place), minutes: minutes(ms), now: standing })),
      loops: loops.map(({ from, to, count }) => ({ from, to, times: count })),
      costliest: costliest
        ? {
            ...{ ...parted(costliest.place), part: plain(costliest.part, 'part') ?? 0, minutes: minutes(costliest.each) },
            ...(costliest.service === undefined ? {} : { service: costliest.service }),
          }
        : null,
    },
  };
}
