// Who hears of what: a row for each thing there is to hear, a box for each role.
import { type HearLink, hearLinks, hearsOf } from '../../../../../flows/hears.ts';
import { say } from '../../../../../flows/texts.ts';
import { roles } from '../../../../../flows/turn.ts';
import { wordsIn } from '../../words.ts';
import { RoutingForm } from './fields.tsx';
import type { RoutingView } from './view.ts';

export function HearsTable({ view }: { view: RoutingView }) {
  const { language } = view.who;
  if (!view.mayChange) return <Table view={view} />;
  return (
    <RoutingForm kind="hears">
      <Table view={view} />
      <div class="row">
        <button type="submit" name="do" value="save">
          {wordsIn(language)('settings.save')}
        </button>
      </div>
    </RoutingForm>
  );
}

function Table({ view: { who, kept, mayChange } }: { view: RoutingView }) {
  const { language } = who;
  const t = wordsIn(language);
  const table = hearsOf(kept);
  const links = Object.keys(hearLinks) as HearLink[]; // Object.keys widens what the table's type knows
  return (
    <table class="hears">
      <thead>
        <tr>
          <th scope="col">{t('routing.event')}</th>
          {roles.map((role) => (
            <th scope="col">{say(language, `role.${role}`)}</th>
          ))}
        </tr>
      </thead>
      {links.map((link) => (
        <tbody>
          {hearLinks[link].map((event) => (
            <tr>
              <th scope="row">{say(language, `hears.${event}`)}</th>
              {roles.map((role) => {
                const isHeard = table[event].includes(role);
                const label = `${say(language, `hears.${event}`)}: ${say(language, `role.${role}`)}`;
                return (
                  <td>
                    {mayChange ? (
                      <label>
                        <input type="checkbox" name="heard" value={`${event} ${role}`} checked={isHeard} aria-label={label} />
                      </label>
                    ) : isHeard ? (
                      '✓'
                    ) : (
                      '–'
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
