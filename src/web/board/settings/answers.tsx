// Standard replies: those that the team keeps, each in its languages, and those of the services, which are changed with them.
import type { Catalogue } from '../../../../flows/catalogue.ts';
import { atLeast } from '../../../../flows/desk-roles.ts';
import { languages, say } from '../../../../flows/texts.ts';
import { serviceName } from '../card.tsx';
import { wordsIn } from '../words.ts';
import { type News, SettingsFrame, type Who } from './frame.tsx';

export type SavedAnswer = { name: string; words: Partial<Record<string, string>> };

type AnswersView = { who: Who; news: News; saved: readonly SavedAnswer[]; catalogue: Catalogue };

const places = '{name} {number} {due} {analyst}';

export function AnswersPage({ who, news, saved, catalogue }: AnswersView) {
  const t = wordsIn(who.language);
  const mayChange = atLeast(who.staff.role, 'lead');
  const withReplies = catalogue.filter(({ replies }) => replies.length > 0);
  return (
    <SettingsFrame who={who} title={t('settings_answers')} news={news}>
      <p class="lead">{mayChange ? t('answers.places', { places }) : t('answers.only_lead')}</p>
      {saved.length === 0 ? <p class="none">{t('answers.none')}</p> : null}
      <ul class="answers">
        {saved.map((one) => (
          <li>
            <details>
              <summary>
                <strong>{one.name}</strong> <span dir="auto">{Object.values(one.words)[0] ?? ''}</span>
              </summary>
              {mayChange ? <Edit one={one} language={who.language} /> : <Read one={one} />}
            </details>
          </li>
        ))}
      </ul>
      {mayChange ? (
        <details class="new">
          <summary>{t('answers.new')}</summary>
          <Edit language={who.language} />
        </details>
      ) : null}
      {withReplies.length > 0 ? <p class="lead">{t('answers.of_service')}</p> : null}
      <ul class="of-services">
        {withReplies.map((service) => (
          <li>
            <a href={`/board/settings/services/${service.id}`}>{serviceName({ catalogue, language: who.language }, service.id)}</a>:{' '}
            {service.replies.map(({ id }) => id).join(', ')}
          </li>
        ))}
      </ul>
    </SettingsFrame>
  );
}

const Read = ({ one }: { one: SavedAnswer }) => (
  <dl>
    {Object.entries(one.words).map(([tag, words]) => (
      <div>
        <dt>{say(tag, 'language.name')}</dt>
        <dd dir="auto">{words}</dd>
      </div>
    ))}
  </dl>
);

function Edit({ one, language }: { one?: SavedAnswer; language: string }) {
  const t = wordsIn(language);
  return (
    <form method="post" action="/board/settings/answers">
      {one ? (
        <input type="hidden" name="name" value={one.name} />
      ) : (
        <label>
          <span>{t('answers.name')}</span>
          <input name="name" required maxlength={20} pattern="[a-z0-9\-]+" title={t('answers.name_rule')} autocomplete="off" />
          <small>{t('answers.name_rule')}</small>
        </label>
      )}
      {languages.map((tag) => (
        <label>
          <span>{say(tag, 'language.name')}</span>
          <textarea name={`words-${tag}`} rows={2} maxlength={2000} lang={tag} dir="auto">
            {one?.words[tag] ?? ''}
          </textarea>
        </label>
      ))}
      <div class="row">
        <button type="submit" name="do" value="save">
          {t('settings.save')}
        </button>
        {one ? (
          <button type="submit" name="do" value="delete" data-tone="grave" aria-label={t('answers.delete_name', { name: one.name })}>
            {t('answers.delete')}
          </button>
        ) : null}
      </div>
    </form>
  );
}
