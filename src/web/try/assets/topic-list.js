// The list of topics at the desk: a button each, with where the ticket stands and how much is unread.
// @ts-check
import { el, prose, spoken } from './dom.js';
import { general, isClosed } from './topics.js';
import { word } from './words.js';

/** @typedef {import('./topics.js').Topic} Topic */

/** @param {HTMLElement} list @param {(lane: string) => void} open */
export function createTopicList(list, open) {
  /** @type {Map<string, { item: HTMLElement, button: HTMLElement, stamp: string }>} */
  const known = new Map();
  return {
    /** @param {Topic[]} topics @param {string | undefined} selected @param {(topic: Topic) => number} unreadIn */
    show(topics, selected, unreadIn) {
      for (const [i, topic] of topics.entries()) {
        const one = known.get(topic.lane) ?? made(topic.lane);
        const news = unreadIn(topic);
        const stamp = JSON.stringify([topic.name, topic.card?.body.text?.split('\n')[0], news, isClosed(topic)]);
        if (one.stamp !== stamp) one.button.replaceChildren(...inner(topic, news));
        one.stamp = stamp;
        one.button.classList.toggle('closed', isClosed(topic));
        if (topic.lane === selected) one.button.setAttribute('aria-current', 'true');
        else one.button.removeAttribute('aria-current');
        if (list.children[i] !== one.item) list.insertBefore(one.item, list.children[i] ?? null);
      }
    },
  };

  function made(/** @type {string} */ lane) {
    const button = el('button', { type: 'button', class: 'topic-button', on: { click: () => open(lane) } });
    const one = { item: el('li', {}, button), button, stamp: '' };
    known.set(lane, one);
    return one;
  }
}

/** @param {Topic} topic @param {number} news */
function inner(topic, news) {
  const place = el('span', { class: 'topic-place', dir: 'auto' });
  place.append(topic.lane === general ? word('everyone_more') : prose(topic.card?.body.text?.split('\n')[0] ?? ''));
  const count =
    news > 0
      ? el('span', { class: 'count' }, el('span', { 'aria-hidden': 'true' }, String(news)), spoken(word('unread', { count: news })))
      : null;
  return [el('span', { class: 'topic-line' }, el('span', { class: 'topic-name', dir: 'auto' }, topic.name), count), place];
}
