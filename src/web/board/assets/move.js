// Moves a card: at once on the page, then for good; a form where the move needs words; back where it was when it is refused.
// @ts-check
import { hold, keepInSight, refresh } from './cards.js';
import { announce, byId, elementsOf, post, toast, word } from './page.js';

/** @param {HTMLElement} card @param {string} to the column's name */
export async function move(card, to) {
  const number = card.dataset.number ?? '';
  const column = document.querySelector(`.column[data-column="${to}"]`);
  const from = { parent: card.parentElement, next: card.nextSibling };
  if (card.dataset.place === to || card.classList.contains('pending')) return;
  hold(true);
  card.classList.add('pending');
  column?.querySelector('.cards')?.prepend(card);
  card.querySelector('a')?.focus({ preventScroll: true });
  const data = new FormData();
  data.set('to', to);
  const answer = await post(`/board/${number}/move`, data);
  const isDone = answer.ok || (answer.ask !== undefined && (await ask(answer.ask)));
  card.classList.remove('pending');
  if (isDone) keepInSight(number);
  hold(false);
  if (isDone) {
    announce(word('moved', { ticket: `#${number}`, place: column?.querySelector('h2')?.firstChild?.textContent?.trim() ?? '' }));
    return refresh();
  }
  springBack(card, from);
  if (!answer.ask) toast(answer.sentence ?? word('offline'));
  return refresh();
}

/** @param {HTMLElement} card @param {{ parent: Element | null, next: Node | null }} from */
function springBack(card, { parent, next }) {
  if (parent?.isConnected) parent.insertBefore(card, next?.parentNode === parent ? next : null);
  card.classList.remove('sprung');
  void card.offsetWidth; // so that the animation begins anew
  card.classList.add('sprung');
  card.querySelector('a')?.focus({ preventScroll: true });
}

/** Shows the form; resolves with whether it was sent and taken. @param {string} html @returns {Promise<boolean>} */
function ask(html) {
  const dialog = byId('ask');
  if (!(dialog instanceof HTMLDialogElement)) throw new Error('#ask is no dialog.');
  dialog.replaceChildren(...elementsOf(html));
  const form = dialog.querySelector('form');
  if (!form) return Promise.resolve(false);
  dialog.showModal();
  dialog.querySelector('textarea, input:not([type=hidden])')?.dispatchEvent(new Event('focus'));
  return new Promise((resolve) => {
    let isDone = false;
    dialog.querySelector('[data-leave]')?.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => resolve(isDone), { once: true });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (form.ariaBusy === 'true') return;
      form.ariaBusy = 'true';
      const answer = await post(form.getAttribute('action') ?? '', new FormData(form));
      form.ariaBusy = null;
      isDone = answer.ok;
      if (isDone) return dialog.close();
      const problem = form.querySelector('.problem');
      if (problem) problem.textContent = answer.sentence ?? '';
    });
  });
}
