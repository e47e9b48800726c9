// The board's page: filters, tabs for narrow screens, the columns, and the place where a ticket opens beside them.
import type { Child } from 'hono/jsx';
import { say } from '../../../flows/texts.ts';
import type { Staff } from '../../../flows/turn.ts';
import { StaffFrame } from '../staff/frame.tsx';
import { Column, type Look, type Shown, serviceName } from './card.tsx';
import { type Filter, type Place, queryOf } from './view.ts';
import { wordsIn } from './words.ts';

type Choice = { value: string; count: number };

export type BoardView = {
  staff: Staff;
  look: Look;
  /** The column that a narrow screen shows. */
  place: Place;
  columns: readonly Shown[];
  /** How many are closed, while they are not shown. */
  closed: number;
  late: number;
  mine: number;
  choices: { services: readonly Choice[]; campaigns: readonly Choice[]; teams: readonly Choice[] };
  /** What teams are called, by id. */
  teamNames: ReadonlyMap<string, string>;
};

export const boardStyles = ['board/board.css', 'board/ticket.css'] as const;

/** What the scripts say, their places open. */
export const scriptWords = (language: string): string => {
  const t = wordsIn(language);
  const moved = t('moved', { ticket: '{ticket}', place: '{place}' });
  return JSON.stringify({ live: t('live'), reconnecting: t('reconnecting'), offline: t('offline'), moved });
};

/** What is known before a ticket is read; the filters and the columns come in it. */
export function BoardPage({ staff, language, children }: { staff: Staff; language: string; children: Child }) {
  const t = wordsIn(language);
  return (
    <StaffFrame title={t('title')} current="board" staff={staff} language={language} styles={boardStyles} script="board/board.js">
      <main class="board-page" data-words={scriptWords(language)}>
        <h1 class="vh">{t('title')}</h1>
        {children}
        <p class="vh" id="keys">
          {t('keys')}
        </p>
        <p class="vh" id="said" role="status" />
      </main>
      <aside class="drawer" id="drawer" aria-label={t('ticket')} tabindex={-1} hidden />
      <dialog class="ask" id="ask" aria-label={t('move')} />
      <div class="toasts" id="toasts" role="alert" />
    </StaffFrame>
  );
}

export const Filtered = (view: BoardView) => (
  <>
    <Filters view={view} />
    <Board {...view} />
  </>
);

/** In the place of the columns, when they could not be read. */
export const NoBoard = ({ language }: { language: string }) => (
  <p class="no-match" role="alert">
    {wordsIn(language)('unread')} <a href="/board">{wordsIn(language)('again')}</a>
  </p>
);

/** The part that is asked for anew when something happened. */
export function Board({ look, place, columns, closed, mine, late }: BoardView) {
  const { language, filter } = look;
  const t = wordsIn(language);
  const shows = columns.some((one) => one.place === 'closed');
  const isEmpty = columns.every(({ count }) => count === 0);
  const tabs: { place: Place; count: number }[] = [...columns, ...(shows ? [] : [{ place: 'closed' as const, count: closed }])];
  const closedQuery = queryOf(filter, { place: 'closed', closed: '50' });
  const query = queryOf(filter);
  return (
    <div class="board" id="board" data-place={place} data-mine={mine} data-late={late} data-closed={shows ? '' : undefined}>
      <nav class="tabs" aria-label={t('columns')} data-part="tabs">
        {tabs.map((tab) => (
          <a
            href={`/board${tab.place === 'closed' ? closedQuery : queryOf(filter, { place: tab.place })}`}
            data-tab={tab.place}
            aria-current={tab.place === place ? 'true' : undefined}
          >
            {tab.place === 'closed' ? t('closed') : say(language, `stage.${tab.place}`)} <span class="count">{tab.count}</span>
          </a>
        ))}
      </nav>
      {isEmpty ? (
        <p class="no-match" data-part="empty">
          {query === '' ? say(language, 'desk.empty') : t('no_match')} {query === '' ? null : <a href="/board">{t('clear')}</a>}
        </p>
      ) : null}
      <div class="columns" data-query={query}>
        {columns.map((shown) => (
          <Column shown={shown} look={look} query={query} />
        ))}
        {shows ? null : (
          <section class="rail" data-column="closed" aria-label={t('closed')}>
            <a href={`/board${closedQuery}`}>
              {t('closed')} <span class="count">{closed}</span>
            </a>
          </section>
        )}
      </div>
    </div>
  );
}

function Filters({ view }: { view: BoardView }) {
  const { look, late, mine, choices } = view;
  const { filter, language } = look;
  const t = wordsIn(language);
  const isOn = queryOf(filter) !== '';
  return (
    <form class="filters" id="filters" method="get" action="/board" aria-label={t('filters')}>
      <label class="search">
        <span class="vh">{t('search')}</span>
        <input type="search" name="search" value={filter.search} placeholder={t('search_hint')} maxlength={100} dir="auto" />
      </label>
      <Toggle name="mine" on={filter.mine} label={t('mine')} count={mine} />
      <Toggle name="late" on={filter.late} label={t('late_ones')} count={late} />
      <Select
        name="service"
        label={t('service')}
        all={t('all_services')}
        value={filter.service}
        choices={choices.services}
        show={(id) => serviceName(look, id)}
      />
      <Select
        name="campaign"
        label={say(language, 'fact.campaign')}
        all={t('all_campaigns')}
        value={filter.campaign}
        choices={choices.campaigns}
      />
      <Select
        name="team"
        label={t('team')}
        all={t('all_teams')}
        value={filter.team}
        choices={choices.teams}
        show={(id) => view.teamNames.get(id) ?? id}
      />
      <button type="submit" class="apply">
        {t('apply')}
      </button>
      <a class="clear" href="/board" hidden={!isOn}>
        {t('clear')}
      </a>
      <p class="live" id="live" role="status" data-state="wait" hidden />
    </form>
  );
}

const Toggle = ({ name, on, label, count }: { name: keyof Filter; on: boolean; label: string; count: number }) => (
  <label class="toggle">
    <input type="checkbox" name={name} value="1" checked={on} />
    {label}{' '}
    <span class="count" data-part={`count-${name}`}>
      {count}
    </span>
  </label>
);

type SelectProps = {
  name: keyof Filter;
  label: string;
  all: string;
  value: string;
  choices: readonly Choice[];
  show?: (value: string) => string;
};

/** One of several, where there are several; a value that no ticket has stays to be seen and taken away. */
function Select({ name, label, all, value, choices, show = (one) => one }: SelectProps) {
  if (choices.length === 0 && value === '') return null;
  const isKnown = value === '' || choices.some((one) => one.value === value);
  return (
    <label class="select">
      <span class="vh">{label}</span>
      <select name={name}>
        <option value="">{all}</option>
        {isKnown ? null : (
          <option value={value} selected>
            {show(value)}
          </option>
        )}
        {choices.map((one) => (
          <option value={one.value} selected={one.value === value}>
            {show(one.value)} ({one.count})
          </option>
        ))}
      </select>
    </label>
  );
}
