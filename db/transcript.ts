// What was said in a web chat, and at the desk: for the pages that show it.
import type { Inbound, Outbound } from '../flows/message.ts';
import { toJson } from './json.ts';
import type { Row, Store } from './store.ts';

/** One line of a chat, of either side. `at`: milliseconds since the epoch. */
export type Line = { type: 'in'; at: number; inbound: Inbound } | { type: 'out'; at: number; id: string; lane: string; outbound: Outbound };

const most = 200;

/** Sent, or claimed and about to leave: whoever reads while it leaves would otherwise miss it. */
const gone = "(state = 'sent' OR (state = 'queued' AND owner IS NOT NULL))";

/** The last lines of a web chat, oldest first; the clock's are no lines. */
export async function readChat(store: Store, address: string): Promise<Line[]> {
  const [said, replied] = await Promise.all([
    store.read({
      sql: "SELECT at, body FROM inbox WHERE chat = ?1 AND chat >= 'web:' AND chat < 'web;' AND id NOT GLOB 'timer:*' ORDER BY at DESC, rowid DESC LIMIT ?2",
      args: [address, most],
    }),
    store.read({
      sql: `SELECT at, id, address, body FROM outbox WHERE address = ?1 AND address >= 'web:' AND address < 'web;' AND ${gone} ORDER BY seq DESC LIMIT ?2`,
      args: [address, most],
    }),
  ]);
  return inOrder([...said.map(inLine), ...replied.map(outLine)]);
}

/** Everything that was said in these chats, on any channel, oldest first: what was sent, and what came in but from the clock. */
export async function readLinesOf(store: Store, chats: readonly string[]): Promise<Line[]> {
  const of = (sql: string) => store.read({ sql, args: [toJson(chats)] });
  const theirs = 'IN (SELECT value FROM json_each(?1))';
  const [said, replied] = await Promise.all([
    of(`SELECT at, body FROM inbox WHERE chat ${theirs} AND id NOT GLOB 'timer:*' ORDER BY at DESC, rowid DESC`),
    of(`SELECT at, id, address, body FROM outbox WHERE address ${theirs} AND ${gone} ORDER BY seq DESC`),
  ]);
  return inOrder([...said.map(inLine), ...replied.map(outLine)]);
}

/** The last of the desk: what was posted to its lanes, the topic and newest card of each of those, and what its members wrote in its web chat. */
export async function readDeskLines(store: Store, chat: string): Promise<Line[]> {
  const desk = `address >= 'desk' AND address < 'desk;' AND ${gone}`;
  const last = `SELECT seq, address FROM outbox WHERE ${desk} ORDER BY seq DESC LIMIT 1000`;
  const [posted, said] = await Promise.all([
    store.read({
      sql: `WITH last AS (${last}) SELECT at, id, address, body FROM outbox WHERE seq IN (SELECT seq FROM last UNION
        SELECT max(seq) FROM outbox WHERE ${desk} AND address IN (SELECT address FROM last) AND body->>'$.body.type' IN ('topic', 'card') GROUP BY address, body->>'$.body.type') ORDER BY seq DESC`,
      args: [],
    }),
    store.read({
      sql: "SELECT at, body FROM inbox WHERE chat = ?1 AND chat >= 'web:' AND chat < 'web;' ORDER BY at DESC, rowid DESC LIMIT 1000",
      args: [chat],
    }),
  ]);
  return inOrder([...posted.map(outLine), ...said.map(inLine)]);
}

/** These lines, of either side, in the order of the ids; those that are not there are left out. */
export async function readLines(store: Store, ids: readonly string[]): Promise<Line[]> {
  const [said, posted] = await Promise.all([
    store.read({ sql: 'SELECT id, at, body FROM inbox WHERE id IN (SELECT value FROM json_each(?1))', args: [toJson(ids)] }),
    store.read({ sql: 'SELECT at, id, address, body FROM outbox WHERE id IN (SELECT value FROM json_each(?1))', args: [toJson(ids)] }),
  ]);
  const found = new Map([
    ...said.map((row) => [String(row.id), inLine(row)] as const),
    ...posted.map((row) => [String(row.id), outLine(row)] as const),
  ]);
  return ids.flatMap((id) => found.get(id) ?? []);
}

const inLine = (row: Row): Line => ({ type: 'in', at: Number(row.at), inbound: JSON.parse(String(row.body)) as Inbound }); // written by this house
const outLine = (row: Row): Line => ({
  type: 'out',
  at: Number(row.at),
  id: String(row.id),
  lane: String(row.address),
  outbound: JSON.parse(String(row.body)) as Outbound,
});

/** By time; what was said before what was replied to it; the newest first in each list is turned round. */
const inOrder = (lines: Line[]): Line[] =>
  lines.reverse().sort((a, b) => a.at - b.at || (a.type === b.type ? 0 : a.type === 'in' ? -1 : 1));
