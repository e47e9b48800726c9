// One message on the page, of either side. It is built once; what can change later (its state, its buttons) changes in place,
// so that nothing jumps, nothing is read out twice, and a focused button keeps its focus.
// @ts-check
import { el, icon, prose, sizeOf, snippet, spoken, timeOf } from './dom.js';
import { fileUrl } from './wire.js';
import { word } from './words.js';

/**
 * @typedef {import('./wire.js').Choice} Choice @typedef {import('./wire.js').FileRef} FileRef
 * @typedef {{ key: string, kind: string, mine: boolean, who: string, at: number, label?: string, head?: string, text: string, files?: FileRef[],
 *   quote?: string, choices?: Choice[], nav?: Choice[], chosen?: string[], busy?: boolean, spent?: boolean, lasting?: boolean,
 *   status?: { icon?: string, text: string, tone?: string, quiet?: boolean }, again?: { text: string, why?: string },
 *   action?: { icon: string, text: string } }} Item
 * @typedef {{ choose: (key: string, choice: Choice) => void, act: (key: string) => void, again: (key: string) => void }} Hands
 */

/** @param {Item} item @param {Hands} hands @returns {{ node: HTMLElement, update: (item: Item) => void }} */
export function bubble(item, hands) {
  if (item.kind === 'event') return plainEvent(item, hands);
  const foot = el('p', { class: 'foot' });
  const failed = el('div', { class: 'not-sent', hidden: true });
  const action = el('button', { type: 'button', class: 'act', hidden: true, on: { click: () => hands.act(item.key) } });
  const buttons = (/** @type {Choice[] | undefined} */ list, /** @type {string} */ className) =>
    (list ?? []).map((choice) => ({
      data: choice.data,
      button: el(
        'button',
        {
          type: 'button',
          class: className,
          dir: 'auto',
          on: { click: (event) => event.currentTarget.getAttribute('aria-disabled') !== 'true' && hands.choose(item.key, choice) },
        },
        choice.label,
      ),
    }));
  const choices = buttons(item.choices, 'choice');
  const nav = buttons(item.nav, 'chip');
  const navRow = el('div', { class: 'nav', hidden: nav.length === 0 }, ...nav.map(({ button }) => button));
  const node = el(
    'div',
    { class: `line ${item.mine ? 'mine' : 'theirs'} ${item.kind} ${choices.length > 0 ? 'asking' : ''}`, tabindex: -1 },
    el(
      'div',
      { class: 'bubble-row' },
      el(
        'div',
        { class: 'bubble' },
        spoken(`${item.who}: `),
        item.label ? el('p', { class: 'label' }, item.label) : null,
        item.quote ? el('p', { class: 'quote', dir: 'auto' }, snippet(item.quote)) : null,
        item.head ? el('p', { class: 'head', dir: 'auto' }, item.head) : null,
        item.text ? textBlock(item.text) : null,
        ...(item.files ?? []).map(fileBlock),
        foot,
      ),
      action,
    ),
    choices.length > 0
      ? el(
          'div',
          { class: 'choices', role: 'group', 'aria-label': snippet(item.head || item.text, 60) },
          ...choices.map(({ button }) => button),
        )
      : null,
    navRow,
    failed,
  );

  /** @type {Partial<Item>} */
  let shown = {};
  /** @param {Item} next */
  const update = (next) => {
    for (const { data, button } of [...choices, ...nav]) {
      button.setAttribute('aria-disabled', String(next.busy ?? false));
      button.classList.toggle('chosen', next.chosen?.includes(data) ?? false);
    }
    node.classList.toggle('spent', next.spent ?? false);
    if (nav.length > 0 && navRow.hidden !== (next.spent ?? false)) {
      const held = navRow.contains(document.activeElement);
      navRow.hidden = next.spent ?? false;
      if (held) node.focus({ preventScroll: true });
    }
    if (shown.at !== next.at || JSON.stringify(shown.status) !== JSON.stringify(next.status))
      foot.replaceChildren(timeOf(next.at), ...statusParts(next.status));
    if (JSON.stringify(shown.again) !== JSON.stringify(next.again)) {
      failed.hidden = !next.again;
      failed.replaceChildren(
        ...(next.again
          ? [
              el('button', { type: 'button', on: { click: () => hands.again(item.key) } }, icon('again'), next.again.text),
              el('span', {}, next.again.why ?? ''),
            ]
          : []),
      );
    }
    if (JSON.stringify(shown.action) !== JSON.stringify(next.action)) {
      action.hidden = !next.action;
      action.replaceChildren(
        ...(next.action
          ? [icon(next.action.icon), el('span', {}, next.action.text), spoken(`: ${snippet(item.text || item.head || '', 50)}`)]
          : []),
      );
    }
    shown = next;
  };
  update(item);
  return { node, update };
}

/** @param {Item} item @param {Hands} hands */
function plainEvent(item, hands) {
  const again = el('button', { type: 'button', hidden: true, on: { click: () => hands.again(item.key) } });
  const node = el('div', { class: 'line event', tabindex: -1 }, el('p', { dir: 'auto' }, item.text, ' ', timeOf(item.at), again));
  const update = (/** @type {Item} */ next) => {
    again.hidden = !next.again;
    if (again.textContent !== (next.again?.text ?? '')) again.textContent = next.again?.text ?? '';
  };
  update(item);
  return { node, update };
}

/** @param {string} text */
function textBlock(text) {
  const block = el('div', { class: 'text', dir: 'auto' });
  block.append(prose(text));
  return block;
}

/** @param {Item['status']} status */
function statusParts(status) {
  if (!status) return [];
  return [
    el(
      'span',
      { class: `status ${status.tone ?? ''}` },
      status.icon ? icon(status.icon) : null,
      status.quiet ? spoken(status.text) : el('span', {}, status.text),
    ),
  ];
}

/** @param {FileRef} file */
function fileBlock(file) {
  const name = file.name ?? word(file.kind);
  const picture = file.kind === 'photo' || file.kind === 'animation';
  if (!picture)
    return el(
      'a',
      { class: 'file', href: fileUrl(file), download: name },
      icon('file'),
      el('span', { class: 'file-name', dir: 'auto' }, name),
      el('span', { class: 'file-size' }, sizeOf(file.size)),
    );
  const image = el('img', { src: fileUrl(file), alt: name, loading: 'lazy', decoding: 'async' });
  const link = el('a', { class: 'picture', href: fileUrl(file), target: '_blank', rel: 'noopener' }, image);
  image.addEventListener(
    'error',
    () => link.replaceWith(el('span', { class: 'file' }, icon('file'), el('span', { class: 'file-name' }, name))),
    { once: true },
  );
  return link;
}

/** A choice of this message was taken: it shows which, and asks no more. @param {Item} item @param {string} data */
export function markChosen(item, data) {
  item.chosen = [...(item.chosen ?? []), data];
  item.spent = true;
}
