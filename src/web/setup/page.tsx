// The setup page: how WhatsApp stands and what to do about it. Each [data-part] is brought up to date by assets/setup.js.
import { Frame, Mark, PlainPage } from '../page.tsx';
import { Accounts, How, headOf, Picture, Wait } from './parts.tsx';
import type { SetupView } from './view.ts';

const refreshSeconds = 15;

export function SetupPage(view: SetupView) {
  const { badge, title, sentence, remedy, tone } = headOf(view);
  const isTyping = view.byCode && view.state?.type === 'unpaired' && view.state.code === undefined;
  return (
    <Frame
      title={`${title} · Alur`}
      styles={['try/top.css', 'setup/setup.css']}
      script={view.state ? 'setup/setup.js' : undefined}
      refresh={isTyping || !view.state ? undefined : refreshSeconds}
    >
      <header class="top">
        <p class="brand">
          <Mark />
          Alur<span class="where">setup</span>
        </p>
        <p class="live" id="live" role="status" data-state="wait" hidden>
          Connecting…
        </p>
      </header>
      <main>
        <nav class="accounts" data-part="accounts" aria-label="Numbers">
          <Accounts {...view} />
        </nav>
        <section class="panel" aria-labelledby="title">
          <div class="head" data-part="head" role="status">
            <p class="badge" data-tone={tone}>
              {badge}
            </p>
            <h1 id="title" tabindex={-1}>
              {title}
            </h1>
            <p class="sentence" dir="auto">
              {sentence}
            </p>
            {remedy ? (
              <p class="remedy" data-tone={tone}>
                {remedy}
              </p>
            ) : null}
          </div>
          <div class="wait" data-part="wait">
            <Wait {...view} />
          </div>
          <div class="picture" data-part="picture">
            <Picture {...view} />
          </div>
          <div class="how" data-part="how">
            <How {...view} />
          </div>
        </section>
        <div class="beside">
          <section aria-labelledby="others">
            <h2 id="others">Other ways in</h2>
            <dl class="channels" data-part="channels">
              {view.channels.map(({ name, sentence, ok }) => (
                <div data-ok={String(ok)}>
                  <dt>{name}</dt>
                  <dd>{sentence}</dd>
                </div>
              ))}
            </dl>
          </section>
          {view.without === 'cloud' && !view.state ? null : <Caution />}
        </div>
      </main>
    </Frame>
  );
}

const Caution = () => (
  <section aria-labelledby="caution">
    <h2 id="caution">Worth knowing</h2>
    <p>
      A paired phone makes Alur an unofficial client, and WhatsApp may ban numbers that use one. Use a number you can lose, and answer only
      who wrote first.
    </p>
    <p>
      For more than that, choose WhatsApp's own Cloud API: <code>WHATSAPP=cloud</code> in <code>.env</code>.
    </p>
  </section>
);

export const NoSetupKeyPage = () => (
  <PlainPage title="This page needs a new link">
    <p>
      The setup page opens by the link that <code>npm start</code> prints. Each link works once, and for the browser that opened it, 12
      hours long.
    </p>
    <p>
      For a new one, start Alur again. Or pair without this page: type <code>npm run pair</code> in a terminal on the machine where Alur
      runs.
    </p>
  </PlainPage>
);
