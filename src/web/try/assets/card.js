// A ticket's card, pinned above its topic: what it is, where it stands, and a button for each move that is possible now.
// It is edited in place as newer cards arrive.
// @ts-check
import { el, icon, prose } from './dom.js';
import { word } from './words.js';

/** @typedef {import('./wire.js').Choice} Choice @typedef {Extract<import('./wire.js').Line, { way: 'out' }>} Posted */

const onward = new Set(['take', 'plan', 'produce', 'finish', 'deliver']);
const backward = new Set(['back', 'cancel']);

/** @param {HTMLElement} card @param {(key: string, choice: Choice) => void} choose */
export function createCard(card, choose) {
  let shown = '';
  let unfolded = matchMedia('(min-height: 700px) and (min-width: 900px)').matches;
  const toggle = el(
    'button',
    { type: 'button', class: 'card-toggle', 'aria-controls': 'card-text', on: { click: () => fold(!unfolded) } },
    el('span', {}, word('brief')),
    icon('chevron'),
  );
  const title = el('p', { class: 'vh' });
  const place = el('p', { class: 'card-place', dir: 'auto' });
  const text = el('div', { class: 'card-text', id: 'card-text', dir: 'auto' });
  const buttons = el('div', { class: 'moves', role: 'group', 'aria-label': word('moves') });
  card.append(el('div', { class: 'card-head' }, title, place, toggle), text, buttons);

  const fold = (/** @type {boolean} */ open) => {
    unfolded = open;
    card.classList.toggle('folded', !open);
    toggle.setAttribute('aria-expanded', String(open));
    if (open && text.scrollHeight > text.clientHeight) text.tabIndex = 0;
    else text.removeAttribute('tabindex');
  };

  return {
    /** `topic`: what stands above the card already. @param {Posted | undefined} line @param {string} topic @param {boolean} busy @param {boolean} off the desk is worked elsewhere */
    show(line, topic, busy, off) {
      card.hidden = !line;
      const stamp = line ? JSON.stringify([line.lane, line.body, topic, off]) : '';
      if (line && stamp !== shown) {
        const held = buttons.contains(document.activeElement);
        title.textContent = line.body.title ?? '';
        title.className = topic.startsWith(line.body.title ?? '') ? 'vh' : 'head';
        const [first = '', ...rest] = (line.body.text ?? '').split('\n');
        place.replaceChildren(prose(first));
        text.replaceChildren(...blocksOf(rest.join('\n').trim()));
        const choices = line.body.choices ?? [];
        buttons.replaceChildren(
          ...(off ? [] : choices.map((choice) => buttonOf(choice, toneOf(choice, choices), () => choose(line.id, choice)))),
        );
        if (held) card.focus({ preventScroll: true });
        fold(unfolded);
      }
      shown = stamp;
      for (const button of buttons.children) button.setAttribute('aria-disabled', String(busy));
    },
  };
}

/** @param {Choice} choice @param {string} tone @param {() => void} press */
const buttonOf = (choice, tone, press) =>
  el(
    'button',
    {
      type: 'button',
      class: `move ${tone}`,
      on: { click: (event) => event.currentTarget.getAttribute('aria-disabled') !== 'true' && press() },
    },
    choice.label,
  );

const moveOf = (/** @type {Choice} */ { data }) => data.split(':')[0] ?? '';

/** The move that leads on stands out; a day is promised first, where no other leads on. @param {Choice} choice @param {Choice[]} all */
function toneOf(choice, all) {
  const move = moveOf(choice);
  if (backward.has(move)) return 'backward';
  const leads =
    all.find((one) => onward.has(moveOf(one))) ??
    (all.some((one) => moveOf(one) === 'resume') ? undefined : all.find((one) => moveOf(one) === 'promise'));
  return leads === choice ? 'onward' : '';
}

/** The facts, and the brief, side by side where there is room: they are parted by an empty line. @param {string} text */
const blocksOf = (text) =>
  text === '' ? [] : text.split(/\n{2,}/).map((block) => el('div', { class: 'card-block' }, ...block.split('\n').map(rowOf)));

/** A line as it is; `Label: words` with the label set apart. @param {string} line */
function rowOf(line) {
  const [, label, words] = /^([^:▰▱]{1,40}): (.+)$/su.exec(line) ?? [];
  if (!label) return el('p', { dir: 'auto' }, prose(line));
  return el(
    'p',
    { class: 'fact' },
    el('span', { class: 'fact-label', dir: 'auto' }, `${label}: `),
    el('span', { class: 'fact-words', dir: 'auto' }, prose(words ?? '')),
  );
}
