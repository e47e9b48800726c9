// What the forms of the board are made of: words, files, a day, one of several. Each has its label.

export const Text = ({ label, required, name = 'text' }: { label: string; required?: boolean; name?: string }) => (
  <label class="field">
    <span>{label}</span>
    <textarea name={name} rows={3} required={required} dir="auto" />
  </label>
);

export const Upload = ({ label, quiet = false }: { label: string; quiet?: boolean }) => (
  <label class="field">
    <span class={quiet ? 'vh' : ''}>{label}</span>
    <input type="file" name="file" multiple />
  </label>
);

export const Day = ({ label, today, value }: { label: string; today: string; value: string | undefined }) => (
  <label class="field">
    <span>{label}</span>
    <input type="date" name="first" min={today} value={value ?? ''} required />
  </label>
);

export type Option = { value: string; label: string };
/** What a list offers; `value`: the one that is chosen. */
export const Options = ({ options, value }: { options: readonly Option[]; value?: string | undefined }) => (
  <>
    {options.map((one) => (
      <option value={one.value} selected={one.value === value}>
        {one.label}
      </option>
    ))}
  </>
);

export const Pick = ({ label, options, value }: { label: string; options: readonly Option[]; value?: string | undefined }) => (
  <label class="field">
    <span>{label}</span>
    <select name="first" required>
      <Options options={options} value={value} />
    </select>
  </label>
);
