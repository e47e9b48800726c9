// What goes to the server and comes from it: chats as they stand, live lines, messages, files.
// @ts-check
import { whyNot } from './words.js';

/**
 * @typedef {{ data: string, label: string }} Choice
 * @typedef {{ id: string, kind: string, name?: string, mime?: string, size?: number, contact: string, remote: string, kept?: boolean }} FileRef
 * @typedef {{ type: string, title?: string, text?: string, name?: string, choices?: Choice[], grid?: Choice[][], nav?: Choice[], files?: FileRef[], quote?: string,
 *   to?: string, message?: string, mark?: 'sent' | 'failed' | 'noted', callback?: string, alert?: boolean }} Body
 * @typedef {{ id: string, as: string, name: string, language?: string, desk?: boolean, thread?: string, text?: string, choice?: string, quote?: string, start?: string, files?: FileRef[] }} Message
 * @typedef {{ id: string, at: number, way: 'in', chat: string, thread?: string, from: string, name: string, text?: string, choice?: string, quote?: string, files: FileRef[],
 *   wrote?: number, state?: 'pending' | 'sent' | 'failed', message?: Message, why?: string }} Said
 * @typedef {{ id: string, at: number, way: 'out', lane: string, ticket?: number, role?: string, body: Body }} Posted
 * @typedef {Said | Posted} Line
 */

/** A refusal in a sentence, by status 0 when the server could not be reached. */
export class WireError extends Error {
  /** @param {number} status */
  constructor(status) {
    super(whyNot(status));
    this.name = 'WireError';
    this.status = status;
  }
}

/** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new WireError(0);
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  throw new WireError(response.status);
}

/** @param {string} as @returns {Promise<{ lines: Line[] }>} */
export const readPhone = (as) => ask(`/try/phone?as=${encodeURIComponent(as)}`);

/** @returns {Promise<{ here: boolean, lines: Line[] }>} */
export const readDesk = () => ask('/try/desk');

/** Resolves once the message is kept. @param {Message} message */
export const postMessage = (message) =>
  ask('/try/messages', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(20_000),
  });

/** @param {File} file @returns {Promise<FileRef>} */
export function upload(file) {
  const form = new FormData();
  form.append('file', file);
  return ask('/try/files', { method: 'POST', body: form });
}

/** @param {FileRef} file */
export const fileUrl = (file) => `/try/files/${encodeURIComponent(file.id)}`;

/**
 * Listens to a chat and to the desk, for as long as it takes; comes back by itself when the line is cut.
 * @param {string} as
 * @param {{ up: () => void, down: () => void, line: (line: Line) => void }} hear
 * @returns {() => void} ends it
 */
export function listen(as, hear) {
  /** @type {EventSource | undefined} */
  let source;
  let timer = 0;
  let wait = 500;
  const open = () => {
    source = new EventSource(`/try/events?as=${encodeURIComponent(as)}`);
    source.addEventListener('hello', () => {
      wait = 500;
      hear.up();
    });
    source.addEventListener('line', (event) => hear.line(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      hear.down();
      if (source?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, 10_000);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
