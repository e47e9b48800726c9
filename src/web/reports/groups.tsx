// The ten measures side by side: a line for each service, team, channel or campaign.
import { describe, measureNames } from '../../../flows/reports/measures.ts';
import { dimensions } from '../../../flows/reports/report.ts';
import type { View } from './page.tsx';
import { linkTo, withBy } from './query.ts';

/** More are in the files. */
const mostRows = 40;

export function Groups({ report, words, choices }: View) {
  const { text, figure, name } = words;
  const { by } = report;
  const groups = report.groups.filter(({ now }) => measureNames.some((one) => now[one].of > 0)).slice(0, mostRows);
  const shown = dimensions.filter((one) => one === by || choices[one].some((key) => key !== ''));
  return (
    <div class="groups">
      <div class="line">
        <h2 id="groups">{text('groups')}</h2>
        <nav class="spans" aria-label={text('groups')}>
          {shown.map((one) => (
            <a href={`${linkTo(withBy(report, one))}#groups`} {...(one === by ? { 'aria-current': 'true' } : {})}>
              {text(one)}
            </a>
          ))}
        </nav>
      </div>
      {groups.length === 0 ? (
        <p class="nothing">{text('nothing')}</p>
      ) : (
        // What scrolls must be reached by keyboard.
        <section class="wide" aria-labelledby="groups" tabindex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text(by)}</th>
                {measureNames.map((measure) => (
                  <th scope="col">{text(`title_${measure}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.map(({ key, now }) => (
                <tr>
                  <th scope="row">
                    <a href={linkTo({ ...report, filter: { ...report.filter, [by]: key } })}>{name(by, key)}</a>
                  </th>
                  {measureNames.map((measure) => (
                    <td>{figure(now[measure].value, describe(measure).unit)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
