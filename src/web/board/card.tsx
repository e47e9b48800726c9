// A ticket as a card on the board, and a column of them. What a person wrote is only ever text.
import type { BoardRow } from '../../../db/board.ts';
import { type Catalogue, inLanguage } from '../../../flows/catalogue.ts';
import { why } from '../../../flows/queue.ts';
import { say } from '../../../flows/texts.ts';
import { isClosed, type Ticket } from '../../../flows/ticket.ts';
import { opensTo } from './landing.ts';
import { type Filter, type Lateness, latenessOf, type Place, pageSize, queryOf, type Time } from './view.ts';
import { initials, shortDay, wordsIn } from './words.ts';

export type Look = { language: string; catalogue: Catalogue; time: Time; filter: Filter };

export const serviceName = ({ catalogue, language }: Pick<Look, 'catalogue' | 'language'>, id: string): string => {
  const known = catalogue.find((one) => one.id === id);
  return known ? inLanguage(known.name, language) : id;
};
const emojiOf = (catalogue: Catalogue, id: string): string => catalogue.find((one) => one.id === id)?.emoji ?? '';

export function Card({ row, look, query }: { row: BoardRow; look: Look; query: string }) {
  const { language, catalogue, time } = look;
  const { ticket, client, said } = row;
  const late = isClosed(ticket) ? 'none' : latenessOf(ticket, time);
  return (
    <li
      class="card"
      id={`t${ticket.number}`}
      data-number={ticket.number}
      data-place={isClosed(ticket) ? 'closed' : ticket.stage}
      data-opens={opensTo(ticket).join(' ')}
      data-late={late === 'none' ? undefined : late}
      data-waits={ticket.situation === 'awaiting' ? '' : undefined}
      draggable="true"
    >
      <a href={`/board/${ticket.number}${query}`} draggable="false" title={isClosed(ticket) ? undefined : why(language, ticket, time)}>
        <span class="card-top">
          <span class="number">#{ticket.number}</span>
          <Marks ticket={ticket} language={language} />
        </span>
        <strong class="card-title" dir="auto">
          <span aria-hidden="true">{emojiOf(catalogue, ticket.service)} </span>
          {ticket.title}
        </strong>
        {said ? (
          <span class="card-said" dir="auto">
            {said}
          </span>
        ) : null}
        <span class="card-client" dir="auto">
          {client || say(language, 'desk.unnamed')}
          {ticket.campaign ? <span class="campaign">{ticket.campaign}</span> : null}
        </span>
        <Foot ticket={ticket} look={look} late={late} />
      </a>
    </li>
  );
}

function Marks({ ticket, language }: { ticket: Ticket; language: string }) {
  const t = wordsIn(language);
  return (
    <>
      {ticket.priority === 'high' || ticket.priority === 'urgent' ? (
        <span class="tag" data-tone={ticket.priority}>
          {say(language, `priority.${ticket.priority}`)}
        </span>
      ) : null}
      {ticket.situation === 'awaiting' ? (
        <span class="tag" data-tone="waits">
          {t('waits')}
        </span>
      ) : null}
      {isClosed(ticket) ? <span class="tag">{say(language, `situation.${ticket.situation}`)}</span> : null}
    </>
  );
}

function Foot({ ticket, look: { language }, late }: { ticket: Ticket; look: Look; late: Lateness }) {
  const t = wordsIn(language);
  const done = ticket.steps.filter(({ state }) => state === 'done').length;
  const isMaking = ticket.stage === 'production' && ticket.steps.length > 0;
  return (
    <span class="card-foot">
      {late === 'late' || late === 'late_reply' ? <span class="due">{t(late)}</span> : null}
      {ticket.due ? (
        <span class="due">
          <span class="vh">{say(language, 'card.due')} </span>
          {shortDay(language, ticket.due)}
        </span>
      ) : null}
      {isMaking ? <span class="steps-done">{t('steps', { done, all: ticket.steps.length })}</span> : null}
      {ticket.analyst ? (
        <span class="face" title={ticket.analyst.name}>
          <span class="vh">{ticket.analyst.name}</span>
          <span aria-hidden="true">{initials(ticket.analyst.name)}</span>
        </span>
      ) : (
        <span class="face nobody">
          <span class="vh">{say(language, 'card.nobody')}</span>
          <span aria-hidden="true">–</span>
        </span>
      )}
    </span>
  );
}

export type Shown = { place: Place; count: number; rows: readonly BoardRow[]; size: number };

export function Column({ shown, look, query }: { shown: Shown; look: Look; query: string }) {
  const { place, count, rows, size } = shown;
  const t = wordsIn(look.language);
  const left = count - rows.length;
  return (
    <section class="column" data-column={place} aria-labelledby={`c-${place}`}>
      <h2 id={`c-${place}`}>
        {place === 'closed' ? t('closed') : say(look.language, `stage.${place}`)} <span class="count">{count}</span>
      </h2>
      {place === 'closed' ? (
        <a class="hide" href={`/board${query}`}>
          {t('hide')}
        </a>
      ) : null}
      <ol class="cards" tabindex={-1}>
        {rows.map((row) => (
          <Card row={row} look={look} query={query} />
        ))}
      </ol>
      {count === 0 ? <p class="nothing">{t('nothing')}</p> : null}
      {left > 0 ? (
        <a class="more" data-more href={`/board${queryOf(look.filter, { place, [place]: String(size + pageSize) })}`}>
          {t('more', { count: Math.min(left, pageSize) })}
        </a>
      ) : null}
    </section>
  );
}
