// Small helpers for the page's elements. Texts only ever become text nodes: nothing a person wrote is read as markup.
// @ts-check
import { language, word } from './words.js';

/**
 * An element with its attributes and children. `on` holds listeners; `false`, `null` and `undefined` leave an attribute out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown> & { on?: Record<string, (event: any) => void> }} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const [name, listener] of Object.entries(on ?? {})) element.addEventListener(name, listener);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element with this id. @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

/** The element that matches inside another. @param {ParentNode} root @param {string} selector @returns {HTMLElement} */
export function inside(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`);
  return found;
}

/** An icon of the sprite. @param {string} name */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Words for screen readers alone. @param {string} text */
export const spoken = (text) => el('span', { class: 'vh' }, text);

const parts = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])|([▰▱]{3,9})/gu;

/** A person's or the bot's words, with links and step bars made legible. @param {string} text @returns {DocumentFragment} */
export function prose(text) {
  const fragment = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(parts)) {
    const [whole, link, bar] = match;
    fragment.append(text.slice(from, match.index));
    if (link) fragment.append(el('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, link));
    else if (bar) fragment.append(stepBar(bar));
    from = match.index + whole.length;
  }
  fragment.append(text.slice(from));
  return fragment;
}

/** A bar of steps, drawn: fonts disagree on these characters. @param {string} bar */
const stepBar = (bar) =>
  el(
    'span',
    { class: 'bar', role: 'img', 'aria-label': word('step_of', { n: bar.split('▰').length - 1, of: bar.length }) },
    ...Array.from(bar, (step) => el('i', { class: step === '▰' ? 'done' : '' })),
  );

const clock = new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** @param {number} at milliseconds since the epoch */
export const timeOf = (at) => el('time', { datetime: new Date(at).toISOString() }, clock.format(at));

/** @param {number | undefined} bytes */
export function sizeOf(bytes) {
  if (bytes === undefined) return '';
  const [unit, size] = bytes < 1024 * 1024 ? ['kilobyte', Math.max(1, Math.round(bytes / 1024))] : ['megabyte', bytes / 1024 / 1024];
  return new Intl.NumberFormat(language(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(size);
}

/** The first words of a text, on one line. @param {string} text */
export function snippet(text, most = 90) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
