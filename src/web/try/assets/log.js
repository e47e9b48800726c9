// A log of messages that keeps itself: new ones are added where they belong, known ones change in place, and the newest is in
// sight unless the reader has scrolled away.
// @ts-check
import { bubble } from './bubble.js';
import { inside } from './dom.js';

/** @typedef {import('./bubble.js').Item} Item @typedef {import('./bubble.js').Hands} Hands */

const nearPx = 90;

/**
 * @param {HTMLElement} log @param {Hands} hands
 * @returns {{ show: (items: Item[], chat: string) => void, toNewest: () => void }}
 */
export function createLog(log, hands) {
  const jump = inside(log.parentElement ?? document, '.to-newest');
  /** @type {Map<string, { node: HTMLElement, update: (item: Item) => void }>} */
  const known = new Map();
  let chat = '';
  const isNear = () => log.scrollHeight - log.scrollTop - log.clientHeight < nearPx;
  const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const toNewest = (smooth = true) => log.scrollTo({ top: log.scrollHeight, behavior: smooth && !calm() ? 'smooth' : 'instant' });
  let following = true;
  let top = 0;
  log.addEventListener(
    'scroll',
    () => {
      const back = log.scrollTop < top; // a smooth scroll of ours only ever goes on
      top = log.scrollTop;
      if (isNear()) following = true;
      else if (back) following = false;
      jump.hidden = following;
    },
    { passive: true },
  );
  jump.addEventListener('click', () => {
    following = true;
    toNewest();
    log.focus({ preventScroll: true });
  });
  new ResizeObserver(() => following && toNewest(false)).observe(log);

  return {
    toNewest: () => {
      following = true;
      toNewest(false);
    },
    show: (items, of) => {
      const another = of !== chat;
      if (another) {
        known.clear();
        log.replaceChildren();
        following = true;
      }
      const keys = new Set(items.map(({ key }) => key));
      for (const [key, { node }] of known) {
        if (keys.has(key)) continue;
        node.remove();
        known.delete(key);
      }
      let added = false;
      let mine = false;
      /** @type {Element | null} */
      let place = log.firstElementChild;
      for (const item of items) {
        let one = known.get(item.key);
        if (one) one.update(item);
        else {
          one = bubble(item, hands);
          known.set(item.key, one);
          if (!another) one.node.classList.add('fresh');
          added = true;
          mine ||= item.mine;
        }
        if (one.node === place) place = place.nextElementSibling;
        else log.insertBefore(one.node, place);
      }
      chat = of;
      if (another) toNewest(false);
      else if (added && (mine || following)) {
        following = true;
        toNewest();
      } else if (added) jump.hidden = false;
      else if (following) toNewest(false);
    },
  };
}
