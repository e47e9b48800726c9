// Where one writes: a text that grows with its words, files by button, drop or paste, and at the desk a line that says who reads it.
// @ts-check
import { el, icon, inside, sizeOf, spoken } from './dom.js';
import { toast } from './toast.js';
import { upload } from './wire.js';
import { word } from './words.js';

/** @typedef {import('./wire.js').FileRef} FileRef */

const largestFile = 25 * 1024 * 1024;
const mostFiles = 10;

/**
 * @param {HTMLElement} form
 * @param {{ send: (text: string, files: FileRef[]) => void, typed?: (text: string) => void, cancel?: () => void }} hands
 */
export function createComposer(form, hands) {
  const field = /** @type {HTMLTextAreaElement} */ (inside(form, 'textarea'));
  const picker = /** @type {HTMLInputElement} */ (inside(form, 'input[type=file]'));
  const attached = inside(form, '.attached');
  const submit = inside(form, '.send');
  /** @type {{ name: string, size: number, ref?: FileRef }[]} */
  let files = [];

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight + 2, 180)}px`;
  };
  const ready = () => files.every(({ ref }) => ref) && (field.value.trim() !== '' || files.length > 0);
  const refresh = () => {
    submit.setAttribute('aria-disabled', String(!ready()));
    hands.typed?.(field.value);
  };
  const showFiles = () => {
    attached.hidden = files.length === 0;
    attached.replaceChildren(
      ...files.map((file) =>
        el(
          'li',
          {},
          icon(file.ref ? 'file' : 'clock'),
          el('span', { class: 'file-name', dir: 'auto' }, file.name),
          el('span', { class: 'file-size' }, file.ref ? sizeOf(file.size) : word('uploading')),
          el(
            'button',
            { type: 'button', class: 'icon-button', on: { click: () => drop(file) } },
            icon('close'),
            spoken(word('remove', { name: file.name })),
          ),
        ),
      ),
    );
    refresh();
  };
  const drop = (/** @type {typeof files[number]} */ file) => {
    files = files.filter((one) => one !== file);
    showFiles();
    field.focus();
  };
  const add = async (/** @type {File[]} */ chosen) => {
    for (const file of chosen) {
      if (files.length >= mostFiles) return toast(word('most_files', { most: mostFiles }));
      if (file.size > largestFile) {
        toast(word('too_large', { name: file.name, limit: largestFile / 1024 / 1024 }));
        continue;
      }
      /** @type {typeof files[number]} */
      const one = { name: file.name, size: file.size };
      files.push(one);
      showFiles();
      try {
        one.ref = await upload(file);
      } catch (error) {
        files = files.filter((other) => other !== one);
        toast(word('not_attached', { name: file.name, why: error instanceof Error ? error.message : '' }));
      }
      showFiles();
    }
  };

  inside(form, '.attach').addEventListener('click', () => picker.click());
  picker.addEventListener('change', () => {
    void add([...(picker.files ?? [])]);
    picker.value = '';
  });
  field.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0) return;
    event.preventDefault();
    void add(pasted);
  });
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    void add([...(event.dataTransfer?.files ?? [])]);
  });
  field.addEventListener('input', () => {
    grow();
    refresh();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hands.cancel?.();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    /** @type {HTMLFormElement} */ (form).requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.getAttribute('aria-disabled') === 'true') return;
    const kept = files.flatMap(({ ref }) => ref ?? []);
    const text = field.value.trim();
    field.value = '';
    files = [];
    grow();
    showFiles();
    hands.send(text, kept);
    field.focus();
  });
  refresh();

  return {
    field,
    text: () => field.value,
    /** @param {string} text */
    write(text) {
      field.value = text;
      grow();
      refresh();
    },
    /** @param {boolean} off */
    disable(off) {
      for (const control of form.querySelectorAll('textarea, button')) control.toggleAttribute('disabled', off);
    },
  };
}
