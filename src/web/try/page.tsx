// The try-it page as it first arrives: the client's phone beside the desk, both empty. assets/try.js brings them to life.
import { languages, say } from '../../../flows/texts.ts';
import { Frame, Mark } from '../page.tsx';
import { Icon, Sprite } from './icons.tsx';

const suggestions = ['I need a banner', 'I need a landing page', 'I need my logo file'];

export function TryPage() {
  return (
    <Frame title="Alur · try it" styles={['base.css', 'top.css', 'try.css', 'chat.css']} script="try.js">
      <Sprite />
      <header class="top">
        <h1 class="brand">
          <Mark />
          Alur<span class="vh">: try it</span>
        </h1>
        <p class="tagline">
          Ask for something as the client, answer as the analyst. <span>Both sides are real.</span>
        </p>
        <nav class="sides" aria-label="Sides">
          <button type="button" data-side="client" aria-pressed="true">
            Client
            <span class="count" hidden />
          </button>
          <button type="button" data-side="desk" aria-pressed="false">
            Desk
            <span class="count" hidden />
          </button>
        </nav>
        <p class="live" id="live" role="status" data-state="wait">
          Connecting…
        </p>
      </header>
      <noscript>
        <p class="unscripted">
          This page is a live chat and needs JavaScript. The terminal does too well without: <code>npm run chat</code>
        </p>
      </noscript>
      <main class="stage" data-side="client">
        <ClientSide />
        <DeskSide />
      </main>
      <div class="toasts" id="toasts" role="alert" />
    </Frame>
  );
}

const ClientSide = () => (
  <section class="side client" aria-labelledby="client-title">
    <div class="visitor">
      <h2 id="client-title">The client</h2>
      <label class="field">
        <span>Name</span>
        <input id="visitor-name" type="text" maxlength={80} autocomplete="off" spellcheck={false} dir="auto" />
      </label>
      <label class="field">
        <span>Language</span>
        <select id="visitor-language">
          {languages.map((language) => (
            <option value={language}>{say(language, 'language.name')}</option>
          ))}
        </select>
      </label>
      <button type="button" class="quiet" id="new-client">
        <Icon name="person" />
        New client
      </button>
    </div>
    <div class="phone" id="phone">
      <div class="phone-head">
        <span class="avatar">
          <Mark />
        </span>
        <p class="phone-name">
          <strong data-word="team">Marketing team</strong>
          <span data-word="online">usually answers at once</span>
        </p>
      </div>
      <div class="scroller">
        <div class="log" id="phone-log" role="log" aria-relevant="additions" aria-label="Chat with the marketing team" tabindex={0} />
        <div class="hint" id="phone-hint" hidden>
          <p class="hint-title" data-word="hint">
            Write “I need a banner” here
          </p>
          <p data-word="hint_more">You are the client. Ask the way you would ask a person, or begin with one of these:</p>
          <div class="chips">
            {suggestions.map((words, i) => (
              <button type="button" class="chip" data-word={`suggestion_${i + 1}`}>
                {words}
              </button>
            ))}
          </div>
        </div>
        <button type="button" class="to-newest" hidden>
          <Icon name="down" />
          <span data-word="newest">Newest</span>
        </button>
      </div>
      <Composer id="phone-composer" label="Message to the marketing team" placeholder="Message" />
    </div>
  </section>
);

const DeskSide = () => (
  <section class="side desk" aria-labelledby="desk-title">
    <div class="desk-window" id="desk" data-view="list">
      <nav class="topics" aria-labelledby="desk-title">
        <div class="topics-head">
          <h2 id="desk-title">The desk</h2>
          <p>You are the analyst.</p>
        </div>
        <ul id="topics" />
        <p class="topics-empty" id="topics-empty" hidden>
          <strong>Requests appear here</strong>Write one as the client, then come back.
        </p>
      </nav>
      <div class="topic" id="topic">
        <div class="topic-head">
          <button type="button" class="icon-button back" id="topic-back" aria-label="All requests">
            <Icon name="back" />
          </button>
          <h2 id="topic-title" dir="auto" tabindex={-1}>
            The desk
          </h2>
        </div>
        <section class="card" id="card" aria-label="Ticket card" tabindex={-1} hidden />
        <div class="scroller">
          <div class="log" id="desk-log" role="log" aria-relevant="additions" aria-label="Topic" tabindex={0} />
          <div class="hint" id="desk-hint" hidden>
            <p class="hint-title">Requests appear here</p>
            <p>
              Each gets a topic with its card. Its buttons are the moves that are possible now; whatever changes is told to the client at
              once.
            </p>
          </div>
          <button type="button" class="to-newest" hidden>
            <Icon name="down" />
            Newest
          </button>
        </div>
        <Composer id="desk-composer" label="Message at the desk" placeholder="Note" modes />
      </div>
    </div>
  </section>
);

/** Where one writes: the text, files, and at the desk a line that says who will read it. */
function Composer({ id, label, placeholder, modes = false }: { id: string; label: string; placeholder: string; modes?: boolean }) {
  return (
    <form class="composer" id={id}>
      <div class="mode" id={`${id}-mode`} hidden={!modes}>
        <p>
          <strong class="mode-name" />
          <span class="mode-more" dir="auto" />
        </p>
        <button type="button" class="icon-button mode-cancel" aria-label="Cancel" hidden>
          <Icon name="close" />
        </button>
      </div>
      <ul class="attached" aria-label="Attached files" hidden />
      <div class="composer-row">
        <input type="file" multiple hidden />
        <button type="button" class="icon-button attach" aria-label="Attach a file" data-word-label="attach">
          <Icon name="clip" />
        </button>
        <label class="vh" for={`${id}-text`} data-word={modes ? undefined : 'label'}>
          {label}
        </label>
        <textarea id={`${id}-text`} rows={1} placeholder={placeholder} dir="auto" aria-describedby={modes ? `${id}-mode` : undefined} />
        <button type="submit" class="send" aria-label="Send" data-word-label={modes ? undefined : 'send'}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
