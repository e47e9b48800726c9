// What the forms of the routing page are made of.
import type { Child } from 'hono/jsx';
import { type Option, Options } from '../../field.tsx';
import { wordsIn } from '../../words.ts';
import type { Kind } from './lines.ts';
import { routingPath } from './view.ts';

/** `about`: what it changes; without it something new is made. */
export const RoutingForm = ({ kind, about, children }: { kind: Kind; about?: string; children: Child }) => (
  <form method="post" action={routingPath}>
    <input type="hidden" name="kind" value={kind} />
    {about === undefined ? null : <input type="hidden" name="key" value={about} />}
    {children}
  </form>
);

type Named = { label: string; name: string };

export const Words = ({
  label,
  name,
  value,
  required,
  rule,
  most = 200,
}: Named & { value: string; required?: boolean; rule?: string; most?: number }) => (
  <label>
    <span>{label}</span>
    <input name={name} value={value} required={required} maxlength={most} autocomplete="off" dir="auto" />
    {rule ? <small>{rule}</small> : null}
  </label>
);

/** One of several, or none of them. */
export const OneOf = ({ label, name, value, options }: Named & { value: string; options: readonly Option[] }) => (
  <label>
    <span>{label}</span>
    <select name={name}>
      <option value="">–</option>
      <Options options={options} value={value} />
    </select>
  </label>
);

export const AnyOf = ({ label, name, values, options }: Named & { values: readonly string[]; options: readonly Option[] }) => (
  <fieldset class="checks">
    <legend>{label}</legend>
    {options.map((one) => (
      <label>
        <input type="checkbox" name={name} value={one.value} checked={values.includes(one.value)} />
        <bdi>{one.label}</bdi>
      </label>
    ))}
  </fieldset>
);

/** Saves; what is there already can be deleted as well. */
export const SaveRow = ({ language, deletes }: { language: string; deletes?: string }) => {
  const t = wordsIn(language);
  return (
    <div class="row">
      <button type="submit" name="do" value="save">
        {t('settings.save')}
      </button>
      {deletes === undefined ? null : (
        <button
          type="submit"
          name="do"
          value="delete"
          data-tone="grave"
          formnovalidate
          aria-label={t('routing.delete_name', { name: deletes })}
        >
          {t('answers.delete')}
        </button>
      )}
    </div>
  );
};
