// The form in which a campaign is booked and changed. What it sends is put into the words of the desk's own command.
import type { BookedCampaign } from '../../../flows/campaigns/campaign.ts';
import { written } from '../../../flows/campaigns/form.ts';
import { say } from '../../../flows/texts.ts';
import type { Staff } from '../../../flows/turn.ts';
import { BookFrame, type Reader } from './parts.tsx';

const plain = ['code', 'name', 'from', 'to', 'channels', 'promises', 'facts', 'words'] as const;
/** What stands in the form; `id`: of the deed, so that the same form sent twice is done once. */
export type FormValues = Record<(typeof plain)[number], string> & { owners: readonly string[]; id: string };

/** What a browser sent; what it left out is empty. */
export function valuesIn(form: Record<string, unknown>): FormValues {
  const word = (name: string): string => (typeof form[name] === 'string' ? form[name] : '');
  const owners = [form.owners].flat().filter((one): one is string => typeof one === 'string');
  const words = Object.fromEntries(plain.map((name) => [name, word(name)])) as Record<(typeof plain)[number], string>; // every name of `plain`
  return { ...words, owners, id: word('id') };
}

export const valuesOf = (campaign: BookedCampaign, id: string): FormValues => ({
  ...{ code: campaign.code, name: campaign.name, from: campaign.from, to: campaign.to, facts: campaign.facts, id },
  channels: campaign.channels.join(', '),
  promises: campaign.promises.join('\n'),
  words: campaign.words.join(', '),
  owners: campaign.owners,
});

export const emptyValues = (staff: Staff, id: string): FormValues => ({ ...valuesIn({}), owners: [staff.address], id });

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The words of `/campaign` that say the same. */
export function typedFrom(values: FormValues, isNew: boolean): string {
  const code = oneLine(values.code).replace(/\s/g, '') || '-';
  const lines = written({
    name: oneLine(values.name),
    days: oneLine(`${values.from} – ${values.to}`),
    channels: values.channels,
    promises: values.promises,
    facts: values.facts,
    words: values.words,
    owners: values.owners.join(', '),
  });
  return `${isNew ? `new ${code} ${code}` : code}\n${lines}`;
}

/** The same for ending one. */
export const endTyped = (code: string): string => `${code} end`;

type Props = { reader: Reader; team: readonly Staff[]; values: FormValues; isNew: boolean; action: string; back: string; mistake?: string };

export function FormPage({ reader, team, values, isNew, action, back, mistake }: Props) {
  const { language } = reader;
  const title = isNew ? say(language, 'campaigns.new') : `${say(language, 'campaigns.edit')}: ${values.name}`;
  return (
    <BookFrame reader={reader} title={title}>
      <form class="form" method="post" action={action}>
        <h1>{title}</h1>
        {mistake ? (
          <div class="wrong" role="alert">
            <b>{say(language, 'campaigns.not_saved')}</b>
            <p>{mistake}</p>
          </div>
        ) : null}
        <input type="hidden" name="id" value={values.id} />
        {isNew ? (
          <Text
            language={language}
            name="code"
            value={values.code}
            hint
            required
            more={{ maxlength: 20, pattern: '[A-Za-z0-9][A-Za-z0-9_\\-]{1,19}', autocapitalize: 'characters', spellcheck: 'false' }}
          />
        ) : (
          <input type="hidden" name="code" value={values.code} />
        )}
        <Text language={language} name="name" value={values.name} required more={{ maxlength: 80 }} />
        <div class="pair">
          <Text language={language} name="from" value={values.from} required more={{ type: 'date' }} />
          <Text language={language} name="to" value={values.to} required more={{ type: 'date' }} />
        </div>
        <Area language={language} name="promises" value={values.promises} rows={4} />
        <Area language={language} name="facts" value={values.facts} rows={5} />
        <Text language={language} name="words" value={values.words} hint />
        <Text language={language} name="channels" value={values.channels} hint />
        <Owners language={language} team={team} owners={values.owners} />
        <p class="ends">
          <button type="submit">{say(language, isNew ? 'campaigns.book' : 'campaigns.save')}</button>
          <a href={back}>{say(language, 'campaigns.discard')}</a>
        </p>
      </form>
    </BookFrame>
  );
}

type Hinted = 'code' | 'channels' | 'words' | 'promises' | 'facts';
const Hint = ({ language, name }: { language: string; name: Hinted }) => (
  <span class="hint" id={`${name}-hint`}>
    {say(language, `campaigns.${name}_hint`)}
  </span>
);

type TextProps = { language: string; value: string; required?: boolean; more?: Record<string, string | number> } & (
  | { name: 'code' | 'channels' | 'words'; hint: true }
  | { name: 'name' | 'from' | 'to'; hint?: undefined }
);

function Text({ language, value, required = false, more = {}, ...of }: TextProps) {
  const { name } = of;
  return (
    <p class="field">
      <label for={name}>{say(language, `campaigns.${name}`)}</label>
      <input
        id={name}
        name={name}
        value={value}
        required={required}
        {...(of.hint ? { 'aria-describedby': `${name}-hint` } : {})}
        {...more}
      />
      {of.hint ? <Hint language={language} name={of.name} /> : null}
    </p>
  );
}

function Area({ language, name, value, rows }: { language: string; name: 'promises' | 'facts'; value: string; rows: number }) {
  return (
    <p class="field">
      <label for={name}>{say(language, `campaigns.${name}`)}</label>
      <textarea id={name} name={name} rows={rows} aria-describedby={`${name}-hint`}>
        {value}
      </textarea>
      <Hint language={language} name={name} />
    </p>
  );
}

function Owners({ language, team, owners }: { language: string; team: readonly Staff[]; owners: readonly string[] }) {
  return (
    <fieldset>
      <legend>{say(language, 'campaigns.owners')}</legend>
      {team.map(({ address, name }) => (
        <label>
          <input type="checkbox" name="owners" value={address} checked={owners.includes(address)} />
          {name}
        </label>
      ))}
      <span class="hint">{say(language, 'campaigns.owners_hint')}</span>
    </fieldset>
  );
}
