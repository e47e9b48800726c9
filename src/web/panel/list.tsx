// The list of a person's tickets: open ones first, closed ones folded away, with a search.
import { dayHole, say } from '../../../flows/texts.ts';
import { stages, type Ticket } from '../../../flows/ticket.ts';
import type { View } from './view.ts';
import type { Around } from './words.tsx';

/** Whose turn it is, as a style and in words. */
export function turnIn(language: string, { situation, awaiting }: Ticket): { turn: string; words: string } {
  if (situation === 'awaiting')
    return { turn: 'yours', words: say(language, awaiting?.type === 'approval' ? 'panel.turn_approval' : 'panel.turn_answer') };
  if (situation === 'open') return { turn: 'ours', words: say(language, 'panel.turn_us') };
  return { turn: 'over', words: say(language, situation === 'done' ? 'panel.turn_done' : 'panel.turn_cancelled') };
}

/** Five steps, filled up to the stage that the ticket is in. */
export function Steps({ language, ticket: { stage } }: { language: string; ticket: Ticket }) {
  const n = stages.indexOf(stage) + 1;
  const label = say(language, 'panel.step_of', { n, of: stages.length, stage: say(language, `stage.${stage}`) });
  return (
    <span class="steps" role="img" aria-label={label}>
      {stages.map((_, i) => (
        <i class={i < n ? 'done' : ''} />
      ))}
    </span>
  );
}

/** The list; the ticket that is shown beside it is marked. */
export function List({ around, view }: { around: Around; view: View }) {
  const { language } = around;
  const { open, closed, closedCount, found, told, named } = view;
  const shown = told?.ticket.number;
  const isSearch = found !== undefined;
  const rest = found?.tickets ?? closed;
  return (
    <nav class="list" id="list" aria-label={say(language, 'panel.title')}>
      <h2>{say(language, 'panel.open')}</h2>
      {open.length === 0 ? (
        <p class="none">{say(language, 'panel.none')}</p>
      ) : (
        <Cards around={around} tickets={open} shown={shown} named={named} />
      )}
      {closedCount > 0 ? (
        <details id="closed" open={isSearch || (told !== undefined && closed.some(({ number }) => number === shown))}>
          <summary>{say(language, 'panel.closed_list', { count: closedCount })}</summary>
          <form class="search" method="get" action={around.base}>
            <input
              type="search"
              name="q"
              value={found?.words ?? ''}
              aria-label={say(language, 'panel.search')}
              placeholder={say(language, 'panel.search')}
              maxlength={80}
            />
            <button type="submit" class="quiet">
              {say(language, 'panel.search_go')}
            </button>
          </form>
          {isSearch && rest.length === 0 ? <p class="none">{say(language, 'panel.found_none', { words: found.words })}</p> : null}
          <Cards around={around} tickets={rest} shown={shown} named={named} />
        </details>
      ) : null}
    </nav>
  );
}

type CardsProps = { around: Around; tickets: readonly Ticket[]; shown: number | undefined; named: boolean };

const Cards = ({ around: { language, base }, tickets, shown, named }: CardsProps) => (
  <ul class="cards">
    {tickets.map((ticket) => {
      const { turn, words } = turnIn(language, ticket);
      const isShown = ticket.number === shown;
      return (
        <li>
          <a
            class={isShown ? 'card shown' : 'card'}
            href={`${base}/${ticket.number}`}
            {...(isShown && named ? { 'aria-current': 'page' } : {})}
          >
            <span class="card-head">
              <strong dir="auto">{ticket.title}</strong>
              <small>#{ticket.number}</small>
            </span>
            {gistOf(ticket) ? (
              <span class="gist" dir="auto">
                {gistOf(ticket)}
              </span>
            ) : null}
            <span class={`turn ${turn}`}>{words}</span>
            {turn === 'over' ? null : <Steps language={language} ticket={ticket} />}
            {ticket.due && turn !== 'over' ? (
              <small class="card-due">{say(language, 'status.due', { due: dayHole(ticket.due) })}</small>
            ) : null}
          </a>
        </li>
      );
    })}
  </ul>
);

const longestGist = 90;

/** What tells one banner from another: the first that was answered about it, or what was written first. */
const gistOf = ({ brief, first }: Ticket): string =>
  (brief.find(({ text }) => text !== '')?.text ?? first.text).replace(/\s+/g, ' ').slice(0, longestGist).toWellFormed();
