// The head of the page: which period, held against which, and of which requests. Plain links and one form; it does without a script.

import { spans } from '../../../flows/reports/period.ts';
import { type Dimension, dimensions } from '../../../flows/reports/report.ts';
import type { View } from './page.tsx';
import { linkTo, without, withSpan, withStep } from './query.ts';

/** The values that can be chosen in each dimension. */
export type Choices = Readonly<Record<Dimension, readonly string[]>>;

export function Asking({ report, words, choices, today }: View) {
  const { period, before, filter } = report;
  const { text } = words;
  const chosen = dimensions.filter((one) => filter[one] !== undefined);
  return (
    <header class="asking">
      <div class="line">
        <h1>{text('title')}</h1>
        <nav class="spans" aria-label={text('span')}>
          {spans.map((span) => (
            <a href={linkTo(withSpan(report, span, today))} {...(period.span === span ? { 'aria-current': 'true' } : {})}>
              {text(span)}
            </a>
          ))}
        </nav>
      </div>
      <div class="when">
        <a class="step" href={linkTo(withStep(report, -1))} aria-label={text('earlier')}>
          <Arrow d="M10 3 5 8l5 5" />
        </a>
        <p>
          <strong>{words.period(period, today)}</strong>
          <span>{text('against', { before: words.period(before) })}</span>
        </p>
        {period.to < today ? (
          <a class="step" href={linkTo(withStep(report, 1))} aria-label={text('later')}>
            <Arrow d="m6 3 5 5-5 5" />
          </a>
        ) : null}
      </div>
      <details class="choose" {...(chosen.length > 0 ? { open: true } : {})}>
        <summary>{text('choose')}</summary>
        <form method="get" action="/reports">
          <label>
            {text('from')}
            <input type="date" name="from" value={period.from} required />
          </label>
          <label>
            {text('to')}
            <input type="date" name="to" value={period.to} required />
          </label>
          {dimensions.map((one) =>
            choices[one].some((key) => key !== '') ? (
              <label>
                {text(one)}
                <select name={one}>
                  <option value="">{text('all')}</option>
                  {choices[one].map((key) => (
                    <option value={key || without} selected={filter[one] === key}>
                      {words.name(one, key)}
                    </option>
                  ))}
                </select>
              </label>
            ) : null,
          )}
          <input type="hidden" name="by" value={report.by} />
          <button type="submit">{text('show')}</button>
        </form>
      </details>
    </header>
  );
}

const Arrow = ({ d }: { d: string }) => (
  <svg
    viewBox="0 0 16 16"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d={d} />
  </svg>
);
