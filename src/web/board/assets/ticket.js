// A ticket that is open, in the drawer or on its own page: kept up to date, its forms sent without leaving it.
// @ts-check
import { all, elementsOf, fetchPart, post } from './page.js';

/** Each part as the server sent it: what was typed since, or opened, is no change. @type {WeakMap<HTMLElement, string>} */
const sent = new WeakMap();

/** @param {ParentNode} root */
export const remember = (root) => {
  for (const part of all(root, '.ticket [data-part]')) sent.set(part, part.innerHTML);
};

/** Brings an open ticket up to date, part by part. @param {HTMLElement} ticket */
export async function refreshTicket(ticket) {
  const html = await fetchPart(`/board/${ticket.dataset.ticket}/drawer${location.search}`);
  const next = html === null ? undefined : elementsOf(html)[0];
  if (!next || !ticket.isConnected) return;
  for (const part of all(next, '[data-part]')) {
    const here = ticket.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!(here instanceof HTMLElement) || sent.get(here) === part.innerHTML || part.dataset.part === 'problem') continue;
    const html = part.innerHTML;
    carryOver(here, part);
    here.replaceChildren(...part.childNodes);
    sent.set(here, html);
  }
}

/** What was typed in a form that is there still, and what was opened, stays. @param {HTMLElement} old @param {HTMLElement} next */
function carryOver(old, next) {
  for (const details of all(next, 'details[data-doing]')) {
    const before = old.querySelector(`details[data-doing="${details.dataset.doing}"]`);
    if (before instanceof HTMLDetailsElement && details instanceof HTMLDetailsElement) details.open = before.open;
  }
  for (const form of all(next, 'form')) {
    const before = all(old, 'form').find((one) => one.getAttribute('action') === form.getAttribute('action'));
    for (const field of before ? form.querySelectorAll('textarea, input:not([type=file], [type=hidden], [type=radio])') : []) {
      const typed = before?.querySelector(`[name="${field.getAttribute('name')}"]`);
      if (isField(field) && isField(typed) && typed.value !== typed.defaultValue) field.value = typed.value;
    }
  }
}

/** @param {unknown} field @returns {field is HTMLInputElement | HTMLTextAreaElement} */
const isField = (field) => field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches('[data-deed]')) return;
  event.preventDefault();
  if (form.ariaBusy === 'true') return;
  form.ariaBusy = 'true';
  const answer = await post(form.getAttribute('action') ?? '', new FormData(form));
  form.ariaBusy = null;
  tell(form, answer.ok ? '' : (answer.sentence ?? ''));
  const ticket = form.closest('.ticket');
  if (answer.ok) {
    form.reset();
    form.closest('details')?.removeAttribute('open');
  }
  if (ticket instanceof HTMLElement) await refreshTicket(ticket);
});

/** What was refused is said where it was asked for. @param {HTMLFormElement} form @param {string} sentence */
function tell(form, sentence) {
  const place = form.closest('.ticket')?.querySelector('[data-part="problem"]');
  form.querySelector('.problem')?.remove();
  if (sentence === '') {
    if (place) place.textContent = '';
    return;
  }
  const isSmall = form.querySelector('textarea, select, input:not([type=hidden])') === null;
  if (isSmall && place) {
    place.textContent = sentence;
    place.scrollIntoView({ block: 'nearest' });
    return;
  }
  const problem = document.createElement('p');
  problem.className = 'problem';
  problem.setAttribute('role', 'alert');
  problem.textContent = sentence;
  form.append(problem);
}
