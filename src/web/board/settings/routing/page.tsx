// The routing page: teams, contact points, rules and who hears of what, one below the other; whoever may change them finds a form at each.
import type { Child } from 'hono/jsx';
import { say } from '../../../../../flows/texts.ts';
import { wordsIn } from '../../words.ts';
import { SettingsFrame } from '../frame.tsx';
import { ContactPoints } from './contact-points.tsx';
import { HearsTable } from './hears-table.tsx';
import type { Kind } from './lines.ts';
import { Rules } from './rules.tsx';
import { Teams } from './teams.tsx';
import type { RoutingView } from './view.ts';

export function RoutingPage({ view }: { view: RoutingView }) {
  const { who, mayChange, refused } = view;
  const t = wordsIn(who.language);
  return (
    <SettingsFrame who={who} title={t('settings_routing')} news={refused ? { problem: refused.sentence } : {}}>
      {mayChange ? null : <p class="lead">{t('routing.only_lead')}</p>}
      <Part view={view} kind="team" title={t('routing.teams')} more={t('routing.teams_more')}>
        <Teams view={view} />
      </Part>
      <Part view={view} kind="contact" title={t('routing.contacts')} more={t('routing.contacts_more')}>
        <ContactPoints view={view} />
      </Part>
      <Part view={view} kind="route" title={t('routing.rules')} more={t('routing.rules_more')}>
        <Rules view={view} />
      </Part>
      <Part view={view} kind="hears" title={say(who.language, 'hears.title')} more={t('routing.hears_more')}>
        <HearsTable view={view} />
      </Part>
    </SettingsFrame>
  );
}

type PartProps = { view: RoutingView; kind: Kind; title: string; more: string; children: Child };

const Part = ({ view, kind, title, more, children }: PartProps) => (
  <section class="part" id={kind} aria-labelledby={`${kind}-title`}>
    <h2 id={`${kind}-title`}>{title}</h2>
    <p class="lead">{more}</p>
    {view.saved === kind ? (
      <p class="done" role="status">
        {wordsIn(view.who.language)('settings.saved')}
      </p>
    ) : null}
    {children}
  </section>
);
