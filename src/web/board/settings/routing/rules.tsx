// The rules in their order: each as it is read, moved or taken out by its buttons; a new one is written as at the desk.
import { writePairs } from '../../../../../flows/one-line.ts';
import { conditionNames } from '../../../../../flows/routing-shape.ts';
import { say } from '../../../../../flows/texts.ts';
import { wordsIn } from '../../words.ts';
import { RoutingForm, Words } from './fields.tsx';
import { wordsOf } from './lines.ts';
import { type RoutingView, refusedForm } from './view.ts';

export function Rules({ view }: { view: RoutingView }) {
  const { who, mayChange, routing } = view;
  const t = wordsIn(who.language);
  const { rules, teams } = routing;
  return (
    <>
      {rules.length === 0 ? <p class="none">{say(who.language, 'routing.none')}</p> : null}
      <ol class="answers rules">
        {rules.map((rule, i) => (
          <li>
            <div class="rule">
              <strong dir="auto">{rule.name}</strong> <code>{writePairs(rule.if)}</code>{' '}
              <span dir="auto">→ {teams.find(({ id }) => id === rule.team)?.name ?? rule.team}</span>
            </div>
            {mayChange ? (
              <RoutingForm kind="route" about={rule.id}>
                <div class="moves">
                  <Press does="up" sign="↑" label={t('routing.up', { name: rule.name })} isOff={i === 0} />
                  <Press does="down" sign="↓" label={t('routing.down', { name: rule.name })} isOff={i === rules.length - 1} />
                  <Press does="delete" sign="×" label={t('routing.delete_name', { name: rule.name })} />
                </div>
              </RoutingForm>
            ) : null}
          </li>
        ))}
      </ol>
      {mayChange ? <NewRule view={view} /> : null}
    </>
  );
}

type PressProps = { does: string; sign: string; label: string; isOff?: boolean };

const Press = ({ does, sign, label, isOff = false }: PressProps) => (
  <button type="submit" name="do" value={does} aria-label={label} disabled={isOff} {...(does === 'delete' ? { 'data-tone': 'grave' } : {})}>
    <span aria-hidden="true">{sign}</span>
  </button>
);

function NewRule({ view }: { view: RoutingView }) {
  const { language } = view.who;
  const t = wordsIn(language);
  const refused = refusedForm(view, 'route', '');
  const example = say(language, 'example.route').replace(/^\S+ add /, '');
  return (
    <details class="new" open={refused !== undefined}>
      <summary>{t('routing.new_rule')}</summary>
      <RoutingForm kind="route">
        <Words label={t('routing.line')} name="line" value={refused ? wordsOf(refused, 'line') : ''} most={1000} required />
        <small>
          {t('routing.line_how')} <code>{example}</code>
        </small>
        <small>
          {t('routing.line_asks')} <code>{conditionNames.join(' ')}</code>
        </small>
        <div class="row">
          <button type="submit" name="do" value="add">
            {t('settings.save')}
          </button>
        </div>
      </RoutingForm>
    </details>
  );
}
