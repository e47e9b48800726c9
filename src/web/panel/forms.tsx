// What the client can do with a ticket now, as plain forms: they work without any script. Each bears an id, so that a double click is one deed.
import type { Child } from 'hono/jsx';
import { mayDo, type PanelDeed } from '../../../flows/panel-deeds.ts';
import { mostStars } from '../../../flows/stars.ts';
import { say } from '../../../flows/texts.ts';
import { isClosed, type Ticket } from '../../../flows/ticket.ts';
import type { Told } from './view.ts';
import type { Around } from './words.tsx';
import { Files, Prose } from './words.tsx';

/** `mostMb`: megabytes of all files of one form. */
export type FormsProps = { around: Around; told: Told; mostMb: number };

type DeedProps = { around: Around; ticket: Ticket; deed: PanelDeed; send: string; quiet?: boolean; files?: number; children?: Child };

function DeedForm({ around: { base, language }, ticket, deed, send, quiet = false, files, children }: DeedProps) {
  const field = `files-${deed}`;
  return (
    <form class="deed" id={`deed-${deed}`} method="post" action={`${base}/${ticket.number}/${deed}`} enctype="multipart/form-data">
      <input type="hidden" name="once" value={crypto.randomUUID()} />
      {children}
      <div class="deed-row">
        {files === undefined ? null : (
          <span class="add">
            <label for={field}>{say(language, 'panel.files')}</label>{' '}
            <small id={`${field}-most`}>{say(language, 'panel.files_most', { limit: files })}</small>
            <input id={field} type="file" name="files" multiple aria-describedby={`${field}-most`} />
          </span>
        )}
        <button type="submit" class={quiet ? 'quiet' : 'main'}>
          {send}
        </button>
      </div>
      <p class="sending" role="status" hidden>
        <progress max={100} value={0} aria-label={send} /> <span />
      </p>
      <p class="problem" role="alert" hidden />
    </form>
  );
}

const Words = ({ name, label, needed = false }: { name: string; label: string; needed?: boolean }) => (
  <>
    <label for={name}>{label}</label>
    <textarea id={name} name="text" rows={3} dir="auto" required={needed} />
  </>
);

/** What the client is waited for, with the means to give it: an answer, an approval, a rating; nothing when they are waited for nothing. */
export function Wanted({ around, told, mostMb }: FormsProps) {
  const { ticket, entries, sizes } = told;
  const { language } = around;
  const { awaiting } = ticket;
  if (awaiting?.type === 'answer')
    return (
      <section class="wanted" aria-label={say(language, 'panel.turn_answer')}>
        <blockquote>
          <Prose text={awaiting.question} />
        </blockquote>
        <DeedForm around={around} ticket={ticket} deed="say" send={say(language, 'panel.answer_send')} files={mostMb}>
          <Words name="answer" label={say(language, 'panel.answer')} />
        </DeedForm>
      </section>
    );
  if (mayDo(ticket, 'rate') && !ticket.rating)
    return (
      <section class="wanted thanks" aria-label={say(language, 'panel.rate')}>
        <Rating around={around} ticket={ticket} />
      </section>
    );
  if (awaiting?.type !== 'approval') return null;
  const shown = entries.findLast(({ what }) => what === 'delivered' || what === 'submitted');
  return (
    <section class="wanted" aria-label={say(language, 'panel.turn_approval')}>
      {shown?.text ? <Prose text={shown.text} /> : null}
      <Files around={around} number={ticket.number} files={shown?.files ?? []} sizes={sizes} />
      <div class="choices">
        <DeedForm around={around} ticket={ticket} deed="approve" send={say(language, 'approve.yes')} />
        <details id="changes">
          <summary>{say(language, 'approve.changes')}</summary>
          <DeedForm around={around} ticket={ticket} deed="changes" send={say(language, 'panel.changes_send')} files={mostMb}>
            <Words name="changes-text" label={say(language, 'approve.what_changes')} />
          </DeedForm>
        </details>
      </div>
    </section>
  );
}

/** Whatever else can be done: write, open it again, cancel it. */
export function Other({ around, told: { ticket }, mostMb }: FormsProps) {
  const { language } = around;
  const may = (deed: PanelDeed) => mayDo(ticket, deed);
  const isAnswered = ticket.awaiting?.type === 'answer';
  return (
    <section class="other">
      {may('reopen') ? (
        <details id="reopen">
          <summary>{say(language, 'panel.reopen')}</summary>
          <DeedForm around={around} ticket={ticket} deed="reopen" send={say(language, 'approve.reopen')}>
            <Words name="reopen-text" label={say(language, 'panel.reopen_why')} />
          </DeedForm>
        </details>
      ) : null}
      {may('say') && !isAnswered && !isClosed(ticket) ? (
        <DeedForm around={around} ticket={ticket} deed="say" send={say(language, 'panel.comment_send')} files={mostMb}>
          <Words name="comment" label={say(language, 'panel.comment')} />
        </DeedForm>
      ) : null}
      {may('cancel') ? (
        <details id="cancel">
          <summary>{say(language, 'panel.cancel')}</summary>
          <DeedForm around={around} ticket={ticket} deed="cancel" send={say(language, 'panel.cancel_send')} quiet>
            <p>{say(language, 'panel.cancel_sure')}</p>
          </DeedForm>
        </details>
      ) : null}
    </section>
  );
}

const stars = Array.from({ length: mostStars }, (_, i) => (i + 1) as 1 | 2 | 3 | 4 | 5); // as many as there are words for

const Rating = ({ around, ticket }: { around: Around; ticket: Ticket }) => (
  <DeedForm around={around} ticket={ticket} deed="rate" send={say(around.language, 'panel.rate_send')}>
    <fieldset class="stars">
      <legend>{say(around.language, 'panel.rate')}</legend>
      {stars.map((count) => (
        <label>
          <input type="radio" name="stars" value={String(count)} required />
          <span aria-hidden="true">★</span>
          <small>{say(around.language, `rating.${count}`)}</small>
        </label>
      ))}
    </fieldset>
    <Words name="rate-text" label={say(around.language, 'panel.rate_word')} />
  </DeedForm>
);
