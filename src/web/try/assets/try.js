// The try-it page comes to life: both sides read what was said, then hear what is being said.
// @ts-check
import { createDesk } from './desk.js';
import { byId, inside } from './dom.js';
import { createPhone } from './phone.js';
import { listen, readDesk, readPhone, WireError } from './wire.js';
import { word } from './words.js';

const live = byId('live');
const stage = inside(document, '.stage');
const sideButtons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-side][aria-pressed]'));
let heard = 0;

const isShown = (/** @type {string} */ side) => matchMedia('(min-width: 900px)').matches || stage.dataset.side === side;

/** Unread marks on the two tabs of a narrow screen. */
function count() {
  if (isShown('client')) heard = phone?.replies() ?? 0;
  const news = { client: Math.max(0, (phone?.replies() ?? 0) - heard), desk: desk?.news() ?? 0 };
  for (const button of sideButtons) {
    const mark = inside(button, '.count');
    const n = news[/** @type {'client' | 'desk'} */ (button.dataset.side)];
    mark.hidden = n === 0 || isShown(button.dataset.side ?? '');
    mark.textContent = String(n);
  }
}

/** @param {'live' | 'wait' | 'off'} state @param {string} words */
function tell(state, words) {
  if (live.dataset.state === state) return;
  live.dataset.state = state;
  live.textContent = words;
}

/** @type {ReturnType<typeof createPhone> | undefined} */
let phone;
/** @type {ReturnType<typeof createDesk> | undefined} */
let desk;
let end = () => {};
let again = 0;

async function readBoth() {
  clearTimeout(again);
  const as = phone?.as() ?? '';
  try {
    const [chat, whole] = await Promise.all([readPhone(as), readDesk()]);
    if (as === phone?.as()) phone.load(chat.lines);
    desk?.load(whole.lines, whole.here);
    tell('live', word('live'));
  } catch (error) {
    const closed = error instanceof WireError && error.status === 403;
    tell(closed ? 'off' : 'wait', closed ? word('closed') : word('reconnecting'));
    again = setTimeout(readBoth, 3000);
  }
}

function join() {
  end();
  end = listen(phone?.as() ?? '', {
    up: () => void readBoth(),
    down: () => tell('wait', word('reconnecting')),
    line: (line) => {
      phone?.take(line);
      desk?.take(line);
    },
  });
}

phone = createPhone({ moved: join, changed: count });
desk = createDesk({ changed: count, isSeen: () => isShown('desk') });

for (const button of sideButtons)
  button.addEventListener('click', () => {
    stage.dataset.side = button.dataset.side ?? 'client';
    for (const one of sideButtons) one.setAttribute('aria-pressed', String(one === button));
    desk?.show();
    count();
  });
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void readBoth());
addEventListener('resize', count);
join();
