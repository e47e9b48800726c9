// The frame of the settings' pages, and what their forms share.
import type { Child } from 'hono/jsx';
import type { Staff } from '../../../../flows/turn.ts';
import { StaffFrame } from '../../staff/frame.tsx';
import { wordsIn } from '../words.ts';

const pages = ['staff', 'routing', 'answers', 'services', 'undelivered', 'audit'] as const;

export type Who = { staff: Staff; language: string };
/** What became of the form that was sent: a sentence of one kind or the other. */
export type News = { done?: string; problem?: string };

/** `above`: the page that this one is below, where it is not the list of settings. */
type SettingsFrameProps = { who: Who; title: string; news?: News; above?: (typeof pages)[number]; children: Child };

export function SettingsFrame({ who, title, news = {}, above, children }: SettingsFrameProps) {
  const t = wordsIn(who.language);
  const isIndex = title === t('settings');
  return (
    <StaffFrame title={title} current="settings" staff={who.staff} language={who.language} styles={['board/settings.css']}>
      <main class="settings">
        {isIndex ? null : (
          <a class="up" href={`/board/settings${above ? `/${above}` : ''}`}>
            <span aria-hidden="true">←</span> {above ? t(`settings_${above}`) : t('settings.all')}
          </a>
        )}
        <h1>{title}</h1>
        {news.problem ? (
          <p class="problem" role="alert">
            {news.problem}
          </p>
        ) : null}
        {news.done ? (
          <p class="done" role="status">
            {news.done}
          </p>
        ) : null}
        {children}
      </main>
    </StaffFrame>
  );
}

/** `undelivered`: how many messages wait there for somebody. */
export function SettingsPage({ who, undelivered }: { who: Who; undelivered: number }) {
  const t = wordsIn(who.language);
  return (
    <SettingsFrame who={who} title={t('settings')}>
      <ul class="pages">
        {pages.map((page) => (
          <li>
            <a href={`/board/settings/${page}`}>
              <strong>
                {t(`settings_${page}`)} {page === 'undelivered' && undelivered > 0 ? <span class="count">{undelivered}</span> : null}
              </strong>
              <span>{t(`settings_${page}_more`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </SettingsFrame>
  );
}
