// The try-it page as it first arrives: the client's phone beside the desk, both empty. assets/try.js brings them to life.
import { languages, say, type TextKey, textsBelow } from '../../../flows/texts.ts';
import { Frame, Mark } from '../page.tsx';
import { Icon, Sprite } from './icons.tsx';

type Word<Key = TextKey> = Key extends `try.${infer Name}` ? Name : never;
type Say = (name: Word) => string;

const suggestions = ['suggestion_1', 'suggestion_2', 'suggestion_3'] as const;

/** The page in one of the languages that we speak; its scripts find the same words in `data-words`. */
export function TryPage({ language }: { language: string }) {
  const t: Say = (name) => say(language, `try.${name}`);
  const words = JSON.stringify({ ...textsBelow(language, 'try.'), ...textsBelow(language, 'kind.') });
  return (
    <Frame language={language} title={t('title')} styles={['try/top.css', 'try/try.css', 'try/chat.css']} script="try/try.js">
      <Sprite />
      <header class="top">
        <h1 class="brand">
          <Mark />
          Alur<span class="vh">: {t('tagline')}</span>
        </h1>
        <p class="tagline">
          {t('tagline')} <span>{t('both_real')}</span>
        </p>
        <nav class="sides" aria-label={t('sides')}>
          <button type="button" data-side="client" aria-pressed="true">
            {t('side_client')}
            <span class="count" hidden />
          </button>
          <button type="button" data-side="desk" aria-pressed="false">
            {t('side_desk')}
            <span class="count" hidden />
          </button>
        </nav>
        <p class="live" id="live" role="status" data-state="wait">
          {t('connecting')}
        </p>
      </header>
      <noscript>
        <p class="unscripted">
          {t('no_script')} <code>npm run chat</code>
        </p>
      </noscript>
      <main class="stage" data-side="client" data-words={words}>
        <ClientSide t={t} language={language} />
        <DeskSide t={t} />
      </main>
      <div class="toasts" id="toasts" role="alert" />
    </Frame>
  );
}

const ClientSide = ({ t, language }: { t: Say; language: string }) => (
  <section class="side client" aria-labelledby="client-title">
    <div class="visitor">
      <h2 id="client-title">{t('client')}</h2>
      <label class="field">
        <span>{t('name')}</span>
        <input id="visitor-name" type="text" maxlength={80} autocomplete="off" spellcheck={false} dir="auto" />
      </label>
      <label class="field">
        <span>{t('language')}</span>
        <select id="visitor-language">
          {languages.map((one) => (
            <option value={one} selected={one === language}>
              {say(one, 'language.name')}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="quiet" id="new-client" title={t('new_client')}>
        <Icon name="person" />
        <span class="vh">{t('new_client')}</span>
      </button>
    </div>
    <div class="phone" id="phone">
      <div class="phone-head">
        <span class="avatar">
          <Mark />
        </span>
        <p class="phone-name">
          <strong>{t('team')}</strong>
          <span>{t('online')}</span>
        </p>
      </div>
      <div class="scroller">
        <div class="log" id="phone-log" role="log" aria-relevant="additions" aria-label={t('chat')} tabindex={0} />
        <div class="hint" id="phone-hint" hidden>
          <p class="hint-title">{t('hint')}</p>
          <p>{t('hint_more')}</p>
          <div class="chips">
            {suggestions.map((one) => (
              <button type="button" class="chip">
                {t(one)}
              </button>
            ))}
          </div>
        </div>
        <button type="button" class="to-newest" hidden>
          <Icon name="down" />
          {t('newest')}
        </button>
      </div>
      <Composer id="phone-composer" t={t} label={t('message_label')} placeholder={t('message')} />
    </div>
  </section>
);

const DeskSide = ({ t }: { t: Say }) => (
  <section class="side desk" aria-labelledby="desk-title">
    <div class="desk-window" id="desk" data-view="list">
      <nav class="topics" aria-labelledby="desk-title">
        <div class="topics-head">
          <h2 id="desk-title">{t('desk')}</h2>
          <p>{t('you_analyst')}</p>
        </div>
        <ul id="topics" />
        <p class="topics-empty" id="topics-empty" hidden>
          <strong>{t('empty')}</strong>
          {t('empty_more')}
        </p>
      </nav>
      <div class="topic" id="topic">
        <div class="topic-head">
          <button type="button" class="icon-button back" id="topic-back" aria-label={t('all_requests')}>
            <Icon name="back" />
          </button>
          <h2 id="topic-title" dir="auto" tabindex={-1}>
            {t('desk')}
          </h2>
        </div>
        <section class="card" id="card" aria-label={t('card')} tabindex={-1} hidden />
        <div class="scroller">
          <div class="log" id="desk-log" role="log" aria-relevant="additions" aria-label={t('topic')} tabindex={0} />
          <div class="hint" id="desk-hint" hidden>
            <p class="hint-title">{t('empty')}</p>
            <p>{t('desk_hint')}</p>
          </div>
          <button type="button" class="to-newest" hidden>
            <Icon name="down" />
            {t('newest')}
          </button>
        </div>
        <Composer id="desk-composer" t={t} label={t('desk_message')} placeholder={t('note')} modes />
      </div>
    </div>
  </section>
);

type Written = { id: string; t: Say; label: string; placeholder: string; modes?: boolean };

/** Where one writes: the text, files, and at the desk a line that says who will read it. */
function Composer({ id, t, label, placeholder, modes = false }: Written) {
  return (
    <form class="composer" id={id}>
      <div class="mode" id={`${id}-mode`} hidden={!modes}>
        <p>
          <strong class="mode-name" />
          <span class="mode-more" dir="auto" />
        </p>
        <button type="button" class="icon-button mode-cancel" aria-label={t('cancel')} hidden>
          <Icon name="close" />
        </button>
      </div>
      <ul class="attached" aria-label={t('attached')} hidden />
      <div class="composer-row">
        <input type="file" multiple hidden />
        <button type="button" class="icon-button attach" aria-label={t('attach')}>
          <Icon name="clip" />
        </button>
        <label class="vh" for={`${id}-text`}>
          {label}
        </label>
        <textarea id={`${id}-text`} rows={1} placeholder={placeholder} dir="auto" aria-describedby={modes ? `${id}-mode` : undefined} />
        <button type="submit" class="send" aria-label={t('send')}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
