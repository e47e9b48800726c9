// Sends a form with its files, shows how far it is, and says in a sentence why it was not taken, before it begins where that is known.
// @ts-check
import { base, mostBytes, mostFiles, words } from './here.js';
import { refresh } from './refresh.js';

/** @typedef {{ ok: boolean, message: string }} Answer */

/** @param {HTMLFormElement} form */
export async function send(form) {
  const problem = form.querySelector('.problem');
  const button = form.querySelector('button[type=submit]');
  if (!(problem instanceof HTMLElement) || !(button instanceof HTMLButtonElement) || button.disabled) return;
  problem.hidden = true;
  button.disabled = true;
  const why = await refusal(form).catch(() => undefined);
  const answer = why ? { ok: false, message: why } : await post(form);
  button.disabled = false;
  if (!answer.ok) {
    problem.textContent = answer.message;
    problem.hidden = false;
    return;
  }
  await refresh(form.id).catch(() => location.reload());
  notice(answer.message);
}

/** Why it need not begin: too many, too much, no room. @param {HTMLFormElement} form @returns {Promise<string | undefined>} */
async function refusal(form) {
  const input = form.querySelector('input[type=file]');
  const files = input instanceof HTMLInputElement ? [...(input.files ?? [])] : [];
  if (files.length > mostFiles) return words.many;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > mostBytes) return words.large;
  if (bytes === 0) return undefined;
  const answer = /** @type {Answer} */ (
    await fetch(`${base}/room?bytes=${bytes}`, { headers: { Accept: 'application/json' } }).then((one) => one.json())
  );
  return answer.ok ? undefined : answer.message;
}

/** @param {HTMLFormElement} form @returns {Promise<Answer>} */
function post(form) {
  const line = form.querySelector('.sending');
  const bar = form.querySelector('progress');
  const text = line?.querySelector('span');
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const done = (/** @type {Answer} */ answer) => {
      if (line instanceof HTMLElement) line.hidden = true;
      resolve(answer);
    };
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total < 200_000 || !bar || !text || !(line instanceof HTMLElement)) return;
      const percent = Math.floor((100 * loaded) / total);
      line.hidden = false;
      bar.value = percent;
      text.textContent = (words.sending ?? '').replace('{percent}', String(percent));
    });
    request.addEventListener('load', () => done(read(request.responseText)));
    for (const name of ['error', 'abort', 'timeout']) request.addEventListener(name, () => done(read('')));
    request.send(new FormData(form));
  });
}

/** @param {string} body @returns {Answer} */
function read(body) {
  try {
    return JSON.parse(body);
  } catch {
    return { ok: false, message: words.failed ?? '' };
  }
}

/** @param {string} text */
function notice(text) {
  const place = document.getElementById('notice');
  if (!place) return;
  const line = document.createElement('p');
  line.classList.add('notice', 'good');
  line.setAttribute('role', 'status');
  line.tabIndex = -1;
  line.textContent = text;
  place.replaceChildren(line);
  line.focus({ preventScroll: false });
}
