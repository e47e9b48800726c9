// Takes a person out of the store, as statements of the very commit that decided it.
// What counts (tickets, events, the person's id) stays, without words; the numbers of messages stay for some days, so that a repeat is known as one.
import { timerKey, watches } from '../flows/timers.ts';
import type { Erasure } from '../flows/turn.ts';
import { toJson } from './json.ts';
import type { Statement, Value } from './store.ts';

// ?1 the inbound, ?2 the turn's name: what the gate dropped erases nothing. ?3 the person. ?4 chats, ?5 tickets, ?6 what they are called, as JSON.
const passed = '(SELECT turn FROM inbox WHERE id = ?1) = ?2';
const chats = '(SELECT value FROM json_each(?4))';
const numbers = '(SELECT value FROM json_each(?5))';
const lanes = "(SELECT 'desk:' || value FROM json_each(?5))";
/** What stands before the first `#`: the inbound of an outbox row, the chat of a button's lane. */
const beforeHash = (column: string) => `substr(${column}, 1, instr(${column} || '#', '#') - 1)`;
/** Their chat, also as it was set aside with a bot of before (forgetBotStatements). */
const isTheirs = (column: string) =>
  `(${beforeHash(column)} IN ${chats} OR (${column} GLOB 'bot*:*:*' AND substr(${column}, instr(${column}, ':') + 1) IN ${chats}))`;
const namesThem = (column: string) =>
  `(EXISTS (SELECT 1 FROM json_each(?6, '$.names') n WHERE instr(${column}, n.value)) OR EXISTS (SELECT 1 FROM json_each(?5) t WHERE instr(${column}, '#' || t.value)))`;
/** What they wrote; what the desk wrote in their topics, what became a message to them, and what names them or their tickets. */
const isAboutThem = `(i.chat IN ${chats}
  OR i.id IN (SELECT ${beforeHash('o.id')} FROM outbox o WHERE o.address IN ${lanes} OR o.address IN ${chats})
  OR (i.chat IN (SELECT chat FROM topic) AND (${namesThem('i.body')}
    OR (i.body->>'$.text' LIKE '/%' AND EXISTS (SELECT 1 FROM json_each(?6, '$.parts') p WHERE instr(lower(i.body->>'$.text'), p.value)))
    OR EXISTS (SELECT 1 FROM topic t WHERE t.lane IN ${lanes} AND t.chat = i.chat AND t.thread = i.body->>'$.thread'))))`;
/** ?7: the files of their tickets. */
const files = `(SELECT f.value->>'$.id' FROM inbox i, json_each(i.body, '$.files') f WHERE ${isAboutThem}
  UNION SELECT i.body->>'$.original.id' FROM inbox i WHERE i.body->>'$.original.id' IS NOT NULL AND ${isAboutThem} UNION SELECT value FROM json_each(?7))`;

/** In the order in which they are run: each finds by rows that a later one takes away. */
const steps = {
  remember: `INSERT INTO erasure (id, at, due_at, body) SELECT ?3, ?8, ?8, json_object('inbound', ?1, 'chats', json(?4),
      'hashes', (SELECT json_group_array(DISTINCT hash) FROM file WHERE id IN ${files}),
      'rows', (SELECT json_group_array(id) FROM outbox WHERE address IN ${chats})) WHERE ${passed} ON CONFLICT (id) DO NOTHING`,
  fetches: `DELETE FROM outbox WHERE ${passed} AND instr(address, ':fetch/') AND substr(address, instr(address, ':fetch/') + 7) IN ${files}`,
  files: `DELETE FROM file WHERE ${passed} AND id IN ${files}`,
  inbox: `UPDATE inbox AS i SET chat = 'erased:' || ?3, body = '{}', parked = NULL WHERE ${passed} AND ${isAboutThem}`,
  /** Where a door names its topics and cards by rows of the outbox, they follow those. */
  threads: `UPDATE topic SET card = iif(card IN (SELECT id FROM outbox), NULL, card),
      thread = coalesce((SELECT 'erased:' || o.seq FROM outbox o WHERE o.id = topic.thread AND o.state <> 'queued'), thread) WHERE ${passed} AND lane IN ${lanes}`,
  topics: `UPDATE outbox SET body = json_set(body, '$.body.name', t.value->>'$.name'), id = iif(outbox.state = 'queued', outbox.id, 'erased:' || outbox.seq), external_id = NULL FROM json_each(?7) t
      WHERE ${passed} AND address = t.value->>'$.lane' AND body->>'$.body.type' = 'topic'`,
  outbox: `DELETE FROM outbox WHERE ${passed} AND (${isTheirs('address')} OR (address IN ${lanes} AND body->>'$.body.type' <> 'topic')
      OR (address >= 'desk' AND address < 'desk;' AND state <> 'queued' AND body->>'$.body.type' NOT IN ('topic', 'card') AND ${namesThem('body')}))`,
  deliveries: `DELETE FROM delivery WHERE ${passed} AND ${isTheirs('chat')}`,
  /** But the mail that asked for it: its answer stays in its thread, and takes it along (see forgetMailStatement). */
  mails: `DELETE FROM mail WHERE ${passed} AND chat IN ${chats} AND inbound <> ?1`,
  messages: `DELETE FROM message WHERE ${passed} AND (${isTheirs('chat')} OR ticket IN ${numbers})`,
  conversations: `DELETE FROM conversation WHERE ${passed} AND id IN (SELECT value FROM json_each(?7))`,
  addresses: `DELETE FROM address WHERE ${passed} AND (person = ?3 OR chat IN ${chats})`,
  codes: `DELETE FROM join_code WHERE ${passed} AND (chat IN ${chats} OR mail IN ${chats})`,
  tries: `DELETE FROM join_try WHERE ${passed} AND chat IN ${chats}`,
  timers: `DELETE FROM timer WHERE ${passed} AND (key IN (SELECT value FROM json_each(?7)) OR body->>'$.chat' IN ${chats})`,
  links: `DELETE FROM panel_link WHERE ${passed} AND person = ?3`,
  /** They may hold anybody's name; what was done once stays known by the inbound's id. */
  answers: `DELETE FROM api_answer WHERE ${passed}`,
  words: `DELETE FROM ticket_text WHERE ${passed} AND rowid IN ${numbers}`,
  events: `UPDATE event SET body = r.value->>2 FROM json_each(?7) r WHERE ${passed} AND event.ticket = r.value->>0 AND event.seq = r.value->>1`,
};

/** The statements of one erasure, for the batch of its turn: after the turn's tickets, before its outbox. `turn`: its name. */
export function eraseStatements(inbound: string, turn: string, erasure: Erasure): Statement[] {
  const { person, at, tickets, events, topics, keys } = erasure;
  const args: Value[] = [
    inbound,
    turn,
    person,
    toJson(erasure.chats),
    toJson(tickets),
    toJson({ names: erasure.names, parts: partsOf(erasure.names) }),
  ];
  const run = (sql: string, ...more: Value[]): Statement => ({ sql, args: [...args, ...more].slice(0, highest(sql)) });
  const timers = tickets.flatMap((number) => watches.map((watch) => timerKey(number, watch)));
  const rows = events.flatMap(({ ticket, events: all }) => all.map((event, i) => [ticket, i + 1, event]));
  return [
    run(steps.remember, toJson(erasure.files), at),
    run(steps.fetches, toJson(erasure.files)),
    run(steps.files, toJson(erasure.files)),
    run(steps.inbox),
    run(steps.threads),
    run(steps.topics, toJson(topics)),
    run(steps.outbox),
    run(steps.deliveries),
    run(steps.mails),
    run(steps.messages),
    run(steps.conversations, toJson(keys)),
    run(steps.addresses),
    run(steps.codes),
    run(steps.tries),
    run(steps.timers, toJson(timers)),
    run(steps.links),
    run(steps.answers),
    run(steps.words),
    run(steps.events, toJson(rows)),
  ];
}

/** What somebody of the team may have typed to find them by. */
const partsOf = (names: readonly string[]): string[] =>
  names.flatMap((name) => name.toLowerCase().split(/\s+/)).filter((part) => part.length > 2);

/** The last of the numbered arguments that a statement takes. */
const highest = (sql: string): number => Math.max(...[...sql.matchAll(/\?(\d+)/g)].map(([, number]) => Number(number)));
