// The teams: who leads and who works in each, how much a member has on the desk, and a form at each for whoever may change it.
import type { Team } from '../../../../../flows/routing-shape.ts';
import { say } from '../../../../../flows/texts.ts';
import { wordsIn } from '../../words.ts';
import { AnyOf, OneOf, RoutingForm, SaveRow, Words } from './fields.tsx';
import { allOf, wordsOf } from './lines.ts';
import { type RoutingView, refusedForm } from './view.ts';

export function Teams({ view }: { view: RoutingView }) {
  const { who, mayChange, routing } = view;
  const t = wordsIn(who.language);
  const refused = refusedForm(view, 'team', '');
  return (
    <>
      {routing.teams.length === 0 ? <p class="none">{say(who.language, 'team.none')}</p> : null}
      <ul class="answers">
        {routing.teams.map((team) => (
          <li>
            {mayChange ? (
              <details open={refusedForm(view, 'team', team.id) !== undefined}>
                <summary>
                  <TeamLine view={view} team={team} />
                </summary>
                <TeamForm view={view} team={team} />
              </details>
            ) : (
              <p class="line">
                <TeamLine view={view} team={team} />
              </p>
            )}
          </li>
        ))}
      </ul>
      {mayChange ? (
        <details class="new" open={refused !== undefined}>
          <summary>{t('routing.new_team')}</summary>
          <TeamForm view={view} />
        </details>
      ) : null}
    </>
  );
}

function TeamLine({ view, team: { name, leads, members, capacity } }: { view: RoutingView; team: Team }) {
  const { team, loads, who } = view;
  const called = (address: string): string => team.find((one) => one.address === address)?.name ?? address;
  const load = (address: string): string => `${called(address)} ${loads.get(address) ?? 0}${capacity ? `/${capacity}` : ''}`;
  const said = [
    leads.length > 0 ? say(who.language, 'team.leads', { names: leads.map(called).join(', ') }) : '',
    members.length > 0 ? say(who.language, 'team.members', { names: members.map(load).join(', ') }) : '',
  ];
  return (
    <>
      <strong dir="auto">{name}</strong> <span dir="auto">{said.filter(Boolean).join(' · ')}</span>
    </>
  );
}

function TeamForm({ view, team: one }: { view: RoutingView; team?: Team }) {
  const { who, team, languages } = view;
  const { language } = who;
  const t = wordsIn(language);
  const refused = refusedForm(view, 'team', one?.id ?? '');
  const value = (name: string, kept: string | number = ''): string => (refused ? wordsOf(refused, name) : String(kept));
  const people = team.map(({ address, name }) => ({ value: address, label: name }));
  const assign = value('assign', one?.assign);
  return (
    <RoutingForm kind="team" {...(one ? { about: one.id } : {})}>
      {one ? null : <Words label={t('routing.name')} name="name" value={value('name')} required />}
      <AnyOf label={t('routing.leads')} name="lead" values={refused ? allOf(refused, 'lead') : (one?.leads ?? [])} options={people} />
      <AnyOf
        label={t('routing.members')}
        name="members"
        values={refused ? allOf(refused, 'members') : (one?.members ?? [])}
        options={people}
      />
      <div class="pair">
        <label>
          <span>{t('routing.capacity')}</span>
          <input type="number" name="capacity" min={1} max={1000} value={value('capacity', one?.capacity)} />
        </label>
        <OneOf
          label={t('routing.speaks')}
          name="language"
          value={value('language', one?.language)}
          options={languages.map((tag) => ({ value: tag, label: say(tag, 'language.name') }))}
        />
      </div>
      <Words label={t('routing.hours')} name="hours" value={value('hours', one?.hours)} rule={t('routing.hours_rule')} />
      <label class="check">
        <input type="checkbox" name="assign" value="auto" checked={assign === 'auto'} />
        <span>{t('routing.assign')}</span>
      </label>
      <SaveRow language={language} {...(one ? { deletes: one.name } : {})} />
    </RoutingForm>
  );
}
