// What was said in a web chat, and at the desk: for the pages that show it.
import type { Inbound, Outbound } from '../flows/message.ts';
import type { Row, Store } from './store.ts';

/** One line of a chat, of either side. `at`: milliseconds since the epoch. */
export type Line = { type: 'in'; at: number; inbound: Inbound } | { type: 'out'; at: number; id: string; lane: string; outbound: Outbound };

const most = 200;

/** The last lines of a web chat, oldest first. */
export async function readChat(store: Store, address: string): Promise<Line[]> {
  const [said, replied] = await Promise.all([
    store.read({ sql: "SELECT at, body FROM inbox WHERE chat = ?1 AND chat >= 'web:' AND chat < 'web;' ORDER BY at DESC, rowid DESC LIMIT ?2", args: [address, most] }),
    store.read({ sql: "SELECT at, id, address, body FROM outbox WHERE address = ?1 AND address >= 'web:' AND address < 'web;' AND state = 'sent' ORDER BY seq DESC LIMIT ?2", args: [address, most] }),
  ]);
  return inOrder([...said.map(inLine), ...replied.map(outLine)]);
}

/** Everything at the desk: what was posted to its lanes, and what its members wrote in its web chat. */
export async function readDeskLines(store: Store, chat: string): Promise<Line[]> {
  const [posted, said] = await Promise.all([
    store.read({ sql: "SELECT at, id, address, body FROM outbox WHERE address >= 'desk' AND address < 'desk;' AND state = 'sent' ORDER BY seq DESC LIMIT 1000", args: [] }),
    store.read({ sql: "SELECT at, body FROM inbox WHERE chat = ?1 AND chat >= 'web:' AND chat < 'web;' ORDER BY at DESC, rowid DESC LIMIT 1000", args: [chat] }),
  ]);
  return inOrder([...posted.map(outLine), ...said.map(inLine)]);
}

const inLine = (row: Row): Line => ({ type: 'in', at: Number(row.at), inbound: JSON.parse(String(row.body)) as Inbound }); // written by this house
const outLine = (row: Row): Line => ({ type: 'out', at: Number(row.at), id: String(row.id), lane: String(row.address), outbound: JSON.parse(String(row.body)) as Outbound });

/** By time; what was said before what was replied to it; the newest first in each list is turned round. */
const inOrder = (lines: Line[]): Line[] =>
  lines.reverse().sort((a, b) => a.at - b.at || (a.type === b.type ? 0 : a.type === 'in' ? -1 : 1));
