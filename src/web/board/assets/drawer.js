// The drawer: a ticket beside the board, with an address of its own; closed by Escape, by its arrow, by going back.
// @ts-check
import { listen } from './live.js';
import { byId, elementsOf, fetchPart, toast, word } from './page.js';
import { refreshTicket, remember } from './ticket.js';

const drawer = byId('drawer');
/** What had the focus before it was opened. @type {string | undefined} */
let opener;

const opened = () => {
  const ticket = drawer.querySelector('.ticket');
  return ticket instanceof HTMLElement ? ticket : null;
};

/** @param {string} number */
async function open(number) {
  const html = await fetchPart(`/board/${number}/drawer${location.search}`);
  if (html === null) return toast(word('offline'));
  drawer.replaceChildren(...elementsOf(html));
  drawer.hidden = false;
  drawer.scrollTop = 0;
  document.body.dataset.drawer = '';
  remember(drawer);
  document.querySelector('.card[data-shown]')?.removeAttribute('data-shown');
  document.getElementById(`t${number}`)?.setAttribute('data-shown', '');
  byId('ticket-title').focus({ preventScroll: true });
}

function close() {
  if (drawer.hidden) return;
  drawer.hidden = true;
  drawer.replaceChildren();
  delete document.body.dataset.drawer;
  document.querySelector('.card[data-shown]')?.removeAttribute('data-shown');
  const card = opener === undefined ? null : document.getElementById(opener);
  card?.querySelector('a')?.focus({ preventScroll: true });
}

const numberIn = () => /^\/board\/(\d+)$/.exec(location.pathname)?.[1];

/** Shows what the address says. */
function follow() {
  const number = numberIn();
  if (number) void open(number);
  else close();
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const isCard = link.closest('.card') !== null;
  if (isCard || link.matches('[data-open]')) {
    event.preventDefault();
    if (isCard) opener = link.closest('.card')?.id;
    history.pushState(null, '', new URL(link.href).pathname + location.search);
    follow();
  } else if (link.matches('[data-close]') && drawer.contains(link)) {
    event.preventDefault();
    leave();
  }
});

function leave() {
  history.pushState(null, '', `/board${location.search}`);
  follow();
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !drawer.hidden && !document.querySelector('dialog[open]')) leave();
});
addEventListener('popstate', follow);

listen((tickets) => {
  const ticket = opened();
  if (ticket && (tickets === null || tickets.includes(Number(ticket.dataset.ticket)))) void refreshTicket(ticket);
});
