// The service catalogue: each service as the YAML that its file would hold, checked as a file is, told by line where it is wrong.
import type { Origin } from '../../../../db/catalogue.ts';
import type { Catalogue, Service } from '../../../../flows/catalogue.ts';
import type { Mistake } from '../../../../flows/catalogue-file.ts';
import { atLeast } from '../../../../flows/desk-roles.ts';
import { serviceName } from '../card.tsx';
import { type Say, wordsIn } from '../words.ts';
import { type News, SettingsFrame, type Who } from './frame.tsx';

type ListView = { who: Who; news: News; catalogue: Catalogue; origins: ReadonlyMap<string, Origin> };

const saidOf = (t: Say, origin: Origin): string =>
  origin.startsWith('file:') ? t('services.from_file', { file: origin.slice('file:'.length) }) : t(`services.from_${origin as 'shipped'}`); // the other two are words

export function ServicesPage({ who, news, catalogue, origins }: ListView) {
  const t = wordsIn(who.language);
  const services: readonly Service[] = catalogue;
  return (
    <SettingsFrame who={who} title={t('settings_services')} news={news}>
      <ul class="services">
        {services.map(({ id, emoji, version }) => (
          <li>
            <a href={`/board/settings/services/${id}`}>
              <span aria-hidden="true">{emoji}</span> <strong>{serviceName({ catalogue, language: who.language }, id)}</strong>
            </a>
            <span>
              {t('services.version', { version })} · {saidOf(t, origins.get(id) ?? 'shipped')}
            </span>
          </li>
        ))}
      </ul>
      {atLeast(who.staff.role, 'lead') ? (
        <p>
          <a class="button" href="/board/settings/services/new">
            {t('services.new')}
          </a>
        </p>
      ) : null}
    </SettingsFrame>
  );
}

type EditView = { who: Who; news: News; title: string; id: string; yaml: string; mistakes: readonly Mistake[]; locked?: string };

export function ServicePage({ who, news, title, id, yaml, mistakes, locked }: EditView) {
  const t = wordsIn(who.language);
  return (
    <SettingsFrame who={who} title={title} news={news} above="services">
      {locked ? <p class="lead">{locked}</p> : null}
      {mistakes.length > 0 ? (
        <div class="mistakes" role="alert">
          <h2>{t('services.mistakes', { count: mistakes.length })}</h2>
          <ol>
            {mistakes.map(({ line, sentence }) => (
              <li>
                <strong>{t('services.line', { line })}</strong> <span lang="en">{sentence}</span>
              </li>
            ))}
          </ol>
        </div>
      ) : null}
      <form method="post" action={`/board/settings/services/${id}`}>
        <label>
          <span>{t('services.yaml')}</span>
          <textarea class="yaml" name="yaml" rows={30} spellcheck={false} readonly={locked !== undefined} wrap="off">
            {yaml}
          </textarea>
        </label>
        {locked ? null : <button type="submit">{t('services.save')}</button>}
      </form>
    </SettingsFrame>
  );
}
