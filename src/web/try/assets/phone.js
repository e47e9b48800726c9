// The client's side: who writes, in which language, and the chat as a messenger shows it.
// @ts-check
import { createBook, createSender, newId } from './book.js';
import { createComposer } from './composer.js';
import { byId, inside, snippet } from './dom.js';
import { createLog } from './log.js';
import { speak, wordIn } from './words.js';

/**
 * @typedef {import('./wire.js').Line} Line @typedef {import('./bubble.js').Item} Item
 * @typedef {{ as: string, name: string, language: string }} Visitor
 */

const place = 'alur.try.visitor';
const names = ['Ana Souza', 'Rafael Lima', 'Lea Moreau', 'Can Yılmaz', 'Olena Shevchuk', 'Sari Wijaya'];

/** @param {{ moved: () => void, changed: () => void }} hands `moved`: another person now holds the phone */
export function createPhone({ moved, changed }) {
  const phone = byId('phone');
  const nameField = /** @type {HTMLInputElement} */ (byId('visitor-name'));
  const languageField = /** @type {HTMLSelectElement} */ (byId('visitor-language'));
  const hint = byId('phone-hint');
  const mode = inside(phone, '.mode');
  const book = createBook();
  const visitor = remembered(languageField);
  const sender = createSender(book, () => ({ as: visitor.as, name: visitor.name.trim() || 'Ana Souza', language: visitor.language }), show);
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
      sender.send({ text, files, ...(quoting ? { quote: quoting } : {}) });
      unquote();
    },
    cancel: () => unquote(),
  });

  const say = (/** @type {import('./words.js').Word} */ word) => wordIn(visitor.language, word);
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
    inside(mode, '.mode-name').textContent = quoted ? `${say('replying')}: ` : '';
    inside(mode, '.mode-more').textContent = quoted ? snippet(quoted.head || quoted.text, 60) : '';
  }
  inside(mode, '.mode-cancel').addEventListener('click', unquote);

  /** @returns {Item[]} */
  function items() {
    const lines = book.all();
    /** @type {Map<string, { item: Item, label: string }>} */
    const offers = new Map();
    /** @type {Map<string, Item>} */
    const byKey = new Map();
    const busy = new Set(pressed.values());
    for (const line of lines) {
      const item = line.way === 'out' ? fromTeam(line, busy) : fromVisitor(line);
      if (!item) continue;
      item.quote = (line.way === 'in' && line.quote && byKey.get(line.quote)?.text) || undefined;
      if (line.way === 'in') {
        for (const before of byKey.values()) before.spent ||= !before.lasting;
        const { choice } = line;
        const offer = choice === undefined ? undefined : offers.get(choice);
        if (offer && choice !== undefined) {
          item.text = offer.label;
          const offering = [...byKey.values()].filter((one) => one === offer.item || (one.lasting && one.choices?.some(({ data }) => data === choice)));
          for (const one of offering) {
            if (line.state === 'failed') one.busy = false;
            else one.spent = (one.chosen ??= []).push(choice) > 0;
          }
        }
      } else for (const choice of [...(item.choices ?? []), ...(item.nav ?? [])]) offers.set(choice.data, { item, label: choice.label });
      byKey.set(item.key, item);
    }
    return [...byKey.values()];
  }

  /** @param {Extract<Line, { way: 'out' }>} line @param {Set<string>} busy @returns {Item | undefined} */
  function fromTeam({ id, at, role, body }, busy) {
    if (body.type !== 'text') return undefined;
    return { key: id, kind: 'message', mine: false, who: say('team'), at, head: body.title, text: body.text ?? '', files: body.files, choices: body.choices, nav: body.nav, lasting: role === 'delivery', busy: busy.has(id), action: { icon: 'reply', text: say('reply') } };
  }

  /** @param {Extract<Line, { way: 'in' }>} line @returns {Item} */
  function fromVisitor(line) {
    const status = line.state === 'pending' ? { icon: 'clock', text: say('sending'), quiet: true } : line.state === 'failed' ? undefined : { icon: 'check', text: say('sent'), quiet: true };
    return {
      key: line.id, kind: 'message', mine: true, who: say('you'), at: line.wrote ?? line.at, text: line.text ?? '…', files: line.files,
      ...(status ? { status } : {}), ...(line.state === 'failed' ? { again: { text: say('not_sent'), why: line.why } } : {}),
    };
  }

  function show() {
    log.show(items(), `${visitor.as}/${visitor.language}`);
    hint.hidden = !loaded || book.all().length > 0;
    changed();
  }

  function speakNow() {
    speak(phone, visitor.language);
    showMode();
    show();
  }

  nameField.value = visitor.name;
  nameField.addEventListener('input', () => {
    visitor.name = nameField.value;
    remember();
  });
  languageField.value = visitor.language;
  languageField.addEventListener('change', () => {
    visitor.language = languageField.value;
    remember();
    if (book.all().length > 0) sender.send({ choice: `l:${visitor.language}` });
    speakNow();
  });
  for (const chip of hint.querySelectorAll('.chip')) chip.addEventListener('click', () => {
    sender.send({ text: chip.textContent ?? '' });
    composer.field.focus();
  });
  byId('new-client').addEventListener('click', () => {
    visitor.as = `guest-${newId().slice(0, 12)}`;
    visitor.name = names[(names.indexOf(visitor.name) + 1) % names.length] ?? 'Ana Souza';
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
  speakNow();

  return {
    as: () => visitor.as,
    /** A live line; true when it was this phone's. @param {Line} line */
    take(line) {
      if (line.way === 'out' && line.lane === `web:${visitor.as}#${line.body.callback}` && line.body.type === 'notice') return free(line.body.callback ?? '');
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

/** Who held the phone the last time, or somebody new. @param {HTMLSelectElement} languages @returns {Visitor} */
function remembered(languages) {
  const spoken = [...languages.options].map(({ value }) => value);
  const near = spoken.find((one) => navigator.language.toLowerCase().startsWith(one.slice(0, 2).toLowerCase())) ?? 'en';
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}');
    if (/^[\w-]{4,60}$/.test(kept.as) && typeof kept.name === 'string' && spoken.includes(kept.language)) return { as: kept.as, name: kept.name, language: kept.language };
  } catch {
    localStorage.removeItem(place); // not ours, or half written
  }
  return { as: `guest-${newId().slice(0, 12)}`, name: names[0] ?? '', language: near };
}
