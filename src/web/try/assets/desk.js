// The analyst's side: the topics, the one that is open with its card, and what is written in it.
// @ts-check
import { createBook, createSender } from './book.js';
import { createCard } from './card.js';
import { createComposer } from './composer.js';
import { deskItems } from './desk-items.js';
import { createMode } from './desk-mode.js';
import { byId, inside } from './dom.js';
import { createLog } from './log.js';
import { toast } from './toast.js';
import { createTopicList } from './topic-list.js';
import { general, topicsOf, unread } from './topics.js';
import { word } from './words.js';

/** @typedef {import('./wire.js').Line} Line @typedef {import('./topics.js').Topic} Topic */

const me = 'web:you';
const chat = 'web:desk';
const place = 'alur.try.seen';

/** @param {{ changed: () => void, isSeen: () => boolean }} hands `isSeen`: the desk is on the screen now */
export function createDesk({ changed, isSeen }) {
  const desk = byId('desk');
  const title = byId('topic-title');
  const hint = byId('desk-hint');
  const book = createBook();
  const sender = createSender(book, () => ({ as: 'you', name: word('you'), desk: true }), show);
  /** @type {Record<string, number>} lane → the time up to which it was read */
  const seen = readSeen();
  /** @type {Map<string, string>} a pressed button's line → the message it was pressed on */
  const pressed = new Map();
  /** @type {Topic[]} */
  let topics = [];
  let selected = general;
  let chosenByHand = false;
  let here = true;

  const press = (/** @type {string} */ key, /** @type {import('./wire.js').Choice} */ { data }) => {
    const { id, done } = sender.send({ choice: data, thread: current()?.thread });
    pressed.set(id, key);
    show();
    void done.then(() => setTimeout(() => free(id), 3000)); // the answer to the press frees it sooner
  };
  const free = (/** @type {string} */ id) => {
    if (pressed.delete(id)) show();
  };
  const log = createLog(byId('desk-log'), { choose: press, again: sender.again, act: (key) => quote(key) });
  const card = createCard(byId('card'), press);
  const list = createTopicList(byId('topics'), (lane) => open(lane, true));
  const form = byId('desk-composer');
  /** @type {ReturnType<typeof createMode> | undefined} */
  let modes;
  const composer = createComposer(form, {
    typed: () => modes?.show(),
    cancel: () => modes?.quoted() && modes.drop(),
    send: (text, files) => {
      const quoted = mode.quoted();
      sender.send({ text, files, thread: current()?.thread, ...(quoted ? { quote: quoted.quote } : {}) });
      mode.sent();
    },
  });
  const mode = createMode(form, () => composer);
  modes = mode;
  inside(form, '.mode-cancel').addEventListener('click', () => {
    mode.drop();
    composer.field.focus();
  });
  byId('topic-back').addEventListener('click', () => {
    desk.dataset.view = 'list';
    inside(desk, `[aria-current=true]`).focus();
    show();
  });

  const current = () => topics.find(({ lane }) => lane === selected);

  /** @param {string} lane @param {boolean} byHand */
  function open(lane, byHand) {
    selected = lane;
    chosenByHand ||= byHand;
    if (byHand) desk.dataset.view = 'topic';
    show();
    mode.open(lane, clientOf(current()));
    if (byHand) title.focus({ preventScroll: true });
  }

  /** The next words answer this message. @param {string} key */
  function quote(key) {
    const line = book.get(key);
    if (line?.way !== 'out') return;
    mode.quote(line.lane, { quote: key, role: line.role ?? 'copy', text: line.body.text || line.body.title || '' });
    if (line.lane === selected) composer.field.focus();
  }

  function show() {
    topics = topicsOf(book.all());
    const topic = current() ?? topics[0];
    if (!topic) return;
    if (isRead()) markRead(topic);
    const off = !here;
    list.show(topics, selected, (one) => unread(one, me, seen[one.lane] ?? 0));
    title.textContent = topic.lane === general ? word('everyone_title') : topic.name;
    card.show(topic.card, topic.name, topic.card !== undefined && [...pressed.values()].includes(topic.card.id), off);
    log.show(deskItems(topic.lines, me, new Set(pressed.values())), topic.lane);
    byId('topics-empty').hidden = topics.length > 1;
    hint.hidden = topics.length > 1 || topic.lines.length > 0;
    composer.disable(off);
    changed();
  }

  const isRead = () =>
    isSeen() && document.visibilityState === 'visible' && (desk.dataset.view === 'topic' || matchMedia('(min-width: 640px)').matches);
  const markRead = (/** @type {Topic} */ topic) => {
    if ((seen[topic.lane] ?? 0) >= topic.at) return;
    seen[topic.lane] = topic.at;
    localStorage.setItem(place, JSON.stringify(seen));
  };

  return {
    show,
    /** A live line of the desk's. @param {Line} line */
    take(line) {
      if (line.way === 'out' && line.body.type === 'notice') return notice(line);
      if (line.way === 'out' ? !/^desk(:\d+)?$/.test(line.lane) : line.chat !== chat) return;
      const isNew = !book.has(line.id);
      book.put(line);
      show();
      if (!isNew || line.way !== 'out') return;
      if (line.body.type === 'topic' && !chosenByHand) open(line.lane, false);
      if (line.body.type === 'prompt' && line.body.to === me) quote(line.id);
    },
    /** The desk as it stands. @param {Line[]} lines @param {boolean} isHere the desk is worked on this page */
    load(lines, isHere) {
      for (const line of lines) book.put(line);
      here = isHere;
      topics = topicsOf(book.all());
      const [, newest] = topics;
      if (!chosenByHand && selected === general && newest) open(newest.lane, false);
      else show();
      mode.show();
      if (!here) inside(form, '.mode-name').textContent = `${word('elsewhere')} `;
      if (!here) inside(form, '.mode-more').textContent = word('elsewhere_more');
    },
    news: () => topics.reduce((sum, topic) => sum + unread(topic, me, seen[topic.lane] ?? 0), 0),
  };

  /** The end of a pressed button's waiting; with a text, what there is to say about it. @param {Extract<Line, { way: 'out' }>} line */
  function notice({ lane, body }) {
    if (!lane.startsWith(`${chat}#`)) return;
    free(body.callback ?? '');
    if (body.text) toast(body.text);
  }
}

/** @returns {Record<string, number>} */
function readSeen() {
  try {
    return { ...JSON.parse(localStorage.getItem(place) ?? '{}') };
  } catch {
    return {}; // half written: everything counts as unread once
  }
}

/** `#1001 · Banner · Ana Souza` → Ana Souza. @param {Topic | undefined} topic */
const clientOf = (topic) => topic?.name.split(' · ').slice(2).join(' · ') ?? '';
