// The plots, drawn here as SVG that stretches with the page; what is written beside them stays text of the page. No script.
import type { Child } from 'hono/jsx';
import type { Week } from '../../../flows/reports/series.ts';
import { farDays } from '../../../flows/reports/series.ts';
import { FileLink } from './measures.tsx';
import type { View } from './page.tsx';
import { linkTo } from './query.ts';
import type { Words } from './words.ts';

type PlotProps = { name: string; title: string; about: string; href: string; words: Words; children: Child };

/** A plot's frame: what it is, its file, and the drawing. */
export function PlotFrame({ name, title, about, href, words, children }: PlotProps) {
  return (
    <section class={`plot ${name}`} aria-labelledby={`plot-${name}`}>
      <div class="plot-head">
        <h2 id={`plot-${name}`}>{title}</h2>
        <FileLink href={href} title={title} words={words} />
      </div>
      <p class="plot-about">{about}</p>
      {children}
    </section>
  );
}

/** A round number no less than this that can be halved. */
function roundUp(value: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(2, value)));
  return (
    [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].map((one) => one * ten).find((one) => one >= value && Number.isInteger(one / 2)) ?? 20 * ten
  );
}

const Scale = ({ most, words }: { most: number; words: Words }) => (
  <div class="scale" aria-hidden="true">
    {[most, most / 2, 0].map((one) => (
      <span>{words.figure(one, 'count')}</span>
    ))}
  </div>
);

const Grid = ({ width }: { width: number }) => <path class="grid" vector-effect="non-scaling-stroke" d={`M0 0h${width}M0 50h${width}M0 100h${width}`} />; // biome-ignore format: one thought

/** Bars of one kind: `x` of each, and its height from 0 to 100. */
const bars = (width: number, all: readonly (readonly [x: number, height: number])[]): string =>
  all.map(([x, height]) => (height > 0 ? `M${x} 100v-${round(height)}h${width}v${round(height)}z` : '')).join('');
const round = (value: number): number => Math.round(value * 100) / 100;

export function Flow({ report, words }: View) {
  const { weeks } = report;
  const { text } = words;
  const width = weeks.length * 10;
  const most = roundUp(Math.max(...weeks.map(({ opened, closed }) => Math.max(opened, closed))));
  const mostOpen = roundUp(Math.max(...weeks.map(({ backlog }) => backlog)));
  const barsOf = (x: number, of: (week: Week) => number) => bars(3.4, weeks.map((week, i) => [i * 10 + x, (of(week) / most) * 100] as const)); // biome-ignore format: one thought
  const line = weeks.map(({ backlog }, i) => `${i * 10 + 5} ${round(100 - (backlog / mostOpen) * 100)}`).join('L');
  const every = Math.ceil(weeks.length / 5);
  return (
    <PlotFrame name="flow" title={text('flow')} about={text('flow_about')} href={linkTo(report, 'flow')} words={words}>
      <ul class="legend">
        {(['opened', 'closed', 'backlog'] as const).map((one) => (
          <li class={one}>{text(one)}</li>
        ))}
      </ul>
      <div class="chart">
        <Scale most={most} words={words} />
        <svg
          class="bars"
          viewBox={`0 0 ${width} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${text('opened')}, ${text('closed')}`}
        >
          <Grid width={width} />
          <path class="opened" d={barsOf(1.4, ({ opened }) => opened)} />
          <path class="closed" d={barsOf(5.2, ({ closed }) => closed)} />
          {weeks.map((week, i) => (
            <rect class="touch" x={i * 10} y="0" width="10" height="100">
              <title>{tip(week, words)}</title>
            </rect>
          ))}
        </svg>
        <Scale most={mostOpen} words={words} />
        <svg class="line" viewBox={`0 0 ${width} 100`} preserveAspectRatio="none" role="img" aria-label={text('backlog')}>
          <Grid width={width} />
          <path class="area" d={`M5 100L${line}L${width - 5} 100z`} />
          <path class="backlog" vector-effect="non-scaling-stroke" d={`M${line}`} />
        </svg>
        <ol class="axis" aria-hidden="true">
          {weeks.map(({ monday }, i) => (
            <li>{(weeks.length - 1 - i) % every === 0 ? <span>{words.day(monday)}</span> : null}</li>
          ))}
        </ol>
      </div>
      <Numbers
        words={words}
        head={[text('week'), text('opened'), text('closed'), text('backlog')]}
        rows={weeks.map(({ monday, ...week }) => [words.day(monday), ...[week.opened, week.closed, week.backlog].map((one) => words.figure(one, 'count'))])} // biome-ignore format: one thought
      />
    </PlotFrame>
  );
}

const tip = ({ monday, opened, closed, backlog }: Week, { text, day, figure }: Words): string =>
  [
    text('week_of', { day: day(monday) }),
    ...(
      [
        ['opened', opened],
        ['closed', closed],
        ['backlog', backlog],
      ] as const
    ).map(([name, count]) => `${text(name)}: ${figure(count, 'count')}`),
  ].join('\n');

/** What a plot shows, to be read. */
const Numbers = ({ words, head, rows }: { words: Words; head: readonly string[]; rows: readonly (readonly string[])[] }) => (
  <details class="numbers">
    <summary>{words.text('numbers')}</summary>
    <table>
      <thead>
        <tr>
          {head.map((one) => (
            <th scope="col">{one}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...rest]) => (
          <tr>
            <th scope="row">{first}</th>
            {rest.map((one) => (
              <td>{one}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);

export function Delivered({ report, words }: View) {
  const { delivered } = report;
  const { text, figure, percent } = words;
  const all = delivered.reduce((sum, { count }) => sum + count, 0);
  const most = roundUp(Math.max(...delivered.map(({ count }) => count)));
  const barsOf = (is: (days: number) => boolean) => bars(8, delivered.flatMap(({ days, count }, i) => (is(days) ? [[i * 10 + 1, (count / most) * 100] as const] : []))); // biome-ignore format: one thought
  const partOf = (is: (days: number) => boolean) => percent(delivered.reduce((sum, one) => sum + (is(one.days) ? one.count : 0), 0) / all);
  const kinds = [
    ['early', (days: number) => days < 0],
    ['on_day', (days: number) => days === 0],
    ['late', (days: number) => days > 0],
  ] as const;
  const written = (days: number) => `${Math.abs(days) === farDays ? (days < 0 ? '≤ ' : '≥ ') : ''}${days > 0 ? '+' : days < 0 ? '−' : ''}${Math.abs(days)}`; // biome-ignore format: one thought
  return (
    <PlotFrame name="delivered" title={text('delivered')} about={text('delivered_about')} href={linkTo(report, 'delivered')} words={words}>
      {all === 0 ? (
        <p class="nothing">{text('nothing')}</p>
      ) : (
        <>
          <ul class="legend">
            {kinds.map(([name, is]) => (
              <li class={name}>
                {text(name)} <b>{partOf(is)}</b>
              </li>
            ))}
          </ul>
          <div class="chart">
            <Scale most={most} words={words} />
            <svg class="bars" viewBox="0 0 150 100" preserveAspectRatio="none" role="img" aria-label={text('delivered')}>
              <Grid width={150} />
              {kinds.map(([name, is]) => (
                <path class={name} d={barsOf(is)} />
              ))}
            </svg>
            <ol class="axis" aria-hidden="true">
              {delivered.map(({ days }) => (
                <li>{days % farDays === 0 ? <span>{written(days)}</span> : null}</li>
              ))}
            </ol>
          </div>
          <Numbers
            words={words}
            head={[text('days'), text('count')]}
            rows={delivered.map(({ days, count }) => [written(days), figure(count, 'count')])}
          />
        </>
      )}
    </PlotFrame>
  );
}

export function Stars({ report, words }: View) {
  const { stars } = report;
  const { text, figure } = words;
  const most = Math.max(...stars.map(({ count }) => count));
  return (
    <PlotFrame name="stars" title={text('stars')} about={text('stars_about')} href={linkTo(report, 'stars')} words={words}>
      {most === 0 ? (
        <p class="nothing">{text('nothing')}</p>
      ) : (
        <dl>
          {stars.map((row) => (
            <div>
              <dt>
                <span class="vh">{text('stars_row', { stars: row.stars })}</span>
                <span aria-hidden="true">{'★'.repeat(row.stars)}</span>
              </dt>
              <dd>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class={row.stars <= 2 ? 'late' : 'on_day'} width={round((row.count / most) * 100)} height="10" />
                </svg>
                <span>{figure(row.count, 'count')}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </PlotFrame>
  );
}
