// A sentence that must be seen: it is read out at once, and stays until it is closed or has been up for a while.
// @ts-check
import { byId, el, icon, spoken } from './dom.js';
import { word } from './words.js';

const shownMs = 12_000;

/** @param {string} sentence */
export function toast(sentence) {
  const note = el(
    'div',
    { class: 'toast' },
    el('p', { dir: 'auto' }, sentence),
    el('button', { type: 'button', class: 'icon-button', on: { click: () => note.remove() } }, icon('close'), spoken(word('close'))),
  );
  const box = byId('toasts');
  box.append(note);
  while (box.childElementCount > 3) box.firstElementChild?.remove();
  setTimeout(() => note.remove(), shownMs);
}
