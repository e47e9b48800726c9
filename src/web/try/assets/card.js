// A ticket's card, pinned above its topic: what it is, where it stands, and a button for each move that is possible now.
// It is edited in place as newer cards arrive.
// @ts-check
import { el, icon, prose } from './dom.js';

/** @typedef {import('./wire.js').Choice} Choice @typedef {Extract<import('./wire.js').Line, { way: 'out' }>} Posted */

const onward = new Set(['take', 'plan', 'promise', 'produce', 'finish', 'deliver']);
const backward = new Set(['back', 'cancel']);

/** @param {HTMLElement} card @param {(key: string, choice: Choice) => void} choose */
export function createCard(card, choose) {
  let shown = '';
  let wide = matchMedia('(min-height: 700px) and (min-width: 900px)').matches;
  const toggle = el('button', { type: 'button', class: 'card-toggle', 'aria-controls': 'card-text', on: { click: () => fold(!wide) } }, el('span', {}, 'Brief'), icon('chevron'));
  const title = el('p', { class: 'head', dir: 'auto' });
  const text = el('div', { class: 'card-text', id: 'card-text', dir: 'auto' });
  const buttons = el('div', { class: 'moves', role: 'group', 'aria-label': 'Moves' });
  card.append(el('div', { class: 'card-head' }, title, toggle), text, buttons);

  const fold = (/** @type {boolean} */ open) => {
    wide = open;
    card.classList.toggle('folded', !open);
    toggle.setAttribute('aria-expanded', String(open));
    if (open && text.scrollHeight > text.clientHeight) text.tabIndex = 0;
    else text.removeAttribute('tabindex');
  };

  return {
    /** @param {Posted | undefined} line @param {boolean} busy @param {boolean} off the desk is worked elsewhere */
    show(line, busy, off) {
      card.hidden = !line;
      const stamp = line ? JSON.stringify([line.lane, line.body, off]) : '';
      if (line && stamp !== shown) {
        const held = buttons.contains(document.activeElement);
        title.textContent = line.body.title ?? '';
        text.replaceChildren(...factsOf(line.body.text ?? ''));
        buttons.replaceChildren(...(off ? [] : (line.body.choices ?? []).map((choice) => buttonOf(choice, () => choose(line.id, choice)))));
        if (held) card.focus({ preventScroll: true });
        fold(wide);
      }
      shown = stamp;
      for (const button of buttons.children) button.setAttribute('aria-disabled', String(busy));
    },
  };
}

/** @param {Choice} choice @param {() => void} press */
function buttonOf(choice, press) {
  const [move = ''] = choice.data.split(':');
  const tone = onward.has(move) ? 'onward' : backward.has(move) ? 'backward' : '';
  return el('button', { type: 'button', class: `move ${tone}`, on: { click: (event) => event.currentTarget.getAttribute('aria-disabled') !== 'true' && press() } }, choice.label);
}

/** Lines as they are; `Label: words` with the label set apart. @param {string} text */
function factsOf(text) {
  return text.split('\n').map((line) => {
    const [, label, words] = /^([^:▰▱]{1,40}): (.+)$/su.exec(line) ?? [];
    const row = el('p', { class: label ? 'fact' : line ? 'plainly' : 'gap', dir: 'auto' });
    if (label) row.append(el('span', { class: 'fact-label' }, `${label}: `), el('span', { class: 'fact-words', dir: 'auto' }, prose(words ?? '')));
    else row.append(prose(line));
    return row;
  });
}
