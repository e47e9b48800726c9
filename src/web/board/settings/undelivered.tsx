// What did not arrive: each message that was given up, with why, to be sent again or set aside; and those that could not be worked on.
import type { ParkedRow, UnworkedRow } from '../../../../db/parked.ts';
import { accountTitle } from '../../../../flows/channels.ts';
import { type Address, contactOf, type FileRef } from '../../../../flows/message.ts';
import { say } from '../../../../flows/texts.ts';
import { shortMoment, wordsIn } from '../words.ts';
import { type News, SettingsFrame, type Who } from './frame.tsx';

export type UndeliveredView = {
  who: Who;
  news: News;
  rows: readonly ParkedRow[];
  of: number;
  unworked: readonly UnworkedRow[];
  /** What people are called, by their chat's address. */
  names: ReadonlyMap<Address, string>;
  zone: string;
};

const mostShown = 400;
const shortened = (text: string): string => (text.length > mostShown ? `${text.slice(0, mostShown)}…` : text);

export function UndeliveredPage({ who, news, rows, of, unworked, names, zone }: UndeliveredView) {
  const t = wordsIn(who.language);
  return (
    <SettingsFrame who={who} news={news} title={t('settings_undelivered')}>
      {rows.length === 0 && unworked.length === 0 ? <p class="none">{t('undelivered.none')}</p> : null}
      {rows.length > 0 ? (
        <ul class="letters">
          {rows.map((row) => (
            <Parked row={row} who={who} names={names} zone={zone} />
          ))}
        </ul>
      ) : null}
      {of > rows.length ? <p class="none">{t('undelivered.newest', { shown: rows.length, of })}</p> : null}
      {unworked.length > 0 ? (
        <section class="part">
          <h2>{t('undelivered.unworked')}</h2>
          <p>{t('undelivered.unworked_more')}</p>
          <ul class="letters">
            {unworked.map((row) => (
              <Unworked row={row} who={who} zone={zone} />
            ))}
          </ul>
        </section>
      ) : null}
    </SettingsFrame>
  );
}

function Parked({ row, who: { language }, names, zone }: Pick<UndeliveredView, 'who' | 'names' | 'zone'> & { row: ParkedRow }) {
  const t = wordsIn(language);
  const { id, at, outbound, error, waits } = row;
  const { lane, body } = outbound;
  const [said, files] = body.type === 'text' ? [[body.title, body.text].filter(Boolean).join('\n'), body.files ?? []] : ['', []];
  return (
    <li class="letter">
      <p class="letter-top">
        <strong dir="auto">{nameOf(language, lane, names)}</strong>
        {outbound.ticket === undefined ? null : <a href={`/board/${outbound.ticket}`}>#{outbound.ticket}</a>}
        <Moment language={language} zone={zone} at={at} />
      </p>
      <Words language={language} text={said} files={files} />
      <p class="why">
        {t(waits ? 'undelivered.waits' : 'undelivered.given_up')} {error ? <small lang="en">{error}</small> : null}
      </p>
      <form class="letter-do" method="post" action="/board/settings/undelivered">
        <input type="hidden" name="id" value={id} />
        <div class="row">
          <button type="submit" name="do" value="again">
            {t('undelivered.again')}
          </button>
          <button type="submit" name="do" value="aside">
            {t('undelivered.aside')}
          </button>
        </div>
      </form>
    </li>
  );
}

function Unworked({ row, who: { language }, zone }: Pick<UndeliveredView, 'who' | 'zone'> & { row: UnworkedRow }) {
  const { inbound, at, error } = row;
  return (
    <li class="letter">
      <p class="letter-top">
        <strong dir="auto">{inbound.from.name || accountTitle(language, contactOf(inbound.chat))}</strong>
        <Moment language={language} zone={zone} at={at} />
      </p>
      <Words language={language} text={('text' in inbound && inbound.text) || ''} files={('files' in inbound && inbound.files) || []} />
      <p class="why">
        <small lang="en">{error}</small>
      </p>
    </li>
  );
}

const nameOf = (language: string, lane: Address, names: ReadonlyMap<Address, string>): string =>
  lane === 'desk' || lane.startsWith('desk:')
    ? wordsIn(language)('undelivered.desk')
    : (names.get(lane) ?? accountTitle(language, contactOf(lane)));

const Moment = ({ language, zone, at }: { language: string; zone: string; at: number }) => (
  <time datetime={new Date(at).toISOString()}>{shortMoment(language, zone, at)}</time>
);

const Words = ({ language, text, files }: { language: string; text: string; files: readonly FileRef[] }) => (
  <>
    {text ? (
      <p class="words" dir="auto">
        {shortened(text)}
      </p>
    ) : null}
    {files.length > 0 ? (
      <p class="words" dir="auto">
        📎 {files.map(({ name, kind }) => name ?? say(language, `kind.${kind}`)).join(', ')}
      </p>
    ) : null}
  </>
);
