// Asks for the page anew and puts its parts in the place of the old ones. What somebody is writing stays where it is.
// @ts-check

const shown = ['hello', 'list', 'ticket-now', 'timeline'];
/** Parts with forms: they change only when what can be done has. */
const doing = ['wanted', 'other'];
const awayMs = 3000;
const mostWaits = 5;

let waits = 0;
/** @type {Promise<void> | undefined} */
let underWay;
let isAsked = false;

/** Shows the page as it is now. `sent`: the form that was just sent, whose words are not kept. @param {string} [sent] */
export async function refresh(sent) {
  if (underWay && !sent) {
    isAsked = true;
    return underWay;
  }
  await underWay?.catch(() => undefined);
  underWay = once(sent).finally(() => {
    underWay = undefined;
  });
  await underWay;
  if (isAsked) {
    isAsked = false;
    await refresh();
  }
}

/** @param {string | undefined} sent */
async function once(sent) {
  const answer = await fetch(location.pathname + location.search.replace(/[?&]sent\b/, ''), { headers: { Accept: 'text/html' } });
  if (!answer.ok) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (numberOn(page) !== numberOn(document)) return location.reload();
  for (const id of shown) put(id, page);
  for (const id of doing) if (sent || stateOf(id, page) !== stateOf(id, document)) withWords(id, page, sent);
  const isAway = document.querySelector('.file:not([href])') !== null;
  waits = isAway ? waits + 1 : 0;
  if (isAway && waits <= mostWaits) setTimeout(() => void refresh().catch(() => undefined), awayMs);
}

/** @param {Document} page */
const numberOn = (page) => page.getElementById('ticket')?.dataset.number;
/** @param {string} id @param {Document} page */
const stateOf = (id, page) => page.getElementById(id)?.dataset.state;

/** @param {string} id @param {Document} page */
function put(id, page) {
  const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
  if (!old || !fresh || old.innerHTML === fresh.innerHTML) return;
  const search = old.querySelector('input[type=search]');
  const typed = search instanceof HTMLInputElement ? search.value : '';
  const unfolded = [...old.querySelectorAll('details[open]')].map((one) => one.id);
  const isHere = old.contains(document.activeElement);
  const href = document.activeElement?.getAttribute('href');
  old.replaceChildren(...fresh.childNodes);
  for (const one of unfolded) document.getElementById(one)?.setAttribute('open', '');
  const again = old.querySelector('input[type=search]');
  if (again instanceof HTMLInputElement && typed !== '') again.value = typed;
  if (isHere && href) [...old.querySelectorAll('a')].find((one) => one.getAttribute('href') === href)?.focus();
}

/** @param {string} id @param {Document} page @param {string | undefined} sent */
function withWords(id, page, sent) {
  const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
  if (!old || !fresh) return;
  /** @type {Map<string, { value: string, files: FileList | null, from: number | null }>} */
  const kept = new Map();
  const focused = document.activeElement?.id;
  for (const field of old.querySelectorAll('textarea, input[type=file]')) {
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || field.form?.id === sent) continue;
    const isFiles = field instanceof HTMLInputElement;
    kept.set(field.id, {
      value: isFiles ? '' : field.value,
      files: isFiles ? field.files : null,
      from: isFiles ? null : field.selectionStart,
    });
  }
  const unfolded = [...old.querySelectorAll('details[open]')]
    .filter((one) => !one.querySelector(`#${sent ?? 'none'}`))
    .map((one) => one.id);
  old.replaceChildren(...fresh.childNodes);
  old.dataset.state = fresh.dataset.state ?? '';
  for (const one of unfolded) document.getElementById(one)?.setAttribute('open', '');
  for (const [field, { value, files, from }] of kept) {
    const again = document.getElementById(field);
    if (again instanceof HTMLInputElement && files?.length) again.files = files;
    if (!(again instanceof HTMLTextAreaElement)) continue;
    again.value = value;
    if (field === focused) again.focus();
    if (field === focused && from !== null) again.setSelectionRange(from, from);
  }
}
