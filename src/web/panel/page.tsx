// The page of one person, whole; and the page of a link that opens nothing.
import { dayHole, say, type TextKey } from '../../../flows/texts.ts';
import type { Person } from '../../../flows/turn.ts';
import { dayOf } from '../../../flows/zone.ts';
import type { Brand } from '../../brand.ts';
import { Frame, Mark } from '../page.tsx';
import { List } from './list.tsx';
import { TicketView } from './ticket.tsx';
import type { View } from './view.ts';
import type { Around } from './words.tsx';

/** The style sheet of the team's own colour, where it has one. */
const brandSheet = ({ colour }: Brand): string | undefined => (colour ? '/brand.css' : undefined);

/** What stands above the ticket after a deed, good or not. */
export type Notice = { good: boolean; text: string };

export type PanelProps = {
  around: Around;
  person: Person;
  /** When the link ends, ms since the epoch. */
  until: number;
  view: View;
  brand: Brand;
  offered: readonly string[];
  notice?: Notice | undefined;
  /** Megabytes and number of the files of one form. */
  mostMb: number;
  mostFiles: number;
};

/** What the script says, in the person's language; holes stay for it to fill. */
const scriptWords = (language: string, mostMb: number, mostFiles: number): string =>
  JSON.stringify({
    live: say(language, 'panel.live'),
    away: say(language, 'panel.away'),
    sending: say(language, 'panel.sending', { percent: '{percent}' }),
    failed: say(language, 'panel.failed'),
    large: say(language, 'panel.too_large', { limit: mostMb }),
    many: say(language, 'panel.too_many', { most: mostFiles }),
  });

export function PanelPage({ around, person, until, view, brand, offered, notice, mostMb, mostFiles }: PanelProps) {
  const { language, base } = around;
  const { told, open, named } = view;
  const first = person.name.split(/\s+/)[0] ?? '';
  const waiting = open.filter(({ situation }) => situation === 'awaiting').length;
  return (
    <Frame
      language={language}
      title={`${say(language, 'panel.title')} · ${brand.name}`}
      inline={['panel/panel.css', 'panel/ticket.css']}
      brand={brandSheet(brand)}
      script="panel/panel.js"
    >
      <Top brand={brand}>
        <p class="live" id="live" role="status" data-state="wait" hidden />
      </Top>
      <main
        class={named ? 'panel one' : 'panel'}
        id="panel"
        data-base={base}
        data-most={String(mostMb * 1024 * 1024)}
        data-most-files={String(mostFiles)}
        data-words={scriptWords(language, mostMb, mostFiles)}
      >
        <div class="hello" id="hello">
          <h1 dir="auto">{first ? say(language, 'panel.hello', { name: first }) : say(language, 'panel.title')}</h1>
          <p>{say(language, 'panel.count', { waiting, open: open.length })}</p>
        </div>
        <List around={around} view={view} />
        <div class="detail">
          <a class="back" href={base}>
            ← {say(language, 'panel.back')}
          </a>
          <div id="notice">
            {notice ? (
              <p class={notice.good ? 'notice good' : 'notice bad'} role={notice.good ? 'status' : 'alert'}>
                {notice.text}
              </p>
            ) : null}
          </div>
          {told ? <TicketView around={around} told={told} mostMb={mostMb} /> : null}
        </div>
      </main>
      <Foot around={around} until={until} offered={offered} />
    </Frame>
  );
}

const Top = ({ brand, children }: { brand: Brand; children?: unknown }) => (
  <header class="bar">
    <p class="brand">
      {brand.logo ? <img class="logo" src="/brand-logo" alt="" /> : <Mark />}
      <span>{brand.name}</span>
    </p>
    {children}
  </header>
);

const Foot = ({ around: { language, base, zone }, until, offered }: { around: Around; until: number; offered: readonly string[] }) => (
  <footer class="foot">
    <form class="tongue" method="post" action={`${base}/language`}>
      <input type="hidden" name="once" value={crypto.randomUUID()} />
      <label for="language">{say(language, 'panel.language')}</label>
      <select id="language" name="language">
        {offered.map((one) => (
          <option value={one} selected={one === language} lang={one}>
            {say(one, 'language.name')}
          </option>
        ))}
      </select>
      <button type="submit" class="quiet">
        {say(language, 'panel.language_send')}
      </button>
    </form>
    <p>{say(language, 'panel.until', { until: dayHole(dayOf(zone, until)) })}</p>
    <details id="close">
      <summary>{say(language, 'panel.close_links')}</summary>
      <form method="post" action={`${base}/close`}>
        <input type="hidden" name="once" value={crypto.randomUUID()} />
        <p>{say(language, 'panel.close_sure')}</p>
        <button type="submit" class="quiet">
          {say(language, 'panel.close_links')}
        </button>
      </form>
    </details>
  </footer>
);

/** The same for a link that never was, has run out or was closed; `closed`: they closed it just now. */
export function GonePage({ language, brand, closed = false }: { language: string; brand: Brand; closed?: boolean }) {
  const [title, text]: [TextKey, TextKey] = closed ? ['panel.close_links', 'panel.closed'] : ['panel.gone', 'panel.gone_more'];
  return (
    <Frame language={language} title={brand.name} inline={['panel/panel.css']} styles={['try/plain.css']} brand={brandSheet(brand)}>
      <Top brand={brand} />
      <main class="plain">
        <h1>{say(language, title)}</h1>
        <p>{say(language, text)}</p>
      </main>
    </Frame>
  );
}
