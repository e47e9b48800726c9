// The lines of a chat in their order, and what is under way: written here, not yet known to be kept.
// @ts-check
import { postMessage } from './wire.js';

/** @typedef {import('./wire.js').Line} Line @typedef {import('./wire.js').Message} Message @typedef {import('./wire.js').Said} Said */

/** @param {Line} a @param {Line} b by time; what was written before what was replied to it */
const inOrder = (a, b) => a.at - b.at || (a.way === b.way ? 0 : a.way === 'in' ? -1 : 1);

/** A chat's lines by id. Adding a line twice, or again with more known of it, changes it in place. */
export function createBook() {
  /** @type {Map<string, Line>} */
  const lines = new Map();
  return {
    /** @param {Line} line */
    put: (line) => void lines.set(line.id, line),
    /** @param {string} id */
    get: (id) => lines.get(id),
    /** @param {string} id */
    has: (id) => lines.has(id),
    all: () => [...lines.values()].sort(inOrder),
    /** The time of the newest line. */
    latest: () => Math.max(0, ...[...lines.values()].map(({ at }) => at)),
    clear: () => lines.clear(),
  };
}

/** @typedef {ReturnType<typeof createBook>} Book */

/** An id nobody else has; randomUUID is missing where the page came over plain http from another machine. */
export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Sends messages one after the other, each shown at once. One that fails says so, and can be sent again as the same message.
 * @param {Book} book
 * @param {() => Pick<Message, 'as' | 'name' | 'language' | 'desk'>} sender
 * @param {() => void} changed
 */
export function createSender(book, sender, changed) {
  /** @type {Promise<void>} */
  let last = Promise.resolve();

  /** @param {Said} line @param {Partial<Said>} state */
  const become = (line, state) => {
    const now = book.get(line.id);
    if (now?.way !== 'in' || now.state === undefined) return; // gone with its chat, or known to be kept by now
    book.put({ ...now, ...state });
    changed();
  };

  /** @param {Said} line @param {Message} message */
  const post = (line, message) => {
    const done = last
      .then(() => postMessage(message))
      .then(
        () => become(line, { state: 'sent' }),
        (/** @type {Error} */ error) => become(line, { state: 'failed', why: error.message }),
      );
    last = done;
    return done;
  };

  return {
    /** The line's id; `done` resolves when it was kept or has failed. @param {Pick<Message, 'text' | 'choice' | 'quote' | 'files' | 'thread'>} words */
    send(words) {
      const message = { id: newId(), ...sender(), ...words };
      /** @type {Said} */
      const line = {
        id: `web:${message.as}:${message.id}`,
        way: 'in',
        chat: message.desk ? 'web:desk' : `web:${message.as}`,
        at: Math.max(book.latest() + 0.5, 1),
        wrote: Date.now(),
        from: `web:${message.as}`,
        name: message.name,
        text: words.text,
        choice: words.choice,
        quote: words.quote,
        thread: words.thread,
        files: words.files ?? [],
        state: 'pending',
        message,
      };
      book.put(line);
      changed();
      return { id: line.id, done: post(line, message) };
    },
    /** @param {string} id */
    again(id) {
      const line = book.get(id);
      if (line?.way !== 'in' || line.state !== 'failed' || !line.message) return;
      become(line, { state: 'pending', why: undefined });
      void post(line, line.message);
    },
  };
}
