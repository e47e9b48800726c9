// News of what was committed: whoever listens hears which tickets changed, and after a gap that everything may have.
// @ts-check
import { word } from './page.js';

/** @typedef {(tickets: number[] | null) => void} Hear */
/** @type {Set<Hear>} */
const listeners = new Set();

/** Hears the numbers of tickets that changed; null after a gap. @param {Hear} hear */
export const listen = (hear) => void listeners.add(hear);

/** @param {number[] | null} tickets */
const tell = (tickets) => {
  for (const hear of listeners) hear(tickets);
};

/** @param {'live' | 'reconnecting'} state */
function show(state) {
  const live = document.getElementById('live');
  if (!live || live.dataset.state === (state === 'live' ? 'live' : 'wait-again')) return;
  live.hidden = false;
  live.dataset.state = state === 'live' ? 'live' : 'wait-again';
  live.textContent = word(state);
}

const againMs = 3000;

export function begin(first = true) {
  let isNew = first;
  const source = new EventSource('/board/events');
  source.addEventListener('hello', () => {
    show('live');
    if (!isNew) tell(null);
    isNew = false;
  });
  source.addEventListener('changed', (event) => tell(JSON.parse(event.data).tickets));
  source.addEventListener('over', () => location.reload());
  source.addEventListener('error', () => {
    show('reconnecting');
    if (source.readyState === EventSource.CLOSED) setTimeout(() => begin(false), againMs); // else the browser tries again by itself
  });
}
