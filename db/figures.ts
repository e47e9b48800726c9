// Reads what is counted of tickets: how many stand where, and the facts of those that were opened, answered or closed lately.
import type { Count, TicketFacts } from '../flows/figures.ts';
import type { Situation, Stage } from '../flows/ticket.ts';
import type { Row, Store } from './store.ts';

export async function readCounts(store: Store): Promise<Count[]> {
  const rows = await store.read({ sql: 'SELECT stage, situation, count(*) AS count FROM ticket GROUP BY stage, situation', args: [] });
  return rows.map((row) => ({
    stage: String(row.stage) as Stage,
    situation: String(row.situation) as Situation,
    count: Number(row.count),
  })); // the columns' CHECKs
}

/** Of every ticket that changed since (ms since the epoch). */
export async function readFacts(store: Store, since: number): Promise<TicketFacts[]> {
  const rows = await store.read({
    sql: `SELECT opened_at, situation, body->>'$.repliedAt' AS replied, body->>'$.closedAt' AS closed, body->>'$.due' AS due,
        body->>'$.rating.stars' AS stars FROM ticket WHERE changed_at >= ?1`,
    args: [since],
  });
  return rows.map(factsOf);
}

const factsOf = (row: Row): TicketFacts => ({
  openedAt: Number(row.opened_at),
  situation: String(row.situation) as Situation, // the column's CHECK
  ...(row.replied === null ? {} : { repliedAt: Number(row.replied) }),
  ...(row.closed === null ? {} : { closedAt: Number(row.closed) }),
  ...(row.due === null ? {} : { due: String(row.due) }),
  ...(row.stars === null ? {} : { stars: Number(row.stars) }),
});
