// Staff and roles: who works the desk, in which role, where their sign-in codes go; changed by the desk's own commands.
import { isMail } from '../../../../flows/link-words.ts';
import { say } from '../../../../flows/texts.ts';
import { roles, type Staff } from '../../../../flows/turn.ts';
import { wordsIn } from '../words.ts';
import { type News, SettingsFrame, type Who } from './frame.tsx';

type StaffView = {
  who: Who;
  news: News;
  team: readonly Staff[];
  mails: ReadonlyMap<string, string>;
  /** How many open tickets each has. */
  open: ReadonlyMap<string, number>;
  /** Sign-in codes can be mailed. */
  hasMailbox: boolean;
  /** The desk is a chat where colleagues can ask to be let in. */
  joins: boolean;
};

export function StaffPage({ who, news, team, mails, open, hasMailbox, joins }: StaffView) {
  const t = wordsIn(who.language);
  const mayChange = who.staff.role === 'manager';
  const inOrder = team.toSorted((a, b) => roles.indexOf(b.role) - roles.indexOf(a.role) || a.name.localeCompare(b.name));
  return (
    <SettingsFrame who={who} title={t('settings_staff')} news={news}>
      {mayChange && !joins ? null : <p class="lead">{mayChange ? t('staff.join') : t('staff.only_manager')}</p>}
      <ul class="staff-list">
        {inOrder.map((one) => (
          <li>
            <div class="who-is">
              <strong dir="auto">{one.name}</strong>
              <span>{say(who.language, 'who.load', { count: open.get(one.address) ?? 0 })}</span>
              {mayChange ? null : <span>{say(who.language, `role.${one.role}`)}</span>}
            </div>
            {mayChange ? <Changes one={one} mail={mails.get(one.address) ?? ''} language={who.language} /> : null}
          </li>
        ))}
      </ul>
      {mayChange ? hasMailbox ? <Newcomer language={who.language} /> : <p class="lead">{t('staff.no_mailbox')}</p> : null}
    </SettingsFrame>
  );
}

function Newcomer({ language }: { language: string }) {
  const t = wordsIn(language);
  return (
    <details class="new">
      <summary>{t('staff.new')}</summary>
      <form method="post" action="/board/settings/staff">
        <label>
          <span>{t('staff.name')}</span>
          <input type="text" name="name" maxlength={80} required autocomplete="off" dir="auto" />
        </label>
        <label>
          <span>{t('staff.new_mail')}</span>
          <input type="email" name="mail" maxlength={200} required autocomplete="off" />
        </label>
        <small>{t('staff.new_more')}</small>
        <button type="submit" name="do" value="add">
          {t('staff.add')}
        </button>
      </form>
    </details>
  );
}

function Changes({ one, mail, language }: { one: Staff; mail: string; language: string }) {
  const t = wordsIn(language);
  return (
    <>
      <form method="post" action="/board/settings/staff">
        <input type="hidden" name="address" value={one.address} />
        <label>
          <span>{t('staff.name')}</span>
          <input
            type="text"
            name="name"
            value={one.name}
            maxlength={80}
            required
            autocomplete="off"
            dir="auto"
            aria-label={t('staff.name_of', { name: one.name })}
          />
        </label>
        <label>
          <span>{t('staff.role')}</span>
          <select name="role" aria-label={t('staff.role_of', { name: one.name })}>
            {roles.map((role) => (
              <option value={role} selected={role === one.role}>
                {say(language, `role.${role}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('staff.mail')}</span>
          <input
            type="email"
            name="mail"
            value={mail}
            placeholder={isMail(one.address) ? one.address.slice(one.address.indexOf(':') + 1) : undefined}
            maxlength={200}
            autocomplete="off"
            aria-label={t('staff.mail_of', { name: one.name })}
          />
        </label>
        <button type="submit" name="do" value="save">
          {t('settings.save')}
        </button>
      </form>
      <details class="grave">
        <summary>
          {t('staff.remove')}
          <span class="vh"> {one.name}</span>
        </summary>
        <form method="post" action="/board/settings/staff">
          <input type="hidden" name="address" value={one.address} />
          <p>{t('staff.remove_more')}</p>
          <button type="submit" name="do" value="remove" data-tone="grave">
            {t('staff.remove_name', { name: one.name })}
          </button>
        </form>
      </details>
    </>
  );
}
