// Brings the client's own page to life: what has changed is shown at once, and what is sent shows how far it is. Without it the page works too.
// @ts-check
import { words } from './here.js';
import { refresh } from './refresh.js';
import { send } from './send.js';

const panel = document.getElementById('panel');
const live = document.getElementById('live');

/** @param {'live' | 'away'} state */
function show(state) {
  if (!live) return;
  live.hidden = false;
  live.dataset.state = state;
  live.textContent = words[state] ?? '';
}

function listen() {
  const events = new EventSource(`${panel?.dataset.base}/live`);
  let wasAway = false;
  events.addEventListener('hello', () => {
    show('live');
    if (wasAway) refresh().catch(() => show('away'));
    wasAway = false;
  });
  events.addEventListener('changed', () => void refresh().catch(() => show('away')));
  events.addEventListener('gone', () => location.reload());
  events.addEventListener('error', () => {
    show('away');
    wasAway = true;
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
}

document.addEventListener('submit', (event) => {
  const { target } = event;
  if (!(target instanceof HTMLFormElement) || !target.classList.contains('deed')) return;
  event.preventDefault();
  void send(target);
});

listen();
