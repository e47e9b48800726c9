// What the scripts of the board's pages share: the page's words, its elements, what is told to whoever uses it.
// @ts-check

/** @type {Record<string, string>} */
const words = JSON.parse(document.querySelector('[data-words]')?.getAttribute('data-words') ?? '{}');

/** A text of the page's, its places filled. @param {string} name @param {Record<string, string>} [holes] */
export const word = (name, holes = {}) => (words[name] ?? '').replace(/\{(\w+)\}/g, (whole, hole) => holes[hole] ?? whole);

/** The element with this id. @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
export const all = (root, selector) => Array.from(root.querySelectorAll(selector)).filter((one) => one instanceof HTMLElement);

/** Markup that our own server made, as elements. @param {string} html @returns {HTMLElement[]} */
export const elementsOf = (html) => {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return Array.from(body.children).filter((one) => one instanceof HTMLElement);
};

const shownMs = 9000;

/** Says it so that nobody misses it. @param {string} sentence */
export function toast(sentence) {
  const note = document.createElement('p');
  note.className = 'toast';
  note.textContent = sentence;
  const toasts = byId('toasts');
  toasts.replaceChildren(note);
  setTimeout(() => note.remove(), shownMs);
}

/** Says it to whoever listens instead of looking. @param {string} sentence */
export function announce(sentence) {
  const said = document.getElementById('said');
  if (said) said.textContent = sentence;
}

/** @typedef {{ ok: boolean, sentence?: string, ask?: string }} Answer */

/**
 * Posts a form's data as what it is, once: the same data sent again is the same deed.
 * @param {string} path @param {FormData} data @returns {Promise<Answer>}
 */
export async function post(path, data) {
  if (!data.has('id')) data.set('id', crypto.randomUUID());
  try {
    const answer = await fetch(path, { method: 'POST', headers: { accept: 'application/json' }, body: data });
    const body = await answer.json();
    return { ok: body.ok === true, sentence: body.sentence ?? body.message, ask: body.ask };
  } catch {
    return { ok: false, sentence: word('offline') };
  }
}

/** A part of a page, or null when it could not be had; a page that is signed out goes to sign in. @param {string} path @returns {Promise<string | null>} */
export async function fetchPart(path) {
  try {
    const answer = await fetch(path, { headers: { accept: 'application/json' } });
    if (answer.status === 401) location.reload();
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
