// The board comes to life: news, filters that answer at once, columns as tabs on narrow screens, more cards where there are more.
// @ts-check
import { query, refresh } from './cards.js';
import './drag.js';
import './drawer.js';
import { begin, listen } from './live.js';
import { all, byId } from './page.js';

document.documentElement.classList.add('scripted');
const filters = byId('filters');
const typingMs = 250;

/** @param {URLSearchParams} wanted */
function go(wanted) {
  const text = wanted.toString();
  history.replaceState(null, '', text === '' ? location.pathname : `${location.pathname}?${text}`);
}

function filter() {
  if (!(filters instanceof HTMLFormElement)) return;
  const chosen = new FormData(filters);
  const wanted = query();
  for (const name of ['mine', 'late', 'service', 'campaign', 'team', 'search']) {
    const value = String(chosen.get(name) ?? '').trim();
    if (value === '') wanted.delete(name);
    else wanted.set(name, value);
  }
  const isOn = [...chosen.values()].some((value) => String(value).trim() !== '');
  for (const link of all(filters, '.clear')) link.hidden = !isOn;
  go(wanted);
  void refresh(false);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
filters.addEventListener('input', (event) => {
  clearTimeout(typing);
  const isTyped = event.target instanceof HTMLInputElement && event.target.type === 'search';
  typing = setTimeout(filter, isTyped ? typingMs : 0);
});
filters.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(typing);
  filter();
});

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const place = link.dataset.tab ?? '';
  if (place !== '' && document.querySelector(`.column[data-column="${place}"]`)) {
    event.preventDefault();
    show(place);
  } else if (link.matches('[data-more]')) {
    event.preventDefault();
    showMore(link);
  }
});

/** @param {HTMLAnchorElement} link */
function showMore(link) {
  const column = link.closest('section')?.dataset.column ?? '';
  const wanted = query();
  const size = new URL(link.href).searchParams.get(column) ?? '';
  if (wanted.get(column) === size) return; // they are on their way
  wanted.set(column, size);
  go(wanted);
  void refresh(false);
}

const nearPx = 600;
document.addEventListener(
  'scroll',
  ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches('.cards')) return;
    const link = target.parentElement?.querySelector('a[data-more]');
    const left = target.scrollHeight - target.scrollTop - target.clientHeight;
    if (link instanceof HTMLAnchorElement && left < nearPx) showMore(link);
  },
  { capture: true, passive: true },
);

/** On a narrow screen one column is there at a time. @param {string} place */
function show(place) {
  byId('board').dataset.place = place;
  for (const tab of all(document, '[data-tab]')) {
    if (tab.dataset.tab === place) tab.setAttribute('aria-current', 'true');
    else tab.removeAttribute('aria-current');
  }
  const wanted = query();
  wanted.set('place', place);
  go(wanted);
}

listen(() => void refresh());
begin();
