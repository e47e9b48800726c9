// Who will read what is being written at the desk: a note by default, the client when a copy or a question is replied to.
// Each topic keeps its own mode, and each mode its own draft, so that no note ever leaves as an answer.
// @ts-check

import { readerOf } from './desk-items.js';
import { inside, snippet } from './dom.js';
import { general } from './topics.js';
import { word } from './words.js';

/**
 * @typedef {typeof import('./composer.js').createComposer} CreateComposer
 * @typedef {{ quote: string, role: string, text: string }} Quoting
 */

/** @param {HTMLElement} form @param {() => ReturnType<CreateComposer>} composer */
export function createMode(form, composer) {
  const mode = inside(form, '.mode');
  const name = inside(mode, '.mode-name');
  const more = inside(mode, '.mode-more');
  const cancel = inside(mode, '.mode-cancel');
  const send = inside(form, '.send');
  const label = document.createElement('span');
  send.prepend(label);
  send.removeAttribute('aria-label');
  /** @type {Map<string, Quoting>} */
  const quoting = new Map();
  /** @type {Map<string, string>} */
  const drafts = new Map();
  let lane = general;
  let client = '';
  const draftKey = () => `${lane}\n${quoting.get(lane)?.quote ?? ''}`;
  const keepDraft = () => drafts.set(draftKey(), composer().text());

  function show() {
    const text = composer().text();
    const quoted = quoting.get(lane);
    const reader = lane === general ? 'command' : readerOf(text, quoted?.role);
    const answering = quoted && quoted.role !== 'copy';
    mode.dataset.reader = reader;
    send.dataset.reader = reader;
    cancel.hidden = !quoted;
    label.textContent = word(`do_${reader}`);
    if (lane === general)
      [name.textContent, more.textContent] = [word('whole_desk'), ` · ${word('whole_desk_more', { commands: '/queue, /mine, /help' })}`];
    else if (answering) [name.textContent, more.textContent] = [`${word('answering')}: `, snippet(quoted.text, 120)];
    else if (reader === 'client')
      [name.textContent, more.textContent] = [
        client ? word('to_name', { name: client }) : word('to_client'),
        quoted ? ` · ${word('about', { words: snippet(quoted.text, 60) })}` : '',
      ];
    else if (reader === 'command') [name.textContent, more.textContent] = [word('command'), ` · ${word('command_more')}`];
    else [name.textContent, more.textContent] = [word('note'), ` · ${word('note_more')}`];
    composer().field.placeholder = {
      client: word('type_client'),
      command: lane === general ? '/queue' : word('command'),
      note: word('type_note'),
    }[reader];
  }

  const change = (/** @type {() => void} */ how) => {
    keepDraft();
    how();
    composer().write(drafts.get(draftKey()) ?? '');
    show();
  };

  return {
    show,
    /** Another topic is open. @param {string} next @param {string} of the client's name */
    open(next, of) {
      client = of;
      if (next !== lane)
        change(() => {
          lane = next;
        });
    },
    /** The next words answer this message, in its own topic. @param {string} at @param {Quoting} quoted */
    quote(at, quoted) {
      if (at !== lane) quoting.set(at, quoted);
      else change(() => quoting.set(lane, quoted));
    },
    quoted: () => quoting.get(lane),
    drop: () => change(() => quoting.delete(lane)),
    /** The words have gone: what was begun before them comes back. */
    sent() {
      drafts.delete(draftKey());
      quoting.delete(lane);
      composer().write(drafts.get(draftKey()) ?? '');
      show();
    },
  };
}
