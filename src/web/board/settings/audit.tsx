// The audit log: who did what from the web, and when; the newest first, by page. It holds nobody's words.
import type { Audit } from '../../../../db/web.ts';
import { sayIfKnown } from '../../../../flows/texts.ts';
import { shortMoment, wordsIn } from '../words.ts';
import { SettingsFrame, type Who } from './frame.tsx';

type AuditView = { who: Who; rows: readonly (Audit & { id: number })[]; zone: string; older: number | undefined };

/** A deed in words; a name of an older Alur's that has none any more, as it is kept. */
const saidOf = (language: string, deed: string): string => sayIfKnown(language, `board.did_${deed}`) ?? deed;

export function AuditPage({ who, rows, zone, older }: AuditView) {
  const t = wordsIn(who.language);
  return (
    <SettingsFrame who={who} title={t('settings_audit')}>
      {rows.length === 0 ? (
        <p class="none">{t('audit.none')}</p>
      ) : (
        <table class="audit">
          <thead>
            <tr>
              <th scope="col">{t('audit.when')}</th>
              <th scope="col">{t('audit.who')}</th>
              <th scope="col">{t('audit.what')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <td>
                  <time datetime={new Date(row.at).toISOString()}>{shortMoment(who.language, zone, row.at)}</time>
                </td>
                <td dir="auto">{row.name}</td>
                <td>
                  {saidOf(who.language, row.deed)} {row.ticket === undefined ? null : <a href={`/board/${row.ticket}`}>#{row.ticket}</a>}
                  {row.about ? <span class="about"> {row.about}</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {older === undefined ? null : (
        <p>
          <a class="button" href={`/board/settings/audit?before=${older}`}>
            {t('audit.older')}
          </a>
        </p>
      )}
    </SettingsFrame>
  );
}
