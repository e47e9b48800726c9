// The board's columns are kept up to date: what the server sends anew takes the place of what changed, and of nothing else.
// @ts-check
import { all, byId, elementsOf, fetchPart } from './page.js';

/** Cards as the server sent them: what a script did to one is no change. @type {WeakMap<Element, string>} */
const made = new WeakMap();
for (const card of all(document, '.card')) made.set(card, card.outerHTML);

/** While a card is held, nothing moves below it. */
let isHeld = false;
let waits = false;
/** @param {boolean} held */
export function hold(held) {
  isHeld = held;
  if (!held && waits) void refresh();
}

/** @type {Promise<void> | null} */
let running = null;
let wanted = false;

/** Resolves when the columns are as they were when this was called, or later. @param {boolean} [isNews] what is new is shown as new */
export function refresh(isNews = true) {
  wanted = true;
  waits = isHeld;
  if (isHeld) return Promise.resolve();
  running ??= readAnew(isNews).finally(() => {
    running = null;
  });
  return running;
}

/** Cards that were just moved stay in sight, wherever the queue puts them. @type {string[]} */
const kept = [];
const mostKept = 5;
/** @param {string} number */
export function keepInSight(number) {
  kept.unshift(number);
  kept.length = Math.min(kept.length, mostKept);
}

/** The board's own address, whatever ticket is open beside it. */
export const query = () => new URLSearchParams(location.search);

/** @param {boolean} isNews */
async function readAnew(isNews) {
  while (wanted) {
    wanted = false;
    const asked = query();
    if (kept.length > 0) asked.set('keep', kept.join(','));
    const html = await fetchPart(['/board/columns', asked].join('?'));
    const next = html === null ? undefined : elementsOf(html)[0];
    if (next && !isHeld) take(next, isNews);
  }
}

/** @param {HTMLElement} next @param {boolean} isNews */
function take(next, isNews) {
  const board = byId('board');
  const focused = document.activeElement?.closest('.card')?.id;
  next.dataset.place = board.dataset.place ?? '';
  const here = new Map(all(board, '.card').map((card) => [card.id, card]));
  for (const list of all(next, '.cards')) list.replaceChildren(...all(list, '.card').map((card) => keep(here.get(card.id), card, isNews)));
  for (const tab of all(next, '[data-tab]')) {
    if (tab.dataset.tab === board.dataset.place) tab.setAttribute('aria-current', 'true');
    else tab.removeAttribute('aria-current');
  }
  const scrolled = new Map(all(board, '[data-column] .cards').map((list) => [list.closest('section')?.dataset.column, list.scrollTop]));
  board.replaceWith(next);
  for (const list of all(next, '[data-column] .cards')) list.scrollTop = scrolled.get(list.closest('section')?.dataset.column) ?? 0;
  for (const name of ['mine', 'late']) {
    const count = document.querySelector(`[data-part="count-${name}"]`);
    if (count) count.textContent = next.dataset[name] ?? '';
  }
  if (focused) document.getElementById(focused)?.querySelector('a')?.focus({ preventScroll: true });
}

/** The card that is there already, where it says the same; else the new one. @param {HTMLElement | undefined} old @param {HTMLElement} card @param {boolean} isNews */
function keep(old, card, isNews) {
  const html = card.outerHTML;
  if (old && made.get(old) === html) {
    old.classList.remove('pending');
    return old;
  }
  made.set(card, html);
  if (isNews) card.classList.add('fresh');
  return card;
}
