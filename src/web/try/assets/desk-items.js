// What a topic's lines look like at the desk: the client's words, notes, prompts, answers, and marks. Pure: lines in, items out.
// @ts-check
import { markChosen } from './bubble.js';
import { snippet } from './dom.js';
import { word } from './words.js';

/**
 * @typedef {import('./wire.js').Line} Line @typedef {Extract<Line, { way: 'in' }>} Said @typedef {Extract<Line, { way: 'out' }>} Posted
 * @typedef {import('./bubble.js').Item} Item
 */

const marks = {
  sent: { word: 'reached', tone: 'good' },
  failed: { word: 'failed', tone: 'bad' },
  noted: { word: 'noted', tone: '' },
};

/** Who reads a text written here. @param {string} text @param {string | undefined} role of the message it quotes */
export function readerOf(text, role) {
  if (/^\/r\b/i.test(text)) return 'client';
  if (text.startsWith('/')) return 'command';
  if (role === 'prompt:promise') return 'command';
  return role === 'copy' || (role?.startsWith('prompt:') && role !== 'prompt:note') ? 'client' : 'note';
}

/** @param {Line[]} lines of one topic, in order @param {string} me @param {Set<string>} busy messages with a pressed button @returns {Item[]} */
export function deskItems(lines, me, busy) {
  /** @type {Map<string, Line>} */
  const byId = new Map(lines.map((line) => [line.id, line]));
  const answered = new Set(lines.flatMap((line) => (line.way === 'in' && line.quote && line.state !== 'failed' ? [line.quote] : [])));
  /** @type {Map<string, keyof typeof marks>} */
  const marked = new Map();
  /** @type {Map<string, { label: string, item?: Item }>} */
  const offers = new Map();
  for (const line of lines)
    if (line.way === 'out' && line.body.type === 'reaction' && line.body.message && line.body.mark)
      marked.set(line.body.message, line.body.mark);
  /** @type {Item[]} */
  const items = [];
  for (const line of lines) {
    const item = line.way === 'in' ? written(line, me, byId, marked.get(line.id), offers) : posted(line, byId, answered, busy);
    if (line.way === 'out') for (const choice of choicesOf(line.body)) offers.set(choice.data, { label: choice.label, item });
    if (item) items.push(item);
  }
  return items;
}

/** The rows of small buttons are a plain list here, without those that mean nothing. @param {Posted['body']} body */
const choicesOf = ({ choices = [], grid = [] }) => [...choices, ...grid.flat().filter(({ data }) => data !== 'nothing')];

/** @param {Posted} line @param {Map<string, Line>} byId @param {Set<string>} answered @param {Set<string>} busy @returns {Item | undefined} */
function posted({ id, at, role, body }, byId, answered, busy) {
  const quoted = body.quote ? byId.get(body.quote) : undefined;
  const common = {
    key: id,
    mine: false,
    at,
    text: body.text ?? '',
    files: body.files,
    choices: choicesOf(body),
    busy: busy.has(id),
    quote: quoted?.way === 'in' ? quoted.text : undefined,
  };
  const open = !answered.has(id);
  if (body.type === 'prompt')
    return {
      ...common,
      kind: 'prompt',
      who: word('alur_asks'),
      spent: !open,
      ...(open ? { action: { icon: 'reply', text: word('answer') } } : {}),
    };
  if (body.type !== 'text') return undefined;
  if (role === 'copy')
    return { ...common, kind: 'copy', who: word('client'), head: body.title, action: { icon: 'reply', text: word('reply') } };
  const asks = role?.startsWith('prompt:') && open;
  return {
    ...common,
    kind: 'system',
    who: 'Alur',
    head: body.title,
    spent: role?.startsWith('prompt:') && !open,
    ...(asks ? { action: { icon: 'reply', text: word('answer') } } : {}),
  };
}

/**
 * @param {Said} line @param {string} me @param {Map<string, Line>} byId @param {keyof typeof marks | undefined} mark
 * @param {Map<string, { label: string, item?: Item }>} offers @returns {Item}
 */
function written(line, me, byId, mark, offers) {
  const mine = line.from === me;
  const who = mine ? word('you') : line.name;
  const at = line.wrote ?? line.at;
  const again = line.state === 'failed' ? { again: { text: word('not_sent'), why: line.why } } : {};
  if (line.choice !== undefined) {
    const offer = offers.get(line.choice);
    if (offer?.item && line.state !== 'failed') markChosen(offer.item, line.choice);
    return { key: line.id, kind: 'event', mine, who, at, text: word('pressed', { who, label: offer?.label ?? '…' }), ...again };
  }
  const quoted = line.quote ? byId.get(line.quote) : undefined;
  const reader = readerOf(line.text ?? '', quoted?.way === 'out' ? quoted.role : undefined);
  const label = {
    client: mine ? word('to_client') : word('who_to_client', { who }),
    command: mine ? word('command') : who,
    note: mine ? word('note') : word('note_of', { who }),
  }[reader];
  const sending = line.state === 'pending' ? { icon: 'clock', text: word('sending'), quiet: true } : undefined;
  const status = mark ? { text: word(marks[mark].word), tone: marks[mark].tone } : sending;
  return {
    key: line.id,
    kind: reader,
    mine,
    who,
    at,
    label,
    text: (line.text ?? '').replace(/^\/(?:r|note)\s+/i, ''),
    files: line.files,
    quote: quoted?.way === 'out' ? snippet(quoted.body.text ?? '') : undefined,
    ...(status ? { status } : {}),
    ...again,
  };
}
