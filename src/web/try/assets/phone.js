// The client's side: who writes, and the chat as a messenger shows it. Another language is another page: it is asked for anew.
// @ts-check
import { createBook, createSender, newId } from './book.js';
import { createComposer } from './composer.js';
import { byId, inside, snippet } from './dom.js';
import { createLog } from './log.js';
import { phoneItems } from './phone-items.js';
import { language, word } from './words.js';

/**
 * @typedef {import('./wire.js').Line} Line
 * @typedef {{ as: string, name: string }} Visitor
 */

const place = 'alur.try.visitor';

/** Made-up people, one after the other. @returns {[string, ...string[]]} */
const names = () => /** @type {[string, ...string[]]} */ (word('visitors').split('|')); // a split has a first

/** @param {{ moved: () => void, changed: () => void }} hands `moved`: another person now holds the phone */
export function createPhone({ moved, changed }) {
  const phone = byId('phone');
  const nameField = /** @type {HTMLInputElement} */ (byId('visitor-name'));
  const languageField = /** @type {HTMLSelectElement} */ (byId('visitor-language'));
  const hint = byId('phone-hint');
  const mode = inside(phone, '.mode');
  const book = createBook();
  const visitor = remembered();
  const sender = createSender(book, () => ({ as: visitor.as, name: visitor.name.trim() || names()[0], language: language() }), show);
  const log = createLog(byId('phone-log'), {
    choose: (key, { data }) => press(key, data),
    again: sender.again,
    act: (key) => {
      quoting = key;
      showMode();
      composer.field.focus();
    },
  });
  /** @type {Map<string, string>} a pressed choice's line → the message it was pressed on */
  const pressed = new Map();
  let quoting = '';
  let loaded = false;

  const composer = createComposer(byId('phone-composer'), {
    send: (text, files) => {
      sender.send({ text, files, ...(quoting ? { quote: quoting } : {}), ...came() });
      unquote();
    },
    cancel: () => unquote(),
  });

  const unquote = () => {
    quoting = '';
    showMode();
  };
  const remember = () => localStorage.setItem(place, JSON.stringify(visitor));

  /** @param {string} key @param {string} data */
  function press(key, data) {
    const { id, done } = sender.send({ choice: data });
    pressed.set(id, key);
    show();
    void done.then(() => setTimeout(() => free(id), 3000)); // the answer to the press frees it sooner
  }
  const free = (/** @type {string} */ id) => {
    if (pressed.delete(id)) show();
  };

  function showMode() {
    const quoted = quoting ? items().find(({ key }) => key === quoting) : undefined;
    mode.hidden = !quoted;
    inside(mode, '.mode-cancel').hidden = !quoted;
    inside(mode, '.mode-name').textContent = quoted ? `${word('replying')}: ` : '';
    inside(mode, '.mode-more').textContent = quoted ? snippet(quoted.head || quoted.text, 60) : '';
  }
  inside(mode, '.mode-cancel').addEventListener('click', unquote);

  const items = () => phoneItems(book.all(), new Set(pressed.values()));

  function show() {
    log.show(items(), visitor.as);
    hint.hidden = !loaded || book.all().length > 0;
    changed();
  }

  nameField.value = visitor.name;
  nameField.addEventListener('input', () => {
    visitor.name = nameField.value;
    remember();
  });
  languageField.value = language();
  languageField.addEventListener('change', () => {
    const chosen = languageField.value;
    const told = book.all().length > 0 ? sender.send({ choice: `l:${chosen}` }).done : Promise.resolve();
    void told.then(() => location.assign(`?lang=${encodeURIComponent(chosen)}`));
  });
  for (const chip of hint.querySelectorAll('.chip'))
    chip.addEventListener('click', () => {
      sender.send({ text: chip.textContent ?? '', ...came() });
      composer.field.focus();
    });
  byId('new-client').addEventListener('click', () => {
    visitor.as = `guest-${newId().slice(0, 12)}`;
    visitor.name = names()[(names().indexOf(visitor.name) + 1) % names().length];
    nameField.value = visitor.name;
    remember();
    book.clear();
    pressed.clear();
    unquote();
    composer.write('');
    show();
    moved();
    composer.field.focus();
  });
  remember();
  showMode();
  show();

  return {
    as: () => visitor.as,
    /** A live line; true when it was this phone's. @param {Line} line */
    take(line) {
      if (line.way === 'out' && line.lane === `web:${visitor.as}#${line.body.callback}` && line.body.type === 'notice')
        return free(line.body.callback ?? '');
      if ((line.way === 'in' ? line.chat : line.lane) !== `web:${visitor.as}`) return;
      book.put(line);
      show();
    },
    /** The chat as it stands. @param {Line[]} lines */
    load(lines) {
      for (const line of lines) book.put(line);
      loaded = true;
      show();
    },
    replies: () => items().filter(({ mine }) => !mine).length,
  };
}

/** The start code of the link that led here, with the first message only. @returns {{ start?: string }} */
function came() {
  const start = new URLSearchParams(location.search).get('start');
  if (start === null) return {};
  const rest = new URL(location.href);
  rest.searchParams.delete('start');
  history.replaceState(null, '', rest);
  return /^[\w-]{1,32}$/.test(start) ? { start } : {};
}

/** Who held the phone the last time, or somebody new. @returns {Visitor} */
function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}');
    if (/^[\w-]{4,60}$/.test(kept.as) && typeof kept.name === 'string') return { as: kept.as, name: kept.name };
  } catch {
    localStorage.removeItem(place); // not ours, or half written
  }
  return { as: `guest-${newId().slice(0, 12)}`, name: names()[0] };
}
