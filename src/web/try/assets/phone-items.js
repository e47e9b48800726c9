// What a client's chat looks like on their phone: the team's messages with their buttons, and their own. Pure: lines in, items out.
// @ts-check
import { markChosen } from './bubble.js';
import { word } from './words.js';

/**
 * @typedef {import('./wire.js').Line} Line @typedef {import('./bubble.js').Item} Item
 */

/** @param {Line[]} lines in order @param {Set<string>} busy messages with a pressed button @returns {Item[]} */
export function phoneItems(lines, busy) {
  /** @type {Map<string, { item: Item, label: string }>} */
  const offers = new Map();
  /** @type {Map<string, Item>} */
  const items = new Map();
  for (const line of lines) {
    const item = line.way === 'out' ? fromTeam(line, busy) : fromVisitor(line);
    if (!item) continue;
    if (line.way === 'in') said(line, item, items, offers);
    else for (const choice of [...(item.choices ?? []), ...(item.nav ?? [])]) offers.set(choice.data, { item, label: choice.label });
    items.set(item.key, item);
  }
  return [...items.values()];
}

/**
 * What was written answers what stood before it: older questions step back, and a pressed choice is marked where it was offered.
 * @param {Extract<Line, { way: 'in' }>} line @param {Item} item @param {Map<string, Item>} before @param {Map<string, { item: Item, label: string }>} offers
 */
function said({ quote, choice, state }, item, before, offers) {
  if (quote) item.quote = before.get(quote)?.text;
  const offer = choice === undefined ? undefined : offers.get(choice);
  if (offer) item.text = offer.label;
  for (const one of before.values()) {
    const isOffered = choice !== undefined && (one === offer?.item || (one.lasting && one.choices?.some(({ data }) => data === choice)));
    if (state === 'failed') one.busy &&= !isOffered;
    else if (isOffered) markChosen(one, choice);
    else one.spent ||= !one.lasting;
  }
}

/** @param {Extract<Line, { way: 'out' }>} line @param {Set<string>} busy @returns {Item | undefined} */
function fromTeam({ id, at, role, body }, busy) {
  if (body.type !== 'text') return undefined;
  const { title: head, text = '', files, choices, nav } = body;
  const common = { key: id, kind: 'message', mine: false, who: word('team'), at, head, text, files, choices, nav };
  return { ...common, lasting: role === 'delivery', busy: busy.has(id), action: { icon: 'reply', text: word('reply') } };
}

/** @param {Extract<Line, { way: 'in' }>} line @returns {Item} */
function fromVisitor({ id, at, wrote, text, choice, files, state, why }) {
  const item = {
    key: id,
    kind: 'message',
    mine: true,
    who: word('you'),
    at: wrote ?? at,
    text: text ?? (choice === undefined ? '' : '…'),
    files,
  };
  if (state === 'failed') return { ...item, again: { text: word('not_sent'), why } };
  return {
    ...item,
    status: { icon: state === 'pending' ? 'clock' : 'check', text: word(state === 'pending' ? 'sending' : 'sent'), quiet: true },
  };
}
