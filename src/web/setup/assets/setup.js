// The setup page stays up to date: on each news it asks for itself anew and takes over the parts that changed.
// @ts-check
import { byId } from '../../try/assets/dom.js';

const live = byId('live');
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** The parts of a page by name. @param {Document} page @returns {Map<string, HTMLElement>} */
const partsOf = (page) =>
  new Map(
    Array.from(/** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('[data-part]')), (part) => [part.dataset.part ?? '', part]),
  );

/** Each part as the server last sent it: what was typed since, or said by this script, is no change. */
const sent = new Map(Array.from(partsOf(document), ([name, part]) => [name, part.innerHTML]));

/** @param {'live' | 'wait' | 'off'} state @param {string} sentence */
function tell(state, sentence) {
  if (!live.hidden && live.dataset.state === state) return;
  live.hidden = false;
  live.dataset.state = state;
  live.textContent = sentence;
}

/** Takes over what changed. Where the focus was on something that is gone, it goes to what came. @param {Document} page */
function take(page) {
  let lost = false;
  const here = partsOf(document);
  for (const [name, part] of partsOf(page)) {
    const old = here.get(name);
    if (!old || sent.get(name) === part.innerHTML) continue;
    sent.set(name, part.innerHTML);
    lost ||= old.contains(document.activeElement);
    old.replaceChildren(...part.childNodes);
  }
  document.title = page.title;
  count();
  if (lost) focusNews();
}

function focusNews() {
  const news = document.querySelector('[data-focus]') ?? byId('title');
  if (news instanceof HTMLElement) news.focus();
}

/** @type {Promise<void> | null} */
let running = null;
let wanted = false;

/** Resolves when the page is as new as it was when this was called. @returns {Promise<void>} */
function refresh() {
  wanted = true;
  running ??= readAnew().finally(() => {
    running = null;
  });
  return running;
}

async function readAnew() {
  try {
    while (wanted) {
      wanted = false;
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (answer.status === 403) return location.reload();
      if (!answer.ok) throw new Error(`${answer.status}`);
      take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    }
    tell('live', 'Live');
  } catch {
    tell('wait', 'Reconnecting…');
  }
}

/** How long it is until a time on the page. */
function count() {
  for (const span of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-until]'))) {
    const seconds = Math.max(0, Math.ceil((Number(span.dataset.until) - Date.now()) / 1000));
    span.textContent = seconds < 90 ? words.format(seconds, 'second') : words.format(Math.round(seconds / 60), 'minute');
  }
}

/** Sends a form without leaving the page; what was wrong is said below it. @param {HTMLFormElement} form */
async function ask(form) {
  const button = form.querySelector('button');
  const wrong = form.querySelector('.wrong');
  if (!button || !wrong || form.ariaBusy === 'true') return;
  const label = button.textContent;
  form.ariaBusy = 'true';
  button.textContent = button.dataset.busy ?? label;
  wrong.textContent = '';
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
      signal: AbortSignal.timeout(60_000),
    });
    const body = await answer.json().catch(() => null);
    if (!answer.ok) throw new Error(body?.message ?? `The server answered ${answer.status}.`);
    await refresh();
    if (!form.isConnected) focusNews();
  } catch (error) {
    const known = error instanceof Error && error.name === 'Error';
    wrong.textContent = known ? error.message : 'Alur cannot be reached just now. See that it runs, then try again.';
  } finally {
    form.ariaBusy = null;
    button.textContent = label;
  }
}

document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches('[data-ask]')) return;
  event.preventDefault();
  void ask(event.target);
});

function listen() {
  const source = new EventSource(`/setup/events${location.search}`);
  source.addEventListener('state', () => void refresh());
  source.addEventListener('error', () => {
    tell('wait', 'Reconnecting…');
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    setTimeout(() => void refresh().then(listen), 3000);
  });
}
setInterval(count, 1000);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void refresh());
listen();
