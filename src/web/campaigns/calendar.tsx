// The calendar of the campaign book: a month of weeks or a quarter of days, the campaigns of that time as a list, and the way into one's
// own calendar. On a phone the month is its list.
import { daysIn, monthAfter, quarterShown, type WeekShown, weeksOf, within } from '../../../flows/campaigns/calendar.ts';
import type { BookedCampaign } from '../../../flows/campaigns/campaign.ts';
import { daysOf, nameOfCampaign } from '../../../flows/campaigns/shown.ts';
import { dayHole, say } from '../../../flows/texts.ts';
import { type Feed, FeedBox } from './feed.tsx';
import { Badge, BookFrame, Days, type Hues, huesOf, mayWrite, monthName, pathOf, type Reader, shortMonth } from './parts.tsx';

export type View = 'month' | 'quarter';
/** `month`: the one shown, or the first of the quarter, `YYYY-MM`. */
export type CalendarProps = { reader: Reader; book: readonly BookedCampaign[]; view: View; month: string; feed: Feed };

export function CalendarPage({ reader, book, view, month, feed }: CalendarProps) {
  const { language, today } = reader;
  const months = view === 'month' ? 1 : 3;
  const title = monthName(language, month, monthAfter(month, months - 1));
  const hues = huesOf(book);
  const shown = within(book, month, months);
  const to = (other: View, at: string): string => `/campaigns?view=${other}&at=${at}`;
  return (
    <BookFrame reader={reader} title={`${say(language, 'campaigns.title')} · ${title}`}>
      <header class="book-head">
        <h1>{title}</h1>
        <nav class="turn" aria-label={title}>
          <a href={to(view, monthAfter(month, -months))} rel="prev">
            <Arrow back />
            <span class="vh">{say(language, 'campaigns.before')}</span>
          </a>
          <a href={to(view, today.slice(0, 7))}>{say(language, 'campaigns.today')}</a>
          <a href={to(view, monthAfter(month, months))} rel="next">
            <Arrow />
            <span class="vh">{say(language, 'campaigns.after')}</span>
          </a>
        </nav>
        <nav class="switch" aria-label={say(language, 'campaigns.view')}>
          {(['month', 'quarter'] as const).map((one) => (
            <a href={to(one, month)} {...(one === view ? { 'aria-current': 'true' } : {})}>
              {say(language, `campaigns.${one}`)}
            </a>
          ))}
        </nav>
        {mayWrite(reader) ? (
          <a class="button" href="/campaigns/new">
            {say(language, 'campaigns.new')}
          </a>
        ) : null}
      </header>
      <div class="book-body">
        {view === 'month' ? (
          <Month reader={reader} hues={hues} month={month} weeks={weeksOf(book, month)} />
        ) : (
          <Quarter reader={reader} hues={hues} book={book} month={month} />
        )}
        <div class="beside">
          <List reader={reader} hues={hues} shown={shown} isEmpty={book.length === 0} />
          <FeedBox reader={reader} feed={feed} />
        </div>
      </div>
    </BookFrame>
  );
}

const Arrow = ({ back = false }: { back?: boolean }) => (
  <svg
    viewBox="0 0 20 20"
    width="20"
    height="20"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d={back ? 'M12 4l-6 6 6 6' : 'M8 4l6 6-6 6'} />
  </svg>
);

function Month({ reader, hues, month, weeks }: { reader: Reader; hues: Hues; month: string; weeks: readonly WeekShown[] }) {
  const { language, today } = reader;
  const name = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <section class="month" aria-label={monthName(language, month)}>
      <div class="weekdays" aria-hidden="true">
        {weeks[0]?.days.map((day) => (
          <span>{name.format(dayHole(day))}</span>
        ))}
      </div>
      <ol class="weeks">
        {weeks.map(({ days, bars }) => (
          <li class="week">
            <ol class="cells">
              {days.map((day) => (
                <li class={cellClass(day, month, today)}>
                  <time datetime={day}>{Number(day.slice(8))}</time>
                </li>
              ))}
            </ol>
            <ul class="bars">
              {bars.map(({ campaign, column, span, before, after }) => (
                <li
                  class={['bar', hues.get(campaign.code), `from-${column}`, `over-${span}`, before ? 'came' : '', after ? 'goes' : '']
                    .filter(Boolean)
                    .join(' ')}
                  data-state={campaign.state}
                >
                  <a href={pathOf(campaign)}>
                    {campaign.name}
                    <span class="vh"> {daysOf(language, campaign)}</span>
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}

const cellClass = (day: string, month: string, today: string): string =>
  ['cell', day === today ? 'today' : '', day.startsWith(month) ? '' : 'beyond', [0, 6].includes(dayHole(day).getUTCDay()) ? 'weekend' : '']
    .filter(Boolean)
    .join(' ');

function Quarter({ reader, hues, book, month }: { reader: Reader; hues: Hues; book: readonly BookedCampaign[]; month: string }) {
  const { language, today } = reader;
  const { months, days, stretches } = quarterShown(book, month);
  const at = (dayHole(today).getTime() - dayHole(`${month}-01`).getTime()) / 86_400_000;
  const edges = months.map((_, i) => months.slice(0, i).reduce((sum, one) => sum + daysIn(one), 0));
  return (
    <section class="quarter" aria-label={monthName(language, month, months[2])}>
      <div class="months" aria-hidden="true">
        {months.map((one) => (
          <span class={`days-${daysIn(one)}`}>{shortMonth(language, one)}</span>
        ))}
      </div>
      <ul class="rows">
        {stretches.map(({ campaign, at: from, days: width }) => (
          <li class={`row ${hues.get(campaign.code)}`} data-state={campaign.state}>
            <a href={pathOf(campaign)}>
              <span class="row-name">{nameOfCampaign(campaign)}</span> <Days campaign={campaign} language={language} />
            </a>
            <svg viewBox={`0 0 ${days} 10`} preserveAspectRatio="none" aria-hidden="true">
              {edges.map((edge) => (
                <rect class="edge" x={edge} y="0" width="0.15" height="10" />
              ))}
              <rect class="stretch" x={from} y="1" width={width} height="8" rx="0.6" ry="2" />
              {at >= 0 && at < days ? <rect class="now" x={at} y="0" width="0.3" height="10" /> : null}
            </svg>
          </li>
        ))}
      </ul>
      {stretches.length === 0 ? <p class="none">{say(language, 'campaigns.none')}</p> : null}
    </section>
  );
}

function List({ reader, hues, shown, isEmpty }: { reader: Reader; hues: Hues; shown: readonly BookedCampaign[]; isEmpty: boolean }) {
  const { language, today } = reader;
  if (shown.length === 0)
    return (
      <section class="empty">
        <h2>{say(language, isEmpty ? 'campaigns.none_ever' : 'campaigns.none')}</h2>
        <p>{say(language, 'campaigns.none_hint')}</p>
      </section>
    );
  return (
    <section aria-labelledby="list">
      <h2 id="list">{say(language, 'campaign.list', { count: shown.length })}</h2>
      <ul class="list">
        {shown.map((campaign) => (
          <li class={`entry ${hues.get(campaign.code)}`} data-state={campaign.state}>
            <a href={pathOf(campaign)}>{nameOfCampaign(campaign)}</a>
            <p class="when">
              <Days campaign={campaign} language={language} /> <Badge campaign={campaign} language={language} today={today} />
            </p>
            {campaign.promises.slice(0, 2).map((one) => (
              <p class="promise">{one}</p>
            ))}
            {campaign.channels.length > 0 ? <p class="channels">{campaign.channels.join(' · ')}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
