// The contact points: each with its links to copy, a QR of each link, and a form for whoever may change it.
import { accountTitle } from '../../../../../flows/channels.ts';
import { accountsOn, linksOf, unnamedAccounts } from '../../../../../flows/contact-links.ts';
import { keyOf } from '../../../../../flows/desk-contact.ts';
import type { ContactPoint } from '../../../../../flows/routing-shape.ts';
import { say } from '../../../../../flows/texts.ts';
import { serviceName } from '../../card.tsx';
import { wordsIn } from '../../words.ts';
import { OneOf, RoutingForm, SaveRow, Words } from './fields.tsx';
import { wordsOf } from './lines.ts';
import { type RoutingView, refusedForm, routingPath } from './view.ts';

export function ContactPoints({ view }: { view: RoutingView }) {
  const { who, mayChange, routing } = view;
  const t = wordsIn(who.language);
  const accounts = unnamedAccounts(view.kept, routing.contacts, who.language);
  return (
    <>
      {routing.contacts.length + accounts.length === 0 ? <p class="none">{say(who.language, 'contact.none')}</p> : null}
      <ul class="answers">
        {[...routing.contacts, ...accounts].map((point) => (
          <li>
            <details open={refusedForm(view, 'contact', keyOf(point)) !== undefined}>
              <summary>
                <code>{keyOf(point)}</code> <strong dir="auto">{point.name}</strong> <span dir="auto">{leadsTo(view, point)}</span>
              </summary>
              <Links view={view} point={point} />
              {mayChange ? <PointForm view={view} point={point} isNew={accounts.includes(point)} /> : null}
            </details>
          </li>
        ))}
      </ul>
      {mayChange ? (
        <details class="new" open={refusedForm(view, 'contact', '') !== undefined}>
          <summary>{t('routing.new_contact')}</summary>
          <PointForm view={view} />
        </details>
      ) : null}
    </>
  );
}

/** `Social · Banner · SP26 · English` */
function leadsTo({ who, routing, catalogue, languages }: RoutingView, { team, service, campaign, language }: ContactPoint): string {
  const name = routing.teams.find(({ id }) => id === team)?.name ?? team;
  const asked = service && serviceName({ catalogue, language: who.language }, service);
  return [name, asked, campaign, language && languages.includes(language) && say(language, 'language.name')].filter(Boolean).join(' · ');
}

function Links({ view, point }: { view: RoutingView; point: ContactPoint }) {
  const { who, kept, languages } = view;
  const t = wordsIn(who.language);
  const links = linksOf(kept, point, languages[0] ?? 'en');
  if (links.length === 0) return <p class="none">{say(who.language, 'contact.no_links')}</p>;
  return (
    <ul class="links">
      {links.map(({ contact, url }) => {
        const channel = accountTitle(who.language, contact);
        const picture = `${routingPath}/${encodeURIComponent(keyOf(point))}/qr.png?on=${contact}`;
        const name = t('routing.qr', { name: point.name, channel });
        return (
          <li>
            <a href={picture} download={`${point.code || contact}-${contact}.png`} title={t('routing.save_qr')}>
              <img src={picture} alt={name} width={112} height={112} loading="lazy" />
            </a>
            <strong>{channel}</strong>
            <code class="copy">{url}</code>
          </li>
        );
      })}
    </ul>
  );
}

function PointForm({ view, point, isNew }: { view: RoutingView; point?: ContactPoint; isNew?: boolean }) {
  const { who, routing, catalogue, campaigns, languages } = view;
  const { language } = who;
  const t = wordsIn(language);
  const key = point ? keyOf(point) : '';
  const refused = refusedForm(view, 'contact', key);
  const value = (name: string, kept = ''): string => (refused ? wordsOf(refused, name) : kept);
  const channels = accountsOn(view.kept).map((contact) => ({ value: contact, label: accountTitle(language, contact) }));
  const services = catalogue.map(({ id }) => ({ value: id, label: serviceName({ catalogue, language }, id) }));
  const list = `campaigns-${key || 'new'}`;
  return (
    <RoutingForm kind="contact" {...(point ? { about: key } : {})}>
      {point ? null : (
        <div class="pair">
          <Words label={t('routing.code')} name="code" value={value('code')} rule={t('routing.code_rule')} />
          <OneOf label={t('routing.channel')} name="contact" value={value('contact')} options={channels} />
        </div>
      )}
      <Words label={t('routing.name')} name="name" value={value('name', point?.name)} required />
      <div class="pair">
        <OneOf
          label={t('team')}
          name="team"
          value={value('team', point?.team)}
          options={routing.teams.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <OneOf label={t('service')} name="service" value={value('service', point?.service)} options={services} />
        <label>
          <span>{t('routing.campaign')}</span>
          <input name="campaign" value={value('campaign', point?.campaign)} list={list} maxlength={80} autocomplete="off" dir="auto" />
        </label>
        <OneOf
          label={t('routing.speaks')}
          name="language"
          value={value('language', point?.language)}
          options={languages.map((tag) => ({ value: tag, label: say(tag, 'language.name') }))}
        />
      </div>
      <Words label={t('routing.hours')} name="hours" value={value('hours', point?.hours)} rule={t('routing.contact_hours_rule')} />
      <datalist id={list}>
        {campaigns.map((code) => (
          <option value={code} />
        ))}
      </datalist>
      <SaveRow language={language} {...(point && !isNew ? { deletes: point.name } : {})} />
    </RoutingForm>
  );
}
