// A ticket with all that is known of it: in the drawer beside the board, or as a page of its own. What can be done is in do.tsx.

import { sideOf } from '../../../flows/card.ts';
import type { FileRef } from '../../../flows/message.ts';
import { why } from '../../../flows/queue.ts';
import { routeLine } from '../../../flows/routed.ts';
import { placeOf } from '../../../flows/status.ts';
import { dayHole, say } from '../../../flows/texts.ts';
import { type BriefLine, isClosed, stages, type Ticket } from '../../../flows/ticket.ts';
import type { Person, Staff } from '../../../flows/turn.ts';
import { type Look, serviceName } from './card.tsx';
import { Composer, Doings, Steps } from './do.tsx';
import type { Entry } from './timeline.ts';
import { latenessOf } from './view.ts';
import { shortMoment, wordsIn } from './words.ts';

export type TicketView = {
  look: Look;
  staff: Staff;
  team: readonly Staff[];
  teams: readonly { id: string; name: string }[];
  ticket: Ticket;
  client: Person | undefined;
  entries: readonly Entry[];
  /** The client's other tickets, and tickets of anybody that are like this one. */
  others: readonly Ticket[];
  similar: readonly Ticket[];
  /** Names of standard replies. */
  answers: readonly { name: string; text: string }[];
  /** Where files can be had by their id. */
  files: ReadonlySet<string>;
  query: string;
  problem?: string;
};

/** Parts that are taken over when something happened bear a name. */
export function TicketBody(view: TicketView) {
  const { ticket, look, client, query, problem } = view;
  const { language } = look;
  const t = wordsIn(language);
  const name = client?.name || say(language, 'desk.unnamed');
  return (
    <article class="ticket" data-ticket={ticket.number} aria-labelledby="ticket-title">
      <header class="ticket-head" data-part="head">
        <a class="close" href={`/board${query}`} data-close>
          <span aria-hidden="true">←</span> {t('all_tickets')}
        </a>
        <h2 id="ticket-title" dir="auto" tabindex={-1}>
          <span class="number">#{ticket.number}</span> {ticket.title}
        </h2>
        <Bar ticket={ticket} language={language} />
      </header>
      <p class="problem" data-part="problem" role="alert">
        {problem ?? ''}
      </p>
      <div class="ticket-side">
        <dl class="facts" data-part="facts">
          <Facts {...view} />
        </dl>
        <section class="doings" aria-labelledby="doings-title" data-part="doings">
          <h3 id="doings-title">{t('doings')}</h3>
          <Doings view={view} />
        </section>
        <section class="steps" data-part="steps" aria-label={say(language, 'move.step')}>
          <Steps view={view} />
        </section>
      </div>
      <div class="ticket-main">
        <section class="brief" aria-labelledby="brief-title" data-part="brief">
          <h3 id="brief-title">{t('brief')}</h3>
          <dl>
            {ticket.brief.map((line) => (
              <Line line={line} view={view} />
            ))}
          </dl>
        </section>
        <Composer view={view} name={name} />
        <section class="timeline" aria-labelledby="timeline-title" data-part="timeline">
          <h3 id="timeline-title">{t('timeline')}</h3>
          <ol>
            {view.entries.toReversed().map((entry) => (
              <Happened entry={entry} view={view} />
            ))}
          </ol>
        </section>
        <section class="others" data-part="others">
          <Others title={t('others', { name })} tickets={view.others} view={view} />
          <Others title={say(language, 'desk.similar')} tickets={view.similar} view={view} />
        </section>
      </div>
    </article>
  );
}

function Bar({ ticket, language }: { ticket: Ticket; language: string }) {
  const at = stages.indexOf(ticket.stage);
  return (
    <p class="where">
      <span class="bar" aria-hidden="true">
        {stages.map((_, i) => (
          <i class={i <= at ? 'on' : ''} />
        ))}
      </span>
      <span class="place" data-situation={ticket.situation}>
        {placeOf(language, ticket)}
      </span>
    </p>
  );
}

function Facts({ ticket, client, look }: TicketView) {
  const { language, time } = look;
  const t = wordsIn(language);
  const day = (value: string) => say(language, 'day', { day: dayHole(value) });
  const late = isClosed(ticket) ? 'none' : latenessOf(ticket, time);
  const who = client ? [client.name || say(language, 'desk.unnamed'), sideOf(language, client)].filter(Boolean).join(' · ') : '';
  const rows: [string, string | undefined][] = [
    [say(language, 'card.client'), [who, client?.unproven ? say(language, 'card.unproven') : ''].filter(Boolean).join(' · ')],
    [say(language, 'card.phone'), client?.phone && `+${client.phone}`],
    [t('service'), serviceName(look, ticket.service)],
    [say(language, 'card.analyst'), ticket.analyst?.name ?? say(language, 'card.nobody')],
    [say(language, 'card.owner'), ticket.owner?.address === ticket.analyst?.address ? undefined : ticket.owner?.name],
    [t('team'), routeLine(language, ticket).replace(/^\S+ /, '')],
    [say(language, 'card.priority'), say(language, `priority.${ticket.priority}`)],
    [say(language, 'card.due'), ticket.due && day(ticket.due)],
    [say(language, 'fact.day'), ticket.wanted && day(ticket.wanted)],
    [say(language, 'fact.campaign'), ticket.campaign],
    [t('opened'), shortMoment(language, time.zone, ticket.openedAt)],
    [t('rating'), ticket.rating && t('stars', { stars: ticket.rating.stars })],
    [t('queue'), isClosed(ticket) ? undefined : why(language, ticket, time)],
  ];
  return (
    <>
      {rows.map(([label, value]) =>
        value ? (
          <div data-late={label === say(language, 'card.due') && late !== 'none' ? late : undefined}>
            <dt>{label}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ) : null,
      )}
    </>
  );
}

const Line = ({ line, view }: { line: BriefLine; view: TicketView }) => (
  <div>
    <dt dir="auto">{line.label}</dt>
    <dd>
      <Words text={line.text} />
      <Files files={line.files} view={view} />
    </dd>
  </div>
);

function Happened({ entry, view }: { entry: Entry; view: TicketView }) {
  const { language, time } = view.look;
  return (
    <li data-by={entry.by}>
      <p class="entry-head">
        <strong dir="auto">{entry.title}</strong>{' '}
        <time datetime={new Date(entry.at).toISOString()}>{shortMoment(language, time.zone, entry.at)}</time>
      </p>
      <Words text={entry.text} />
      <Files files={entry.files} view={view} />
    </li>
  );
}

const link = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/;

/** A person's words, with links that can be followed. */
const Words = ({ text }: { text: string }) =>
  text === '' ? null : (
    <p class="words" dir="auto">
      {text.split(link).map((part, i) =>
        i % 2 === 1 ? (
          <a href={part} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );

function Files({ files, view }: { files: readonly FileRef[]; view: TicketView }) {
  const { look, ticket } = view;
  const t = wordsIn(look.language);
  if (files.length === 0) return null;
  return (
    <ul class="files">
      {files.map((file) => {
        const name = file.name ?? say(look.language, `kind.${file.kind}`);
        const href = `/board/${ticket.number}/file?id=${encodeURIComponent(file.id)}`;
        if (!view.files.has(file.id)) return <li class="coming">{t('file_coming', { name })}</li>;
        return (
          <li>
            <a href={href} target="_blank" rel="noopener">
              {file.kind === 'photo' ? <img src={href} alt={name} loading="lazy" /> : <span dir="auto">📎 {name}</span>}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function Others({ title, tickets, view }: { title: string; tickets: readonly Ticket[]; view: TicketView }) {
  if (tickets.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {tickets.map((one) => (
          <li>
            <a href={`/board/${one.number}${view.query}`} data-open dir="auto">
              #{one.number} · {one.title}
            </a>{' '}
            <span class="place" data-situation={one.situation}>
              {placeOf(view.look.language, one)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
