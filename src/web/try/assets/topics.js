// The desk's lines sorted into topics: one a ticket, and the desk at large. Pure: lines in, topics out.
// @ts-check
import { word } from './words.js';

/**
 * @typedef {import('./wire.js').Line} Line @typedef {Extract<Line, { way: 'out' }>} Posted
 * @typedef {{ lane: string, name: string, thread?: string, card?: Posted, lines: Line[], at: number }} Topic
 */

export const general = 'desk';

/** @param {Line[]} lines in their order @returns {Topic[]} the desk at large, then the newest ticket first */
export function topicsOf(lines) {
  /** @type {Map<string, Topic>} */
  const topics = new Map([[general, { lane: general, name: word('everyone'), lines: [], at: 0 }]]);
  /** @type {Map<string, string>} */
  const laneOf = new Map();
  const topicAt = (/** @type {string} */ lane) => {
    const topic = topics.get(lane) ?? { lane, name: `#${lane.slice(lane.indexOf(':') + 1)}`, lines: [], at: 0 };
    topics.set(lane, topic);
    return topic;
  };
  for (const line of lines) {
    if (line.way === 'out' && line.body.type === 'topic') {
      const topic = topicAt(line.lane);
      topic.name = line.body.name ?? topic.name;
      topic.thread = line.id;
      laneOf.set(line.id, line.lane);
    }
  }
  for (const line of lines) {
    const lane = line.way === 'out' ? line.lane : line.thread === undefined ? general : laneOf.get(line.thread);
    if (lane === undefined || (lane !== general && !/^desk:\d+$/.test(lane))) continue;
    const topic = topicAt(lane);
    topic.lines.push(line);
    topic.at = Math.max(topic.at, line.at);
    if (line.way === 'out' && line.body.type === 'card') topic.card = line;
  }
  const [first, ...tickets] = topics.values();
  return [...(first ? [first] : []), ...tickets.sort((a, b) => numberOf(b.lane) - numberOf(a.lane))];
}

const numberOf = (/** @type {string} */ lane) => Number(lane.slice(lane.indexOf(':') + 1));

/** Nothing can be done any more but to open it again. @param {Topic} topic */
export const isClosed = (topic) =>
  topic.card !== undefined && (topic.card.body.choices ?? []).every(({ data }) => data.startsWith('reopen:'));

/** Lines that somebody else brought, and that are there to be read. @param {Topic} topic @param {string} me @param {number} since */
export const unread = (topic, me, since) =>
  topic.lines.filter(
    (line) => line.at > since && (line.way === 'out' ? line.body.type === 'text' || line.body.type === 'topic' : line.from !== me),
  ).length;
