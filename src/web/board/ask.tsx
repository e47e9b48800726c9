// The small form that a move opens when it needs words, files or a day before it can be made.
import type { Ticket } from '../../../flows/ticket.ts';
import { labelOf } from './do.tsx';
import { Day, Text, Upload } from './field.tsx';
import type { Landing } from './landing.ts';
import type { Place } from './view.ts';
import { wordsIn } from './words.ts';

type Asked = { ticket: Ticket; to: Place; landing: Extract<Landing, { type: 'command' }>; language: string; today: string };

export function AskForm({ ticket, to, landing: { name, needs }, language, today }: Asked) {
  const t = wordsIn(language);
  return (
    <form method="post" action={`/board/${ticket.number}/move`} enctype="multipart/form-data" data-move>
      <h2 dir="auto">
        #{ticket.number} · {ticket.title}
      </h2>
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="told" value="1" />
      {needs === 'day' ? (
        <>
          <p>{t('promise_first')}</p>
          <Day label={t('ask_promise')} today={today} value={undefined} />
        </>
      ) : (
        <Text label={t(`ask_${name as 'back'}`)} required={needs === 'text'} />
      )}
      {needs === 'content' ? <Upload label={t('files')} /> : null}
      <p class="problem" role="alert" />
      <div class="ask-row">
        <button type="button" data-leave>
          {t('never_mind')}
        </button>
        <button type="submit" data-tone="next">
          {labelOf(language, name as 'back', ticket)}
        </button>
      </div>
    </form>
  );
}
