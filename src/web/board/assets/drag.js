// Cards by mouse and by keyboard: dragged into a column, or moved with Shift and an arrow key; the arrow keys alone go from card to card.
// @ts-check
import { hold } from './cards.js';
import { move } from './move.js';
import { all } from './page.js';

/** @type {HTMLElement | null} */
let held = null;

/** @param {EventTarget | null} target @param {string} selector @returns {HTMLElement | null} */
const near = (target, selector) => {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
};

/** @param {string | null} place */
function mark(place) {
  for (const column of all(document, '[data-column]')) column.toggleAttribute('data-over', column.dataset.column === place);
}

document.addEventListener('dragstart', (event) => {
  held = near(event.target, '.card');
  if (!held || !event.dataTransfer) return;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', `#${held.dataset.number}`);
  hold(true);
  const opens = (held.dataset.opens ?? '').split(' ');
  held.classList.add('held');
  for (const column of all(document, '[data-column]')) column.toggleAttribute('data-opens', opens.includes(column.dataset.column ?? ''));
});
document.addEventListener('dragover', (event) => {
  const column = held && near(event.target, '[data-column]');
  if (!column) return mark(null);
  event.preventDefault(); // any column takes it: what is not possible is told
  mark(column.dataset.column ?? null);
});
document.addEventListener('drop', (event) => {
  const column = held && near(event.target, '[data-column]');
  const card = held;
  if (!card || !column) return;
  event.preventDefault();
  end();
  void move(card, column.dataset.column ?? '');
});
document.addEventListener('dragend', end);

function end() {
  if (!held) return;
  held.classList.remove('held');
  held = null;
  mark(null);
  for (const column of all(document, '[data-opens]')) if (!column.classList.contains('card')) column.removeAttribute('data-opens');
  hold(false);
}

/** @type {Record<string, [number, number]>} */
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

document.addEventListener('keydown', (event) => {
  const way = ways[event.key];
  const card = near(event.target, '.card');
  if (!way || !card || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const columns = all(document, '[data-column]').filter((one) => one.checkVisibility());
  const names = all(document, '[data-column]').map((one) => one.dataset.column ?? '');
  if (event.shiftKey) {
    const to = names[names.indexOf(near(card, '[data-column]')?.dataset.column ?? '') + way[0]];
    if (to && way[0] !== 0) void move(card, to);
    return;
  }
  const here = columns.findIndex((one) => one.contains(card));
  const row = all(columns[here] ?? document, '.card').indexOf(card);
  if (way[1] !== 0) return focus(all(columns[here] ?? document, '.card')[row + way[1]]);
  for (let at = here + way[0]; columns[at]; at += way[0]) {
    const cards = all(columns[at] ?? document, '.card');
    if (cards.length > 0) return focus(cards[Math.min(row, cards.length - 1)]);
  }
});

/** @param {HTMLElement | undefined} card */
const focus = (card) => card?.querySelector('a')?.focus();
