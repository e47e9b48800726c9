// The ten measures: each with its figure, how it was before, what else there is to say of it, what it means, and its file.
import { describe, type Measure, type Measured, measureNames } from '../../../flows/reports/measures.ts';
import type { View } from './page.tsx';
import { linkTo } from './query.ts';
import type { ReportKey, Words } from './words.ts';

export const MeasureCards = (view: View) => (
  <section aria-labelledby="measures">
    <h2 id="measures">{view.words.text('measures')}</h2>
    <div class="cards">
      {measureNames.map((measure) => (
        <Card measure={measure} {...view} />
      ))}
    </div>
  </section>
);

function Card({ measure, report, words }: View & { measure: Measure }) {
  const { text, figure } = words;
  const { unit, clock, more } = describe(measure);
  const [now, before] = [report.now[measure], report.past[measure]];
  const title = text(`title_${measure}`);
  return (
    <article class="card">
      <h3>{title}</h3>
      <p class="value">
        {figure(now.value, unit)}
        {measure === 'rating' && now.value !== undefined ? <Star /> : null}
      </p>
      <Change measure={measure} now={now} before={before} words={words} />
      <dl>
        {Object.entries(more).map(([name, one]) => (
          <div>
            <dt>{text(`more_${measure}_${name}` as ReportKey) /* a text for each: tested */}</dt>
            <dd>{figure(now.more[name], one)}</dd>
          </div>
        ))}
      </dl>
      <p class="about">
        {text(`about_${measure}`)} {clock === 'none' ? null : <span class="clock">({text(`clock_${clock}`)})</span>}
      </p>
      <p class="foot">
        {measure === 'volume' ? <span /> : <span>{text(measure === 'returning' ? 'of_clients' : 'of_requests', { count: now.of })}</span>}
        <FileLink href={linkTo(report, measure)} title={title} words={words} />
      </p>
    </article>
  );
}

/** Better or worse than before, and how it was. */
function Change({ measure, now, before, words }: { measure: Measure; now: Measured; before: Measured; words: Words }) {
  const { unit, better } = describe(measure);
  const { text, figure } = words;
  const was = figure(before.value, unit);
  const isSame = now.value === undefined || before.value === undefined || figure(now.value, unit) === was;
  const isMore = !isSame && (now.value ?? 0) > (before.value ?? 0);
  const tone = isSame || better === 'neither' ? undefined : isMore === (better === 'more') ? 'better' : 'worse';
  return (
    <p class="change" {...(tone ? { 'data-tone': tone } : {})}>
      {isSame ? null : <span aria-hidden="true">{isMore ? '▲' : '▼'} </span>}
      {tone ? <b>{text(tone)}</b> : null}
      <span class="was">{text('before', { value: was })}</span>
    </p>
  );
}

const Star = () => (
  <svg class="star" viewBox="0 0 20 20" aria-hidden="true">
    <path fill="currentColor" d="m10 1.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L1.6 7.7l5.8-.8z" />
  </svg>
);

/** To a figure's or a plot's rows, as a file. */
export const FileLink = ({ href, title, words }: { href: string; title: string; words: Words }) => (
  <a class="file" href={href} download aria-label={words.text('csv_of', { title })}>
    CSV
  </a>
);
