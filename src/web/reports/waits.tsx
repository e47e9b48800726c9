// Where work waits: the sentence, the heat map of stage × situation, and the steps back.
import type { Waiting } from '../../../flows/reports/waits.ts';
import { say } from '../../../flows/texts.ts';
import { type Stage, stages } from '../../../flows/ticket.ts';
import type { View } from './page.tsx';
import { PlotFrame } from './plots.tsx';
import { linkTo } from './query.ts';

/** The step that costs most, in a sentence made of the figures. */
export function Costliest({ report, words }: View) {
  const { text, length, percent, language, name } = words;
  const { costliest } = report.waits;
  const [stage, situation] = (costliest?.place.split('/') ?? []) as [Stage, 'open' | 'awaiting']; // as places are written
  return (
    <section class="costs" aria-labelledby="costs">
      <h2 id="costs">{text('costs')}</h2>
      <p>
        {costliest
          ? text(`costs_${situation}`, {
              stage: say(language, `stage.${stage}`),
              part: percent(costliest.part),
              each: length(costliest.each),
              several: costliest.service === undefined ? 'no' : 'yes',
              service: costliest.service === undefined ? '' : name('service', costliest.service),
            })
          : text('costs_none')}
      </p>
    </section>
  );
}

export function Waits({ report, words }: View) {
  const { text, language } = words;
  const { waits } = report;
  const most = Math.max(...waits.places.map(({ ms }) => ms));
  const at = (stage: Stage, situation: 'open' | 'awaiting') => waits.places.find(({ place }) => place === `${stage}/${situation}`);
  return (
    <PlotFrame name="waits" title={text('waits')} about={text('waits_about')} href={linkTo(report, 'waits')} words={words}>
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">{text('stage')}</th>
            <th scope="col">{text('with_team')}</th>
            <th scope="col">{text('with_client')}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <tr>
              <th scope="row">{say(language, `stage.${stage}`)}</th>
              {(['open', 'awaiting'] as const).map((situation) => (
                <Heat waiting={at(stage, situation)} most={most} requests={waits.requests} words={words} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </PlotFrame>
  );
}

/** The strongest colour is still a ground that text can be read on. */
const strongest = 0.55;

function Heat({ waiting, most, requests, words }: { waiting: Waiting | undefined; most: number; requests: number; words: View['words'] }) {
  if (!waiting) return <td class="never" />;
  const { ms, now } = waiting;
  return (
    <td>
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width="1" height="1" fill-opacity={most > 0 ? Math.round((ms / most) * strongest * 100) / 100 : 0} />
      </svg>
      <b>{requests > 0 ? words.length(ms / requests) : '–'}</b>
      {now > 0 ? <small>{words.text('now_here', { count: now })}</small> : null}
    </td>
  );
}

const mostLoops = 6;

export function Loops({ report, words }: View) {
  const { text, language, figure } = words;
  const loops = report.waits.loops.slice(0, mostLoops);
  const most = Math.max(...loops.map(({ count }) => count));
  const stageName = (stage: Stage) => say(language, `stage.${stage}`);
  return (
    <PlotFrame name="loops" title={text('loops')} about={text('about_loops')} href={linkTo(report, 'loops')} words={words}>
      {loops.length === 0 ? (
        <p class="nothing">{text('loops_none')}</p>
      ) : (
        <ul>
          {loops.map(({ from, to, count }) => (
            <li>
              <span>{from === to ? text('loop_same', { stage: stageName(from) }) : `${stageName(from)} → ${stageName(to)}`}</span>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="late" width={Math.round((count / most) * 100)} height="10" />
              </svg>
              <b>{figure(count, 'count')}</b>
            </li>
          ))}
        </ul>
      )}
    </PlotFrame>
  );
}
