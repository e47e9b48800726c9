// One ticket as its client sees it: where it stands, who waits for whom, what to do, and what has happened.
import type { Entry } from '../../../flows/panel-timeline.ts';
import { dayHole, say, type TextKey } from '../../../flows/texts.ts';
import { stages, type Ticket } from '../../../flows/ticket.ts';
import { type FormsProps, Other, Wanted } from './forms.tsx';
import { turnIn } from './list.tsx';
import type { Told } from './view.ts';
import { type Around, Files, Moment, Prose } from './words.tsx';

/** The ticket in full. Its parts bear ids: the page's script puts new ones in their place. */
export function TicketView(props: FormsProps) {
  const { around, told } = props;
  const { ticket } = told;
  const { language } = around;
  return (
    <article class="ticket" id="ticket" aria-labelledby="ticket-title" data-number={String(ticket.number)}>
      <div id="ticket-now">
        <header>
          <h2 id="ticket-title">
            <span dir="auto">{ticket.title}</span> <small>#{ticket.number}</small>
          </h2>
          <StageBar language={language} ticket={ticket} />
          <p class={`wait ${turnIn(language, ticket).turn}`}>{say(language, waitingKey(ticket))}</p>
        </header>
        <Facts around={around} ticket={ticket} />
      </div>
      <div id="wanted" data-state={stateOf(ticket)}>
        <Wanted {...props} />
      </div>
      <Timeline around={around} told={told} />
      <Brief around={around} told={told} />
      <div id="other" data-state={stateOf(ticket)}>
        <Other {...props} />
      </div>
    </article>
  );
}

/** The forms change when this does. */
const stateOf = ({ stage, situation, awaitingSince = 0, rating, reopened }: Ticket): string =>
  [stage, situation, awaitingSince, rating?.stars ?? '', reopened].join(' ');

function waitingKey({ stage, situation, awaiting, lapsed }: Ticket): TextKey {
  if (situation === 'done') return lapsed ? 'panel.wait_lapsed' : 'panel.wait_done';
  if (situation === 'cancelled') return lapsed ? 'panel.wait_lapsed' : 'panel.wait_cancelled';
  if (awaiting?.type === 'answer') return 'panel.wait_answer';
  if (awaiting?.type === 'approval') return awaiting.step ? 'panel.wait_step' : 'panel.wait_approval';
  return stage === 'triage' ? 'panel.wait_triage' : 'panel.wait_us';
}

const StageBar = ({ language, ticket }: { language: string; ticket: Ticket }) => {
  const at = stages.indexOf(ticket.stage);
  return (
    <ol class="stages">
      {stages.map((stage, i) => (
        <li class={i <= at ? 'done' : ''} {...(i === at ? { 'aria-current': 'step' } : {})}>
          <span>{say(language, `stage.${stage}`)}</span>
        </li>
      ))}
    </ol>
  );
};

const Facts = ({ around, ticket }: { around: Around; ticket: Ticket }) => (
  <dl class="facts">
    <div>
      <dt>{say(around.language, 'panel.due')}</dt>
      <dd>{ticket.due ? say(around.language, 'day', { day: dayHole(ticket.due) }) : say(around.language, 'panel.due_none')}</dd>
    </div>
    <div>
      <dt>{say(around.language, 'panel.contact')}</dt>
      <dd dir="auto">{ticket.analyst?.name ?? say(around.language, 'panel.contact_none')}</dd>
    </div>
    <div>
      <dt>{say(around.language, 'panel.since')}</dt>
      <dd>
        <Moment around={around} at={ticket.openedAt} />
      </dd>
    </div>
  </dl>
);

const Timeline = ({ around, told: { ticket, entries, sizes } }: { around: Around; told: Told }) => (
  <section class="timeline" id="timeline" aria-labelledby="timeline-title">
    <h3 id="timeline-title">{say(around.language, 'panel.timeline')}</h3>
    <ol>
      {entries.toReversed().map((entry: Entry) => (
        <li class={`${entry.by} ${entry.what}`}>
          <p class="said">
            <strong dir="auto">{entry.said}</strong> <Moment around={around} at={entry.at} />
          </p>
          {entry.text ? <Prose text={entry.text} /> : null}
          <Files around={around} number={ticket.number} files={entry.files} sizes={sizes} />
        </li>
      ))}
    </ol>
  </section>
);

function Brief({ around, told: { ticket, birth, sizes } }: { around: Around; told: Told }) {
  const lines = ticket.brief.filter(({ text }) => text !== '');
  if (lines.length + birth.length === 0) return null;
  return (
    <section class="brief" aria-labelledby="brief-title">
      <h3 id="brief-title">{say(around.language, 'panel.brief')}</h3>
      <dl>
        {lines.map(({ label, text }) => (
          <div>
            <dt dir="auto">{label}</dt>
            <dd>
              <Prose text={text} />
            </dd>
          </div>
        ))}
      </dl>
      <Files around={around} number={ticket.number} files={birth} sizes={sizes} />
    </section>
  );
}
